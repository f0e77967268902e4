"""What an interval counts as in a statistic: its middle, and of one that may be zero what speaks least for a change."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def sql(root):
    connection = duckdb.connect()
    connection.execute((root / "queries/macros/20_statistics.sql").read_text())

    def ask(expression, *values):
        return connection.execute(f"select {expression}", values).fetchone()[0]

    return ask


# low, high, expected -> value
VALUES = [
    (13, 17, 2.0, 15),
    (5, 7, 90.0, 6),
    (5, 11, None, 8),
    (0, 4, 2.6, 2.6),
    (0, 4, 11.0, 4),
    (0, 4, 0.0, 0),
    (0, 4, None, 2),
    (0, 8, 6.5, 6.5),
    (12, 12, 3.0, 12),
    (0, 0, 3.0, 0),
    (None, None, 3.0, None),
]


@pytest.mark.parametrize(("low", "high", "expected", "value"), VALUES)
def test_least_change(sql, low, high, expected, value):
    asked = "least_change(?::integer, ?::integer, ?::double)"
    assert sql(asked, low, high, expected) == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize(
    ("low", "high", "value", "margin"), [(0, 4, 4, 0), (5, 7, 6, 1), (8, 12, 10, 2), (0, 0, 0, 0), (3, 3, 3, 0)]
)
def test_charted_value_and_its_margin(sql, low, high, value, margin):
    assert sql("charted_value(?::integer, ?::integer)", low, high) == value
    assert sql("charted_margin(?::integer, ?::integer)", low, high) == margin


# low, high, homes, before_low, before_high, before_homes -> x1, x0
PAIRS = [
    (18, 22, 1000, 13, 17, 1000, 20, 15),
    (0, 4, 1000, 18, 22, 1000, 4, 20),
    (18, 22, 1000, 0, 4, 1000, 20, 4),
    (0, 4, 1000, 5, 7, 2000, 3, 6),
    (0, 4, 1000, 0, 4, 1000, 2, 2),
    (0, 4, 1000, 0, 4, 1600, 1.25, 2),
    (0, 4, 5000, 0, 4, 1000, 4, 0.8),
    (0, 0, 1000, 7, 7, 1000, 0, 7),
    (9, 9, 1000, 0, 0, 1000, 9, 0),
    (0, 4, None, 18, 22, 1000, 2, 20),
    (0, 4, 1000, 0, 4, 0, 2, 0),
]


@pytest.mark.parametrize(("low", "high", "homes", "b_low", "b_high", "b_homes", "x1", "x0"), PAIRS)
def test_both_counts_of_a_pair(sql, low, high, homes, b_low, b_high, b_homes, x1, x0):
    asked = ", ".join(["?::integer"] * 6)
    pair = sql(f"least_change_pair({asked})", low, high, homes, b_low, b_high, b_homes)
    assert pair == pytest.approx({"x1": x1, "x0": x0})


def chi_square(x1, h1, x0, h0):
    n, p = x1 + x0, h1 / (h1 + h0)
    return (x1 - n * p) ** 2 / (n * p * (1 - p)) if n else 0


INTERVALS = st.sampled_from([(0, 4), (5, 7), (8, 12), (13, 17), (28, 32)])


@given(INTERVALS, INTERVALS, st.integers(500, 40_000), st.integers(500, 40_000))
@settings(max_examples=80, deadline=None)
def test_no_other_count_under_5_speaks_less_for_a_change(sql, now, before, h1, h0):
    """Every tenth in every interval that may be zero is tried; of the others the middle."""
    asked = ", ".join(["?::integer"] * 6)
    pair = sql(f"least_change_pair({asked})", *now, h1, *before, h0)
    tried = [[place / 10 for place in range(41)] if low == 0 else [(low + high) / 2] for low, high in (now, before)]
    least = min(chi_square(x1, h1, x0, h0) for x1 in tried[0] for x0 in tried[1])
    assert chi_square(pair["x1"], h1, pair["x0"], h0) <= least + 1e-9
