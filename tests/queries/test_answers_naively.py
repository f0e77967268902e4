"""Random incidents: answers chosen, crossed, beside the year before and over time, as loops over lists of them count.

Each is also tried on the page's sample by tests/views/focus/test_naively.py.
"""

from collections import Counter
from datetime import date
from random import Random

import pandas as pd
import pytest

from queries.refusals import NotAllowed
from tests.queries.naive import share_limits
from tests.queries.naive_group import PERIODS, disclosed
from tests.queries.naive_rows import FIELDS, Returns
from tests.queries.small_group import SmallGroup
from tests.queries.test_rows_naively import ASKED, MEMBERS, NEWEST, categories, made

CHOSEN = {
    None: {},
    "gender.female": {"gender": {"female"}},
    "gender.female,gender.not_given,support_needs.physical": {
        "gender": {"female", "not_given"}, "support_needs": {"physical"},
    },
    "source_of_risk.our_colleague_or_contractor,support_needs.not_given": {
        "source_of_risk": {"our_colleague_or_contractor"}, "support_needs": {"not_given"},
    },
    "support_needs.physical,support_needs.mental_health;support_needs.learning_disability": {
        "support_needs": {"physical", "mental_health"}, "support_needs, too": {"learning_disability"},
    },
}  # fmt: skip
WHEN = [("quarter", NEWEST), ("year", date(2025, 4, 1))]


@pytest.fixture(scope="module", params=(3, 20_261_126))
def world(request, tmp_path_factory):
    returns = Returns.random(Random(request.param), MEMBERS)
    group = made(tmp_path_factory.mktemp("answers"), returns)
    yield group, returns
    group.store.close()


def own(returns, asked, chosen, by=None, period=None):
    """birch's incidents of the categories and the period that have one of the codes chosen of each field."""
    return [
        each
        for each in returns.incidents
        if each.member == "birch"
        and each.category in categories(asked)
        and (by is None or PERIODS[by][0](each.month) == period)
        and all(each.codes(field.split(",")[0]) & codes for field, codes in CHOSEN[chosen].items())
    ]


@pytest.mark.dose(4)
@pytest.mark.parametrize("chosen", CHOSEN)
def test_own_incidents_with_chosen_answers(world, chosen):
    group, returns = world
    for asked in ASKED:
        found = group.ask("own_incidents", "birch", answers=chosen, **asked)["incident_ref"]
        assert sorted(found) == sorted(each.ref for each in own(returns, asked, chosen))
        for by, period in WHEN:
            rows = group.ask(
                "breakdown", "birch", of="own", field="gender", by=by, period=period, answers=chosen, **asked
            )
            counted = Counter(code for each in own(returns, asked, chosen, by, period) for code in each.codes("gender"))
            has = any("gender" in fields for (who, day), fields in returns.supplied.items()
                      if who == "birch" and PERIODS[by][0](day) == period)  # fmt: skip
            assert {row.code: row.low for row in rows.itertuples() if row.low} == (dict(counted) if has else {})


@pytest.mark.dose(4)
@pytest.mark.parametrize("chosen", CHOSEN)
def test_own_incidents_by_two_fields(world, chosen):
    group, returns = world
    for by, period in WHEN:
        for field, across in (("gender", "support_needs"), ("support_needs", "source_of_risk")):
            asked = {"field": field, "across": across, "by": by, "period": period, "answers": chosen}
            rows = group.ask("own_crossed", "birch", **asked)
            counted = Counter(
                (code, other)
                for each in own(returns, {}, chosen, by, period)
                for code in each.codes(field)
                for other in each.codes(across)
            )
            assert {(row.code, row.across_code): row.n for row in rows.itertuples()} == dict(counted)


def shown(returns, field, asked, by, period, of):
    """code -> (low, high) of a period, zeros included; None where there is no figure."""
    if of == "own":
        months = [day for who, day in returns.supplied if who == "birch" and PERIODS[by][0](day) == period]
        counted = returns.own_codes("birch", field, categories(asked), by, period)
        has = any(field in returns.supplied["birch", day] for day in months)
        whole = len(months) == {"quarter": 3, "year": 12}[by]
        return Counter(counted) if whole and has else None
    return returns.group_codes(field, categories(asked), by, period)


def interval(counts, code, of):
    n = (counts or {}).get(code, 0)
    return (n, n) if of == "own" else disclosed(n)


def suppliers(returns, field, by, period, of):
    if of == "own":
        return ["birch"]
    return next(tuple(returns.suppliers(field, day)) for _, day in returns.supplied if PERIODS[by][0](day) == period)


