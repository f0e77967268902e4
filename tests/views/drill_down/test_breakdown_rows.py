from datetime import date

import pandas as pd
import pytest

from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup, month
from views.drill_down import breakdown_rows
from views.drill_down.place import Place
from views.visit import Visit

START, LAST, NOW = date(2024, 4, 1), date(2025, 4, 1), date(2026, 4, 1)
COLUMNS = ("incident_ref", "reported_on", "category")


@pytest.fixture
def group(tmp_path):
    made = SmallGroup(tmp_path / "group.duckdb")
    yield made
    made.store.close()


def whole_years(group, lacking=(), column="gender", code="female", left=None):
    """Nine quarters of thirteen incidents from everybody; those `lacking` give no such column at first.

    `left` leaves before the newest.
    """
    group.change("update member set left_after = ? where member = ?", month(NOW, -1), left)
    for member in SEVEN:
        for quarter in range(8 if member == left else 9):
            has = member not in lacking or quarter > 3
            group.returns(
                member,
                month(START, 3 * quarter),
                {"self_neglect": [5, 4, 4], "hoarding": [5, 5, 5]},
                fields=(*COLUMNS, column) if has else COLUMNS,
                more={column: code} if has else None,
            )
    group.close(NOW)


def place(field="gender", by="quarter", period=NOW, own=False):
    return Place(own, by, period, "self_neglect_and_hoarding", "self_neglect", field, None)


def sentence(group, where, viewer="alder"):
    """The sentence about the place's first answer."""
    visit = Visit(group.store, Viewer.lead(viewer))
    asked = {"of": "own" if where.own else "group", "field": where.field, "category": "self_neglect"}
    now, then = (
        group.ask("breakdown", viewer, by=where.by, period=day, **asked)
        for day in (where.period, where.period.replace(year=where.period.year - 1))
    )
    row = now.sort_values("high").iloc[-1]
    return breakdown_rows.beside_last_year(visit, where, row, then[then["code"] == row["code"]])


def test_the_same_members_are_compared_with_last_year(group):
    whole_years(group)
    assert sentence(group, place()) == "About 90 incidents in Apr–Jun 2026, was 90 in Apr–Jun 2025."
    assert sentence(group, place(own=True)) == "13 incidents in Apr–Jun 2026, was 13 in Apr–Jun 2025."


def test_where_other_members_supplied_the_column_the_sentence_says_so(group):
    whole_years(group, lacking=("gorse",))
    year = place(by="year", period=LAST)
    assert sentence(group, year) == (
        "About 365 incidents in 2025-26, was 310 the year before, but not from the same members."
    )


def test_as_many_members_but_others(group):
    """Six each year: gorse began to supply the column when fir stopped."""
    whole_years(group, lacking=("gorse",))
    group.change("update member_return set fields = ? where member = 'fir' and from_month >= ?", list(COLUMNS), LAST)
    words = sentence(group, place(by="year", period=LAST))
    assert words.endswith("but not from the same members.")


@pytest.mark.parametrize(
    ("field", "code"), [("la_decision", "awaiting"), ("risk_outcome", "reduced"), ("msp_outcome", "ongoing")]
)
def test_outcomes_of_the_newest_quarter_are_not_compared_with_older_ones(group, field, code):
    whole_years(group, column=field, code=code)
    assert sentence(group, place(field, own=True)).endswith(
        "in Apr–Jun 2026. Outcomes of the newest quarter are still coming in, "
        "so they are not compared with earlier ones."
    )
    assert ", was " in sentence(group, place(field, period=date(2026, 1, 1), own=True))
    assert ", was " in sentence(group, place(field, period=date(2025, 10, 1)))


@pytest.mark.parametrize("period", [NOW, date(2026, 1, 1)])
def test_outcomes_of_the_group_come_when_the_second_quarter_after_is_closed(group, period):
    whole_years(group, column="la_decision", code="awaiting")
    where = place("la_decision", period=period)
    parts = group.ask("breakdown", "alder", field="la_decision", category="self_neglect", period=period)
    assert parts.empty
    assert breakdown_rows.rests_on(Visit(group.store, Viewer.lead("alder")), where, parts) == (
        "Outcomes take time to come in: the group’s are shown when the second quarter after is closed."
    )


