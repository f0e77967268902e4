"""Members' rates by their size, between the limits that chance alone would give a member of that size."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from views.charts import frame, rates
from views.charts.intervals import is_exact
from views.look import Look, look

DRAWING = 330


def funnel(
    figures: pd.DataFrame,
    limits: pd.DataFrame,
    group: Mapping | None,
    own: str | None,
    names: Mapping[str, str],
    *,
    dark: bool = False,
) -> go.Figure:
    """Rate against homes, an upright stroke for what a peer's rate may be and a dot for the viewer's own.

    figures: member_figures of one period and family (member, low, high, shown, homes, rate_low, rate_high).
    limits: homes, lower95, upper95, lower998, upper998 (rates per 1,000 homes), ordered by homes.
    group: the row of group_figures, for the middle line, or None.
    """
    colours = look(dark)
    rows = figures[figures["homes"].notna() & figures["rate_high"].notna()].set_index("member")
    spans = rows.assign(bottom=rows["low"] / rows["homes"] * 1000, top=rows["high"] / rows["homes"] * 1000)
    widest = max([*limits["homes"], *rows["homes"]], default=1) * 1.08
    inside = limits[limits["homes"] >= rows["homes"].min()] if len(rows) else limits
    maximum = frame.nice_maximum([*spans["top"], min(spans["top"].max() * 2, inside["upper998"].max())])
    return frame.figure(
        [
            *_limits(limits, colours),
            *_centre(group, widest, colours),
            *_members(spans, own, names, widest, colours),
        ],
        colours,
        height=DRAWING + 90,
        axes={
            "xaxis": frame.value_axis(colours, widest, showgrid=False, zeroline=False, tickformat=",d"),
            "yaxis": frame.value_axis(colours, maximum),
        },
        annotations=[
            frame.unit("Incidents per 1,000 homes", colours),
            frame.note(
                "Homes managed", colours, xref="paper", yref="paper", x=1, y=0, xanchor="right", yshift=-38
            ),
            *_names(spans, own, names, widest, colours),
        ],
        top=34,
        bottom=52,
    )


def _limits(limits: pd.DataFrame, colours: Look) -> list[dict]:
    """The inner limits dashed, the outer ones dotted; drawn to the axis's end, whatever lies above it."""
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
    colour = [colours.own if member == own else colours.peer for member in spans.index]
    hover = [rates.words(frame.plain(names[member]), row) for member, row in spans.iterrows()]
    exact = is_exact(spans)
    shared = {
        "customdata": list(spans.index),
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    bars = {
        "type": "bar",
        "x": spans["homes"].tolist(),
        "base": spans["bottom"].tolist(),
        "y": (spans["top"] - spans["bottom"]).tolist(),
        "width": widest / 60,
        "marker": {"color": colour},
        **shared,
    }
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": spans["homes"].tolist(),
        "y": ((spans["bottom"] + spans["top"]) / 2).tolist(),
        "marker": {"color": colour, "size": [14 if flag else 0 for flag in exact]},
        **shared,
    }
    return [bars, dots]


def _names(
    spans: pd.DataFrame, own: str | None, names: Mapping[str, str], widest: float, colours: Look
) -> list[dict]:
    notes = []
    for member, row in spans.iterrows():
        font = {"size": frame.SMALL, "color": colours.own if member == own else colours.text}
        side = "right" if row["homes"] > widest * 0.8 else "left"
        text = f"<b>{frame.plain(names[member])}</b>" if member == own else frame.plain(names[member])
        place = {"x": row["homes"], "y": (row["bottom"] + row["top"]) / 2, "xanchor": side}
        notes.append(frame.note(text, colours, **place, xshift=11 if side == "left" else -11, font=font))
    return notes
