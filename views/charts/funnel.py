"""Members' rates by their size, between the limits that chance alone would give a member of that size."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from views import wording
from views.charts import frame, key, rates
from views.charts.intervals import crossed, hatched, is_exact, is_under_five, is_widened
from views.charts.name_places import name_places
from views.escaping import escape_html
from views.look import Look, look

DRAWING = 330
BROADEST = 2.2
NAME = 16  # letters of a name on one line
DOT = 14


def funnel(
    figures: pd.DataFrame,
    limits: pd.DataFrame,
    group: Mapping | None,
    own: str | None,
    names: Mapping[str, str],
    *,
    dark: bool = False,
) -> go.Figure:
    """Rate against homes: an upright bar for what a peer's rate may be, a dot for the viewer's own.

    figures: member_figures of one period and family (member, low, high, shown, homes, rate_low, rate_high).
    limits: homes, lower95, upper95, lower998, upper998 (rates per 1,000 homes), ordered by homes.
    group: the row of group_figures, for the middle line, or None.
    """
    colours = look(dark)
    rows = figures[figures["homes"].notna() & figures["rate_high"].notna()].set_index("member")
    spans = rows.assign(bottom=rows["low"] / rows["homes"] * 1000, top=rows["high"] / rows["homes"] * 1000)
    widest = max([*limits["homes"], *rows["homes"]], default=1) * 1.08
    inside = limits[limits["homes"] >= rows["homes"].min()] if len(rows) else limits
    meanings = _key(spans, colours)
    maximum = _maximum(spans, inside, own)
    return frame.figure(
        [
            *_limits(limits, colours),
            *_centre(group, widest, colours),
            *_members(spans, own, names, widest, colours),
        ],
        colours,
        height=DRAWING + 90 + key.height(meanings),
        axes={
            "xaxis": frame.value_axis(colours, widest, showgrid=False, zeroline=False, tickformat=",d"),
            "yaxis": frame.value_axis(colours, maximum),
        },
        annotations=[
            frame.unit("Incidents per 1,000 homes", colours),
            frame.note("Homes managed", colours, xref="paper", yref="paper", x=1, y=0, xanchor="right", yshift=-38),
            *key.notes(meanings, colours, above=28),
            *_beyond(spans, maximum, colours),
            *_names(spans, group, own, names, (widest, maximum), colours),
        ],
        top=34 + key.height(meanings),
        bottom=52,
    )


def _maximum(spans: pd.DataFrame, inside: pd.DataFrame, own: str | None) -> float:
    """The scale's end: over all that is known, unless a small member's bar would make the others too small to read."""
    if spans.empty:
        return 1.0
    tops = [spans["bottom"].max(), spans["top"].median() * BROADEST]
    tops += [spans.loc[own, "top"]] if own in spans.index else []
    top = min(spans["top"].max(), max(tops))
    return frame.nice_maximum([top, min(top * 2, inside["upper998"].max())])


def _beyond(spans: pd.DataFrame, maximum: float, colours: Look) -> list[dict]:
    """Where a bar runs past the scale's end: an arrow and the number where it ends."""
    return [
        frame.note(f"▴ to {wording.rate_number(row['top'])}", colours, x=row["homes"], y=maximum, yanchor="bottom")
        for _, row in spans[spans["top"] > maximum].iterrows()
    ]


def _key(spans: pd.DataFrame, colours: Look) -> list[key.Entry]:
    entries = key.intervals(spans, colours.peer, "bar: what a rounded rate may be") if len(spans) else []
    if is_exact(spans).any():
        entries.append((key.mark("●", colours.own), "your own, exact"))
    entries.append((key.mark("╌", colours.quiet), "19 of 20 would be within these by chance"))
    return [*entries, (key.mark("┈", colours.quiet), "998 of 1,000 within these")]


def _limits(limits: pd.DataFrame, colours: Look) -> list[dict]:
    """The inner limits dashed, the outer ones dotted; the axis may end below them."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": limits["homes"].tolist(),
            "y": limits[column].clip(lower=0).tolist(),
            "line": {"width": 1.25, "dash": dash, "color": colours.quiet},
            "hoverinfo": "skip",
        }
        for column, dash in (
            ("lower95", "dash"),
            ("upper95", "dash"),
            ("lower998", "dot"),
            ("upper998", "dot"),
        )
    ]


def _centre(group: Mapping | None, widest: float, colours: Look) -> list[dict]:
    if not group or rates.middle(group) is None:
        return []
    line = {"width": 2, "color": colours.group}
    at = rates.middle(group)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [0, widest],
            "y": [at, at],
            "line": line,
            "hoverinfo": "skip",
        }
    ]


def _members(
    spans: pd.DataFrame, own: str | None, names: Mapping[str, str], widest: float, colours: Look
) -> list[dict]:
    """A bar for what each peer's rate may be, hatched for 'under 5' and for a widened count; a dot for the own one."""
    exact, few, wide = is_exact(spans), is_under_five(spans), is_widened(spans)
    bar = {"type": "bar", "width": widest / 60}
    return [
        _shape(spans[~exact & ~few & ~wide], names, bar, {"color": colours.peer, "line": {"width": 0}}),
        _shape(spans[few], names, bar, {**hatched(colours.peer), "color": colours.ground}),
        _shape(spans[wide], names, bar, {**crossed(colours.peer), "color": colours.ground}),
        _shape(spans[exact], names, {"type": "scatter", "mode": "markers"}, {"color": colours.own, "size": DOT}),
    ]


def _shape(spans: pd.DataFrame, names: Mapping[str, str], kind: dict, marker: dict) -> dict:
    height = spans["top"] - spans["bottom"]
    upright = {"base": spans["bottom"].tolist(), "y": height.tolist()}
    return {
        **kind,
        **(upright if kind["type"] == "bar" else {"y": spans["top"].tolist()}),
        "x": spans["homes"].tolist(),
        "marker": marker,
        "customdata": list(spans.index),
        "hovertext": [rates.words(escape_html(names[member]), row) for member, row in spans.iterrows()],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _names(
    spans: pd.DataFrame,
    group: Mapping | None,
    own: str | None,
    names: Mapping[str, str],
    ends: tuple[float, float],
    colours: Look,
) -> list[dict]:
    """Each name beside its mark, on a side where neither the group's line nor another name crosses it."""
    widest, maximum = ends
    spoken = [frame.wrapped(escape_html(names[member]), NAME) for member in spans.index]
    around = [DOT / 2 / DRAWING * (member == own) for member in spans.index]  # of a dot; a bar is as high as it is
    marks = zip(
        spans["homes"] / widest, spans["bottom"] / maximum - around, spans["top"] / maximum + around, strict=True
    )
    middle = rates.middle(group) if group else None
    placed = name_places(spoken, list(marks), [] if middle is None else [middle / maximum])
    notes = []
    for name, member, place in zip(spoken, spans.index, placed, strict=True):
        font = {"size": frame.SMALL, "color": colours.own if member == own else colours.text}
        place |= {"x": spans.loc[member, "homes"], "y": place["y"] * maximum, "align": place["xanchor"]}
        notes.append(
            frame.note(f"<b>{name}</b>" if member == own else name, colours, **place, font=font, bgcolor=colours.ground)
        )
    return notes
