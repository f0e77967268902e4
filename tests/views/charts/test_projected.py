"""Charts for a projector: nothing too small to read from the back of a room, nothing higher than the screen."""

import re

import pandas as pd
import pytest

from views.charts.breakdown import breakdown
from views.charts.compare import compare
from views.charts.heat_map import heat_map
from views.charts.projected import projected
from views.charts.quarter_trend import quarter_trend
from views.charts.seasonal import seasonal
from views.charts.small_multiples import small_multiples
from views.charts.trend import trend
from views.charts.year_before import year_before

SCREEN = 720


def sizes(part, name="") -> list[float]:
    """Every font size of a figure, as plotly and its HTML have it."""
    if isinstance(part, dict):
        fonts = {key for key in part if key.endswith("font")}
        own = [size for key in fonts for size in _listed(part[key].get("size"))]
        return own + [size for key, value in part.items() for size in sizes(value, key)]
    if isinstance(part, list | tuple):
        return [size for each in part for size in sizes(each)]
    return [float(each) for each in re.findall(r"font-size:(\d+)px", part)] if isinstance(part, str) else []


def _listed(size) -> list[float]:
    return [] if size is None else list(size) if isinstance(size, list | tuple) else [size]


@pytest.fixture
def charts(group_months, limits, one_quarter, group_row, names):
    rows = one_quarter.assign(code=one_quarter["member"], label=one_quarter["member"])
    return {
        "trend": trend(group_months, limits=limits),
        "seasonal": seasonal(group_months),
        "compare": compare(one_quarter, group_row, "alder", names),
        "heat_map": heat_map(one_quarter, "alder", names, {"damp_and_mould": "Damp and mould"}),
        "breakdown": breakdown(rows),
        "small_multiples": small_multiples(one_quarter, "alder", names),
    }


@pytest.mark.parametrize("name", ["trend", "seasonal", "compare", "heat_map", "breakdown", "small_multiples"])
def test_nothing_is_under_twenty_pixels_and_the_chart_fits_the_screen(charts, name):
    before = charts[name].to_plotly_json()
    assert min(sizes(before)) < 20
    after = projected(charts[name])
    assert min(sizes(after.to_plotly_json())) >= 20
    assert after.layout.height <= SCREEN - 120 or name == "small_multiples"
    assert after.layout.margin.t > before["layout"]["margin"]["t"]
    assert [len(trace.to_plotly_json()) for trace in after.data] == [len(trace) for trace in before["data"]]


def test_bars_keep_their_places(charts):
    before, after = charts["compare"], projected(charts["compare"])
    for one, other in zip(before.data, after.data, strict=True):
        assert (one.x, one.y) == (other.x, other.y)
        assert getattr(one, "width", None) == getattr(other, "width", None)


def test_a_sparkline_ends_in_its_last_number(one_quarter):
    figures = one_quarter[:2].assign(period=["2026-01", "2026-04"])
    (last,) = quarter_trend(figures).layout.annotations
    assert (last.text, last.x) == ("30", 1)
    assert quarter_trend(figures).layout.margin.r >= 14 + 7 * len("30")


def test_a_row_of_three_lines_is_not_made_lower(one_quarter, group_row, names):
    """A name of two lines and its count beneath: in a lower row the next name would lie over the count."""
    long = {member: f"Northern Counties Homes Trust {name}" for member, name in names.items()}
    figure = compare(one_quarter, group_row, "alder", long)
    rows = len(figure.layout.yaxis.ticktext)
    shown = projected(figure)
    drawing = shown.layout.height - shown.layout.margin.t - shown.layout.margin.b
    assert drawing / rows >= 3 * 20  # three lines of the smallest text


LONG = ["Hate and anti-social behaviour", "Mental health and substances", "Self-neglect and hoarding", "Damp and mould"]


def counts(labels: list[str]) -> pd.DataFrame:
    number = range(len(labels))
    return pd.DataFrame(
        {
            "code": [f"code_{at}" for at in number],
            "label": labels,
            "low": [8 + 10 * at for at in number],
            "high": [12 + 10 * at for at in number],
            "shown": [f"{10 + 10 * at}" for at in number],
            "period": pd.Timestamp("2026-04-01"),
        }
    )


def test_a_name_that_was_broken_for_a_telephone_is_in_one_line():
    figure = breakdown(counts(LONG))
    assert any("<br>" in name for name in figure.layout.yaxis.ticktext)
    shown = projected(figure)
    assert sorted(shown.layout.yaxis.ticktext) == sorted(LONG)
    assert shown.layout.margin.l > figure.layout.margin.l * 20 / 12


def test_a_name_that_is_too_long_for_one_line_stays_broken():
    figure = breakdown(counts(["Another organisation that is not one of the group’s", *LONG]))
    assert projected(figure).layout.yaxis.ticktext == figure.layout.yaxis.ticktext


def test_two_numbers_in_a_row_have_room_for_two_lines():
    rows = counts([f"Family {at}" for at in range(10)])
    rows = rows.assign(**{f"before_{name}": rows[name] for name in ("low", "high", "shown")})
    shown = projected(year_before(rows, "2025-26", "the year before"))
    drawing = shown.layout.height - shown.layout.margin.t - shown.layout.margin.b
    assert drawing / 10 >= 2 * 20


def test_an_event_s_line_still_reaches_its_name(group_months, limits):
    events = pd.DataFrame({"date": pd.to_datetime(["2026-02-01", "2026-03-01"]), "label": ["One", "Another"]})
    before = trend(group_months, limits=limits, events=events)
    after = projected(before)

    def beyond(figure) -> list[float]:
        drawing = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
        return [(shape.y1 - 1) * drawing for shape in figure.layout.shapes if shape.yref == "paper" and shape.y1 > 1]

    assert len(beyond(before)) == 2
    assert beyond(after) == pytest.approx([20 / 12 * pixels for pixels in beyond(before)])


def test_distances_from_the_axis_are_whole_pixels(charts):
    assert projected(charts["heat_map"]).layout.yaxis.ticklabelstandoff == 7


def test_a_heat_map_s_rows_have_room_for_a_number_and_its_interval(one_quarter, names):
    families = {f"family_{at}": f"Family {at}" for at in range(10)}
    rows = pd.concat([one_quarter.assign(family=family) for family in families])
    shown = projected(heat_map(rows, "alder", names, families))
    drawing = shown.layout.height - shown.layout.margin.t - shown.layout.margin.b
    assert drawing / 10 >= 20 * 1.2 + 20 * 1.2  # a line each


def test_two_lines_of_a_name_stand_apart_from_the_next(one_quarter, group_row, names):
    shown = projected(compare(one_quarter, group_row, "alder", names))
    drawing = shown.layout.height - shown.layout.margin.t - shown.layout.margin.b
    assert drawing / len(shown.layout.yaxis.ticktext) >= 23.3 * 1.3 + 20 * 1.3 + 10
