import pandas as pd

from views.charts.quarter_trend import quarter_trend
from views.look import LIGHT

ROWS = pd.DataFrame(
    [["2026-01", 18, 22, "20"], ["2025-10", 0, 4, "under 5"], ["2026-07", 8, 12, "10"]],
    columns=["period", "low", "high", "shown"],
)


def test_only_the_newest_quarter_stands_out():
    figure = quarter_trend(ROWS)
    strong = [trace for trace in figure.data if trace.opacity == 1]
    assert {x for trace in strong for x in trace.x} == {"2026-07-01"}
    assert {x for trace in figure.data for x in trace.x} == {"2025-10-01", "2026-01-01", "2026-07-01"}


def test_it_has_no_axes_but_starts_at_zero():
    layout = quarter_trend(ROWS).layout
    assert layout.yaxis.visible is False
    assert layout.yaxis.range == (0, 25)


def test_colours_and_words():
    group, own = quarter_trend(ROWS), quarter_trend(ROWS, own=True)
    assert group.data[-1].marker.color == LIGHT.group
    assert own.data[-1].marker.color == LIGHT.own
    assert group.data[-1].hovertext == ("Jul–Sep 2026<br>about 10 incidents",)
