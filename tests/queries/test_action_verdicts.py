"""Verdicts on actions, by hand: seven members of 130,000 homes, quarters of even months, one action each."""

from datetime import date

import pytest

from ingest.group import learning
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup, month

COORDINATOR = Viewer.coordinator("coordinator@group.example")
START, QUARTERS = date(2024, 4, 1), 10  # to July to September 2026
DUE = date(2026, 1, 31)  # seven quarters before it, two after


@pytest.fixture
def group(tmp_path):
    made = SmallGroup(tmp_path / "group.duckdb")
    yield made
    made.store.close()


def verdict(group, by_quarter, *, aim="hoarding", direction="up", due=DUE, closed=QUARTERS, members=None):
    """Every member has the same count in each month of a quarter; each quarter's from `by_quarter`."""
    for member in SEVEN:
        counts = [n for n in by_quarter for _ in range(3)]
        group.returns(member, START, {aim: counts[: 3 * (members or {}).get(member, QUARTERS)]})
    group.close(month(START, 3 * (closed - 1)))
    entry = learning.Entry(
        date(2026, 1, 1), "success", "Learnt.", action="Act", due_on=due, aim=aim, aim_direction=direction
    )
    learning.add(group.store, COORDINATOR, entry, learning.CHECKLIST, of_group=True)
    row = group.store.ask("action_verdicts", COORDINATOR).iloc[0]
    return row["verdict"], row["why"] if isinstance(row["why"], str) else None


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("counts", "more", "expected"),
    [
        ([4] * 8 + [8] * 2, {}, ("as_hoped", None)),
        ([4] * 8 + [8] * 2, {"direction": "down"}, ("other_way", None)),
        ([8] * 8 + [4] * 2, {"direction": "down"}, ("as_hoped", None)),
        ([4] * 10, {}, ("no_clear_change", None)),
        # 84 a quarter against 105: between them are the ordinary ups and downs of the quarters before
        ([3, 5, 3, 5, 3, 5, 3, 5] + [5] * 2, {}, ("no_clear_change", None)),
        ([4] * 8 + [8] * 2, {"closed": 9}, ("too_early", "few_after")),
        ([4] * 8 + [8] * 2, {"due": date(2026, 4, 1)}, ("too_early", "few_after")),
        ([4] * 8 + [8] * 2, {"due": date(2024, 8, 1)}, ("too_early", "few_before")),
        ([0] * 8 + [0] * 2, {}, ("no_clear_change", "too_few")),
    ],
)
def test_a_verdict(group, counts, more, expected):
    assert verdict(group, counts, **more) == expected


def test_a_seasonal_series_is_compared_with_the_same_quarters_a_year_before(group):
    """Apr, Jul, Oct, Jan: 2, 2, 8, 8. After January come two quiet quarters, as every year."""
    assert verdict(group, [2, 2, 8, 8, 2, 2, 8, 8, 2, 2], aim="damp_mould", direction="down") == (
        "no_clear_change",
        None,
    )


def test_a_seasonal_series_that_falls(group):
    assert verdict(group, [6, 6, 9, 9, 6, 6, 9, 9, 2, 2], aim="damp_mould", direction="down") == ("as_hoped", None)


def test_what_had_moved_before_the_action_is_not_its_doing(group):
    assert verdict(group, [2, 2, 2, 2, 2, 4, 4, 4, 4, 4], aim="damp_mould") == ("no_clear_change", "moved_before")


def test_a_quarter_with_other_members_is_left_out(group):
    assert verdict(group, [4] * 8 + [8] * 2, members={"gorse": 9}) == ("too_early", "few_after")


def test_a_dropped_action_has_no_verdict_and_no_mark(group):
    verdict(group, [4] * 10)
    (row,) = group.store.ask("lessons", COORDINATOR).to_dict("records")
    marks = group.store.ask("events", COORDINATOR, category="hoarding")
    mark = marks[marks["kind"] == "action"].iloc[0]
    assert (mark["label"], mark["month"].date()) == ("Action: Act", date(2026, 1, 1))
    learning.close(group.store, COORDINATOR, row["lesson_id"], "dropped")
    assert group.store.ask("action_verdicts", COORDINATOR).empty
    assert "action" not in set(group.store.ask("events", COORDINATOR)["kind"])
