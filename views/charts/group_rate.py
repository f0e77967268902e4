"""The group's rate behind its members': a line for what is shown, a band for its 95% interval."""

from collections.abc import Mapping

import pandas as pd

from views import wording
from views.charts import frame, rates
from views.look import Look


def shapes(group: Mapping | None, colours: Look) -> list[dict]:
    """Over the whole height; nothing where there is no group figure or no rate."""
    if not group or pd.isna(group["rate_high"]):
        return []
    whole = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    band = {"type": "rect", "x0": group["rate_low"], "x1": group["rate_high"], "fillcolor": colours.band}
    at = rates.middle(group)
    return [
        {**whole, **band, "line": {"width": 0}},
        {**whole, "type": "line", "x0": at, "x1": at, "line": {"color": colours.group, "width": 2}},
    ]


def words(group: Mapping | None, maximum: float, colours: Look) -> list[dict]:
    """The interval, above the line, on the side that has room before `maximum`."""
    if not group or pd.isna(group["rate_high"]):
        return []
    at = rates.middle(group)
    text = f"Group {wording.rate_number(group['rate_low'])} to {wording.rate_number(group['rate_high'])}"
    side = "left" if at < maximum / 2 else "right"
    font = {"size": frame.SIZE, "color": colours.group}
    return [frame.note(text, colours, x=at, yref="paper", y=1, yanchor="bottom", xanchor=side, yshift=4, font=font)]
