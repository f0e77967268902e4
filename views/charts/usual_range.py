"""The usual range behind a line of months, and its signals."""

import pandas as pd

from views import wording
from views.look import SIGNAL_MARKS, Look


def band(limits: pd.DataFrame, colours: Look) -> list[dict]:
    """One band for each stretch of unbroken limits: they start afresh when members join or leave."""
    if limits.empty:
        return []
    limits = limits[limits["mean"].notna()]
    stretch = (limits[["mean", "lower", "upper"]].astype(float).diff().abs().sum(axis=1) > 0).cumsum()
    traces = []
    for _, rows in limits.groupby(stretch):
        base = {
            "type": "scatter",
            "mode": "lines",
            "x": [each.isoformat() for each in rows.index],
            "hoverinfo": "skip",
        }
        middle = {"width": 1, "dash": "dash", "color": colours.quiet}
        upper = {"y": rows["upper"].tolist(), "fill": "tonexty", "fillcolor": colours.band}
        traces += [
            {**base, "y": rows["lower"].clip(lower=0).tolist(), "line": {"width": 0}},
            {**base, **upper, "line": {"width": 0}},
            {**base, "y": rows["mean"].tolist(), "line": middle},
        ]
    return traces


def signals(limits: pd.DataFrame, colours: Look) -> list[dict]:
    """A triangle on each month that signals: upward for high, downward for low, its words on hovering."""
    if limits.empty:
        return []
    marked = limits[limits["signal"].notna() & (limits["signal"] != "")]
    if marked.empty:
        return []
    level = marked["value"] if "value" in marked else (marked["low"] + marked["high"]) / 2
    direction = (
        marked["direction"]
        if "direction" in marked
        else (level >= marked["mean"]).map({True: "high", False: "low"})
    )
    traces = []
    for way, colour in (("high", colours.high), ("low", colours.low)):
        rows = marked[direction == way]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [each.isoformat() for each in rows.index],
                "y": level[rows.index].astype(float).tolist(),
                "marker": {
                    "symbol": SIGNAL_MARKS[way],
                    "size": 14,
                    "color": colour,
                    "line": {"width": 1.5, "color": colours.ground},
                },
                "hovertext": [wording.signal(kind, way).capitalize() for kind in rows["signal"]],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    return [trace for trace in traces if trace["x"]]