@pytest.mark.parametrize("of", ["own", "group"])
@pytest.mark.parametrize("field", FIELDS)
def test_answers_beside_the_year_before(world, of, field):
    group, returns = world
    asked = {"category": "damp_mould"}
    rows = group.ask("answers_on_last_year", "birch", of=of, field=field, period=NEWEST, **asked)
    now, then = (shown(returns, field, asked, "quarter", day, of) for day in (NEWEST, date(2025, 4, 1)))
    assert rows.empty == (now is None)
    same = suppliers(returns, field, "quarter", NEWEST, of) == suppliers(
        returns, field, "quarter", date(2025, 4, 1), of
    )
    known = [row.code for row in rows.itertuples() if row.code not in ("not_known", "not_given")]
    for row in rows.itertuples():
        (low, high), (low0, high0) = interval(now, row.code, of), interval(then, row.code, of)
        assert (row.low, row.high) == (low, high)
        assert row.same_members == (then is not None and same)
        if then is None:
            assert pd.isna(row.before_low) and pd.isna(row.rose) and pd.isna(row.more_often)
            continue
        assert (row.before_low, row.before_high) == (low0, high0)
        if not row.same_members or row.code not in known:
            assert pd.isna(row.rose) and pd.isna(row.more_often)
            continue
        up = low + high0 > 0 and share_limits(low, low + high0, 998)[0] > 0.5
        down = high + low0 > 0 and share_limits(high, high + low0, 998)[1] < 0.5
        assert (True if up else False if down else None) == (None if pd.isna(row.rose) else bool(row.rose))
        assert pd.isna(row.share_low) or row.share_low == pytest.approx(share(now, row.code, known, of)[0])


def share(counts, code, known, of):
    """The least and the most share that the shown counts leave open."""
    low, high = interval(counts, code, of)
    others = [interval(counts, each, of) for each in known if each != code]
    least, most = sum(each[0] for each in others), sum(each[1] for each in others)
    return low / max(low + most, 1), high / max(high + least, 1), low + least


@pytest.mark.parametrize("of", ["own", "group"])
def test_an_answer_over_time(world, of):
    group, returns = world
    asked = {"family": "self_neglect_and_hoarding"}
    for field, code in (("gender", "female"), ("support_needs", "physical"), ("source_of_risk", "unknown_person")):
        rows = group.ask("answer_by_period", "birch", of=of, field=field, code=code, **asked)
        quarters = sorted({PERIODS["quarter"][0](day) for _, day in returns.supplied})
        every = {day: shown(returns, field, asked, "quarter", day, of) for day in quarters}
        assert [pd.Timestamp(each).date() for each in rows["period"]] == [
            day for day in quarters if every[day] is not None
        ]
        coded = set(group.ask("codes", "birch").query("field == @field")["code"]) - {"not_known"}
        if of == "group":
            coded -= {"our_colleague_or_contractor"}
        for row in rows.itertuples():
            counts = every[pd.Timestamp(row.period).date()]
            assert (row.low, row.high) == interval(counts, code, of)
            least, most, base = share(counts, code, coded, of)
            assert row.base_low == base
            if base < 10:
                assert pd.isna(row.share_low) and pd.isna(row.lower95)
                continue
            assert (row.share_low, row.share_high) == pytest.approx((least, most))
            others = row.base_low - row.low, row.base_high - row.high
            assert row.lower95 == pytest.approx(max(share_limits(row.low, row.low + others[1], 95)[0], 0), abs=1e-12)
            assert row.upper95 == pytest.approx(min(share_limits(row.high, row.high + others[0], 95)[1], 1))


def group_of(folder, suppliers: int) -> SmallGroup:
    """Seven members with 6 damp and mould incidents a month, all with cost of living too; some lack the column."""
    group = SmallGroup(folder / "store.duckdb")
    for at, member in enumerate(MEMBERS):
        has = at < suppliers
        columns = ("incident_ref", "reported_on", "category", *(["also_involves"] if has else []))
        for day in (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)):
            more = {"also_involves": ["cost_of_living"]} if has else None
            group.returns(member, day, {"damp_mould": [6]}, fields=columns, more=more)
    group.close(NEWEST)
    return group


def test_together_with_is_a_share_of_all_incidents(tmp_path):
    group = group_of(tmp_path, 7)
    asked = {"category": "damp_mould", "family": "damp_and_mould", "period": NEWEST}
    row = group.ask("together_with", "birch", of="own", **asked).set_index("category").loc["cost_of_living"]
    assert (row["low"], row["base_low"], row["share_low"]) == (18, 18, 1)
    row = group.ask("together_with", "birch", **asked).set_index("category").loc["cost_of_living"]
    # 7 members, 6 a month, 3 months: 126 of 126, shown as 125 (123 to 127)
    assert (row["low"], row["high"], row["base_low"], row["base_high"]) == (123, 127, 123, 127)
    assert row["share_low"] == pytest.approx(123 / 127) and row["share_high"] == 1
    assert row["lower95"] == pytest.approx(share_limits(123, 127, 95)[0]) and row["upper95"] == 1
    group.store.close()


def test_together_with_has_no_share_where_a_member_that_counts_lacks_the_column(tmp_path):
    group = group_of(tmp_path, 6)
    asked = {"category": "damp_mould", "family": "damp_and_mould", "period": NEWEST}
    row = group.ask("together_with", "birch", **asked).set_index("category").loc["cost_of_living"]
    assert (row["low"], row["contributors"]) == (108, 6)  # 6 members x 18 = 108: shown as 110 (108 to 112)
    assert pd.isna(row["share_low"]) and pd.isna(row["lower95"])
    group.store.close()


def test_the_groups_figures_are_never_narrowed(world):
    group, _ = world
    for question, asked in (
        ("breakdown", {"field": "gender", "period": NEWEST}),
        ("answers_on_last_year", {"period": NEWEST}),
        ("answer_by_period", {"field": "gender", "code": "female"}),
        ("together_with", {"period": NEWEST}),
    ):
        with pytest.raises(NotAllowed, match="Only a member's own incidents"):
            group.ask(question, "birch", answers="gender.female", **asked)
