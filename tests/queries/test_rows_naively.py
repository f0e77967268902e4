"""Random incidents: breakdown, rows, coverage and returns are answered as loops over lists of them answer."""

from datetime import date
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.standard import STANDARD
from tests.queries.naive_group import FAMILIES, disclosed
from tests.queries.naive_rows import FIELDS, Returns
from tests.queries.small_group import SmallGroup, count_anew

FAMILY_CODES = [family.code for family in STANDARD.families]
MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")
NEWEST, TODAY = date(2026, 4, 1), date(2026, 10, 20)
PERIODS = [("quarter", date(2025, 7, 1)), ("quarter", NEWEST), ("year", date(2025, 4, 1))]
ASKED = [{"family": "self_neglect_and_hoarding"}, {"category": "damp_mould"}, {}]


def made(folder, returns):
    group = SmallGroup(folder / "store.duckdb", dict.fromkeys(MEMBERS, 9000), TODAY)
    saved = [
        [f"r{at}", member, at, day, day, "file", sorted(fields)]
        for at, ((member, day), fields) in enumerate(returns.supplied.items())
    ]
    ids = {(member, day): return_id for return_id, member, _, day, *_ in saved}
    rows = pd.DataFrame(
        [
            [
                ids[e.member, e.month],
                e.ref,
                e.month,
                e.category,
                e.gender,
                list(e.support_needs),
                e.source_of_risk,
            ]
            for e in returns.incidents
        ],
        columns=["return_id", "incident_ref", "month", "category", *FIELDS],
    )
    with group.store.write() as cursor:
        cursor.executemany(
            "insert into member_return (return_id, member, saved_order, from_month, to_month, kind, fields) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            saved,
        )
        if len(rows):
            cursor.register("rows", rows)
            cursor.execute("insert into incident by name select * from rows")
            count_anew(cursor)
        stays = [[*months, member] for member, months in returns.stays.items()]
        cursor.executemany("update member set joined = ?, left_after = ? where member = ?", stays)
    group.close(NEWEST)
    return group


def categories(asked):
    return {
        category
        for category, family in FAMILIES.items()
        if asked.get("family", family) == family and asked.get("category", category) == category
    }


def day(period):
    return pd.Timestamp(period).date()


def own_breakdowns_agree(group, returns):
    for field in FIELDS:
        for by, period in PERIODS:
            for asked in ASKED:
                rows = group.ask("breakdown", "cedar", of="own", field=field, by=by, period=period, **asked)
                expected = returns.own_codes("cedar", field, categories(asked), by, period)
                assert (rows["low"] == rows["high"]).all()
                found = {row.code: row.low for row in rows.itertuples() if row.low}
                assert found == expected, (field, by, asked)
                base = sum(expected.values())
                for row in rows.itertuples():
                    if base < 10:
                        assert pd.isna(row.share_low) and pd.isna(row.share_high)
                    else:
                        assert row.share_low == row.share_high == pytest.approx(row.low / base)


def group_breakdowns_agree(group, returns):
    """One figure is to the nearest five; that of all families is the ten families' intervals added up."""
    for by, period in PERIODS:
        for field in FIELDS:
            for asked in ASKED:
                rows = group.ask("breakdown", "cedar", field=field, by=by, period=period, **asked)
                parts = [asked] if asked else [{"family": code} for code in FAMILY_CODES]
                counts = [returns.group_codes(field, categories(each), by, period) for each in parts]
                if counts[0] is None:
                    assert rows.empty, (field, by, asked)
                    continue
                assert not rows.empty
                assert not {"our_colleague_or_contractor", "not_given"} & set(rows["code"])
                for row in rows.itertuples():
                    intervals = [disclosed(each.get(row.code, 0)) for each in counts]
                    expected = tuple(map(sum, zip(*intervals, strict=True)))
                    assert (row.low, row.high) == expected, (field, by, asked, row.code)
                shares_agree(rows)


def shares_agree(rows):
    """Every combination's ends, of the intervals that are shown."""
    for row in rows.itertuples():
        if rows["low"].sum() < 10:
            assert pd.isna(row.share_low) and pd.isna(row.share_high)
            continue
        others = rows[rows["code"] != row.code]
        assert row.share_low == pytest.approx(row.low / (row.low + others["high"].sum()))
        assert row.share_high == pytest.approx(row.high / (row.high + others["low"].sum()))


def own_rows_agree(group, returns):
    for asked in ASKED:
        for first, last in ((None, None), (date(2025, 6, 1), None), (date(2025, 9, 1), date(2026, 1, 1))):
            rows = group.ask("own_incidents", "birch", **asked, **{"from": first, "to": last})
            assert rows["incident_ref"].tolist() == returns.rows("birch", categories(asked), first, last)
    by_ref = {each.ref: each for each in returns.incidents}
    for row in group.ask("own_incidents", "birch").itertuples():
        written = by_ref[row.incident_ref]
        assert (day(row.month), row.category, row.family) == (
            written.month,
            written.category,
            FAMILIES[written.category],
        )
        assert list(row.support_needs) == list(written.support_needs)


def returns_agree(group, returns):
    rows = group.ask("returns_status", "alder")
    found = {(row.member, day(row.quarter)): row.status for row in rows.itertuples()}
    assert found == returns.status(TODAY)
    for viewer in ("alder", "fir"):
        rows = group.ask("column_supplied", viewer)
        columns = {(row.member, day(row.quarter), row.field): row.supplied for row in rows.itertuples()}
        assert columns == returns.columns(viewer)


def everything_agrees(folder, seed):
    returns = Returns.random(Random(seed), MEMBERS)
    group = made(folder, returns)
    try:
        own_breakdowns_agree(group, returns)
        group_breakdowns_agree(group, returns)
        own_rows_agree(group, returns)
        returns_agree(group, returns)
    finally:
        group.store.close()


@given(seed=st.integers(0, 10**9))
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_rows_and_their_parts_are_those_of_plain_loops(tmp_path_factory, seed):
    everything_agrees(tmp_path_factory.mktemp("rows"), seed)


@pytest.mark.slow
@given(seed=st.integers(0, 10**9))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_rows_and_their_parts_are_those_of_plain_loops_often(tmp_path_factory, seed):
    everything_agrees(tmp_path_factory.mktemp("rows"), seed)
