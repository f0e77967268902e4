"""Control charts against NHS England's package, METHODS' traps one by one, and a plain Python version."""

import json
import pathlib

import pytest

from tests.queries.charting import chart_of, connect

GOLDEN = pathlib.Path(__file__).parents[2] / "../shared/golden/methods.json"
CASES = json.loads(GOLDEN.read_text())["xmr"]


@pytest.fixture(scope="module")
def connection(root):
    return connect(root)


@pytest.fixture(scope="module")
def chart(connection):
    return chart_of(connection)


def signals(rows):
    return {place: (row["signal"], row["direction"]) for place, row in enumerate(rows) if row["signal"]}


UPSTREAM = {
    "Above UCL": ("outside", "high"),
    "Below LCL": ("outside", "low"),
    "7 Point Trend (Increasing)": ("trend", "high"),
    "7 Point Trend (Decreasing)": ("trend", "low"),
    "2 in 3 Above CL": ("two_of_three", "high"),
    "2 in 3 Below CL": ("two_of_three", "low"),
    "7 Points Above CL": ("shift", "high"),
    "7 Points Below CL": ("shift", "low"),
}
# no answer from upstream (it stops with an error), or one that METHODS departs from: a test of its own below
OTHERWISE = {"missing_value_inside_monotone_run", "flat", "flat_then_one_step"}


def segments_of(case):
    start = case["input"].get("rebase_at_index_1based")
    return [int(start is not None and place >= start) for place in range(1, len(case["input"]["y"]) + 1)]


@pytest.mark.parametrize("name", sorted(set(CASES) - OTHERWISE))
def test_agrees_with_making_data_count(chart, name):
    case = CASES[name]
    screened = case["input"]["screen_outliers"]
    rows = chart(case["input"]["y"], "xmr", segments_of(case), options=f", screened := {screened}")
    for group in case["groups"]:
        for row in (row for row in rows if row["segment"] == group["rebase_group"]):
            assert row["mean"] == pytest.approx(group["mean"], rel=1e-6)
            assert row["lower"] == (group["lpl"] and pytest.approx(group["lpl"], rel=1e-6))
            assert row["upper"] == (group["upl"] and pytest.approx(group["upl"], rel=1e-6))
            assert (row["points"] <= 12) == group["short_group_warning"]
    upstream = enumerate(case["special_cause_type"])
    assert signals(rows) == {place: UPSTREAM[said] for place, said in upstream if said != "Common Cause"}


@pytest.mark.parametrize("name", sorted(set(CASES) - OTHERWISE))
def test_the_chart_shows_the_same_or_says_why_not(chart, name):
    case = CASES[name]
    if not case["input"]["screen_outliers"]:
        return
    shown, computed = (chart(case["input"]["y"], macro, segments_of(case)) for macro in ("usual_range", "xmr"))
    for row, raw in zip(shown, computed, strict=True):
        if row["withheld"]:
            assert row["lower"] is row["upper"] is row["near_lower"] is row["near_upper"] is row["signal"] is None
            assert raw["points"] < 8 or raw["mean"] < 2
        else:
            assert row | {"lower": 0, "near_lower": 0} == raw | {"lower": 0, "near_lower": 0, "basis": "months"}
            assert row["lower"] == max(0, raw["lower"])
            assert row["near_lower"] == max(0, raw["near_lower"])


def test_flat_has_limits_at_its_mean_where_upstream_has_nulls(chart):
    for row in chart(CASES["flat"]["input"]["y"]):
        assert (row["mean"], row["lower"], row["upper"], row["signal"], row["withheld"]) == (
            4,
            4,
            4,
            None,
            None,
        )


def test_flat_rate_does_not_signal_through_float_noise(chart):
    rate = [2.1 + 0.1 * 3, 2.4, 0.8 * 3, 7.2 / 3] * 6
    assert len(set(rate)) > 1
    assert not signals(chart(rate))


def test_flat_then_one_step_says_too_little_variation_where_upstream_flags_16_of_16(chart):
    rows = chart(CASES["flat_then_one_step"]["input"]["y"])
    assert {(row["withheld"], row["lower"], row["signal"]) for row in rows} == {("little_variation", None, None)}