def test_without_a_figure_then_there_is_only_the_one_now(group):
    for member in SEVEN:
        group.returns(
            member,
            NOW,
            {"self_neglect": [5, 4, 4], "hoarding": [5, 5, 5]},
            fields=(*COLUMNS, "gender"),
            more={"gender": "male"},
        )
    group.close(NOW)
    assert sentence(group, place()) == "About 90 incidents in Apr–Jun 2026."


@pytest.mark.parametrize(
    ("given", "without", "words"),
    [
        (45, 3, " Not given for 3 of 48 incidents (6%)."),
        (9, 1, " Not given for 1 of 10 incidents (10%)."),
        (8, 1, " Not given for 1 of 9 incidents."),  # no share of fewer than ten
        (0, 1, " Not given for 1 of 1 incident."),
        (12, 0, ""),
    ],
)
def test_the_share_of_own_incidents_with_the_code_missing(group, given, without, words):
    """Part of a quarter's incidents have no gender: those of its second and third month."""
    for at, (n, gender) in enumerate(((given, "female"), (without, None), (0, None))):
        group.returns(
            "alder",
            month(NOW, at),
            {"self_neglect": [n]},
            fields=(*COLUMNS, "gender"),
            more={"gender": gender},
        )
    parts = group.ask("breakdown", "alder", of="own", field="gender", category="self_neglect", period=NOW)
    visit = Visit(group.store, Viewer.lead("alder"))
    assert breakdown_rows.rests_on(visit, place(own=True), parts) == (
        f"Rests on your own current returns, exact.{words}"
    )


def test_the_table_has_a_share_and_the_members_of_each_count(group):
    whole_years(group, lacking=("gorse",))
    where = place(by="year", period=START)
    parts = group.ask("breakdown", "alder", field="gender", category="self_neglect", by="year", period=START)
    table = breakdown_rows.breakdown_table(Visit(group.store, Viewer.lead("alder")), where, parts).set_index("Gender")
    assert table.loc["Female"].tolist() == ["310", "96% to 100%", "6 of 7"]  # 308 of 308 and three times 4


def test_no_share_of_fewer_than_ten_answers(group):
    """Nine own incidents, and a group whose every code may be under ten."""
    for member in SEVEN:
        group.returns(
            member,
            NOW,
            {"self_neglect": [3, 3, 3] if member == "alder" else [0, 0, 0]},
            fields=(*COLUMNS, "gender"),
            more={"gender": "male"},
        )
    group.close(NOW)
    visit = Visit(group.store, Viewer.lead("alder"))
    for of in ("own", "group"):
        parts = group.ask("breakdown", "alder", of=of, field="gender", category="self_neglect", period=NOW)
        assert parts[["share_low", "share_high"]].isna().all(axis=None)
        table = breakdown_rows.breakdown_table(visit, place(own=of == "own"), parts)
        assert set(table["Share of the answers"]) == {""}
    group.returns("alder", NOW, {"self_neglect": [3, 3, 4]}, fields=(*COLUMNS, "gender"), more={"gender": "male"})
    parts = group.ask("breakdown", "alder", of="own", field="gender", category="self_neglect", period=NOW)
    table = breakdown_rows.breakdown_table(visit, place(own=True), parts).set_index("Gender")
    assert table.loc["Male", "Share of the answers"] == "100%"


def test_a_member_that_left_is_no_longer_expected(group):
    whole_years(group, left="fir")
    parts = group.ask("breakdown", "alder", field="gender", category="self_neglect", period=NOW)
    visit = Visit(group.store, Viewer.lead("alder"))
    assert breakdown_rows.rests_on(visit, place(), parts) == (
        "Rests on returns from all 6 members; 6 of them supplied this column."
    )
    assert set(breakdown_rows.breakdown_table(visit, place(), parts)["Members"]) == {"6 of 6"}


def test_nothing_to_expect_of_a_period_without_a_group_figure(group):
    group.returns("alder", NOW, {"self_neglect": [1, 1, 1]})
    visit = Visit(group.store, Viewer.lead("alder"))
    assert breakdown_rows.expected(visit, place()) == len(SEVEN)
    assert breakdown_rows.rests_on(visit, place(), pd.DataFrame()).startswith("No group figure")
