"""A chart for a projector: larger words and marks, and no higher than a screen with the page's title over it."""

import re

import plotly.graph_objects as go

from views.charts import key
from views.charts.frame import HAS_ROWS
from views.look import LEGIBLE, SMALLEST_TEXT

TIMES = LEGIBLE / SMALLEST_TEXT
HIGHEST, LOWEST_DRAWING = 290, 130
"""Pixels, before it is enlarged: of a chart, and of its drawing at least."""
WIDE = 88
"""Letters of the key that fit in a line."""
SCREEN, LEAST = 540, 0.75
"""Of a chart of rows: the pixels of a screen, and how much of its height it keeps so that labels do not touch."""
LARGER = ("size", "minsize", "xshift", "yshift", "ticklen", "ticklabelstandoff")
FONT_SIZE = re.compile(r"font-size:(\d+)px")


def projected(figure: go.Figure) -> go.Figure:
    """The same chart, no text in it under LEGIBLE pixels."""
    drawn = figure.to_plotly_json()
    layout = drawn["layout"]
    saved = key.LINE * sum(_joined(each) for each in layout["annotations"] if each.get("name") == "key")
    layout["margin"] = layout["margin"] | {"t": layout["margin"]["t"] - saved}
    layout["height"] -= saved
    larger = _larger(drawn)
    larger["layout"]["height"] = round(_height(layout))
    larger["layout"]["margin"] = {side: round(pixels * TIMES) for side, pixels in layout["margin"].items()}
    return go.Figure(larger, _validate=False)


def _joined(note: dict) -> int:
    """Put the key's lines, which fit a phone, side by side; how many lines that saves."""
    lines = note["text"].split("<br>")
    across = max(WIDE // key.WIDEST, 1)
    note["text"] = "<br>".join("   ".join(lines[at : at + across]) for at in range(0, len(lines), across))
    return len(lines) - note["text"].count("<br>") - 1


def _height(layout: dict) -> float:
    if layout.get("meta") == HAS_ROWS:
        enlarged = layout["height"] * TIMES
        return max(min(enlarged, SCREEN), enlarged * (1 if _is_full(layout) else LEAST))
    around = layout["margin"]["t"] + layout["margin"]["b"]
    return max(min(layout["height"], HIGHEST), around + LOWEST_DRAWING) * TIMES


def _is_full(layout: dict) -> bool:
    """Whether a row's name takes three lines: a lower row would not hold them."""
    return any(str(name).count("<br>") > 1 for name in layout.get("yaxis", {}).get("ticktext") or ())


def _larger(part: object, name: str = "") -> object:
    if isinstance(part, dict):
        return {key: _larger(value, key) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_larger(each, name) for each in part]
    if isinstance(part, str):
        return FONT_SIZE.sub(lambda found: f"font-size:{int(found[1]) * TIMES:.0f}px", part)
    return part * TIMES if name in LARGER and isinstance(part, int | float) else part
