"""Each financial year as a line over the same twelve months, so that one winter can be compared with another."""

import pandas as pd
import plotly.graph_objects as go

from ingest.months import year_of
from views import wording
from views.charts import frame, key
from views.charts.intervals import is_under_five, of_exact
from views.look import Look, look, translucent

DRAWING = 300
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
BAR = 0.5
"""How much of its colour a bar has."""
MIDDLE_OF_FEW = wording.MOST_UNDER_FIVE // 2
EARLIER = (("solid", 2.0), ("dash", 1.75), ("dot", 1.75))
Year = list[dict | None]
"""Its months from April to March: low, high and shown of each; None where there is no figure."""


def seasonal(rows: pd.DataFrame, *, dark: bool = False) -> go.Figure:
    """Counts by month, one line a financial year: the newest strong, the others grey and in other strokes.

    rows: group_figures by month (period, low, high, shown) or own_figures by month (period, n).
    Months without a row break their line.
    """
    colours = look(dark)
    if rows.empty:
        return frame.empty(colours)
    own = "n" in rows
    if own:
        rows = of_exact(rows)
    years = _by_year(rows)
    newest = max(years)
    maximum = frame.nice_maximum(rows["high"])
    traces, ends = [], []
    for age, start in enumerate(sorted(years, reverse=True)):
        colour = colours.peer if age else (colours.own if own else colours.group)
        stroke = EARLIER[min(age, 3) - 1] if age else ("solid", 3.5)
        traces = [*_year(years[start], start, colour, stroke, age == 0 and not own), *traces]
        ends.append((years[start], wording.financial_year(f"{start}-04"), colour, age))
    shown = pd.DataFrame([row for row in years[newest] if row])
    meanings = [] if own else key.rounded(shown, translucent(colours.group, BAR), "bar: what the rounded count may be")
    if is_under_five(rows).any():
        meanings.append((key.mark("•", colours.quiet), f"at {MIDDLE_OF_FEW}: under 5"))
    return frame.figure(
        traces,
        colours,
        height=DRAWING + 74 + key.height(meanings),
        axes={
            "xaxis": {
                "range": [-0.4, 11.4],
                "fixedrange": True,
                "tickvals": list(range(0, 12, 3)),
                "ticktext": list(MONTHS[::3]),
                "showgrid": False,
                "zeroline": False,
                "tickfont": {"color": colours.quiet, "size": frame.SMALL},
                "automargin": True,
            },
            "yaxis": frame.value_axis(colours, maximum),
        },
        annotations=[
            frame.unit("Incidents a month", colours),
            *key.notes(meanings, colours, above=28),
            *_labels(ends, maximum, colours),
            *_gaps(ends, wording.NOT_RETURNED if own else wording.NO_GROUP_FIGURE, colours),
        ],
        right=frame.end_margin(["2026-27"]),
        top=34 + key.height(meanings),
    )


def _by_year(rows: pd.DataFrame) -> dict[int, Year]:
    years: dict[int, Year] = {}
    counts = rows[["low", "high", "shown"]].to_dict("records")
    for day, count in zip(map(wording.first_day, rows["period"]), counts, strict=True):
        years.setdefault(year_of(day).year, [None] * 12)[(day.month - 4) % 12] = count
    return years


def _middle(row: dict) -> float:
    return float((row["low"] + row["high"]) / 2)


def _year(year: Year, start: int, colour: str, stroke: tuple[str, float], banded: bool) -> list[dict]:
    """A line through the middle of what is shown; the newest year of the group also has its intervals."""
    named = wording.financial_year(f"{start}-04")
    words = [
        ""
        if row is None
        else f"{_month(place, start)}: {wording.count(int(row['low']), int(row['high']), row['shown'])}"
        for place, row in enumerate(year)
    ]
    dash, width = stroke
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": named,
        "x": list(range(12)),
        "y": [None if row is None else _middle(row) for row in year],
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {"color": colour, "size": 6 if width > 3 else 4},
        "connectgaps": False,
        "hovertext": words,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    known = {place: row for place, row in enumerate(year) if row}
    intervals = {
        "type": "bar",
        "x": list(known),
        "base": [int(row["low"]) for row in known.values()],
        "y": [int(row["high"] - row["low"]) for row in known.values()],
        "width": 0.14,
        "marker": {"color": translucent(colour, BAR), "line": {"width": 0}},
        "hoverinfo": "skip",
    }
    return [intervals, line] if banded else [line]


def _month(place: int, start: int) -> str:
    return f"{MONTHS[place]} {start if place < 9 else start + 1}"


def _last(year: Year) -> int:
    """The place of its newest month."""
    return max(place for place, row in enumerate(year) if row)


def _labels(ends: list[tuple[Year, str, str, int]], maximum: float, colours: Look) -> list[dict]:
    """Whole years are named at the right edge, moved apart; an unfinished one beside its last point."""
    whole, notes = [], []
    for year, name, colour, age in ends:
        last = _last(year)
        level = _middle(year[last])
        text = name if age else f"<b>{name}</b>"
        if last == 11:
            whole.append((text, level, colours.quiet if age else colour))
            continue
        font = {"size": frame.SIZE, "color": colours.quiet if age else colour}
        place = {"x": last, "y": level, "xanchor": "left", "xshift": 9, "yshift": 11}
        notes.append(frame.note(text, colours, **place, font=font, bgcolor=translucent(colours.ground, 0.6)))
    return [*frame.end_labels(whole, colours, maximum=maximum, pixels=DRAWING), *notes]


def _gaps(ends: list[tuple[Year, str, str, int]], word: str, colours: Look) -> list[dict]:
    """The reason in each year's missing months; months still to come are not missing."""
    notes = []
    for year, name, _, age in ends:
        drawn = year if age else year[: _last(year)]
        for first, last in frame.runs([row is None for row in drawn]):
            place = {"x": (first + last) / 2, "y": 0, "yanchor": "bottom", "textangle": -90}
            notes.append(frame.note(f"{name}: {word}", colours, **place))
    return notes
