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
MIDDLE_OF_FEW = wording.MOST_UNDER_FIVE // 2
EARLIER = (("solid", 2.0), ("dash", 1.75), ("dot", 1.75))


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
    days = [wording.first_day(each) for each in rows["period"]]
    starts = [year_of(day).year for day in days]
    rows = rows.assign(start=starts, place=[(day.month - 4) % 12 for day in days])
    maximum = frame.nice_maximum(rows["high"])
    years = sorted(rows["start"].unique(), reverse=True)
    traces, ends = [], []
    for age, start in enumerate(years):
        year = rows[rows["start"] == start].set_index("place").reindex(range(12))
        colour = colours.peer if age else (colours.own if own else colours.group)
        stroke = EARLIER[min(age, 3) - 1] if age else ("solid", 3.5)
        traces = [*_year(year, int(start), colour, stroke, age == 0 and not own), *traces]
        ends.append((year, wording.financial_year(f"{start}-04"), colour, age))
    newest = rows[rows["start"] == years[0]]
    meanings = [] if own else key.rounded(newest, colours.group, "bar: what the rounded count may be")
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


def _year(year: pd.DataFrame, start: int, colour: str, stroke: tuple[str, float], banded: bool) -> list[dict]:
    """A line through the middle of what is shown; the newest year of the group also has its intervals."""
    named = wording.financial_year(f"{start}-04")
    words = [
        "" if pd.isna(row.high) else f"{_month(place, start)}: {wording.count(int(row.low), int(row.high), row.shown)}"
        for place, row in zip(range(12), year.itertuples(), strict=True)
    ]
    middle = (year["low"] + year["high"]) / 2
    dash, width = stroke
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": named,
        "x": list(range(12)),
        "y": [None if pd.isna(value) else float(value) for value in middle],
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {"color": colour, "size": 6 if width > 3 else 4},
        "connectgaps": False,
        "hovertext": words,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    known = year[year["high"].notna()]
    intervals = {
        "type": "bar",
        "x": known.index.tolist(),
        "base": known["low"].astype(int).tolist(),
        "y": (known["high"] - known["low"]).astype(int).tolist(),
        "width": 0.14,
        "marker": {"color": translucent(colour, 0.5), "line": {"width": 0}},
        "hoverinfo": "skip",
    }
    return [intervals, line] if banded else [line]


def _month(place: int, start: int) -> str:
    return f"{MONTHS[place]} {start if place < 9 else start + 1}"


def _labels(ends: list[tuple[pd.DataFrame, str, str, int]], maximum: float, colours: Look) -> list[dict]:
    """Whole years are named at the right edge, moved apart; an unfinished one beside its last point."""
    whole, notes = [], []
    for year, name, colour, age in ends:
        known = year[year["high"].notna()]
        level = float(known[["low", "high"]].iloc[-1].mean())
        text = name if age else f"<b>{name}</b>"
        if known.index[-1] == 11:
            whole.append((text, level, colours.quiet if age else colour))
            continue
        font = {"size": frame.SIZE, "color": colours.quiet if age else colour}
        place = {"x": int(known.index[-1]), "y": level, "xanchor": "left", "xshift": 9, "yshift": 11}
        notes.append(frame.note(text, colours, **place, font=font, bgcolor=colours.ground))
    return [*frame.end_labels(whole, colours, maximum=maximum, pixels=DRAWING), *notes]


def _gaps(ends: list[tuple[pd.DataFrame, str, str, int]], word: str, colours: Look) -> list[dict]:
    """The reason in each year's missing months; months still to come are not missing."""
    notes = []
    for year, name, _, age in ends:
        missing = year["high"].isna()
        if not age:
            missing &= year.index < year["high"].last_valid_index()
        for first, last in frame.runs(list(missing)):
            place = {"x": (first + last) / 2, "y": 0, "yanchor": "bottom", "textangle": -90}
            notes.append(frame.note(f"{name}: {word}", colours, **place))
    return notes