def test_flat_with_a_step_to_the_end_says_too_little_variation(chart):
    rows = chart([4] * 12 + [9] * 4)
    assert {(row["withheld"], row["upper"], row["signal"]) for row in rows} == {("little_variation", None, None)}


def test_gap_inside_a_rising_run_is_no_error_and_no_trend_where_upstream_stops(chart):
    """Rising 10 11 12 _ 14 15 16: seven months, six values."""
    rows = chart(CASES["missing_value_inside_monotone_run"]["input"]["y"])
    assert not signals(rows)
    assert rows[10]["value"] is None
    assert rows[10]["upper"] == rows[9]["upper"]


def test_gap_breaks_a_rising_run_of_seven_values(chart):
    rising = [14, 16, 13, 15, 12, 14, 10, 12, 13, 15, 17, 18, 20, 14, 16, 13, 15, 12, 14]
    assert set(signals(chart(rising)).values()) == {("trend", "high")}
    assert not signals(chart([*rising[:9], None, *rising[9:]]))


def test_gap_breaks_a_shift(chart):
    high = [11, 9] * 6 + [14, 13, 14, 13, 14, 13, 14] + [9, 11] * 4
    assert set(signals(chart(high))) == set(range(12, 19))
    assert not signals(chart([*high[:15], None, *high[15:]]))


def test_gap_breaks_two_of_three(chart):
    case = CASES["two_of_three_high"]["input"]["y"]
    assert signals(chart(case)) == {12: ("two_of_three", "high"), 14: ("two_of_three", "high")}
    assert not signals(chart([*case[:13], None, *case[13:]]))


def test_months_left_out_are_gaps_like_nulls(connection, chart):
    values = [12, 15, 11, 14, 13, None, 12, 10, None, None, 14, 12, 15]
    with_nulls = [row for row in chart(values) if row["value"] is not None]
    connection.execute("delete from points where value is null")
    without = connection.execute("select month, mean, lower, upper, signal from usual_range(points) order by month")
    expected = [(row["month"], row["mean"], row["lower"], row["upper"], row["signal"]) for row in with_nulls]
    assert without.fetchall() == expected


def test_no_range_is_taken_across_a_gap(chart):
    """Ranges 1 all along, but 20 between the halves."""
    rows = chart([10, 11] * 4 + [None] + [30, 31] * 4)
    assert rows[0]["upper"] == pytest.approx(20.5 + 2.66)


def test_seven_points_have_no_limits_and_eight_are_provisional(chart):
    noisy = [12, 15, 11, 14, 13, 16, 12, 10, 15, 13, 14, 12, 11]
    said = {n: chart(noisy[:n])[0] for n in (1, 7, 8, 12, 13)}
    assert {n: (row["withheld"], row["provisional"]) for n, row in said.items()} == {
        1: ("too_few_months", False),
        7: ("too_few_months", False),
        8: (None, True),
        12: (None, True),
        13: (None, False),
    }


def test_mean_under_two_has_no_limits_and_no_signals_where_upstream_flags_two_points(chart):
    sparse = CASES["sparse_zeros"]["input"]["y"]
    assert set(signals(chart(sparse, "xmr"))) == {4, 14}
    assert {(row["withheld"], row["upper"], row["signal"]) for row in chart(sparse)} == {("low_mean", None, None)}


def test_mean_of_exactly_two_has_limits(chart):
    assert {row["withheld"] for row in chart([1, 3] * 10)} == {None}
    assert {row["withheld"] for row in chart([1, 3] * 9 + [1, 2])} == {"low_mean"}


def test_lower_line_of_a_count_stops_at_zero_but_the_rule_does_not(chart):
    """A zero month with a computed lower limit of -2.6: inside, though it lies on the line drawn."""
    rows = chart([3, 5, 2, 6, 4, 7, 3, 5, 4, 6, 2, 5, 4, 0, 4])
    assert rows[13]["lower"] == 0
    assert rows[13]["signal"] is None


