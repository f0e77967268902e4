"""The two lines of a trend: the group's interval counts and the own member's exact ones, by month."""

from datetime import date

import pandas as pd

from views import wording
from views.charts import timeline
from views.charts.intervals import crossed, hatched, is_under_five, is_widened
from views.escaping import escape_html
from views.look import Look

SHOWN = ("low", "high", "shown", "contributors", "members")


def group(rows: pd.DataFrame, months: list[date], colours: Look, step: int = 1) -> list[dict]:
    """Each month's (of `step` 3: quarter's) interval as a bar from low to high.

    It is hollow where members are missing, crossed where it is widened.
    A thin line joins the middles, broken at gaps. There is no line where some month is 'under 5': that has no middle.
    """
    if rows.empty:
        return []
    at = dict(zip(rows.index, rows[list(SHOWN)].to_dict("records"), strict=True))
    known = {month: at[month] for month in months if month in at and pd.notna(at[month]["high"])}
    middle = {month: (row["low"] + row["high"]) / 2 for month, row in known.items()}
    few = {month: row for month, row in known.items() if is_under_five(row)}
    partial = {month for month, row in known.items() if row["contributors"] < row["members"]}
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
    joined = [None if few else middle.get(month) for month in months]
    alone = [middle[month] if month in partial else None for month in months]
    return [
        {**base, "mode": "lines", "y": joined, "line": line},
        _strokes({month: row for month, row in known.items() if month not in few}, partial, colours, step),
        _under_five(few, colours, step),
        {**base, "mode": "markers", "y": alone, "marker": hollow},
        _hover(known, middle, colours),
    ]


def _strokes(known: dict[date, dict], partial: set[date], colours: Look, step: int) -> dict:
    wide = [bool(is_widened(row)) for row in known.values()]
    hollow = [month in partial or is_wide for month, is_wide in zip(known, wide, strict=True)]
    pattern = crossed(colours.group)["pattern"] | {"shape": ["x" if flag else "" for flag in wide]}
    return {
        "type": "bar",
        "x": [each.isoformat() for each in known],
        "base": [int(row["low"]) for row in known.values()],
        "y": [int(row["high"] - row["low"]) for row in known.values()],
        "width": timeline.MONTH_MS * step * 0.26,
        "marker": {
            "color": [colours.ground if flag else colours.group for flag in hollow],
            "pattern": pattern,
            "line": {"width": 1.5, "color": colours.group},
        },
        "hoverinfo": "skip",
    }


def _under_five(few: dict[date, dict], colours: Look, step: int) -> dict:
    return {
        "type": "bar",
        "x": [each.isoformat() for each in few],
        "y": [int(row["high"]) for row in few.values()],
        "width": timeline.MONTH_MS * step * 0.7,
        "marker": hatched(colours.group),
        "hoverinfo": "skip",
    }


def _hover(known: dict[date, dict], middle: dict[date, float], colours: Look) -> dict:
    words = []
    for row in known.values():
        returned = wording.members(int(row["contributors"]), int(row["members"]))
        words.append(f"Group: {wording.count(int(row['low']), int(row['high']), row['shown'])}, {returned}")
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each.isoformat() for each in known],
        "y": list(middle.values()),
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
