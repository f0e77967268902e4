"""A chart for a projector: larger words and marks, and no higher than a screen with the page's title over it."""

import re
from html import unescape

import plotly.graph_objects as go

from views.charts import key, margins
from views.charts.frame import HAS_ROWS
from views.look import LEGIBLE, SMALLEST_TEXT

TIMES = LEGIBLE / SMALLEST_TEXT
HIGHEST, LOWEST_DRAWING = 290, 130
"""Pixels, before it is enlarged: of a chart, and of its drawing at least."""
WIDE = 88
"""Letters of the key that fit in a line."""
SCREEN, LEAST = 540, 0.75
"""Of a chart of rows: the pixels of a screen, and how much of its height it keeps at least."""
LONGEST_NAME = 32
"""Letters of a row's name that fit beside the drawing in one line."""
NAME_LINE, NOTE_LINE, NAMES_APART, CELL = 17.5, 14, 10, 39
"""Pixels, before it is enlarged, of a line of a row's name, of a number in it, between names of several lines, and of a
cell with a number and its interval: in a lower row they would touch, or be left out."""
LARGER = ("size", "minsize", "xshift", "yshift", "ticklen", "ticklabelstandoff")
FONT_SIZE = re.compile(r"font-size:(\d+)px")


def projected(figure: go.Figure) -> go.Figure:
    """The same chart, no text in it under LEGIBLE pixels."""
    drawn = figure.to_plotly_json()
    layout = drawn["layout"]
    saved = key.LINE * sum(_joined(each) for each in layout["annotations"] if each.get("name") == "key")
    layout["margin"] = layout["margin"] | {"t": layout["margin"]["t"] - saved}
    layout["height"] -= saved
    _name_in_one_line(layout)
    larger = _larger(drawn)
    has_cells = any(trace["type"] == "heatmap" for trace in drawn["data"])
    larger["layout"]["height"] = round(_height(layout, has_cells))
    larger["layout"]["margin"] = {side: round(pixels * TIMES) for side, pixels in layout["margin"].items()}
    _lengthen_lines(larger["layout"], _drawing(layout) * TIMES)
    return go.Figure(larger, _validate=False)


def _joined(note: dict) -> int:
    """Put the key's lines, which fit a phone, side by side; how many lines that saves."""
    lines = note["text"].split("<br>")
    across = max(WIDE // key.WIDEST, 1)
    note["text"] = "<br>".join("   ".join(lines[at : at + across]) for at in range(0, len(lines), across))
    return len(lines) - note["text"].count("<br>") - 1


def _name_in_one_line(layout: dict) -> None:
    """Names of rows that were broken for a telephone, where none has more than its name."""
    axis = layout.get("yaxis", {})
    names = [str(name).replace("<br>", " ") for name in axis.get("ticktext") or ()]
    if names and not any("<" in name or len(unescape(name)) > LONGEST_NAME for name in names):
        layout["yaxis"] = axis | {"ticktext": names}
        others = min(layout["margin"]["r"], layout["margin"]["t"])
        beside = margins.left({"yaxis": layout["yaxis"]}, layout["font"]["size"], others=others)
        layout["margin"] = layout["margin"] | {"l": max(layout["margin"]["l"], beside)}


def _drawing(layout: dict) -> float:
    return layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]


def _lengthen_lines(layout: dict, drawing: float) -> None:
    """Lines up to the names of events, which are enlarged more than the drawing. drawing: as enlarged as they."""
    for shape in layout["shapes"]:
        if shape.get("yref") == "paper" and shape["y1"] > 1:
            shape["y1"] = 1 + (shape["y1"] - 1) * drawing / _drawing(layout)


def _height(layout: dict, has_cells: bool) -> float:
    around = layout["margin"]["t"] + layout["margin"]["b"]
    if layout.get("meta") == HAS_ROWS:
        enlarged = layout["height"] * TIMES
        return max(min(enlarged, SCREEN), enlarged * LEAST, (around + _rows(layout, has_cells)) * TIMES)
    return max(min(layout["height"], HIGHEST), around + LOWEST_DRAWING) * TIMES


def _rows(layout: dict, has_cells: bool) -> float:
    """Pixels of all rows, so that neither names nor numbers touch those of the next. has_cells: it is a heat map."""
    names = [str(name) for name in layout.get("yaxis", {}).get("ticktext") or ()]
    if not names:
        return 0
    lines = max(name.count("<br>") + 1 for name in names)
    numbers = sum("yref" not in each and "name" not in each for each in layout["annotations"])
    of_names = lines * NAME_LINE + (NAMES_APART if lines > 1 else 0)
    return len(names) * max(of_names, -(-numbers // len(names)) * NOTE_LINE, CELL if has_cells else 0)


def _larger(part: object, name: str = "") -> object:
    if isinstance(part, dict):
        return {key: _larger(value, key) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_larger(each, name) for each in part]
    if isinstance(part, str):
        return FONT_SIZE.sub(lambda found: f"font-size:{int(found[1]) * TIMES:.0f}px", part)
    if name not in LARGER or not isinstance(part, int | float):
        return part
    return round(part * TIMES) if name == "ticklabelstandoff" else part * TIMES  # of a fraction there Plotly makes 0
