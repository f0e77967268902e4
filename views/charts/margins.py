"""Room for the words beside an axis, known before it is drawn: where Plotly has to make room, it draws a chart twice.

`automargin` stays on: it makes more room where this is too little (another font, names on their side on a telephone).
"""

import re
from collections.abc import Mapping
from html import unescape

LINE = 15
"""Pixels of a line of small text."""
APART = 3
"""Pixels between the words and the drawing."""
PAD = 12
"""Pixels from the words to the edge, or as many as the narrowest other margin has."""
# hundredths of the size, of the letters of Source Sans that are narrower or wider than most
WIDTHS = {
    25: " ',.:;Iijl|", 30: "!()-[]f{}", 35: "/rt", 42: "?sz", 47: "cvxy", 50: "0123456789aegk",
    60: "ABCDEKPRSTXZ", 66: "&GHNOQU", 75: "MWw", 84: "%@m",
}  # fmt: skip
MOST = 55
_WIDTH = {letter: width for width, letters in WIDTHS.items() for letter in letters}
_BOLD = 1.06


def left(axes: Mapping[str, dict], size: int, *, others: int) -> int:
    """Pixels that the words beside the vertical axes need. size: of their letters where an axis does not say.

    others: the narrowest of the margins that are not made room in.
    """
    needed = [_beside(axis, size) for name, axis in axes.items() if _makes_room(name, axis, "y")]
    return max(needed) + min(PAD, others) if needed else 0


def bottom(axes: Mapping[str, dict], *, others: int) -> int:
    """Pixels that the words beneath the horizontal axes need, unless they are on their side. others: as for `left`."""
    needed = [_beneath(axis) for name, axis in axes.items() if _makes_room(name, axis, "x")]
    return max(needed) + min(PAD, others) if needed else 0


def width(text: str, size: float) -> float:
    """About how many pixels wide the longest line of a text is."""
    return max(_line_width(line, size) for line in text.split("<br>"))


def _line_width(line: str, size: float) -> float:
    if own := re.search(r"font-size:(\d+)px", line):
        size = int(own[1])
    letters = unescape(re.sub(r"<[^>]*>", "", line))
    return sum(_WIDTH.get(letter, MOST) for letter in letters) * size / 100 * (_BOLD if "<b>" in line else 1)


def _makes_room(name: str, axis: dict, direction: str) -> bool:
    return name.startswith(f"{direction}axis") and bool(axis.get("automargin")) and axis.get("side") != "top"


def _words(axis: dict) -> list[str]:
    """What stands beside it; of numbers that are not named, the longest."""
    named = axis.get("ticktext", axis.get("tickvals", axis.get("categoryarray")))
    return [str(each) for each in named] if named is not None else [f"{axis['range'][1]:,.10g}"]


def _beside(axis: dict, size: int) -> int:
    size = axis.get("tickfont", {}).get("size", size)
    longest = max((width(text, size) for text in _words(axis)), default=0)
    return round(longest) + axis.get("ticklabelstandoff", 0) + APART


def _beneath(axis: dict) -> int:
    lines = max((text.count("<br>") + 1 for text in _words(axis)), default=0) if axis.get("type") != "date" else 1
    marks = axis.get("ticklen", 0) + 2 if axis.get("ticks") == "outside" else 0
    return (lines + ("title" in axis)) * LINE + marks + APART
