"""The usual range for the time of year, rule by rule, on series whose limits can be worked out by hand.

Two years of 24 a month lead to expect 24 in the third, with f = 1 + 1/2: limits 24 ± 3·√(24·1.5) = 6 and 42.
"""

from math import sqrt

import pytest

from tests.queries.charting import START, chart_of, connect

LEVEL = [24] * 24


@pytest.fixture(scope="module")
def chart(root):
    ask = chart_of(connect(root))
    return lambda values, **more: ask(values, seasonal=True, **more)


def signals(rows):
    return {place: (row["signal"], row["direction"]) for place, row in enumerate(rows) if row["signal"]}


def reasons(rows):
    return [row["withheld"] for row in rows]


def test_the_range_follows_the_season_and_what_is_expected_of_a_month_is_its_mean(chart):
    year = [24, 54, 96, 54, 24, 6, 6, 6, 6, 6, 6, 6]
    rows = chart(year * 3)
    assert reasons(rows) == ["no_earlier_year"] * 12 + [None] * 24
    assert {row["basis"] for row in rows[12:]} == {"time_of_year"}
    for row, n in zip(rows[24:], year, strict=True):
        reach = 3 * sqrt(n * 1.5)
        assert row["mean"] == n
        assert row["upper"] == pytest.approx(n + reach)
        assert row["lower"] == pytest.approx(max(0, n - reach))
        assert row["near_upper"] == pytest.approx(n + reach * 2 / 3)
        assert row["near_lower"] == pytest.approx(max(0, n - reach * 2 / 3))
    assert rows[12]["upper"] == pytest.approx(24 + 3 * sqrt(24 * 2)), "one earlier year: f = 1 + 1"


def test_with_one_earlier_year_the_band_is_pale_and_gives_no_signal(chart):
    rows = chart([*[24] * 12, *[200, *[60] * 11]])
    assert [row["provisional"] for row in rows] == [False] * 12 + [True] * 12
    assert not signals(rows)


@pytest.mark.parametrize(
    ("value", "signal"),
    [(42, None), (42.5, ("outside", "high")), (6, None), (5, ("outside", "low"))],
)
def test_outside_is_strict(chart, value, signal):
    rows = chart([*LEVEL, 24, value])
    assert signals(rows) == ({25: signal} if signal else {})
    assert not rows[25]["provisional"]


def test_homes_scale_what_is_expected(chart):
    """30 in 2,000 homes of two Aprils; 2,000 homes now: 30, where the homes did not change it would be 15."""
    homes = [1000] * 24 + [2000] * 12
    rows = chart([*[10] * 12, *[20] * 12, *[30] * 12], homes=homes)
    assert rows[24]["mean"] == 30
    half = 3 * sqrt(rows[24]["mean"] * 2)
    assert rows[24]["upper"] - 30 == pytest.approx(half * sqrt(phi([10] * 12, [0] * 12)))


def phi(second_year: list[int], third_year: list[int]) -> float:
    """The spread when the second year is 10 above an expected 10 (f = 2), and the third lies on its mean."""
    ratios = [gap**2 / (10 * 2) for gap in second_year] + third_year
    ratios.sort()
    middle = (ratios[11] + ratios[12]) / 2
    return max(1, middle / 0.45494)


@pytest.mark.parametrize("unknown", [None, 0])
def test_where_homes_are_not_known_they_count_as_equal(chart, unknown):
    homes = [1000] * 12 + [unknown] * 12 + [9000] * 12
    rows = chart([*[22] * 12, *[26] * 12, *[24] * 12], homes=homes)
    assert rows[24]["mean"] == 24
    assert chart([*[22] * 12, *[26] * 12, *[24] * 12], homes=[unknown] * 36)[24]["mean"] == 24


def test_the_spread_is_a_median_that_one_wild_month_does_not_move(chart):
    calm = chart([*LEVEL, *[24] * 12])
    wild = chart([*LEVEL, *[24] * 11, 400])
    assert wild[30]["upper"] == calm[30]["upper"] == 42
    assert signals(wild) == {35: ("outside", "high")}


def test_the_spread_widens_the_range_by_the_median_over_chi_squares_own(chart):
    """Every month of the second year 12 off an expected 24: (12²)/(24·2) = 3 in each, and 12 off it in the third."""
    rows = chart([*[24] * 12, *[36, 12] * 6, *[30, 18] * 6])
    assert rows[24]["upper"] == pytest.approx(30 + 3 * sqrt(1.5 / 0.45494 * 30 * 1.5))


@pytest.mark.parametrize(("months", "reason"), [(19, "too_few_years"), (20, None)])
def test_fewer_than_eight_months_with_an_earlier_year_have_no_range(chart, months, reason):
    rows = chart([24] * months)
    assert rows[-1]["withheld"] == reason
    assert reasons(rows)[:12] == [reason or "no_earlier_year"] * 12
    assert (rows[-1]["upper"] is None) == (reason is not None)


