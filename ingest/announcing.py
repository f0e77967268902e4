"""The question that goes with an assumed encoding: are these letters right?"""

import re
from collections.abc import Iterator

import pyarrow.compute as pc

from ingest.edges import rows_of
from ingest.grid import Grid, column_letter
from ingest.problems import Problem

NOT_ASCII = "[^\x00-\x7f]"
MOST_SHOWN = 5
AROUND = re.compile(r"\w{0,2}[^\x00-\x7f]+\w{0,2}")


def announce(grid: Grid) -> list[Problem]:
    """Shows, with their lines, some of the characters that the encoding decides; nothing if there are none.

    Two letters either side are enough to judge by; a whole word could be somebody's name, and digits a number.
    """
    seen: dict[str, str] = {}
    first, cells = None, 0
    for line, column, text in _cells(grid):
        first = first or (line, column)
        cells += 1
        for match in AROUND.finditer(text):
            seen.setdefault(_hint(text, match), f"line {line:,} column {column_letter(column)}")
    if first is None:
        return []
    shown = "; ".join(f"“{hint}” ({where})" for hint, where in list(seen.items())[:MOST_SHOWN])
    more = f", and {len(seen) - MOST_SHOWN:,} more" if len(seen) > MOST_SHOWN else ""
    return [
        Problem(
            "encoding_not_unicode",
            f"The file is not Unicode. Read as Windows-1252, {cells:,} cells have characters such as {shown}{more}. "
            "Accept that if they look right; else save the file as “CSV UTF-8”.",
            line=first[0],
            column=column_letter(first[1]),
            soft=True,
        )
    ]


def _cells(grid: Grid) -> Iterator[tuple[int, int, str]]:
    """(line, column, text) of every cell with more than ASCII in it, headings and outer rows first."""
    for line, cells in (*grid.above, grid.header, *grid.short):
        yield from ((line, index, cell) for index, cell in enumerate(cells) if not cell.isascii())
    for index, name in enumerate(grid.rows.column_names[1:]):
        pair = grid.rows.select(["line", name])
        pair = pair.filter(pc.match_substring_regex(pair[name], NOT_ASCII))
        yield from ((line, index, text) for line, (text,) in rows_of(pair))


def _hint(text: str, match: re.Match) -> str:
    """The characters with at most two letters either side, never a whole word, digits hidden."""
    start, end = match.span()
    hint = re.sub(r"\d", "•", match.group())
    left = start > 0 and text[start - 1].isalnum()
    right = end < len(text) and text[end].isalnum()
    if not left and not right and len(hint) > 1 and hint[0].isalpha():
        hint, left = hint[1:], True
    return ("…" if left else "") + hint + ("…" if right else "")
