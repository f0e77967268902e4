"""Where to write names beside marks that are close together: on the first side that is free, or the freest."""

from collections.abc import Sequence

WIDE, HIGH = 320, 330
"""The drawing area in pixels that the names must fit in: that of a phone."""
LETTER, LINE = 6.6, 15
HALF_A_MARK = 8

SIDES = {
    "right": {"xanchor": "left", "xshift": 11, "yanchor": "middle"},
    "over": {"xanchor": "center", "yanchor": "bottom", "yshift": 3},
    "under": {"xanchor": "center", "yanchor": "top", "yshift": -3},
    "left": {"xanchor": "right", "xshift": -11, "yanchor": "middle"},
    "over right": {"xanchor": "left", "yanchor": "bottom", "yshift": 3},
    "over left": {"xanchor": "right", "yanchor": "bottom", "yshift": 3},
    "under right": {"xanchor": "left", "yanchor": "top", "yshift": -3},
    "under left": {"xanchor": "right", "yanchor": "top", "yshift": -3},
}

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def name_places(
    names: Sequence[str], marks: Sequence[tuple[float, float, float]], struck: Sequence[float] = ()
) -> list[dict]:
    """Each name's side and height, as an annotation takes them. names: HTML, a long one on two lines.

    marks: x, bottom and top of each, as shares of the drawing area. struck: heights of lines across it.
    """
    strokes = [_box(x, bottom, top) for x, bottom, top in marks]
    taken = strokes + [(0, at * HIGH - 1, WIDE, at * HIGH + 1) for at in struck]
    found = []
    for name, mark in zip(names, strokes, strict=True):
        lines = name.split("<br>")
        size = LETTER * max(map(len, lines)), LINE * len(lines)
        boxes = {side: _beside(mark, side, size) for side in SIDES}
        side = min(SIDES, key=lambda side: _hidden(boxes[side], [box for box in taken if box != mark]))
        taken.append(boxes[side])
        height = {"over": mark[3], "under": mark[1]}.get(side.split()[0], (mark[1] + mark[3]) / 2)
        found.append({**SIDES[side], "y": height / HIGH})
    return found


def _box(x: float, bottom: float, top: float) -> Box:
    return (x * WIDE - HALF_A_MARK, bottom * HIGH, x * WIDE + HALF_A_MARK, top * HIGH)


def _beside(mark: Box, side: str, size: tuple[float, float]) -> Box:
    left, bottom, right, top = mark
    wide, high = size
    if side in ("left", "right"):
        start, floor = right + 2 if side == "right" else left - 2 - wide, (bottom + top - high) / 2
    else:
        floor = top + 2 if side.startswith("over") else bottom - 2 - high
        start = (left + right) / 2 - (0 if side.endswith("right") else wide if side.endswith("left") else wide / 2)
    return (start, floor, start + wide, floor + high)


def _hidden(box: Box, taken: Sequence[Box]) -> float:
    """Square pixels of the box that are outside the drawing or taken; 0 where it is free."""
    inside = _common(box, (0, 0, WIDE, HIGH))
    outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
    return round(outside + sum(_common(box, other) for other in taken), 6)


def _common(box: Box, other: Box) -> float:
    across = min(box[2], other[2]) - max(box[0], other[0])
    up = min(box[3], other[3]) - max(box[1], other[1])
    return across * up if across > 0 and up > 0 else 0.0
