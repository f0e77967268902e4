"""A member that returns late, leaves, joins or misses a quarter changes nobody else's figure and is no news."""

from datetime import date
from random import Random

import pytest

from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup, month

START, QUARTERS = date(2023, 4, 1), 12
NEWEST = month(START, 3 * (QUARTERS - 1))
CATEGORIES = {"damp_mould": 14, "missing_person": 8, "neglect": 11, "hoarding": 5}

# What gorse does -> the quarters that it does not return, its stay, the quarter whose group it changes
GOINGS = {
    "late": ({QUARTERS - 1}, None, None),
    "a gap in the middle": ({6}, None, None),
    "joined": (set(range(6)), "joined", month(START, 18)),
    "left": (set(range(6, QUARTERS)), "left_after", month(START, 17)),
}


def counts(member: str, quarter: int) -> dict[str, list[int]]:
    """Much the same every month, by member and quarter alone, so that two stores agree; a draw without a signal."""
    random = Random(f"{member} {quarter}c")
    return {category: [usual + random.randrange(-4, 5) for _ in range(3)] for category, usual in CATEGORIES.items()}


def filled(path, missing=frozenset(), stay=None, day=None):
    group = SmallGroup(path)
    for member in SEVEN:
        for quarter in range(QUARTERS):
            if member != "gorse" or quarter not in missing:
                group.returns(member, month(START, 3 * quarter), counts(member, quarter))
    if stay:
        group.change(f"update member set {stay} = ? where member = 'gorse'", day)
    group.close(NEWEST)
    return group


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    group = filled(tmp_path_factory.mktemp("whole") / "store.duckdb")
    yield group
    group.store.close()


@pytest.fixture(scope="module", params=GOINGS)
def going(request, tmp_path_factory):
    missing, stay, day = GOINGS[request.param]
    group = filled(tmp_path_factory.mktemp("going") / "store.duckdb", missing, stay, day)
    yield group, {month(START, 3 * quarter) for quarter in missing}
    group.store.close()


def others(rows):
    return rows[rows["member"] != "gorse"].reset_index(drop=True)


@pytest.mark.dose(4)
@pytest.mark.parametrize("by", ["quarter", "year"])
@pytest.mark.parametrize("viewer", ["alder", Viewer.coordinator()])
def test_every_other_members_figures_are_the_same(whole, going, viewer, by):
    group, _ = going
    found, expected = (others(each.ask("member_figures", viewer, by=by)) for each in (group, whole))
    assert found.equals(expected)
    assert len(found) > 0


@pytest.mark.dose(4)
@pytest.mark.parametrize("by", ["month", "quarter", "year"])
def test_ones_own_figures_and_rows_are_the_same(whole, going, by):
    group, _ = going
    assert group.ask("own_figures", "alder", by=by).equals(whole.ask("own_figures", "alder", by=by))
    assert len(group.ask("own_incidents", "alder")) == len(whole.ask("own_incidents", "alder"))
    for of in ("control_chart", "headlines"):
        assert group.ask(of, "alder", of="own").equals(whole.ask(of, "alder", of="own"))


@pytest.mark.dose(3)
@pytest.mark.parametrize("by", ["month", "quarter"])
def test_the_group_is_the_same_in_every_other_period(whole, going, by):
    group, missed = going
    found, expected = (each.ask("group_figures", "alder", by=by) for each in (group, whole))
    columns = [name for name in found.columns if name != "members"]
    quarters = found["period"].dt.to_period("Q").dt.start_time.dt.date
    kept = ~quarters.isin(missed)
    same = expected[expected["period"].isin(found.loc[kept, "period"])]
    assert found.loc[kept, columns].reset_index(drop=True).equals(same[columns].reset_index(drop=True))
    assert set(found.loc[~kept, "contributors"]) <= {6}


def test_no_month_of_the_groups_charts_signals(whole, going):
    group, _ = going
    for each in (group, whole):
        rows = each.ask("control_chart", "alder")
        assert rows["signal"].isna().all()


def test_nothing_stands_out_and_what_cannot_be_compared_says_why(going):
    group, missed = going
    rows = group.ask("headlines", "alder")
    assert not rows["stands_out"].any()
    year_before = date(NEWEST.year - 1, NEWEST.month, 1)
    differs = (NEWEST in missed) != (year_before in missed)
    reasons = set(rows.loc[rows["low"] > 0, "no_ratio"].dropna())
    assert reasons == ({"different_members"} if differs else set())
