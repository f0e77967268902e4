"""Probabilities against scipy, and the headlines' procedure against a plain Python version."""

from datetime import date
from math import log10

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.queries.naive import headlines, lasting


@pytest.fixture(scope="module")
def connection(root):
    connection = duckdb.connect()
    for macros in ("20_statistics", "25_chance"):
        connection.execute((root / f"queries/macros/{macros}.sql").read_text())
    return connection


@pytest.fixture(scope="module")
def sql(connection):
    def ask(expression, *values):
        return connection.execute(f"select {expression}", values).fetchone()[0]

    return ask


def test_normal_scores_are_scipys(sql):
    for p in (1e-300, 1e-40, 1e-12, 1.38e-11, 1.39e-11, 1e-6, 0.001, 0.0749, 0.075, 0.3, 0.4999):
        assert sql("normal_score(?::double)", p) == pytest.approx(stats.norm.ppf(p), rel=1e-13), p
    assert sql("normal_score(0.5::double)") == 0


BINOMIALS = [
    (0, 0, 0.5), (0, 1, 0.5), (1, 1, 0.3), (0, 20, 0.5), (20, 20, 0.5), (7, 20, 0.5), (30, 100, 0.2),
    (260, 500, 0.504), (30_000, 61_000, 0.5), (2, 5_000, 0.001), (60, 5_000, 0.001), (4_970, 5_000, 0.999),
    (1_000, 30_000, 0.03), (700, 30_000, 0.03), (28_800, 30_000, 0.97), (399_000, 800_000, 0.5),
    (402_000, 800_000, 0.5),
]  # fmt: skip


@pytest.mark.parametrize(("x", "n", "p"), BINOMIALS)
def test_binomial_tails_are_scipys(sql, x, n, p):
    below, above = stats.binom.cdf(x, n, p), stats.binom.sf(x - 1, n, p)
    assert sql("binomial_at_most(?, ?, ?::double)", x, n, p) == pytest.approx(below, rel=1e-8)
    assert sql("binomial_at_least(?, ?, ?::double)", x, n, p) == pytest.approx(above, rel=1e-8)
    both = min(1, 2 * min(below, above))
    assert sql("binomial_two_sided(?, ?, ?::double)", x, n, p) == pytest.approx(both, rel=1e-8)


def test_a_change_beyond_all_doubt_still_has_a_score(sql):
    assert sql("binomial_two_sided(9000, 9000, 0.5::double)") == pytest.approx(1e-300)


@pytest.mark.parametrize("df", [1, 2, 3, 6, 7, 8, 15, 16, 40, 101])
def test_t_probabilities_are_scipys(sql, df):
    for t in (0, 0.01, 0.3, 1, 2.5, 4, 9):
        assert sql("t_two_sided(t_angle(?::double, ?), ?)", t, df, df) == pytest.approx(
            2 * stats.t.sf(t, df), abs=1e-14
        )


def test_a_t_beyond_all_doubt_is_never_below_zero(sql):
    assert 0 <= sql("t_two_sided(t_angle(37::double, 21), 21)") < 1e-14


