"""Months and quarters along a date axis."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from views import wording
from views.charts import frame
from views.look import Look

MONTH_MS = 30.4375 * 24 * 3600 * 1000
QUARTER_MS = 3 * MONTH_MS


def month_axis(look: Look, months: Sequence[date], *, step: int = 1, **more: object) -> dict:
    """An axis of months, every third one named ('Jan 2026'), with half a step of space at both ends.

    step: months from one to the next.
    """
    named = [each for each in months if each.month % 3 == 1]
    edges = month_edges(months[0], months[-1], step)
    return {
        "type": "date",
        "range": [edge.isoformat() for edge in edges],
        "fixedrange": True,
        "tickvals": [each.isoformat() for each in named],
        "ticktext": [wording.month(each) for each in named],
        "autotickangles": [0, -45, -90],
        "hoverformat": "%b %Y",
        "showgrid": False,
        "automargin": True,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": look.grid,
        "tickfont": {"color": look.quiet, "size": frame.SMALL},
        **more,
    }


def month_edges(first: date, last: date, step: int = 1) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Where a field over these months begins and ends on a date axis: half a month (or quarter) to either side."""
    half = pd.Timedelta(days=15 * step)
    return pd.Timestamp(first) - half, pd.Timestamp(last) + pd.DateOffset(months=step) - half


def months_between(first: date, last: date, step: int = 1) -> list[date]:
    """All first days of months (of `step` 3: every third), both ends included."""
    return [each.date() for each in pd.date_range(first, last, freq=f"{step}MS")]
