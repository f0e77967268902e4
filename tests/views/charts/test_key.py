"""What is not obvious has a key on its chart, and marks stay inside the axis."""

import re

import pandas as pd
import pytest

from views.charts import key
from views.charts.breakdown import breakdown
from views.charts.compare import compare
from views.charts.forest import forest
from views.charts.funnel import funnel
from views.charts.heat_map import heat_map
from views.charts.seasonal import seasonal
from views.charts.small_multiples import small_multiples
from views.charts.trend import trend
from views.charts.year_before import year_before
from views.look import LIGHT

LIMITS = pd.DataFrame(
    [[5000, 0, 3.0, 0, 4.0], [20000, 0.6, 2.0, 0.4, 2.5]],
    columns=["homes", "lower95", "upper95", "lower998", "upper998"],
)


def key_of(figure) -> str:
    found = [note.text for note in figure.layout.annotations if note.name == "key"]
    return re.sub("<[^>]+>", "|", "".join(found))


def test_the_trend_names_the_bar_the_missing_members_and_the_triangles(group_months, limits):
    words = key_of(trend(group_months, limits=limits))
    for each in ("what the group’s rounded count may be", "some members are missing", "▲| month marked as high"):
        assert each in words
    assert "▼" not in words and "under 5" not in words


def test_a_quiet_trend_names_its_hatching_and_nothing_that_is_not_there(quiet_months):
    words = key_of(trend(quiet_months))
    assert "under 5" in words
    assert "rounded" not in words and "▲" not in words


def test_own_counts_alone_need_no_key(own_months):
    assert key_of(trend(None, own_months)) == key_of(seasonal(own_months)) == ""


def test_members_side_by_side(one_quarter, group_row, names):
    words = key_of(compare(one_quarter.assign(flag=["low", "high", None]), group_row, "alder", names))
    for each in ("95% interval", "rounded count", "under 5", "your own, exact", "▲| above the", "▼| below the"):
        assert each in words
    assert "your own" not in key_of(compare(one_quarter[1:], group_row, None, names))


def test_the_other_charts(one_quarter, group_row, group_months, names):
    rows = one_quarter.assign(code=one_quarter["member"], label=one_quarter["member"])
    assert "rounded count" in key_of(breakdown(rows)) and "under 5" in key_of(breakdown(rows))
    assert "rounded count" in key_of(small_multiples(one_quarter, "alder", names))
    assert "rounded count" in key_of(seasonal(group_months))
    assert "its 95% interval" in key_of(heat_map(one_quarter, "alder", names, {"damp_and_mould": "Damp and mould"}))
    assert "by chance" in key_of(funnel(one_quarter, LIMITS, group_row, "alder", names))
    ratios = pd.DataFrame(
        [["a", "A", 1.2, 1.9, "30", "20"], ["b", "B", 0.7, 1.3, "20", "20"]],
        columns=["code", "label", "ratio_low", "ratio_high", "shown_now", "shown_before"],
    )
    assert "clear change" in key_of(forest(ratios)) and "may be chance" in key_of(forest(ratios))
    assert "clear change" not in key_of(forest(ratios[1:]))


def test_lines_fit_a_phone():
    entries = [("▲", "a" * 20), ("▼", "b" * 15), ("●", "c" * 40), ("○", "d")]
    (note,) = key.notes(entries, LIGHT, above=10)
    assert note["text"].split("<br>") == [f"▲ {'a' * 20}   ▼ {'b' * 15}", f"● {'c' * 40}", "○ d"]
    assert key.height(entries) == 3 * key.LINE
    assert key.notes([], LIGHT, above=10) == [] and key.height([]) == 0


@pytest.mark.parametrize("rate_high", [2.05, 400.0])
def test_triangles_stay_inside_the_axis(one_quarter, group_row, names, rate_high):
    one_quarter.loc[2, "rate_high"] = rate_high
    figure = compare(one_quarter.assign(flag=[None, None, "high"]), group_row, "alder", names)
    assert figure.data[-1].x[0] <= figure.layout.xaxis.range[1]


def test_a_small_members_bar_does_not_squeeze_the_funnel(one_quarter, group_row, names):
    one_quarter.loc[2, "homes"] = 50  # 0 to 80 per 1,000
    figure = funnel(one_quarter, LIMITS, group_row, "alder", names)
    assert figure.layout.yaxis.range[1] < 10
    assert "▴ to 80.0" in [note.text for note in figure.layout.annotations]


def test_low_is_neither_green_nor_the_blue_of_ones_own():
    red, green, blue = (int(LIGHT.low[at : at + 2], 16) for at in (1, 3, 5))
    assert blue > green > red
    assert LIGHT.low != LIGHT.own


def test_a_widened_count_is_crossed_and_named_on_every_chart(one_quarter, group_row, group_months, names):
    """Birch may have had 4 to 24: a solid bar would look like a count."""
    wide = one_quarter.assign(low=[12, 4, 0], high=[12, 24, 4])
    rows = wide.assign(code=wide["member"], label=wide["member"])
    before = rows.assign(before_low=rows["low"], before_high=rows["high"], before_shown=rows["shown"])
    months = group_months.assign(low=5, high=30)
    for figure in (
        breakdown(rows),
        year_before(before, "2025-26", "the year before"),
        compare(wide, group_row, "alder", names),
        funnel(wide, LIMITS, group_row, "alder", names),
        small_multiples(wide, "alder", names),
        trend(months),
    ):
        assert "crossed: a count that is kept wider" in key_of(figure)
        shapes = [shape for trace in figure.data if trace.type == "bar" for shape in [trace.marker.pattern.shape]]
        assert any(shape == "x" or (isinstance(shape, tuple | list) and "x" in shape) for shape in shapes)


def test_the_two_periods_of_the_year_before_are_named_in_its_key(one_quarter):
    rows = one_quarter.assign(code="a", label="A", before_low=1, before_high=1, before_shown="1")
    words = key_of(year_before(rows, "2025-26", "the year before"))
    assert "2025-26" in words and "the year before" in words


def test_a_chart_of_one_row_keeps_room_for_its_key(one_quarter):
    figure = breakdown(one_quarter[1:2].assign(code="a", label="A"))
    assert figure.layout.minreducedheight < figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
