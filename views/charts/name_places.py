"""Where to write names beside marks that are close together: on the first side that is free."""

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
}

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def name_places(
    names: Sequence[str], marks: Sequence[tuple[float, float, float]], struck: Sequence[float] = ()
) -> list[dict]:
    """Each name's side and height, as an annotation takes them.

    marks: x, bottom and top of each, as shares of the drawing area. struck: heights of lines across it.
    """
    strokes = [_box(x, bottom, top) for x, bottom, top in marks]
    taken = strokes + [(0, at * HIGH - 1, WIDE, at * HIGH + 1) for at in struck]
    found = []
    for name, mark in zip(names, strokes, strict=True):
        boxes = {side: _beside(mark, side, LETTER * len(name)) for side in SIDES}
        free = [side for side, box in boxes.items() if _is_free(box, [b for b in taken if b != mark])]
        side = free[0] if free else "right"
        taken.append(boxes[side])
        height = {"over": mark[3], "under": mark[1]}.get(side, (mark[1] + mark[3]) / 2)
        found.append({**SIDES[side], "y": height / HIGH})
    return found


def _box(x: float, bottom: float, top: float) -> Box:
    return (x * WIDE - HALF_A_MARK, bottom * HIGH, x * WIDE + HALF_A_MARK, top * HIGH)


def _beside(mark: Box, side: str, wide: float) -> Box:
    left, bottom, right, top = mark
    if side in ("left", "right"):
        start = right + 2 if side == "right" else left - 2 - wide
        middle = (bottom + top) / 2
        return (start, middle - LINE / 2, start + wide, middle + LINE / 2)
    start = (left + right - wide) / 2
    floor = top + 2 if side == "over" else bottom - 2 - LINE
    return (start, floor, start + wide, floor + LINE)


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, bottom, right, top = box
    inside = left >= 0 and bottom >= 0 and right <= WIDE and top <= HIGH
    return inside and not any(
        left < other[2] and other[0] < right and bottom < other[3] and other[1] < top for other in taken
    )
