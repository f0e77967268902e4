"""What holds for every focus page: nothing where nobody supplies its columns, who does where some do, equal figures."""

import shutil
from datetime import date

import pytest

from queries.store import Store
from queries.viewer import Viewer
from tests.views.conftest import tables, texts, title
from tests.views.focus_group import everybody, focus_store
from views.cost_of_living.page import TOPIC as COST_OF_LIVING
from views.focus.discussion import GENERAL, questions
from views.focus.topic import is_outcome
from views.focus.topic import title as title_of
from views.making_safeguarding_personal.page import TOPIC as MSP
from views.missing_people.page import TOPIC as MISSING_PEOPLE
from views.partnership.page import TOPIC as PARTNERSHIP
from views.wording import MORE_IS_NOT_WORSE

PAGES = {  # topic -> the category of its incidents, and an answer to each of its columns
    MISSING_PEOPLE: ("missing_person", {
        "missing_risk_level": "high", "missing_duration": "24_48h", "police_response": "recorded_missing",
        "plan_in_place": True, "return_conversation": "accepted", "repeat_concern": False, "needs_type": "supported",
    }),
    PARTNERSHIP: ("neglect", {
        "referred_to_la": "yes", "la_decision": "enquiry", "escalated": False, "other_agencies": ["police", "nhs"],
    }),
    MSP: ("neglect", {
        "msp_asked": "outcomes_expressed", "msp_outcome": "fully_achieved", "consent": "agreed",
        "risk_outcome": "reduced", "repeat_concern": False, "other_agencies": ["police"], "about": "adult",
    }),
    COST_OF_LIVING: ("cost_of_living", {
        "hardship_reason": "energy", "support_given": ["fuel_voucher"], "also_involves": ["damp_mould"],
    }),
}  # fmt: skip
NAMES = [topic.name for topic in PAGES]


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Topic's name -> how many of the seven supply the columns (0, 2, 7) -> store, made when asked for."""
    made = {}

    def store(topic, suppliers: int):
        key = topic.name, suppliers
        if key not in made:
            category, answers = PAGES[topic]
            of = dict(list(everybody(answers).items())[:suppliers])
            made[key] = focus_store(tmp_path_factory.mktemp(topic.name) / "group.duckdb", category, of)
        return made[key]

    return store


@pytest.mark.dose(2)
@pytest.mark.parametrize("topic", PAGES, ids=NAMES)
@pytest.mark.parametrize("be", ["lead_alder", pytest.param("coordinator", marks=pytest.mark.slow)])
def test_where_nobody_supplies_its_columns_the_page_says_so_and_nothing_else(stores, opened, topic, be):
    page = opened(stores(topic, 0), topic.name, be=be)
    assert title(page) == f"{topic.label}: no member supplies its columns yet"
    shown = texts(page)
    assert all(f"“{title_of(column)}”" in shown for column in topic.columns)
    assert not page.dataframe and not page.header and not page.expander and MORE_IS_NOT_WORSE not in shown
    assert not page.get("plotly_chart") and not page.get("page_link")


@pytest.mark.dose(2)
@pytest.mark.parametrize("topic", PAGES, ids=NAMES)
def test_where_two_of_seven_supply_them_it_says_which_and_shows_no_figure_of_the_group(stores, opened, topic):
    page = opened(stores(topic, 2), topic.name, be="coordinator")
    shown = texts(page)
    assert "2 of 7 members supply columns of this page for 2025-26: Alder and Birch." in shown
    assert "Fewer than five supply any one column, so the group has no figure from them." in shown
    supplied = next(each for each in tables(page) if "Supplied by" in each.columns)
    assert set(supplied["Supplied by"]) == {"2 of 7 members"}
    assert set(supplied["Not by"]) == {"Cedar, Damson, Elder, Fir, Gorse"}
    assert not [each for each in tables(page) if "Share of the answers" in each.columns]
    of_columns = [f"2 of 7 members supply “{title_of(column)}”" for column in topic.columns]
    assert [each for each in of_columns if each not in shown] == []


