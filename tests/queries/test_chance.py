"""Probabilities against scipy, and the headlines' procedure against a plain Python version."""

from math import log10

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.queries.naive import headlines


@pytest.fixture(scope="module")
def connection(root):
    connection = duckdb.connect()
    connection.execute((root / "queries/macros/25_chance.sql").read_text())
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
    (260, 500, 0.504), (30_000, 61_000, 0.5),
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


# family -> pairs (x1, h1, x0, h0), oldest first: the last is tested
LOUD_AND_CALM = {
    "steady": [(20, 1000, 21, 1000), (19, 1000, 20, 1000), (22, 1000, 19, 1000)],
    "doubled": [(20, 1000, 21, 1000), (19, 1000, 20, 1000), (80, 1000, 30, 1000)],
    "nothing": [(0, 1000, 0, 1000), (0, 1000, 0, 1000), (0, 1000, 0, 1000)],
    "restless": [(80, 1000, 20, 1000), (15, 1000, 70, 1000), (80, 1000, 30, 1000)],
}


@pytest.fixture(scope="module")
def tested(connection):
    """family -> row of `headline_tests`, from pairs as above."""

    def ask(pairs):
        rows = [
            ("ours", family, place == len(years) - 1, *pair)
            for family, years in pairs.items()
            for place, pair in enumerate(years)
        ]
        frame = pd.DataFrame(rows, columns=["list", "family", "newest", "x1", "h1", "x0", "h0"])
        connection.register("frame", frame)
        connection.execute("create or replace table pairs as select * from frame")
        found = connection.execute("select * from headline_tests(pairs)").df()
        return found.set_index("family").to_dict("index")

    return ask


def test_a_clear_change_stands_out_and_the_same_one_in_a_restless_family_does_not(tested):
    """The past says how much counts vary: 80 after 30 is news among the calm, not beside the restless."""
    found = tested(LOUD_AND_CALM)
    assert [family for family, row in found.items() if row["stands_out"]] == []
    calm = {family: years for family, years in LOUD_AND_CALM.items() if family != "restless"}
    assert [family for family, row in tested(calm).items() if row["stands_out"]] == ["doubled"]
    assert tested(calm)["doubled"]["is_up"]


def test_phi_is_drawn_towards_all_families_by_six_pairs(tested):
    """Pearson's chi-square of 30 and 10 in equal homes is 10; of 20 and 20 it is 0: pooled 5."""
    found = tested({"a": [(30, 9, 10, 9), (20, 9, 20, 9)], "b": [(20, 9, 20, 9), (20, 9, 20, 9)]})
    assert found["a"]["phi"] == pytest.approx((10 + 6 * 5) / 7)
    assert found["b"]["phi"] == pytest.approx((0 + 6 * 5) / 7)
    assert found["a"]["df"] == found["b"]["df"] == 7


def test_phi_is_never_below_one(tested):
    found = tested({"a": [(20, 9, 20, 9), (20, 9, 20, 9)]})
    assert found["a"]["phi"] == 1


def test_earlier_pairs_of_fewer_than_five_do_not_count(tested):
    found = tested({"a": [(4, 9, 0, 9), (0, 9, 5, 9), (20, 9, 20, 9)]})
    assert found["a"]["df"] == 6 + 1
    assert found["a"]["phi"] == pytest.approx((5 + 6 * 5) / 7)


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
        "create or replace table two as select * from (values ('a', 'f', true, 90, 9, 20, 9), "
        "('b', 'f', true, 21, 9, 20, 9), ('b', 'g', true, 21, 9, 20, 9)) "
        "v(list, family, newest, x1, h1, x0, h0)"
    )
    rows = connection.execute("select list, family, comparisons, stands_out from headline_tests(two) order by all")
    assert rows.fetchall() == [("a", "f", 1, True), ("b", "f", 2, False), ("b", "g", 2, False)]


def agrees(tested, pairs):
    found, expected = tested(pairs), headlines(pairs)
    assert set(found) == set(expected)
    for family, row in expected.items():
        assert found[family]["phi"] == pytest.approx(row["phi"], rel=1e-9)
        assert found[family]["df"] == row["df"]
        assert found[family]["z"] == pytest.approx(row["z"], rel=1e-6, abs=1e-6)
        assert log10(max(found[family]["chance"], 1e-12)) == pytest.approx(log10(max(row["chance"], 1e-12)), abs=1e-3)
        assert found[family]["stands_out"] == row["stands_out"]


COUNT = st.integers(0, 6) | st.integers(0, 400)
PAIR = st.tuples(COUNT, st.integers(2000, 130_000), COUNT, st.integers(2000, 130_000))
PAIRS = st.dictionaries(st.sampled_from("abcdefghij"), st.lists(PAIR, min_size=1, max_size=12), min_size=1)


@given(PAIRS)
@settings(max_examples=30, deadline=None)
def test_agrees_with_plain_python(tested, pairs):
    agrees(tested, pairs)


@pytest.mark.slow
@given(PAIRS)
@settings(max_examples=600, deadline=None)
def test_agrees_with_plain_python_often(tested, pairs):
    agrees(tested, pairs)
