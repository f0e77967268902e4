"""The page Missing people: shares by hand, rates for the homes there are, a change that stands out."""

import pytest

from queries.store import Store
from tests.queries.small_group import SEVEN
from tests.views.conftest import table, texts, title
from tests.views.focus_group import everybody, focus_store

TOLD = {"police_response": "recorded_missing", "needs_type": "general_needs", "missing_risk_level": "medium"}
NOT_TOLD = {"police_response": "not_told", "needs_type": "supported", "missing_risk_level": "medium"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two a month at each of the seven; at alder the police are never told, elsewhere always."""
    answers = everybody(TOLD, alder=NOT_TOLD)
    return focus_store(tmp_path_factory.mktemp("missing") / "group.duckdb", "missing_person", answers)


def test_the_shares_of_the_group_are_those_of_its_shown_counts(store, opened):
    page = opened(store, "missing_people", be="coordinator", by="year", year="2025-04")
    # told: 6 members x 24 = 144, shown 145 (143 to 147); not told: 24, shown 25 (23 to 27)
    rows = table(page, "Missing: police response").set_index("Missing: police response")
    assert rows.loc["Recorded as missing", "Incidents"] == "145" and rows.loc["Not told", "Incidents"] == "25"
    shown = texts(page)
    # welfare check and declined may be 0 to 4 each: 143/(143+27) = 84.1%, 155/(155+23) = 87.1%
    assert "The police were told in 84% to 87% of the incidents of which it is known" in shown
    # 143/(143+8) = 94.7%
    assert "The police recorded the person as missing in 95% to 100% of the incidents that they were told of" in shown
    # 7 members x 24 = 168, shown as 170
    assert "about 170 incidents in 2025-26" in shown
    assert title(page) == "Missing people: no change that stands out"


def test_one_s_own_shares_are_exact(store, opened):
    page = opened(store, "missing_people", be="lead_alder", of="own", by="year", year="2025-04")
    assert "The police were told in 0% of the incidents of which it is known" in texts(page)
    assert title(page) == "Missing people at Alder: no change that stands out"


def test_episodes_for_all_homes_and_why_not_for_supported_ones(store, opened):
    page = opened(store, "missing_people", be="coordinator", by="year", year="2025-04")
    rates = table(page, "Episodes").set_index("Homes")
    assert list(rates.index) == ["All homes"]  # every home of the group here is general needs
    assert rates.loc["All homes", "Number of homes"] == "130,000"
    assert "the other rate needs the homes of each kind" in texts(page)


@pytest.fixture
def with_supported_homes(tmp_path):
    """The same with 1,000 supported homes at each of the seven."""
    path = focus_store(tmp_path / "group.duckdb", "missing_person", everybody(TOLD, alder=NOT_TOLD))
    store = Store.open(path)
    with store.write() as cursor:
        cursor.executemany("insert into homes values (?, '2025-04-01', 'supported', 1000)", [[each] for each in SEVEN])
    store.close()
    return path


def test_episodes_for_supported_homes_rest_on_the_members_that_supply_the_kind(with_supported_homes, opened):
    page = opened(with_supported_homes, "missing_people", be="coordinator", by="year", year="2025-04")
    row = table(page, "Episodes").set_index("Homes").loc["Supported and older people’s homes"]
    # alder's 24, shown as 25 (23 to 27); older people's 0 (0 to 4)
    assert row["Episodes"] == "23 to 31" and row["Number of homes"] == "7,000"
    # Byar: 23 in 7,000 from 2.1 (14.6 / 7), 31 in 7,000 up to 6.3 (44.0 / 7)
    assert row.iloc[-1] == "2.1 to 6.3 per 1,000 homes"


def test_a_share_that_clearly_changed_is_in_the_title(tmp_path, opened):
    before, after = everybody(NOT_TOLD), everybody(TOLD)
    path = focus_store(tmp_path / "group.duckdb", "missing_person", before, later=after)
    page = opened(path, "missing_people", be="coordinator", by="year", year="2025-04")
    assert title(page) == "Missing people: the police were told more often than in 2024-25"
    assert "In 2025-26 the police were told more often than in 2024-25: in " in texts(page)
    assert "None of the shares" not in texts(page)


def test_a_share_of_other_members_is_not_compared(tmp_path, opened):
    before = everybody(NOT_TOLD)
    del before["gorse"]
    path = focus_store(tmp_path / "group.duckdb", "missing_person", before, later=everybody(TOLD))
    page = opened(path, "missing_people", be="coordinator", by="year", year="2025-04")
    assert title(page) == "Missing people: nothing to compare with yet"
