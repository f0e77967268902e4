"""Rates, shares, ratios and flags against UKHSA's packages, scipy and a plain Python version."""

import json

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, norm

from tests.queries.naive import compared, events_limits, share_limits

LEVELS = (95, 998)
COUNTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 99, 100, 5_000, 1_000_000, 3_000_000_000]


@pytest.fixture(scope="module")
def sql(root):
    """Ask one expression of the macros, on a bare database: `sql("rate_of(?, ?)", 3, 1200)`."""
    connection = duckdb.connect()
    connection.execute((root / "queries/macros/20_statistics.sql").read_text())

    def ask(expression, *values):
        return connection.execute(f"select {expression}", values).fetchone()[0]

    return ask


@pytest.fixture(scope="module")
def golden(shared):
    return json.loads((shared / "golden/methods.json").read_text())


def close(value):
    return pytest.approx(value, rel=1e-6, abs=1e-12)


def test_rates_agree_with_ukhsa(sql, golden):
    for case in golden["rates"]:
        x, homes = case["count"], case["denominator"]
        assert sql("rate_of(?, ?)", x, homes) == close(case["value"])
        for level in LEVELS:
            assert sql("rate_lower(?, ?, ?)", x, homes, level) == close(case[f"lower{level}"])
            assert sql("rate_upper(?, ?, ?)", x, homes, level) == close(case[f"upper{level}"])


def test_shares_agree_with_ukhsa(sql, golden):
    for case in golden["shares"]:
        assert sql("share_of(?, ?)", case["x"], case["n"]) == close(case["value"])
        for level in LEVELS:
            assert sql("share_lower(?, ?, ?)", case["x"], case["n"], level) == close(case[f"lower{level}"])
            assert sql("share_upper(?, ?, ?)", case["x"], case["n"], level) == close(case[f"upper{level}"])


UKHSA_FLAGS = {
    "High (0.001)": ("high", "high"),
    "High (0.025)": ("high", "similar"),
    "Not significant": ("similar", "similar"),
    "Low (0.025)": ("low", "similar"),
    "Low (0.001)": ("low", "low"),
}


def test_flags_agree_with_ukhsa(sql, golden):
    """Member G's zero is low here as upstream: only the funnel leaves a zero out."""
    case = golden["significance_funnel"]
    average = case["rate_weighted_average_per_1000"]
    for member, flag in zip(case["rate_input"], case["rate_significance"], strict=True):
        found = tuple(
            sql(
                "compared_at(?, ?, ?, ?, ?, ?)",
                member["n"],
                member["n"],
                member["d"],
                average,
                average,
                level,
            )
            for level in LEVELS
        )
        assert found == UKHSA_FLAGS[flag], member["prov"]


def test_shares_differ_from_the_group_as_ukhsa_says(sql, golden):
    case = golden["significance_funnel"]
    rows = case["proportion_input"]
    average = sum(row["n"] for row in rows) / sum(row["d"] for row in rows)
    for row, flag in zip(rows, case["proportion_significance"], strict=True):
        found = tuple(
            "high"
            if sql("share_lower(?, ?, ?)", row["n"], row["d"], level) > average
            else "low"
            if sql("share_upper(?, ?, ?)", row["n"], row["d"], level) < average
            else "similar"
            for level in LEVELS
        )
        assert found == UKHSA_FLAGS[flag], row


@pytest.mark.parametrize("level", LEVELS)
def test_constants_are_scipys(sql, level):
    alpha = 0.05 if level == 95 else 0.002
    assert sql("z_of(?)", level) == pytest.approx(norm.ppf(1 - alpha / 2), rel=1e-15)
    for x in range(10):
        lower = chi2.ppf(alpha / 2, 2 * x) / 2 if x else 0
        assert sql("events_lower(?, ?)", x, level) == pytest.approx(lower, rel=1e-12)
        assert sql("events_upper(?, ?)", x, level) == pytest.approx(chi2.ppf(1 - alpha / 2, 2 * x + 2) / 2, rel=1e-12)


@pytest.mark.parametrize("level", LEVELS)
def test_limits_of_counts_small_and_huge(sql, level):
    for x in COUNTS:
        found = sql("events_lower(?, ?)", x, level), sql("events_upper(?, ?)", x, level)
        assert found == pytest.approx(events_limits(x, level), rel=1e-9), x


