"""The question to ask when the encoding was assumed: are these letters right?"""

import re

import pyarrow.compute as pc

from ingest.problems import Problem
from ingest.reading.grid import Grid, column_letter
from ingest.reading.trim import rows_of

NOT_ASCII = "[^\x00-\x7f]"
# beside anything but a letter, the byte is a space in every encoding that such a file may have
SPACE = "(?:^|[^\\p{L}])\u00a0+|\u00a0+(?:[^\\p{L}]|$)"
MOST_SHOWN = 8
MOST_LOOKED_AT = 200
AROUND = re.compile(r"\w{0,2}[^\x00-\x7f]+\w{0,2}")


def ask_about_encoding(grid: Grid) -> list[Problem]:
    """Show some of the characters that depend on the encoding, with their lines; no question if there are none.

    Only two letters on either side are shown: a whole word could be somebody's name.
    """
    outside = [row for row in (*grid.above, grid.header, *grid.short)]
    cells = [(line, index, cell) for line, row in outside for index, cell in enumerate(row) if not cell.isascii()]
    count = len(cells)
    for index, name in enumerate(grid.rows.column_names[1:]):
        column = grid.rows.select(["line", name])
        without_spaces = pc.replace_substring_regex(column[name], SPACE, " ")
        column = column.filter(pc.match_substring_regex(without_spaces, NOT_ASCII))
        count += column.num_rows
        cells += [(line, index, cell) for line, (cell,) in rows_of(column.slice(0, MOST_LOOKED_AT))]
    if not count:
        return []
    seen: dict[str, str] = {}
    for line, index, cell in cells:
        for match in AROUND.finditer(cell):
            seen.setdefault(_hint(cell, match), f"line {line:,}, column {column_letter(index)}")
    shown = "; ".join(f"“{hint}” ({where})" for hint, where in list(seen.items())[:MOST_SHOWN])
    message = (
        f"The file does not say how its letters are stored. Read as Windows usually stores them (Windows-1252), "
        f"{'1 cell has a character' if count == 1 else f'{count:,} cells have characters'} that may be wrong: {shown}. "
        "Accept it if they look right; else save the file as “CSV UTF-8”."
    )
    line, index, _ = cells[0]
    return [Problem("encoding_not_unicode", message, line=line, column=column_letter(index), soft=True)]


def _hint(text: str, match: re.Match[str]) -> str:
    """The characters with at most two letters on either side, never a whole word, with digits hidden."""
    start, end = match.span()
    hint = re.sub(r"\d", "•", match.group())
    left = start > 0 and text[start - 1].isalnum()
    right = end < len(text) and text[end].isalnum()
    if not left and not right and len(hint) > 1 and hint.isalpha():
        left, right = hint[0].isascii(), not hint[0].isascii()
        hint = hint[1:] if left else hint[:-1]
    return ("…" if left else "") + hint + ("…" if right else "")
