"""The two lines of a trend: the group's interval counts and the own member's exact ones, by month."""

from datetime import date

import pandas as pd

from views import wording
from views.charts import timeline
from views.charts.intervals import crossed, hatched, is_under_five, is_widened
from views.escaping import escape_html
from views.look import Look


def group(rows: pd.DataFrame, months: list[date], colours: Look, step: int = 1) -> list[dict]:
    """Each month's (of `step` 3: quarter's) interval as a bar from low to high.

    It is hollow where members are missing, crossed where it is widened.
    A thin line joins the middles, broken at gaps. There is no line where some month is 'under 5': that has no middle.
    """
    if rows.empty:
        return []
    known = rows.reindex(months)
    middle = (known["low"] + known["high"]) / 2
    joined = middle if not is_under_five(known).any() else middle * float("nan")
    partial = known["contributors"] < known["members"]
    base = {
        "type": "scatter",
        "x": [each.isoformat() for each in months],
        "hoverinfo": "skip",
        "connectgaps": False,
    }
    line = {"width": 1.5, "color": colours.group}
    hollow = {
        "symbol": "circle",
        "size": 8,
        "color": colours.ground,
        "line": {"width": 2, "color": colours.group},
    }
    return [
        {**base, "mode": "lines", "y": _values(joined), "line": line},
        _strokes(known[known["high"].notna() & ~is_under_five(known)], partial, colours, step),
        _under_five(known[is_under_five(known)], colours, step),
        {**base, "mode": "markers", "y": _values(middle.where(partial)), "marker": hollow},
        _hover(known[known["high"].notna()], colours),
    ]


def _values(series: pd.Series) -> list[float | None]:
    return [None if pd.isna(value) else float(value) for value in series]


def _strokes(known: pd.DataFrame, partial: pd.Series, colours: Look, step: int) -> dict:
    wide = is_widened(known)
    filled = [colours.ground if flag else colours.group for flag in partial[known.index] | wide]
    pattern = crossed(colours.group)["pattern"] | {"shape": ["x" if flag else "" for flag in wide]}
    return {
        "type": "bar",
        "x": [each.isoformat() for each in known.index],
        "base": known["low"].astype(int).tolist(),
        "y": (known["high"] - known["low"]).astype(int).tolist(),
        "width": timeline.MONTH_MS * step * 0.26,
        "marker": {"color": filled, "pattern": pattern, "line": {"width": 1.5, "color": colours.group}},
        "hoverinfo": "skip",
    }


def _under_five(few: pd.DataFrame, colours: Look, step: int) -> dict:
    return {
        "type": "bar",
        "x": [each.isoformat() for each in few.index],
        "y": few["high"].astype(int).tolist(),
        "width": timeline.MONTH_MS * step * 0.7,
        "marker": hatched(colours.group),
        "hoverinfo": "skip",
    }


def _hover(known: pd.DataFrame, colours: Look) -> dict:
    words = []
    for row in known.itertuples():
        returned = wording.members(int(row.contributors), int(row.members))
        words.append(f"Group: {wording.count(int(row.low), int(row.high), row.shown)}, {returned}")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each.isoformat() for each in known.index],
        "y": ((known["low"] + known["high"]) / 2).tolist(),
        "marker": {"color": colours.group, "opacity": 0, "size": 10},
        "hovertext": words,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def own(rows: pd.DataFrame, months: list[date], own_name: str, colours: Look) -> list[dict]:
    if rows.empty:
        return []
    counts = rows["n"].reindex(months)
    name = escape_html(own_name)
    words = ["" if pd.isna(n) else f"{name}: {wording.count(int(n), int(n), str(int(n)))}" for n in counts]
    return [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [each.isoformat() for each in months],
            "y": [None if pd.isna(n) else int(n) for n in counts],
            "line": {"width": 3, "color": colours.own},
            "marker": {"size": 5, "color": colours.own},
            "cliponaxis": False,
            "connectgaps": False,
            "hovertext": words,
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