def test_a_point_exactly_on_a_limit_is_inside(chart):
    """The last value solves v = mean + 2.66 × mean range, both of which it is part of."""
    on_limit = 11.596 / (1 - 1 / 11 - 0.266)
    assert not signals(chart([10, 12] * 5 + [on_limit], "xmr", options=", screened := false"))
    above = chart([10, 12] * 5 + [on_limit + 1e-6], "xmr", options=", screened := false")
    assert signals(above) == {10: ("outside", "high")}


def test_a_range_of_exactly_the_screening_limit_does_not_count(chart):
    """Eleven ranges: ten of 0.7733, and one of 3.267, which is 3.267 times the mean of all eleven."""
    other = 0.7733
    values = [10 + other * (place % 2) for place in range(11)]
    rows = chart([*values, values[-1] + 3.267], "xmr")
    assert rows[0]["upper"] - rows[0]["mean"] == pytest.approx(2.66 * other)


def test_rebasing_starts_limits_and_runs_afresh(chart):
    """Four high months before and four after the new start are no run of eight."""
    values = [10, 12] * 5 + [13, 12.5, 13, 12.5] + [13, 12.5, 13, 12.5] + [10, 12] * 5
    assert ("shift", "high") in signals(chart(values)).values()
    rows = chart(values, segments=[0] * 14 + [1] * 14)
    assert not signals(rows)
    assert rows[13]["mean"] == pytest.approx(sum(values[:14]) / 14)
    assert rows[14]["mean"] == pytest.approx(sum(values[14:]) / 14)


def test_a_year_of_months_alike_in_two_segments_is_judged_apart(chart):
    rows = chart([1] * 10 + [12, 15, 11, 14, 13, 16, 12, 10, 15, 13], segments=[0] * 10 + [1] * 10)
    assert [row["withheld"] for row in rows] == ["low_mean"] * 10 + [None] * 10


QUIET_YEARS = [12, 15, 11, 14, 13, 16, 12, 10, 15, 13, 14, 12, 11, 16, 13, 12, 15, 14, 10, 13, 14, 12, 15, 13]


def test_limits_come_from_the_first_24_points_and_rules_run_over_all(chart):
    """The golden `in_control` series, then a rise by half: its mean and limits stay, the rise stays marked."""
    golden = CASES["in_control"]["groups"][0]
    risen = [19, 21, 18, 20, 17, 19, 20, 18, 21, 19, 20, 18]
    rows = chart([*QUIET_YEARS, *risen])
    for row in rows:
        assert (row["mean"], row["upper"]) == pytest.approx((golden["mean"], golden["upl"]), rel=1e-6)
        assert row["points"] == 36
    assert set(signals(rows)) == set(range(24, 36))


def test_the_range_up_to_the_25th_point_is_no_part_of_the_baseline(chart):
    alternating = [10, 12] * 12
    assert chart([*alternating, 40])[0]["upper"] == pytest.approx(11 + 2.66 * 2)
    assert chart([*alternating, 40], "xmr", options=", screened := false")[0]["upper"] == pytest.approx(11 + 2.66 * 2)


def test_gaps_and_hollow_months_are_not_among_the_24_points(chart):
    values = [10, 12] * 4 + [None, 90] + [10, 12] * 8 + [14, 50, 60]
    rows = chart(values, takes_part=[place != 9 for place in range(len(values))])
    assert rows[0]["points"] == 24 + 3
    assert rows[0]["mean"] == pytest.approx(11)
    assert chart([10, 12] * 4 + [None] + [10, 12] * 7 + [10, 14, 50, 60])[0]["mean"] == pytest.approx(
        (11 * 22 + 24) / 24
    )


def test_a_hollow_month_is_drawn_and_takes_no_part(chart):
    """Far outside, and in the middle of eight high months: no signal of its own, and the run is broken."""
    values = [13, 7] * 6 + [14, 13, 14, 80, 14, 13, 14, 13] + [7, 13] * 4
    rows = chart(values, takes_part=[place != 15 for place in range(len(values))])
    assert rows[15]["value"] == 80
    assert rows[15]["upper"] == rows[14]["upper"] < 30
    assert not signals(rows)
    assert rows[0]["points"] == len(values) - 1
    with_it = chart([*values[:15], 13, *values[16:]])
    assert set(signals(with_it)) == set(range(12, 20))


