import pandas as pd

from views.charts.quarter_trend import quarter_trend
from views.look import LIGHT

ROWS = pd.DataFrame(
    [["2026-01", 18, 22, "20"], ["2025-10", 0, 4, "under 5"], ["2026-07", 8, 12, "10"]],
    columns=["period", "low", "high", "shown"],
)


def test_only_the_newest_quarter_stands_out():
    figure = quarter_trend(ROWS)
    strengths = {
        (x, strength) for trace in figure.data for x, strength in zip(trace.x, trace.marker.opacity, strict=True)
    }
    assert strengths == {("2025-10-01", 0.7), ("2026-01-01", 0.7), ("2026-07-01", 1)}


def test_it_has_no_axes_but_starts_at_zero():
    layout = quarter_trend(ROWS).layout
    assert layout.yaxis.visible is False
    assert layout.yaxis.range == (0, 25)


def test_colours_and_words():
    group, own = quarter_trend(ROWS), quarter_trend(ROWS, own=True)
    assert LIGHT.group in [trace.marker.color for trace in group.data]
    assert LIGHT.own in [trace.marker.color for trace in own.data]
    words = {text for trace in group.data for text in trace.hovertext}
    assert words == {
        "Jan–Mar 2026<br>about 20 incidents",
        "Oct–Dec 2025<br>under 5 incidents",
        "Jul–Sep 2026<br>about 10 incidents",
    }
