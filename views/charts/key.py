"""The key of a chart: what its marks mean where that is not obvious, in lines above the drawing."""

from collections.abc import Sequence

import pandas as pd

from views.charts import frame
from views.charts.intervals import is_exact, is_under_five, is_widened
from views.look import SIGNAL_CHARACTERS, Look

Entry = tuple[str, str]
"""A mark as it is drawn (HTML), and its words."""

LINE = 17
WIDEST = 44
"""Letters in a line: those that fit a phone."""


def mark(character: str, colour: str) -> str:
    return f'<span style="color:{colour}">{character}</span>'


ROUNDED = "full colour: what a rounded count may be"


def rounded(rows: pd.DataFrame, colour: str, words: str = ROUNDED) -> list[Entry]:
    """For bars of counts that are rounded to five or wider, if there are any."""
    return [(mark("■", colour), words)] if (~is_exact(rows) & ~is_under_five(rows) & rows["high"].notna()).any() else []


def intervals(rows: pd.DataFrame, colour: str, words: str = ROUNDED) -> list[Entry]:
    """For bars of counts: rounded to five, widened beyond that, and 'under 5', each if there are any."""
    wide = is_widened(rows)
    crossed = [(mark("▩", colour), "crossed: a count that is kept wider")] if wide.any() else []
    return rounded(rows[~wide], colour, words) + crossed + under_five(rows, colour)


def under_five(rows: pd.DataFrame, colour: str) -> list[Entry]:
    return [(mark("▨", colour), "under 5")] if is_under_five(rows).any() else []


def signals(directions: pd.Series, colours: Look, high: str, low: str) -> list[Entry]:
    """The triangles that are there. directions: 'high', 'low' or anything else."""
    found = set(directions.dropna())
    kinds = (("high", colours.high, high), ("low", colours.low, low))
    return [(mark(SIGNAL_CHARACTERS[kind], colour), words) for kind, colour, words in kinds if kind in found]


def height(entries: Sequence[Entry]) -> int:
    """Pixels that the key takes above the drawing."""
    return LINE * len(_lines(entries))


def notes(entries: Sequence[Entry], colours: Look, *, above: int) -> list[dict]:
    """One annotation, its lowest line `above` pixels over the drawing."""
    if not entries:
        return []
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "align": "left"}
    return [frame.note("<br>".join(_lines(entries)), colours, **place, yshift=above, name="key")]


def _lines(entries: Sequence[Entry]) -> list[str]:
    lines, room = [], 0
    for drawn, words in entries:
        room -= len(words) + 5
        if lines and room >= 0:
            lines[-1] += f"   {drawn} {words}"
        else:
            lines.append(f"{drawn} {words}")
            room = WIDEST - len(words) - 2
    return lines