def quarter(place: int) -> date:
    return date(2023 + place // 4, place % 4 * 3 + 1, 1)


# family -> pairs (x1, h1, x0, h0), oldest first, None where there is none: the last is tested
LOUD_AND_CALM = {
    "steady": [(20, 1000, 21, 1000), (19, 1000, 20, 1000), (22, 1000, 19, 1000)],
    "doubled": [(20, 1000, 21, 1000), (19, 1000, 20, 1000), (80, 1000, 30, 1000)],
    "nothing": [(0, 1000, 0, 1000), (0, 1000, 0, 1000), (0, 1000, 0, 1000)],
    "restless": [(80, 1000, 20, 1000), (15, 1000, 70, 1000), (80, 1000, 30, 1000)],
}


@pytest.fixture(scope="module")
def tested(connection):
    """family -> row of `headline_tests`, from pairs as above; asked: the place of a quarter, else the last."""

    def ask(pairs, asked=None):
        newest = max(map(len, pairs.values())) - 1
        rows = [
            ("ours", family, quarter(newest - len(rows) + 1 + place), *pair)
            for family, rows in pairs.items()
            for place, pair in enumerate(rows)
            if pair is not None
        ]
        frame = pd.DataFrame(rows, columns=["list", "family", "quarter", "x1", "h1", "x0", "h0"])
        connection.register("frame", frame)
        connection.execute("create or replace table pairs as select * replace (quarter::date as quarter) from frame")
        asked = quarter(newest if asked is None else asked)
        found = connection.execute(f"select * from headline_tests(pairs, date '{asked}')").df()
        assert set(found["quarter"].dt.date) <= {asked}
        return found.set_index("family").to_dict("index")

    return ask


def test_a_clear_change_stands_out_and_the_same_one_in_a_restless_family_does_not(tested):
    """The past says how much a family's counts vary: 80 after 30 is news of a calm one, not of a restless one."""
    found = tested(LOUD_AND_CALM)
    assert [family for family, row in found.items() if row["stands_out"]] == ["doubled"]
    assert found["doubled"]["is_up"]
    assert found["restless"]["phi"] > 10 > found["doubled"]["phi"]


MEDIAN = 0.45494  # of chi-square on one degree of freedom


def test_the_constant_is_the_median_of_chi_square(sql):
    assert sql("median_chi_square()") == MEDIAN == pytest.approx(stats.chi2.ppf(0.5, 1), abs=1e-5)


def test_phi_is_drawn_towards_all_families_by_six_pairs(tested):
    """Pearson's chi-square of 30 and 10 in equal homes is 10, of 22 and 18 it is 0.4, of 20 and 20 it is 0."""
    past = {"a": [(30, 9, 10, 9)] * 2 + [(22, 9, 18, 9)], "b": [(20, 9, 20, 9), (22, 9, 18, 9)]}
    found = tested({family: [*pairs, (20, 9, 20, 9)] for family, pairs in past.items()})
    own_a, own_b, pooled = 10 / MEDIAN, 0.2 / MEDIAN, 0.4 / MEDIAN
    assert found["a"]["phi"] == pytest.approx((3 * own_a + 6 * pooled) / 9)
    assert found["b"]["phi"] == pytest.approx(max(1, (2 * own_b + 6 * pooled) / 8))
    assert (found["a"]["df"], found["b"]["df"]) == (9, 8)


def test_a_lasting_change_does_not_hide_itself_as_a_mean_would(tested):
    """A doubling in its third quarter: two of ten pairs are far out, and their median is not."""
    pairs = {"a": [(20, 9, 20, 9)] * 8 + [(60, 9, 20, 9)] * 3, "b": [(20, 9, 20, 9)] * 11, "c": [(20, 9, 20, 9)] * 11}
    assert tested(pairs)["a"]["phi"] == 1
    assert tested(pairs)["a"]["stands_out"]


def test_phi_is_never_below_one(tested):
    found = tested({"a": [(20, 9, 20, 9), (20, 9, 20, 9)]})
    assert found["a"]["phi"] == 1


def test_earlier_pairs_of_fewer_than_five_do_not_count(tested):
    found = tested({"a": [(4, 9, 0, 9), (0, 9, 5, 9), (20, 9, 20, 9)]})
    assert found["a"]["df"] == 6 + 1
    assert found["a"]["phi"] == pytest.approx(5 / MEDIAN)


def test_without_any_past_chance_is_all_there_is(tested):
    found = tested({"a": [(90, 9, 30, 9)], "b": [(30, 9, 30, 9)]})
    assert (found["a"]["df"], found["a"]["phi"]) == (6, 1)


def test_a_family_with_nothing_in_it_is_counted_among_the_comparisons(tested):
    """Else the number of comparisons would say that the group's count is exactly 0."""
    found = tested(LOUD_AND_CALM)
    assert {row["comparisons"] for row in found.values()} == {4}
    assert found["nothing"]["chance"] == 1


def test_more_homes_are_no_change(tested):
    found = tested({"a": [(20, 1000, 20, 1000), (40, 2000, 20, 1000)]})
    assert found["a"]["chance"] == pytest.approx(1, abs=0.2)


def test_without_homes_there_is_no_test(tested):
    assert tested({"a": [(20, None, 20, 1000)]}) == {}
    assert tested({"a": [(20, 0, 20, 1000)]}) == {}


def test_benjamini_hochberg_lets_a_weaker_change_through_beside_a_stronger(tested):
    weaker = {"weak": [(58, 9, 29, 9)], **{name: [(20, 9, 20, 9)] for name in "abcd"}}
    assert not tested(weaker)["weak"]["stands_out"]
    stronger = {"strong": [(200, 9, 20, 9)], **weaker}
    stronger.pop("d")
    assert tested(stronger)["weak"]["stands_out"]


def test_every_list_is_judged_by_itself(connection):
    connection.execute(
        "create or replace table two as select *, date '2026-04-01' as quarter from (values ('a', 'f', 90, 9, 20, 9), "
        "('b', 'f', 21, 9, 20, 9), ('b', 'g', 21, 9, 20, 9), ('c', 'f', 31, 9, 19, 9)) v(list, family, x1, h1, x0, h0)"
    )
    rows = connection.execute(
        "select list, family, comparisons, stands_out from headline_tests(two, date '2026-04-01') order by all"
    )
    assert rows.fetchall() == [("a", "f", 1, True), ("b", "f", 2, False), ("b", "g", 2, False), ("c", "f", 1, False)]


def test_the_quarter_asked_may_come_from_a_subquery(connection):
    rows = connection.execute(
        "with closed as (select max(quarter) as newest from two) "
        "select count(*) from headline_tests(two, (select newest from closed))"
    )
    assert rows.fetchone() == (4,)


def test_counts_that_are_no_whole_numbers_are_rounded(tested):
    """The middle of an interval may be 7.5, the count of least change 3.7."""
    found = tested({"a": [(20, 9, 20, 9), (43.7, 9, 19.6, 9)]})
    assert found["a"]["z"] == tested({"a": [(20, 9, 20, 9), (44, 9, 20, 9)]})["a"]["z"]


def test_nothing_later_than_the_quarter_asked_is_looked_at(tested):
    then = {"a": [(20, 9, 20, 9)] * 3 + [(60, 9, 20, 9)], "b": [(20, 9, 22, 9)] * 4}
    later = {family: [*pairs, (90, 9, 10, 9), (5, 9, 60, 9)] for family, pairs in then.items()}
    assert tested(later, asked=3) == tested(then)


# A change that stood out at an earlier quarter and goes on.

SAME, UP, SOME, DOWN = (40, 9, 40, 9), (120, 9, 40, 9), (64, 9, 40, 9), (10, 9, 60, 9)
LASTING = {
    "new": ([SAME, SAME, SAME, UP], None),
    "since the quarter before": ([SAME, SAME, UP, SOME], 2),
    "since the first of three": ([SAME, UP, UP, UP], 1),
    "over": ([SAME, UP, UP, SAME], None),
    "came back within the range between": ([UP, SAME, SAME, SOME], None),
    "came back and stood out anew": ([SAME, UP, SAME, UP, SOME], 3),
    "turned": ([SAME, SAME, UP, DOWN], None),
    "turned and goes on": ([SAME, SAME, SAME, UP, DOWN, DOWN], 4),
    "never stood out": ([SAME, SAME, SAME, SOME], None),
    "a quarter without a pair ends nothing": ([SAME, UP, None, SOME], 1),
    "nothing at all in between": ([SAME, UP, (0, 9, 0, 9), UP], None),
}


@pytest.mark.parametrize("name", LASTING)
def test_a_change_that_goes_on_is_known_since_when(tested, name):
    pairs, since = LASTING[name]
    others = {f"calm {place}": [SAME, (42, 9, 38, 9)] * 3 for place in range(9)}
    row = tested({"changed": pairs, **others})["changed"]
    place = None if since is None else since + 6 - len(pairs)
    assert row["lasting"] == (since is not None)
    assert (None if pd.isna(row["since"]) else row["since"].date()) == (None if place is None else quarter(place))


def test_some_is_beyond_the_range_but_no_headline_by_itself(tested):
    """Else the table above would not show that a change is carried on by more than this quarter's test."""
    others = {f"calm {place}": [SAME, (42, 9, 38, 9)] * 3 for place in range(9)}
    assert not tested({"changed": [SAME] * 5 + [SOME], **others})["changed"]["stands_out"]


def test_within_the_range_means_that_the_ratios_interval_contains_one(connection):
    """Pearson's chi-square against z squared says the same as the limits that a page shows."""
    rows = connection.execute(
        "select pow(x1 - n * p, 2) / (n * p * (1 - p)) <= pow(z_of(95), 2) as within, "
        "ratio_lower(x1, h1, x0, h0, 95) as lower, ratio_upper(x1, h1, x0, h0, 95) as upper "
        "from (select *, x1 + x0 as n, h1 / (h1 + h0)::double as p from range(1, 80) a(x1), range(1, 80, 3) b(x0), "
        "(values (1000, 1000), (1000, 1900), (12000, 5000)) c(h1, h0))"
    ).fetchall()
    assert {row[0] for row in rows} == {True, False}
    for within, lower, upper in rows:
        assert within == (lower <= 1 <= upper)


def agrees(tested, pairs, asked):
    by_place = {
        family: {len(max(pairs.values(), key=len)) - len(rows) + place: row for place, row in enumerate(rows) if row}
        for family, rows in pairs.items()
    }
    found, expected, since = tested(pairs, asked), headlines(by_place, asked), lasting(by_place, asked)
    assert set(found) == set(expected) == set(since)
    for family, row in expected.items():
        assert found[family]["phi"] == pytest.approx(row["phi"], rel=1e-9)
        assert found[family]["df"] == row["df"]
        assert found[family]["z"] == pytest.approx(row["z"], rel=1e-6, abs=1e-6)
        assert log10(max(found[family]["chance"], 1e-12)) == pytest.approx(log10(max(row["chance"], 1e-12)), abs=1e-3)
        assert found[family]["stands_out"] == row["stands_out"]
        assert found[family]["comparisons"] == len(expected)
        when = None if since[family] is None else quarter(since[family])
        assert (None if pd.isna(found[family]["since"]) else found[family]["since"].date()) == when


@st.composite
def histories(draw):
    """Families with up to eleven pairs; some change once and for good, some lack a pair now and then."""
    pairs = {}
    for family in draw(st.lists(st.sampled_from("abcdefghij"), min_size=1, unique=True)):
        n = draw(st.integers(1, 11))
        level, noise = draw(st.sampled_from([0, 2, 9, 40, 150])), draw(st.sampled_from([0, 1, 4]))
        change, times = draw(st.integers(0, n)), draw(st.sampled_from([0.4, 1, 1.5, 2, 3]))
        homes = draw(st.integers(2000, 60_000))
        past = st.integers(max(0, level - noise * 4), level + noise * 4)
        pairs[family] = [
            None
            if place < n - 1 and draw(st.integers(0, 19)) == 0
            else (
                round(draw(past) * (times if place >= change else 1)),
                homes,
                draw(past),
                homes + draw(st.integers(0, 400)),
            )
            for place in range(n)
        ]
    return pairs


COUNT = st.integers(0, 6) | st.integers(0, 400)
PAIR = st.tuples(COUNT, st.integers(2000, 130_000), COUNT, st.integers(2000, 130_000))
PAIRS = st.dictionaries(st.sampled_from("abcdefghij"), st.lists(PAIR, min_size=1, max_size=12), min_size=1)


@given(PAIRS | histories(), st.integers(0, 2))
@settings(max_examples=30, deadline=None)
def test_agrees_with_plain_python(tested, pairs, back):
    agrees(tested, pairs, max(0, len(max(pairs.values(), key=len)) - 1 - back))


@pytest.mark.slow
@given(PAIRS | histories(), st.integers(0, 2))
@settings(max_examples=600, deadline=None)
def test_agrees_with_plain_python_often(tested, pairs, back):
    agrees(tested, pairs, max(0, len(max(pairs.values(), key=len)) - 1 - back))
