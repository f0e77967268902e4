"""The members side by side: rates with their intervals, the group's rate as a line."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, group_rate, key, rates
from views.charts.intervals import crossed, hatched, is_exact, is_under_five, is_widened
from views.escaping import escape_html
from views.look import SIGNAL_MARKS, Look, look

ROW = 46
LINE = 16  # a second line of a long name
NAME = 20  # characters of a name on one line
BROADEST = 2.2


def compare(
    figures: pd.DataFrame,
    group: Mapping | None,
    own: str | None,
    names: Mapping[str, str],
    *,
    dark: bool = False,
) -> go.Figure:
    """One row a member, in the order of `names`, never of their counts.

    figures: member_figures of one period and family (member, low, high, shown, homes, rate_low, rate_high;
        `flag` may be there, high or low where the rate differs from the group's).
    group: the row of group_figures (low, high, shown, homes, rate_low, rate_high), or None.
    The thin line is the rate's 95% interval; the thick stroke, or the own dot, is what the count may be.
    """
    colours = look(dark)
    rows = figures.set_index("member").reindex(list(names))
    places = {member: len(names) - 1 - at for at, member in enumerate(names)}
    maximum = _maximum(rows, group, own)
    meanings = _key(rows, own, colours)
    traces = [_intervals(rows, places, own, names, colours), *_counts(rows, places, own, names, colours)]
    return frame.figure(
        [*traces, *_flags(rows, places, maximum, colours)],
        colours,
        meta=frame.HAS_ROWS,
        height=_row_height(names) * len(names) + 90 + key.height(meanings),
        axes={
            "xaxis": frame.value_axis(colours, maximum),
            "yaxis": {
                "range": [-0.6, len(names) - 0.4],
                "fixedrange": True,
                "tickvals": list(places.values()),
                "ticktext": [_name(member, rows.loc[member], own, names, colours) for member in names],
                "showgrid": False,
                "zeroline": False,
                "automargin": True,
                "ticklabelstandoff": 8,
            },
        },
        annotations=[
            frame.note("Incidents per 1,000 homes", colours, xref="paper", yref="paper", x=0, y=0, yshift=-38),
            *_words(rows, places, colours),
            *_beyond(rows, places, maximum, colours),
            *group_rate.words(group, maximum, colours),
            *key.notes(meanings, colours, above=28),
        ],
        shapes=group_rate.shapes(group, colours),
        top=30 + key.height(meanings),
        bottom=48,
        right=20,
    )


def _maximum(rows: pd.DataFrame, group: Mapping | None, own: str | None) -> float:
    """The scale's end: beyond all intervals, unless a small member's would make the others too small to read."""
    highest = rows["rate_high"].max()
    wanted = [rows["rate_high"].median() * BROADEST, (group or {}).get("rate_high")]
    wanted.append((rows["low"] / rows["homes"] * 1000).max())
    wanted += [rows.loc[own, "rate_high"]] if own in rows.index else []
    return (
        frame.nice_maximum([min(highest, max(value for value in wanted if pd.notna(value)))])
        if pd.notna(highest)
        else 1.0
    )


def _key(rows: pd.DataFrame, own: str | None, colours: Look) -> list[key.Entry]:
    entries = [(key.mark("─", colours.peer), "95% interval of the rate")] if rows["rate_high"].notna().any() else []
    entries += key.intervals(rows, colours.peer, "thick: what a rounded count may be")
    if own in rows.index and is_exact(rows).get(own, False):
        entries.append((key.mark("●", colours.own), "your own, exact"))
    flags = rows["flag"] if "flag" in rows else pd.Series(dtype=object)
    return entries + key.signals(flags, colours, "above the group", "below the group")


def _beyond(rows: pd.DataFrame, places: dict, maximum: float, colours: Look) -> list[dict]:
    """Where an interval runs past the scale's end: an arrow and the number where it ends."""
    return [
        frame.note(
            f"to {wording.rate_number(row['rate_high'])} ▸",
            colours,
            x=maximum,
            xanchor="right",
            y=places[member],
            yanchor="bottom",
            yshift=6,
        )
        for member, row in rows[rows["rate_high"] > maximum * 1.05].iterrows()
    ]


def _colour(member: str, own: str | None, colours: Look) -> str:
    return colours.own if member == own else colours.peer


def _wrapped(name: str) -> str:
    return frame.wrapped(escape_html(name), NAME)


def _row_height(names: Mapping[str, str]) -> int:
    return ROW + LINE * any("<br>" in _wrapped(name) for name in names.values())


def _name(member: str, row: pd.Series, own: str | None, names: Mapping[str, str], colours: Look) -> str:
    name = _wrapped(names[member])
    counted = wording.NOT_RETURNED
    if pd.notna(row["high"]):
        counted = wording.count(int(row["low"]), int(row["high"]), row["shown"])
    if member == own:
        name = frame.own_name(name, colours)
    return f'{name}<br><span style="color:{colours.quiet};font-size:{frame.SMALL}px">{counted}</span>'


def _intervals(rows: pd.DataFrame, places: dict, own: str | None, names: Mapping[str, str], colours: Look) -> dict:
    """Thin lines."""
    drawn = rows[rows["rate_high"].notna()]
    return {
        "type": "bar",
        "orientation": "h",
        "y": [places[member] for member in drawn.index],
        "x": (drawn["rate_high"] - drawn["rate_low"]).tolist(),
        "base": drawn["rate_low"].tolist(),
        "width": [0.1 if member == own else 0.07 for member in drawn.index],
        "marker": {
            "color": [_colour(member, own, colours) for member in drawn.index],
            "line": {"width": 0},
        },
        **_answering(drawn, names),
    }


def _answering(rows: pd.DataFrame, names: Mapping[str, str]) -> dict:
    """What a mark of a member says when it is pointed at, and gives when it is clicked: the thin line is thin."""
    return {
        "customdata": list(rows.index),
        "hovertext": [rates.words(escape_html(names[member]), row) for member, row in rows.iterrows()],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _counts(rows: pd.DataFrame, places: dict, own: str | None, names: Mapping[str, str], colours: Look) -> list[dict]:
    """What the count may be, as a rate: a dot when exact, hatched when 'under 5' or widened, else thick."""
    drawn = rows[rows["rate_high"].notna() & rows["homes"].notna()]
    exact, few = drawn[is_exact(drawn)], drawn[is_under_five(drawn)]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "y": [places[member] for member in exact.index],
        "x": (exact["high"] / exact["homes"] * 1000).tolist(),
        "marker": {"size": 14, "color": [_colour(member, own, colours) for member in exact.index]},
        **_answering(exact, names),
    }
    wide, strokes = drawn[is_widened(drawn)], drawn.drop(index=[*exact.index, *few.index])
    return [
        _thick(strokes[~is_widened(strokes)], places, names, {"color": colours.peer, "line": {"width": 0}}),
        _thick(wide, places, names, {**crossed(colours.peer), "color": colours.ground}),
        _thick(few, places, names, {**hatched(colours.peer), "color": colours.ground}),
        dots,
    ]


def _thick(rows: pd.DataFrame, places: dict, names: Mapping[str, str], marker: dict) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "y": [places[member] for member in rows.index],
        "x": ((rows["high"] - rows["low"]) / rows["homes"] * 1000).tolist(),
        "base": (rows["low"] / rows["homes"] * 1000).tolist(),
        "width": 0.34,
        "marker": marker,
        **_answering(rows, names),
    }


def _flags(rows: pd.DataFrame, places: dict, maximum: float, colours: Look) -> list[dict]:
    if "flag" not in rows:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": flagged["rate_high"].clip(upper=maximum).tolist(),
            "cliponaxis": False,
            "y": [places[member] + 0.3 for member in flagged.index],
            "marker": {"symbol": SIGNAL_MARKS[direction], "size": 12, "color": colour},
            "hoverinfo": "skip",
        }
        for direction, colour in (("high", colours.high), ("low", colours.low))
        if not (flagged := rows[rows["flag"] == direction]).empty
    ]


def _words(rows: pd.DataFrame, places: dict, colours: Look) -> list[dict]:
    """The reason in a row whose count has no rate to draw."""
    return [
        frame.note(wording.NO_HOMES, colours, x=0, xanchor="left", xshift=6, y=places[member], bgcolor=colours.ground)
        for member in rows[rows["high"].notna() & rows["rate_high"].isna()].index
    ]