@pytest.mark.parametrize(("quiet", "reason"), [(4, None), (5, "few_expected")])
def test_only_months_with_five_expected_make_a_range(chart, quiet, reason):
    """Of one year more, all but eight months or all but seven expect at least five."""
    rows = chart([*[4.9] * quiet, *[5] * (12 - quiet)] * 2)
    assert rows[-1]["withheld"] == reason
    assert rows[-1]["basis"] == (None if reason else "time_of_year")
    if not reason:
        assert rows[12]["upper"] == pytest.approx(4.9 + 3 * sqrt(4.9 * 2))


def test_eight_months_on_one_side_are_a_shift_and_seven_are_none(chart):
    assert signals(chart([*LEVEL, *[30] * 8])) == {place: ("shift", "high") for place in range(24, 32)}
    assert signals(chart([*LEVEL, *[18] * 8])) == {place: ("shift", "low") for place in range(24, 32)}
    assert signals(chart([*LEVEL, *[18] * 10])) == {place: ("shift", "low") for place in range(24, 34)}
    assert not signals(chart([*LEVEL, *[30] * 7, 24, *[30] * 4]))
    for other in (24, 23):
        assert not signals(chart([*LEVEL, other, *[30] * 7, other]))


@pytest.mark.parametrize(("margin", "signal"), [(0, True), (5.9, True), (6, False), (7, False)])
def test_a_count_that_may_lie_on_the_other_side_is_in_no_shift(chart, margin, signal):
    """Eight months of 30 where 24 are expected."""
    assert bool(signals(chart([*LEVEL, *[30] * 8], margin=[margin] * 32))) == signal
    assert signals(chart([*LEVEL, *[30] * 7, 60], margin=[margin] * 32))[31] == ("outside", "high")


def test_a_shift_does_not_begin_in_the_pale_year(chart):
    assert not signals(chart([*[24] * 12, *[27] * 12, *[30] * 7]))
    assert set(signals(chart([*[24] * 12, *[27] * 12, *[30] * 8]))) == set(range(24, 32))


def test_a_point_outside_is_part_of_a_shift_and_named_outside(chart):
    found = signals(chart([*LEVEL, *[30] * 7, 60]))
    assert found == {place: ("shift", "high") for place in range(24, 31)} | {31: ("outside", "high")}


def test_gaps_and_hollow_months_break_a_shift(chart):
    values = [*LEVEL, *[30] * 4, None, *[30] * 7]
    assert not signals(chart(values))
    values[28] = 30
    assert not signals(chart(values, takes_part=[place != 28 for place in range(36)]))
    assert len(signals(chart(values))) == 12


def test_gaps_and_hollow_months_are_no_earlier_year(chart):
    """The second April is missing: the third has one earlier year, and is pale; the fourth has two."""
    values = [*LEVEL, *[24] * 24]
    values[12] = None
    rows = chart(values)
    assert (rows[24]["provisional"], rows[36]["provisional"]) == (True, False)
    values[12] = 900
    hollow = chart(values, takes_part=[place != 12 for place in range(48)])
    assert [row["mean"] for row in hollow[13:]] == [row["mean"] for row in rows[13:]]
    assert hollow[12]["value"] == 900 and hollow[12]["signal"] is None


def test_a_month_to_come_has_its_range_but_no_signal(chart):
    rows = chart([*LEVEL, None])
    assert (rows[24]["mean"], rows[24]["upper"], rows[24]["signal"]) == (24, 42, None)


def test_there_is_no_trend_and_no_two_of_three(chart):
    rising = [20, 22, 23.9, 24.1, 26, 28, 30]
    near = [24 + 13, 24 + 13]
    for more in ([*rising, 23], [23, *near, 25]):
        assert not signals(chart([*LEVEL, *more]))


def test_a_new_segment_starts_the_years_afresh(chart):
    rows = chart([24] * 48, segments=[0] * 24 + [1] * 24)
    assert reasons(rows)[24:] == ["no_earlier_year"] * 12 + [None] * 12
    assert all(row["provisional"] for row in rows[36:])
    rows = chart([24] * 30, segments=[0] * 24 + [1] * 6)
    assert reasons(rows)[24:] == ["too_few_years"] * 6


@pytest.mark.parametrize(("hidden", "reason"), [(9, None), (10, "many_under_5")])
def test_more_than_a_quarter_of_months_under_5_have_no_range(chart, hidden, reason):
    under_5 = [place < hidden for place in range(36)]
    rows = chart([4 if each else 24 for each in under_5], under_5=under_5)
    assert rows[-1]["withheld"] == reason


def test_a_seasonal_series_is_never_drawn_by_quarter(chart):
    rows = chart([1] * 48)
    assert {(row["step"], row["withheld"], row["basis"]) for row in rows} == {(1, "few_expected", None)}


def test_the_year_begins_in_whatever_month_the_series_does(chart):
    values = [24, 54, 96, 54, 24, 6, 6, 6, 6, 6, 6, 6] * 3
    for start in (START, START + 5, START + 9):
        assert [row["mean"] for row in chart(values, start=start)[12:]] == values[12:]