@pytest.mark.parametrize("level", LEVELS)
def test_limits_of_shares_at_both_ends(sql, level):
    for n in (1, 2, 3, 10, 27, 812, 1_000_000, 3_000_000_000):
        for x in {0, 1, n // 2, n - 1, n}:
            found = sql("share_lower(?, ?, ?)", x, n, level), sql("share_upper(?, ?, ?)", x, n, level)
            assert found == pytest.approx(share_limits(x, n, level), rel=1e-9, abs=1e-12), (x, n)


def test_a_share_of_none_and_of_all_ends_exactly(sql):
    assert sql("share_lower(0, 37, 95)") == 0
    assert sql("share_upper(37, 37, 998)") == 1


def test_no_homes_no_rate(sql):
    for homes in (None, 0):
        assert sql("rate_of(12, ?::integer)", homes) is None
        assert sql("rate_lower(12, ?::integer, 95)", homes) is None
        assert sql("rate_upper(12, ?::integer, 95)", homes) is None
        assert sql("compared_at(12, 12, ?::integer, 1.0, 1.0, 95)", homes) is None


def test_no_count_no_limits(sql):
    assert sql("rate_upper(null::integer, 4800, 95)") is None
    assert sql("share_upper(null::integer, 20, 95)") is None


def test_no_base_no_share(sql):
    assert sql("share_of(0, 0)") is None
    assert sql("share_lower(0, 0, 95)") is None
    assert sql("share_upper(0, 0, 95)") is None


def test_a_level_that_is_not_kept_is_null_not_another_level(sql):
    assert sql("events_lower(5, 99)") is None
    assert sql("events_upper(50, 99)") is None


def test_an_intervals_rate_runs_from_its_lows_lower_to_its_highs_upper(sql):
    """Under 5 of 4,800 homes: 0 to the upper limit of 4."""
    assert sql("rate_lower(0, 4800, 95)") == 0
    assert sql("rate_upper(4, 4800, 95)") == close(2.13366430737577)


# x1, homes now, x0, homes then, level -> ratio, lower, upper
RATIOS = [
    (30, 5000, 20, 5000, 95, 1.5, 0.8580949734591028, 2.6220873791276627),
    (30, 5200, 20, 5000, 95, 1.4423076923076923, 0.8250913206337527, 2.5212378645458293),
    (123, 130000, 97, 128000, 998, 1.2485329103885805, 0.8231317111556253, 1.8937849279732808),
]


@pytest.mark.parametrize(("x1", "h1", "x0", "h0", "level", "ratio", "lower", "upper"), RATIOS)
def test_rate_ratio(sql, x1, h1, x0, h0, level, ratio, lower, upper):
    assert sql("rate_ratio(?, ?, ?, ?)", x1, h1, x0, h0) == close(ratio)
    assert sql("ratio_lower(?, ?, ?, ?, ?)", x1, h1, x0, h0, level) == close(lower)
    assert sql("ratio_upper(?, ?, ?, ?, ?)", x1, h1, x0, h0, level) == close(upper)


@pytest.mark.parametrize(("x1", "x0"), [(0, 12), (12, 0), (0, 0)])
def test_no_ratio_where_a_count_may_be_zero(sql, x1, x0):
    for macro in ("rate_ratio(?, 9, ?, 9)", "ratio_lower(?, 9, ?, 9, 95)", "ratio_upper(?, 9, ?, 9, 95)"):
        assert sql(macro, x1, x0) is None


# low, high, homes, the group's rate from, to, level -> flag
FLAGS = [
    (42, 42, 5100, 6.297, 6.297, 95, "similar"),
    (95, 95, 11700, 6.297, 6.297, 95, "high"),
    (95, 95, 11700, 6.297, 6.297, 998, "similar"),
    (93, 97, 11700, 6.297, 6.297, 95, "high"),
    (93, 97, 11700, 6.25, 6.58, 95, "cannot_tell"),
    (0, 4, 5000, 1.0, 1.1, 95, "cannot_tell"),
    (0, 4, 50000, 1.0, 1.1, 95, "low"),
    (0, 0, 2100, 6.297, 6.297, 998, "low"),
]


@pytest.mark.parametrize(("low", "high", "homes", "group_low", "group_high", "level", "flag"), FLAGS)
def test_a_peers_flag_holds_for_every_count_it_may_have(sql, low, high, homes, group_low, group_high, level, flag):
    asked = (low, high, homes, group_low, group_high, level)
    assert sql("compared_at(?, ?, ?, ?, ?, ?)", *asked) == flag == compared(*asked)


def agrees(sql, low, width, homes, rate, spread, level):
    asked = (low, low + width, homes, rate, rate + spread, level)
    assert sql("compared_at(?, ?, ?, ?, ?, ?)", *asked) == compared(*asked)
    n = low + width + 1
    assert sql("share_upper(?, ?, ?)", low, n, level) == pytest.approx(share_limits(low, n, level)[1], rel=1e-9)


ASKED = (
    st.integers(0, 200),
    st.integers(0, 20),
    st.integers(100, 60_000),
    st.floats(0.01, 60),
    st.floats(0, 3),
    st.sampled_from(LEVELS),
)


@given(*ASKED)
@settings(max_examples=60, deadline=None)
def test_flags_agree_with_trying_every_count(sql, low, width, homes, rate, spread, level):
    agrees(sql, low, width, homes, rate, spread, level)


@pytest.mark.slow
@given(*ASKED)
@settings(max_examples=3000, deadline=None)
def test_flags_agree_with_trying_every_count_often(sql, low, width, homes, rate, spread, level):
    agrees(sql, low, width, homes, rate, spread, level)
