"""The two lines of a trend: the group's interval counts and the own member's exact ones, one value a month."""

from datetime import date

import pandas as pd

from views import wording
from views.charts import frame
from views.charts.intervals import hatched
from views.look import Look


def group(rows: pd.DataFrame, months: list[date], colours: Look) -> list[dict]:
    """A thin line through what is shown, broken at gaps and at 'under 5'; each month's interval as a thick stroke."""
    if rows.empty:
        return []
    known = rows.reindex(months)
    middle = (known["low"] + known["high"]) / 2
    plotted = middle.where(known["low"] > 0)
    whole = known["contributors"] >= known["members"]
    base = {"type": "scatter", "x": [each.isoformat() for each in months], "hoverinfo": "skip", "connectgaps": False}
    half = ((known["high"] - known["low"]) / 2).fillna(0).tolist()
    strokes = {"type": "data", "array": half, "thickness": 5, "width": 0, "color": colours.group}
    line = {"width": 1.5, "color": colours.group}
    hollow = {"symbol": "circle", "size": 9, "color": colours.ground, "line": {"width": 2, "color": colours.group}}
    return [
        {**base, "mode": "lines", "y": plotted.tolist(), "line": line, "error_y": strokes},
        _under_five(known, colours),
        {**base, "mode": "markers", "y": middle.where(~whole).tolist(), "marker": hollow},
        _hover(known, middle, colours),
    ]


def _under_five(known: pd.DataFrame, colours: Look) -> dict:
    few = known[(known["low"] == 0) & (known["high"] > 0)]
    return {
        "type": "bar",
        "x": [each.isoformat() for each in few.index],
        "y": few["high"].astype(int).tolist(),
        "width": frame.MONTH_MS * 0.7,
        "marker": hatched(colours.group),
        "hoverinfo": "skip",
    }


def _hover(known: pd.DataFrame, middle: pd.Series, colours: Look) -> dict:
    rows = known[known["high"].notna()]
    words = [
        f"Group: {wording.count(row.low, row.high, row.shown)}, {wording.members(int(row.contributors), int(row.members))}"
        for row in rows.astype({"low": int, "high": int}).itertuples()
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each.isoformat() for each in rows.index],
        "y": middle[rows.index].tolist(),
        "marker": {"color": colours.group, "opacity": 0, "size": 10},
        "hovertext": words,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def own(rows: pd.DataFrame, months: list[date], own_name: str, colours: Look) -> list[dict]:
    if rows.empty:
        return []
    counts = rows["n"].reindex(months)
    name = frame.plain(own_name)
    words = ["" if pd.isna(n) else f"{name}: {wording.count(int(n), int(n), str(int(n)))}" for n in counts]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [each.isoformat() for each in months],
            "y": [None if pd.isna(n) else int(n) for n in counts],
            "line": {"width": 3, "color": colours.own},
            "marker": {"size": 5, "color": colours.own},
            "connectgaps": False,
            "hovertext": words,
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
