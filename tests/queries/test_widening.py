"""Where more than one figure together would give a peer away: years of fewer members, editions that lost a quarter."""

from datetime import date

import pytest

from ingest.group import retention
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, month

DAMP = "damp_and_mould"
APRIL, JANUARY = date(2025, 4, 1), date(2026, 1, 1)
QUARTERS = [month(APRIL, place) for place in (0, 3, 6, 9)]
VIEWERS = [Viewer.lead("alder"), Viewer.lead("fir"), Viewer.coordinator(), Viewer.lead("birch").presenting()]
FIVE = SEVEN[:5]


def all_year(group, member: str, *counts: int) -> None:
    """2025-26 by its quarters, all in damp and mould and in each quarter's middle month."""
    group.returns(member, APRIL, {"damp_mould": [n for count in counts for n in (0, count, 0)]})


def last_quarter(group, member: str, count: int) -> None:
    group.returns(member, JANUARY, {"damp_mould": [0, count, 0]})


def texts(group, viewer, by: str, **asked) -> list[str]:
    return list(group.ask("group_figures", viewer, by=by, family=DAMP, **asked)["shown"])


def widened(group) -> set:
    return set(group.store.cursor().execute("select distinct edition, family from edition_widened").fetchall())


def test_a_year_and_its_quarters_are_widened_where_they_give_away_who_was_there_in_part(group):
    """fir joins in the last quarter, with 0. The quarters, 52 each, are "50", 48 to 52; the year, without fir, is 208,
    "210", 208 to 212. Four quarters are 208 at most: fir has 208 - 208 = 0. Beneath a quarter stand five times 8 to
    12, and fir's 0 to 4; beneath the year 38 to 42 three times (40 each) and 43 to 47 twice (44 each).
    """
    for member in FIVE[:3]:
        all_year(group, member, 10, 10, 10, 10)
    for member in FIVE[3:]:
        all_year(group, member, 11, 11, 11, 11)
    last_quarter(group, "fir", 0)
    group.close(JANUARY)
    for viewer in VIEWERS:
        assert texts(group, viewer, "quarter") == ["40 to 60"] * 3 + ["40 to 64"]
        assert texts(group, viewer, "year") == ["200 to 220"]
    # a month is no more than its quarter, and nothing stands beneath it
    assert texts(group, "alder", "month") == ["0 to 60"] * 9 + ["0 to 64"] * 3


@pytest.mark.parametrize("whole", [True, False], ids=["everybody all year", "room enough"])
def test_a_year_that_gives_nobody_away_stays(group, whole):
    """As above, but fir was there all year (what is left is each one's own interval), or one quarter's 49 is 48 to 52:
    208 at most, less the year's 205, shown as 203 to 207, leaves fir 0 to 5.
    """
    for member in FIVE[:3]:
        all_year(group, member, 10 if whole else 9, 10, 10, 10)
    for member in FIVE[3:]:
        all_year(group, member, 11, 11, 11, 11)
    if whole:
        all_year(group, "fir", 0, 0, 0, 0)
    else:
        last_quarter(group, "fir", 0)
    group.close(JANUARY)
    assert widened(group) == set()
    assert texts(group, "alder", "quarter") == ["50"] * 4
    assert texts(group, "alder", "year") == ["210" if whole else "205"]


def test_what_one_learns_by_correcting_its_own_return_is_reckoned_with(group):
    """fir joins in the last quarter, with 3. First: quarters of 53, 53, 53, 58, no less than that; the year, without
    fir, 214, is "215", 213 to 217: 217 at least, less 217 at most, leaves fir anything. Then alder adds 3 to its first
    quarter, and the year is 217. alder knows its own: by the first edition its peers' quarters are at least 43, 43, 43
    and 49, 178; by the second their year is at most 217 - 42 = 175. fir would have 3 or 4.
    """
    all_year(group, "alder", 10, 10, 10, 9)
    all_year(group, "birch", 10, 10, 10, 10)
    for member in FIVE[2:]:
        all_year(group, member, 11, 11, 11, 12)
    last_quarter(group, "fir", 3)
    group.close(JANUARY)
    first = ["55", "55", "55", "60"]
    assert (texts(group, "alder", "quarter"), texts(group, "alder", "year")) == (first, ["215"])
    assert widened(group) == set()
    all_year(group, "alder", 13, 10, 10, 9)
    group.close(JANUARY)
    assert widened(group) == {(2, DAMP)}
    # alder's 13 is 13 to 17, its 42 and birch's 40 a year 38 to 42, the others' 45 are 43 to 47
    for viewer in VIEWERS:
        assert texts(group, viewer, "quarter") == ["45 to 65", "40 to 60", "40 to 60", "40 to 64"]
        assert texts(group, viewer, "year") == ["205 to 225"]
        assert texts(group, viewer, "quarter", edition=1) == first


# An edition that lost a quarter when rows were cleared out


def corrected(group, counts, then) -> None:
    """A quarter closed, cedar's return replaced and the quarter closed again; two years ago."""
    for member, n in zip(SEVEN, counts, strict=False):
        last_quarter(group, member, n)
    group.close(JANUARY)
    last_quarter(group, "cedar", then)
    group.close(JANUARY)
    group.change("update member_return set saved_at = '2024-10-01'")


def clear_out(group) -> None:
    retention.clear_out(group.store, VIEWERS[2], retention.preview(group.store, VIEWERS[2]))


def test_an_edition_shows_nothing_of_a_quarter_that_it_lost(group):
    corrected(group, (9, 5, 2, 1, 0), 3)
    assert texts(group, "alder", "month", edition=1) != []
    clear_out(group)
    for question in ("group_figures", "member_figures"):
        for by in ("month", "quarter") if question == "group_figures" else ("quarter",):
            assert group.ask(question, VIEWERS[2], by=by, edition=1).empty
    assert texts(group, "alder", "quarter", edition=2) == ["13 to 31"]


def test_what_was_widened_for_an_edition_that_is_lost_stays_so(group):
    """13 to 31 by the counts of test_disclosure: the first edition's "15" is in somebody's notes."""
    corrected(group, (9, 5, 2, 1, 0), 3)
    clear_out(group)
    group.close(JANUARY)
    assert texts(group, "alder", "quarter") == ["13 to 31"]
    assert {family for edition, family in widened(group) if edition == 3} == {DAMP}


def test_what_changes_after_an_edition_is_lost_is_widened_and_the_rest_is_not(group):
    """250 and 251 gave nothing away; then cedar has 52, and who remembers 250 could reckon: five times 48 to 52."""
    corrected(group, (50, 50, 50, 50, 50), 51)
    clear_out(group)
    group.close(JANUARY)
    assert widened(group) == set()
    last_quarter(group, "cedar", 52)
    group.close(JANUARY)
    assert widened(group) == {(4, DAMP)}
    assert texts(group, "alder", "quarter") == ["240 to 260"]


def test_the_year_of_a_quarter_that_was_lost_goes_with_it(group):
    for member in FIVE:
        all_year(group, member, 10, 10, 10, 10)
    group.close(JANUARY)
    last_quarter(group, "cedar", 12)
    group.close(JANUARY)
    group.change("update member_return set saved_at = '2024-10-01'")
    clear_out(group)
    assert texts(group, "alder", "year", edition=1) == []
    assert texts(group, "alder", "quarter", edition=1) == ["50", "50", "50"]
    assert len(texts(group, "alder", "year")) == 1