@pytest.mark.parametrize(("hidden", "withheld"), [(0, None), (6, None), (7, "many_under_5"), (24, "many_under_5")])
def test_more_than_a_quarter_of_months_under_5_have_no_limits(chart, hidden, withheld):
    under_5 = [place < hidden for place in range(24)]
    rows = chart([4 if each else 10 + place % 3 for place, each in enumerate(under_5)], under_5=under_5)
    assert {row["withheld"] for row in rows} == {withheld}
    assert {row["basis"] for row in rows} == {None if withheld else "months"}
    assert withheld is None or {(row["mean"], row["upper"], row["signal"]) for row in rows} == {(None, None, None)}


def test_hollow_months_and_other_segments_do_not_count_among_those_under_5(chart):
    under_5 = [place < 7 for place in range(24)]
    values = [4 if each else 10 + place % 3 for place, each in enumerate(under_5)]
    assert (
        chart(values, under_5=under_5, takes_part=[place != 0 for place in range(24)])[0]["withheld"] == "many_under_5"
    )
    assert (
        chart(values, under_5=under_5, takes_part=[place not in (0, 1) for place in range(24)])[0]["withheld"] is None
    )
    rows = chart(values, under_5=under_5, segments=[int(place >= 12) for place in range(24)])
    assert [row["withheld"] for row in rows] == ["many_under_5"] * 12 + [None] * 12


@pytest.mark.parametrize(
    "values",
    [
        [4] * 24 + [9] * 6,
        [4] * 24 + [9],
        [4] * 24 + [9, 3, 7, 5, 8, 4, 6],
        [4] * 10 + [None] + [9] * 10,
        [4] * 12 + [9] + [4] * 12,
    ],
    ids=["step after the baseline", "last point", "then it varies", "step across a gap", "one point"],
)
def test_a_flat_series_with_a_change_says_too_little_variation(chart, values):
    assert {(row["withheld"], row["upper"], row["signal"]) for row in chart(values)} == {
        ("little_variation", None, None)
    }


def test_flat_for_good_has_limits_at_its_mean_however_long(chart):
    assert {(row["lower"], row["upper"], row["signal"], row["basis"]) for row in chart([4] * 40)} == {
        (4, 4, None, "months")
    }


def test_a_peak_between_a_rise_and_a_fall_belongs_to_the_rise(chart):
    values = [0, 40] * 5 + [16, 17, 18, 19, 20, 21, 22, 21, 20, 19, 18, 17, 16] + [40, 0] * 5
    found = signals(chart(values))
    assert found == {place: ("trend", "high" if place <= 16 else "low") for place in range(10, 23)}


def test_a_count_that_may_lie_on_the_other_side_of_the_mean_is_in_no_shift(chart):
    """The golden `shift_up` series: eight months from 18 to 22 about a mean of 14.75."""
    values = CASES["shift_up"]["input"]["y"]
    assert values[12:20] == [19, 21, 18, 20, 22, 19, 18, 21]
    for margin, found in ((0, range(12, 20)), (3, range(12, 20)), (3.25, [])):
        rows = chart(values, margin=[margin] * 24)
        assert [place for place, (rule, _) in signals(rows).items() if rule == "shift"] == list(found), margin
        assert rows[0]["upper"] == pytest.approx(CASES["shift_up"]["groups"][0]["upl"], rel=1e-6)


def test_a_margin_changes_no_other_rule(chart):
    for name in ("two_of_three_high", "trend_up", "single_outlier_screened"):
        values = CASES[name]["input"]["y"]
        exact, rounded = (signals(chart(values, margin=[margin] * len(values))) for margin in (0, 2))
        assert {place: signal for place, signal in exact.items() if signal[0] != "shift"} == rounded


# By quarter, where months are too few.

SPARSE = [1, 2, 1, 0, 2, 1, 1, 1, 3, 0, 1, 2]


def by_quarter(values):
    return [sum(values[place : place + 3]) for place in range(0, len(values), 3)]