@pytest.mark.dose(4)
@pytest.mark.parametrize("topic", PAGES, ids=NAMES)
def test_the_own_member_sees_its_own_where_two_supply_them(stores, opened, topic):
    page = opened(stores(topic, 2), topic.name, be="lead_alder", of="own")
    for column in topic.columns:
        # 2 incidents a month over the twelve months of 2025-26, all with the same answer
        assert "24" in list(_answers(page, column)["Incidents"]), column
    other = opened(stores(topic, 2), topic.name, be="lead_gorse", of="own")
    assert not [each for each in tables(other) if "Share of the answers" in each.columns]
    assert f"Your returns of 2025-26 do not have the column “{title_of(topic.columns[0])}”." in texts(other)


@pytest.mark.dose(2)
@pytest.mark.parametrize("topic", PAGES, ids=NAMES)
@pytest.mark.parametrize("of", ["group", pytest.param("own", marks=pytest.mark.slow)])
def test_its_figures_are_the_questions_answers(stores, opened, tmp_path, topic, of):
    path = stores(topic, 7)
    columns = (*topic.columns, *topic.beside)
    copy = shutil.copy(path, tmp_path / "asked.duckdb")  # the dashboard may have the store open
    expected = {column: _asked(copy, topic, of, column) for column in columns}
    page = opened(path, topic.name, be="lead_alder", of=of, by="quarter", quarter="2026-01")
    drawn = [column for column in columns if _is_drawn(page, column)]
    assert set(topic.columns) <= set(drawn)
    for column in drawn:
        table = _answers(page, column)
        assert list(table["Incidents"]) == list(expected[column]["shown"]), column
        assert list(table.iloc[:, 0]) == list(expected[column]["label"])


@pytest.mark.dose(2)
@pytest.mark.parametrize("topic", PAGES, ids=NAMES)
def test_it_opens_with_coverage_and_closes_with_questions(stores, opened, topic):
    page = opened(stores(topic, 7), topic.name, be="coordinator")
    shown = texts(page)
    assert "All 7 members supply columns of this page for 2025-26." in shown
    assert "The last quarter in it is Jan–Mar 2026. Closed on " in shown
    assert MORE_IS_NOT_WORSE in shown
    assert page.header[-1].value == "Questions for discussion"
    asked = [*questions(topic.name), *questions(GENERAL)]
    assert len(asked) >= 8 and [each for each in asked if each not in shown] == []


@pytest.mark.dose(4)
@pytest.mark.parametrize("topic", PAGES, ids=NAMES)
def test_a_shared_screen_shows_nobody_s_own(stores, opened, topic):
    page = opened(stores(topic, 7), topic.name, be="lead_alder", present=True, of="own")
    group = opened(stores(topic, 7), topic.name, be="coordinator")
    assert title(page).startswith(f"{topic.label}:")
    without_edition = [line for line in texts(group).split("\n") if "Nothing of it has changed since" not in line]
    assert texts(page).split("\n") == without_edition
    assert [each.to_csv() for each in tables(page)] == [each.to_csv() for each in tables(group)]


def _asked(path, topic, of: str, column: str):
    """The question's answer; outcomes of January to March 2026 are not shown yet, those of the quarter before are."""
    period = date(2025, 10, 1) if of == "group" and is_outcome(column) else date(2026, 1, 1)
    store = Store.open(path)
    asked = {"of": of, "field": column, "family": topic.family, "by": "quarter", "period": period}
    rows = store.ask("breakdown", Viewer.lead("alder"), **asked)
    store.close()
    return rows


def _answers(page, column: str):
    """The table of the answers to a column."""
    heading = title_of(column)
    return next(each for each in tables(page) if list(each.columns)[:2] == [heading, "Incidents"])


def _is_drawn(page, column: str) -> bool:
    return any(list(each.columns)[:2] == [title_of(column), "Incidents"] for each in tables(page))
