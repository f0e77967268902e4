"""Random groups: every question's answer equals that of loops over a dictionary."""

from collections import Counter
from datetime import date
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.queries import naive
from tests.queries.naive_group import (
    FAMILIES,
    MONTHS,
    World,
    disclosed,
    group_chart,
    month,
    own_chart,
    year_pairs,
)
from tests.queries.small_group import SmallGroup

MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir")
NEWEST = date(2026, 4, 1)
USED = set(FAMILIES.values())


def made(folder, world):
    group = SmallGroup(folder / "store.duckdb", world.homes)
    for member in MEMBERS:
        for place in range(MONTHS):
            counts = world.returned.get((member, month(place)))
            if counts is not None:
                group.returns(member, month(place), {category: [n] for category, n in counts.items()})
    group.close(NEWEST)
    return group


def rows_of(group, question, **more):
    rows = group.ask(question, "alder", **more)
    return rows[rows["family"].isin(USED)].astype(object).where(lambda frame: frame.notna(), None)


def day(period):
    return pd.Timestamp(period).date()


def own_figures_agree(group, world):
    for by in ("month", "quarter", "year"):
        found = {(row.family, day(row.period)): row for row in rows_of(group, "own_figures", by=by).itertuples()}
        expected = world.counted("alder", by, closed=False)
        assert {key: (row.n, row.homes is not None) for key, row in found.items()} == expected
        for (_, period), row in found.items():
            if row.homes:
                low, high = naive.events_limits(row.n, 95)
                limits = (1000 * low / world.homes["alder"], 1000 * high / world.homes["alder"])
                assert (row.rate_low, row.rate_high) == pytest.approx(limits, rel=1e-9), (by, period)


def member_figures_agree(group, world):
    for by in ("quarter", "year"):
        found = {
            (row.member, row.family, day(row.period)): (row.low, row.high)
            for row in rows_of(group, "member_figures", by=by).itertuples()
        }
        counts = {
            (member, *key): n
            for member in MEMBERS
            for key, n in world.whole(member, by, closed=member != "alder").items()
        }
        assert set(found) == set(counts)
        for key, n in counts.items():
            assert found[key] == ((n, n) if key[0] == "alder" else disclosed(n)), (by, key)


def group_expected(world, by):
    """(family, period) -> interval, contributors, the members whose homes count."""
    if by != "year":
        return {
            key: (disclosed(sum(counts.values())), len(counts), set(counts)) for key, counts in world.group(by).items()
        }
    expected = {}
    for key, quarters in world.group_years().items():
        totals = [sum(counts.values()) for counts in quarters]
        if all(set(counts) == set(quarters[0]) for counts in quarters):
            interval = disclosed(sum(totals))
        else:
            interval = tuple(sum(ends) for ends in zip(*map(disclosed, totals), strict=True))
        expected[key] = interval, min(map(len, quarters)), set().union(*quarters)
    return expected


def group_figures_agree(group, world):
    """A year of other members in each quarter is what its quarters' intervals add up to."""
    for by in ("month", "quarter", "year"):
        expected = group_expected(world, by)
        found = {(row.family, day(row.period)): row for row in rows_of(group, "group_figures", by=by).itertuples()}
        assert set(found) == set(expected)
        for key, (interval, contributors, members) in expected.items():
            row = found[key]
            assert (row.low, row.high) == interval
            assert (row.contributors, row.members) == (contributors, len(MEMBERS))
            assert row.homes == sum(world.homes[member] for member in members)
            limits = naive.events_limits(row.low, 95)[0], naive.events_limits(row.high, 95)[1]
            assert (row.rate_low, row.rate_high) == pytest.approx(
                tuple(1000 * limit / row.homes for limit in limits), rel=1e-9
            )


def control_charts_agree(group, world):
    months = rows_of(group, "group_figures", by="month")
    for of, within in (("own", 1e-9), ("group", 0.5 + 1e-9)):
        rows = rows_of(group, "control_chart", of=of)
        for family in USED:
            if of == "own":
                expected = own_chart(world, "alder", family)
            else:
                figures = months[months["family"] == family].itertuples()
                expected = group_chart(world, family, {day(row.period): (row.low, row.high) for row in figures})
            found = {day(row.month): row for row in rows[rows["family"] == family].itertuples()}
            assert set(found) == set(expected)
            for at, row in expected.items():
                assert (found[at].signal, found[at].direction) == (row["signal"] or (None, None)), (of, family, at)
                assert (found[at].withheld, found[at].basis) == (row["withheld"], row["basis"])
                mean = row["mean"]
                assert found[at].mean == (mean if mean is None else pytest.approx(mean, abs=within))


