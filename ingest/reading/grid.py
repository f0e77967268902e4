"""A file as rows of text cells, before it is decided which of them are incidents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from ingest.problems import Problem, Refused

Row = tuple[int, tuple[str, ...]]
"""One row of a file: the line a spreadsheet shows, and its cells."""

MOST_COLUMNS = 500
"""A return has some tens of columns; a file with more than this is not one."""

MOST_COLUMNS_SAID = (
    f"at most {MOST_COLUMNS} columns are read. Delete the columns to the right of the table, even if they look empty, "
    "and save it again."
)

ALL_SHEETS = "*"
"""As the name of a sheet: all visible sheets with the same headings. Excel allows no such name."""

LONGEST_HEADING = 500
BLANKS = "\x1a\ufeff\u200b\u200c\u200d\u2060\u00ad\u180e"


@dataclass(frozen=True)
class Grid:
    """What was read: the rows above the headings, the headings as written, and all rows below them.

    `rows` has the column "line" (int32) and "c0", "c1", … (string, "" for an empty cell), one per heading.
    `short` are rows below the headings with fewer cells than headings: they are not in `rows`.
    `asks` are questions about how they were read. `sheets` are the names of a workbook's sheets, `sheet` the one
    that was read.
    """

    above: tuple[Row, ...]
    header: Row
    rows: pa.Table
    short: tuple[Row, ...] = ()
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    asks: tuple[Problem, ...] = ()


def column_letter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA: the letter a spreadsheet shows over the column."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def filled(cells: Sequence[str]) -> int:
    """How many cells hold more than white space."""
    return sum(1 for cell in cells if not is_blank(cell))


def is_blank(cell: str) -> bool:
    """Whether a cell shows nothing: white space of any kind, or characters that have no width."""
    return not cell.strip() or all(each.isspace() or each in BLANKS for each in cell)


def refuse_long_headings(header: Row) -> None:
    """Refuse a row of headings with a text longer than any heading. Raises Refused."""
    line, cells = header
    at = next((at for at, cell in enumerate(cells) if len(cell) > LONGEST_HEADING), None)
    if at is not None:
        raise Refused.because(
            "heading_too_long",
            f"The heading in {column_letter(at)}{line} has {len(cells[at]):,} characters; at most {LONGEST_HEADING} "
            "are read. Shorten it, or say which row holds the headings.",
            line=line,
            column=column_letter(at),
        )


def heading_words(heading: str) -> str:
    """A heading without case, punctuation and spacing, for comparing."""
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


def lines_in_words(lines: list[int], most: int = 5) -> str:
    """[4] -> "line 4"; [4, 5, 9] -> "lines 4, 5 and 9"; a long list ends in "and 12 more"."""
    shown = [f"{line:,}" for line in lines[:most]]
    if len(lines) > most:
        return f"lines {', '.join(shown)} and {len(lines) - most:,} more"
    if len(lines) == 1:
        return f"line {shown[0]}"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"


def sentence_start(words: str) -> str:
    """The same words with a capital letter first."""
    return words[:1].upper() + words[1:]
