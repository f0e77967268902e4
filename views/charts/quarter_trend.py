"""A small trend for a row: one family by quarter, without axes, the newest quarter in full colour with its number."""

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, intervals, timeline
from views.look import look

HEIGHT = 64
EARLIER = 0.7
"""Opacity of the quarters before the newest: at least 3:1 against the ground in every colour."""


def quarter_trend(rows: pd.DataFrame, *, own: bool = False, dark: bool = False) -> go.Figure:
    """Interval counts by quarter; quarters without a figure are empty.

    rows: group_figures or member_figures by quarter of one family (period, low, high, shown); the own
    member's if `own`.
    """
    colours = look(dark)
    if rows.empty:
        return frame.empty(colours, "")
    days = [wording.first_day(each) for each in rows["period"]]
    words = [
        f"{wording.quarter(day)}<br>{wording.count(int(low), int(high), shown)}"
        for day, low, high, shown in zip(days, rows["low"], rows["high"], rows["shown"], strict=True)
    ]
    along = [day.isoformat() for day in days]
    colour = colours.own if own else colours.group
    traces = intervals.bars(rows, along, colour, colours, hover=words, width=timeline.QUARTER_MS * 0.7)
    for trace in traces:
        trace["marker"]["opacity"] = [1 if each == max(along) else EARLIER for each in trace["x"]]
    newest, maximum = rows.loc[rows["period"].map(wording.first_day).idxmax()], frame.nice_maximum(rows["high"])
    place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": 3, "yref": "paper", "align": "left"}
    place["y"] = min(max(float(newest["high"]) / maximum, 0.2), 0.8)
    last = frame.note(newest["shown"], colours, **place, font={"size": frame.SMALL, "color": colour})
    bare = {"visible": False, "fixedrange": True}
    return frame.figure(
        traces,
        colours,
        height=HEIGHT,
        axes={
            "xaxis": {**bare, "type": "date"},
            "yaxis": {**bare, "range": [0, maximum]},
        },
        shapes=[
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": 0,
                "y1": 0,
                "line": {"width": 1, "color": colours.quiet},
            }
        ],
        annotations=[last],
        left=2,
        right=frame.end_margin([newest["shown"]]),
        top=4,
        bottom=4,
    )
