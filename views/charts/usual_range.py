"""The usual range behind a line of months, and its signals."""

from itertools import groupby
from operator import itemgetter

import pandas as pd

from views import wording
from views.charts import frame, timeline
from views.look import SIGNAL_MARKS, Look

MIDDLE = "Average"
"""Beside the end of the dashed line; the band itself is named where it begins."""


def band(limits: pd.DataFrame, colours: Look, step: int = 1) -> list[dict]:
    """Shapes behind the lines, for each stretch of limits: they start afresh as members join or leave.

    A range for the time of year has a stretch a month, so the band follows the season.
    """
    if limits.empty:
        return []
    known = limits[limits["mean"].notna()]
    is_seasonal = limits["basis"].iloc[-1] == "time_of_year"
    lines = zip(known.index, known["mean"], known["lower"], known["upper"], strict=True)
    shapes = []
    for (mean, lower, upper), stretch in groupby(lines, key=itemgetter(1, 2, 3)):
        months = [month for month, *_ in stretch]
        left, right = timeline.month_edges(months[0], months[-1], step)
        ends = {"x0": left.isoformat(), "x1": right.isoformat(), "layer": "below"}
        height = {"y0": max(float(lower), 0), "y1": float(upper)}
        level = {"y0": float(mean), "y1": float(mean)}
        dashes = {
            "width": 1,
            "dash": "dash" if len(months) > 1 and not is_seasonal else "solid",
            "color": colours.quiet,
        }
        shapes.append({"type": "rect", **ends, **height, "fillcolor": colours.band, "line": {"width": 0}})
        shapes.append({"type": "line", **ends, **level, "line": dashes})
    return shapes


def name(limits: pd.DataFrame, colours: Look, step: int = 1) -> list[dict]:
    """'Usual range', written over the band where it begins."""
    known = limits[limits["mean"].notna()] if not limits.empty else limits
    if known.empty:
        return []
    left, _ = timeline.month_edges(known.index[0], known.index[0], step)
    place = {"x": left.isoformat(), "y": float(known["upper"].iloc[0]), "xanchor": "left", "yanchor": "bottom"}
    return [frame.note("Usual range", colours, **place, xshift=2)]


def signals(limits: pd.DataFrame, colours: Look) -> list[dict]:
    """A triangle on each month with a signal: upward for high, downward for low; its words on hovering."""
    if limits.empty:
        return []
    marked = limits[limits["signal"].notna() & (limits["signal"] != "")]
    level = (marked["low"] + marked["high"]) / 2
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [each.isoformat() for each in rows.index],
            "y": level[rows.index].astype(float).tolist(),
            "marker": {
                "symbol": SIGNAL_MARKS[direction],
                "size": 14,
                "color": colour,
                "line": {"width": 1.5, "color": colours.ground},
            },
            "hovertext": [
                wording.signal(kind, direction, basis).capitalize()
                for kind, basis in zip(rows["signal"], rows["basis"], strict=True)
            ],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "cliponaxis": False,
        }
        for direction, colour in (("high", colours.high), ("low", colours.low))
        if not (rows := marked[marked["direction"] == direction]).empty
    ]