def test_under_two_a_month_the_chart_is_by_quarter(chart):
    values = [*SPARSE, *reversed(SPARSE), *SPARSE]
    rows = chart(values)
    plain = chart(by_quarter(values), "xmr", step=3)
    assert [row["month"].isoformat() for row in rows][:3] == ["2023-04-01", "2023-07-01", "2023-10-01"]
    assert {(row["basis"], row["step"], row["withheld"]) for row in rows} == {("quarters", 3, None)}
    for row, same in zip(rows, plain, strict=True):
        for name in ("month", "value", "points", "mean", "upper", "near_upper", "signal", "provisional"):
            assert row[name] == same[name], name
    assert rows[0]["points"] == 12 and rows[0]["provisional"]


def test_a_run_of_quarters_signals(chart):
    values = [0, 1, 2, 1, 1, 2] * 4 + [2, 3, 2, 3, 2, 3] * 4
    found = signals(chart(values))
    assert {place: direction for place, (_, direction) in found.items()} == {
        place: "low" if place < 8 else "high" for place in range(16)
    }
    assert {place for place, (rule, _) in found.items() if rule == "shift"} == {1, 3, 5, 7, 8, 10, 12, 14}


@pytest.mark.parametrize(
    "values",
    [SPARSE + SPARSE[:-1], [0, 0, 1] * 20, [1, 1, None] * 20, [0, 1, 0, 2, 0, 1, 1]],
    ids=["seven quarters", "under two a quarter", "no whole quarter", "seven months"],
)
def test_where_quarters_are_too_few_as_well_months_are_drawn_without_limits(chart, values):
    rows = chart(values)
    reason = "low_mean" if len(values) > 8 else "too_few_months"
    assert {(row["step"], row["basis"], row["withheld"]) for row in rows} == {(1, None, reason)}
    assert len(rows) == len(values)


def test_only_whole_quarters_are_drawn_and_one_left_out_is_a_gap(chart):
    """The first and the last are cut off, the fourth lacks a month."""
    values = [*SPARSE[:1], *SPARSE * 3, *SPARSE[:2]]
    values[10] = None
    rows = chart(values, start=2023 * 12 + 5)
    months = [row["month"].isoformat() for row in rows]
    assert months[:4] == ["2023-07-01", "2023-10-01", "2024-01-01", "2024-07-01"]
    assert months[-1] == "2026-04-01"
    assert rows[0]["points"] == 11


def test_a_quarter_with_a_hollow_month_is_hollow(chart):
    values = [*SPARSE * 3]
    rows = chart(values, takes_part=[place != 4 for place in range(36)])
    assert len(rows) == 12
    assert rows[0]["points"] == 11
    assert rows[1]["value"] == sum(values[3:6])


def test_the_newest_segment_decides_between_months_and_quarters(chart):
    busy = QUIET_YEARS
    sparse = SPARSE * 2
    rows = chart([*busy, *sparse], segments=[0] * 24 + [1] * 24)
    assert {row["step"] for row in rows} == {3}
    assert [row["basis"] for row in rows] == ["quarters"] * 16
    rows = chart([*sparse, *busy], segments=[0] * 24 + [1] * 24)
    assert [row["withheld"] for row in rows] == ["low_mean"] * 24 + [None] * 24
    rows = chart([*sparse, *SPARSE[:5]], segments=[0] * 24 + [1] * 5)
    assert [row["withheld"] for row in rows] == ["low_mean"] * 24 + ["too_few_months"] * 5
    rows = chart([*busy[:6], *sparse], segments=[0] * 6 + [1] * 24)
    assert [row["withheld"] for row in rows] == ["too_few_quarters"] * 2 + [None] * 8


def test_every_series_has_limits_of_its_own(connection):
    connection.execute(
        "create or replace table two as "
        "select {'family': f, 'n': null} as series, 0 as segment, i % 3 + if(f = 'a', 10, 50) as value, "
        "(date '2024-01-01' + interval (i) month)::date as month, true as takes_part, 0 as margin, "
        "false as under_5, false as seasonal, null as homes "
        "from range(14) r(i), (values ('a'), ('b')) s(f)"
    )
    rows = connection.execute("select distinct series.family, round(mean, 2) from usual_range(two) order by all")
    assert rows.fetchall() == [("a", 10.93), ("b", 50.93)]


def test_nothing_asked_nothing_answered(connection):
    connection.execute("create or replace table none as select * from two limit 0")
    assert connection.execute("select * from usual_range(none)").fetchall() == []