def changes_agree(group, world):
    for of, member in (("own", "alder"), ("group", None)):
        pairs = {family: rows[-1] for family, rows in year_pairs(world, member).items() if rows}
        rows = rows_of(group, "change_on_last_year", of=of, period=NEWEST)
        for row in rows.itertuples():
            comparable = row.no_ratio in (None, "may_be_zero")
            assert comparable == (pairs.get(row.family, (None,))[0] == NEWEST), (of, row.family, row.no_ratio)
            if comparable:
                _, x1, _, x0, _ = pairs[row.family]
                assert row.low <= x1 <= row.high and row.before_low <= x0 <= row.before_high
            if row.no_ratio is None:
                lower = naive.share_limits(row.low, row.low + row.before_high, 95)[0]
                upper = naive.share_limits(row.high, row.high + row.before_low, 95)[1]
                assert row.ratio_low == pytest.approx(lower / (1 - lower), rel=1e-9)
                assert row.ratio_high == pytest.approx(upper / (1 - upper), rel=1e-9)
            else:
                assert row.ratio is row.ratio_low is row.ratio_high is None


def headlines_agree(group, world):
    """All ten families are compared, those without an incident too."""
    for of, member in (("own", "alder"), ("group", None)):
        pairs = year_pairs(world, member)
        known = {family: {quarter: pair for quarter, *pair in rows} for family, rows in pairs.items()}
        tested = {family for family, rows in known.items() if NEWEST in rows}
        quiet = {f"quiet {place}": {NEWEST: (0, 9, 0, 9)} for place in range(10 - len(tested))}
        expected = naive.headlines(known | quiet, NEWEST) if tested else {}
        since = naive.lasting(known | quiet, NEWEST) if tested else {}
        for row in rows_of(group, "headlines", of=of).itertuples():
            assert row.comparisons == (10 if tested else 0)
            assert row.stands_out == expected.get(row.family, {"stands_out": False})["stands_out"], (
                of,
                row.family,
            )
            assert (row.since and day(row.since)) == since.get(row.family), (of, row.family)
            assert row.lasting == (row.since is not None)


def flags_agree(group, world):
    for by in ("quarter", "year"):
        for row in rows_of(group, "compare_flags", by=by).itertuples():
            if row.group_low is None:
                assert row.flag is None
                continue
            asked = row.low, row.high, world.homes[row.member], row.group_low, row.group_high
            assert row.flag == naive.compared(*asked, 95)
            far = naive.compared(*asked, 998)
            level = 99.8 if far in ("high", "low") else 95.0 if row.flag in ("high", "low") else None
            assert row.level == level


def members_changes_agree(group, world):
    """Each member against itself, by what is shown of it now and a year before."""
    before = NEWEST.replace(year=NEWEST.year - 1)
    figures = {
        (row.member, row.family, day(row.period)): (row.low, row.high)
        for row in rows_of(group, "member_figures").itertuples()
    }
    rows = rows_of(group, "change_on_last_year", of="members", period=NEWEST)
    assert {(row.member, row.family) for row in rows.itertuples()} == {key[:2] for key in figures if key[2] == NEWEST}
    for row in rows.itertuples():
        now, then = (figures.get((row.member, row.family, at)) for at in (NEWEST, before))
        assert (row.low, row.high) == now
        assert row.before_low == (then and then[0]) and row.before_high == (then and then[1])
        if then is None or min(now[0], then[0]) == 0:
            assert row.no_ratio == ("may_be_zero" if then else "nothing_last_year")
            assert row.ratio_low is row.ratio_high is None
            continue
        lower = naive.share_limits(now[0], now[0] + then[1], 95)[0]
        upper = naive.share_limits(now[1], now[1] + then[0], 95)[1]
        assert (row.ratio_low, row.ratio_high) == pytest.approx((lower / (1 - lower), upper / (1 - upper)), rel=1e-9)


def periods_agree(group, world):
    found = {(row.unit, day(row.period)): row.members for row in group.ask("periods", "alder").itertuples()}
    expected = Counter(
        (by, period)
        for by in ("quarter", "year")
        for member in MEMBERS
        for family, period in world.whole(member, by, closed=True)
        if family == "damp_and_mould"
    )
    assert found == dict(expected)


def everything_agrees(folder, seed):
    world = World.random(Random(seed), MEMBERS)
    group = made(folder, world)
    try:
        own_figures_agree(group, world)
        member_figures_agree(group, world)
        group_figures_agree(group, world)
        control_charts_agree(group, world)
        changes_agree(group, world)
        headlines_agree(group, world)
        flags_agree(group, world)
        members_changes_agree(group, world)
        periods_agree(group, world)
    finally:
        group.store.close()


@given(seed=st.integers(0, 10**9))
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_that_of_plain_loops(tmp_path_factory, seed):
    everything_agrees(tmp_path_factory.mktemp("world"), seed)


@pytest.mark.slow
@given(seed=st.integers(0, 10**9))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_that_of_plain_loops_often(tmp_path_factory, seed):
    everything_agrees(tmp_path_factory.mktemp("world"), seed)
