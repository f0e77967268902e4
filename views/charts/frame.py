"""What all charts share: layout, axes and labels. An axis ends at a round number, never at a hidden figure."""

from collections.abc import Iterable, Sequence

import pandas as pd
import plotly.graph_objects as go

from views.charts import margins
from views.look import SMALLEST_TEXT, Look

FONT = '"Source Sans", "Source Sans 3", "Segoe UI", Roboto, Helvetica, Arial, sans-serif'
SIZE = 14
HAS_ROWS = "rows"
"""The `meta` of a chart whose height is that of its rows."""
SMALL = SMALLEST_TEXT
LEFT, NAMES = 8, 60
"""Pixels of a left margin without words, and more than numbers need in one."""


def config() -> dict[str, object]:
    """Plotly's settings for every chart: no tool bar, nothing to share or upload, no zoom by scrolling."""
    return {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "showTips": False}


def figure(
    traces: list[dict],
    look: Look,
    *,
    height: int,
    axes: dict[str, dict],
    annotations: Sequence[dict] = (),
    shapes: Sequence[dict] = (),
    left: int = LEFT,
    right: int = 8,
    top: int = 28,
    bottom: int = 8,
    hover: str = "closest",
    meta: str | None = None,
) -> go.Figure:
    """A figure on a transparent ground, made of dicts. `axes`: xaxis, yaxis, xaxis2, …; margins in pixels, the
    left and the lower one more where the words beside an axis need it."""
    left = max(left, margins.left(axes, SIZE, others=min(right, top)))
    layout = {
        "template": {"layout": {}},
        "height": height,
        "margin": {
            "l": left,
            "r": right,
            "t": top,
            "b": max(bottom, margins.bottom(axes, others=min(right, top))),
            "pad": 0,
        },
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": SIZE, "color": look.text},
        "hoverlabel": {
            "bgcolor": look.raised,
            "bordercolor": look.quiet,
            "font": {"family": FONT, "size": SIZE, "color": look.text},
            "align": "left",
        },
        "hovermode": hover,
        "dragmode": False,
        "minreducedheight": 20,  # else a chart of one row loses its key to a taller drawing
        "showlegend": False,
        "meta": meta,
        "barmode": "overlay",
        "bargap": 0.3,
        "annotations": [_at_edge(each, left) for each in annotations],
        "shapes": list(shapes),
        **axes,
    }
    # validation by plotly takes two thirds of a chart's time; the tests validate every chart instead
    return go.Figure({"data": traces, "layout": layout}, _validate=False)


def _at_edge(each: dict, left: int) -> dict:
    """A key over rows with names begins where the names do: on a telephone it has no room over the drawing alone."""
    return each | {"xshift": LEFT - left} if each.get("name") == "key" and left > NAMES else each


def empty(look: Look, text: str = "No figures for this choice yet") -> go.Figure:
    """An empty chart that says why it is empty."""
    bare = {"visible": False, "fixedrange": True, "range": [0, 1]}
    words = note(text, look, x=0.5, y=0.5, font={"size": SIZE, "color": look.quiet})
    return figure([], look, height=120, axes={"xaxis": bare, "yaxis": bare}, annotations=[words])


def wrapped(text: str, width: int) -> str:
    """A long label on two lines, broken at the space nearest its middle."""
    words = text.split(" ")
    cuts = [" ".join(words[:at]) for at in range(1, len(words))]
    if len(text) <= width or not cuts:
        return text
    first = min(cuts, key=lambda start: abs(len(start) - len(text) / 2))
    return f"{first}<br>{text[len(first) + 1 :]}"


def nice_maximum(values: Iterable[float]) -> float:
    """The end of a zero-based axis: a round number above all `values`, which the viewer may see."""
    top = max((float(value) for value in values if pd.notna(value)), default=0.0)
    if top <= 0:
        return 1.0
    power = 10.0 ** len(str(int(top))) / 10 if top >= 1 else 0.1
    steps = (1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10)
    return next((step * power for step in steps if step * power >= top * 1.04), 12 * power)


def value_axis(look: Look, maximum: float, **more: object) -> dict:
    """An axis for counts or rates: from zero, few and faint gridlines."""
    return {
        "range": [0, maximum],
        "fixedrange": True,
        "nticks": 5,
        "gridcolor": look.grid,
        "zeroline": True,
        "zerolinecolor": look.quiet,
        "zerolinewidth": 1,
        "separatethousands": True,
        "automargin": True,
        "tickfont": {"color": look.quiet, "size": SMALL},
        **more,
    }


def note(text: str, look: Look, **more: object) -> dict:
    """An annotation without an arrow; small and in the quiet colour, unless `more` changes that."""
    return {"text": text, "showarrow": False, "font": {"size": SMALL, "color": look.quiet}, **more}


def own_name(text: str, look: Look) -> str:
    """The viewer's own member among others (HTML)."""
    return f'<b><span style="color:{look.own}">{text}</span></b>'


def unit(text: str, look: Look) -> dict:
    """What the value axis counts, above its upper end, in place of a title on its side."""
    return note(
        text,
        look,
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        yshift=6,
        bgcolor=look.ground,
    )


def end_labels(
    labels: Sequence[tuple[str, float, str]], look: Look, *, maximum: float, pixels: float, gap: float = 17
) -> list[dict]:
    """Names beside the lines' right ends, moved apart where they would touch.

    labels: text, value on the axis, colour. pixels: the height of the drawing area.
    """
    notes, floor = [], -gap
    for text, value, colour in sorted(labels, key=lambda label: label[1]):
        wanted = value / maximum * pixels
        placed = max(wanted, floor + gap)
        floor = placed
        more = {
            "xref": "paper",
            "x": 1,
            "xanchor": "left",
            "xshift": 6,
            "yref": "y",
            "y": value,
            "align": "left",
        }
        notes.append(note(text, look, **more, yshift=placed - wanted, font={"size": SIZE, "color": colour}))
    return notes


def end_margin(labels: Sequence[str]) -> int:
    """Pixels to the right of the drawing area that the longest of `labels` needs."""
    return 14 + max((round(7.2 * len(label)) for label in labels), default=0)


def runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last positions of each unbroken run of true values."""
    found: list[tuple[int, int]] = []
    for at, flag in enumerate(flags):
        if flag and found and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], at)
        elif flag:
            found.append((at, at))
    return found
