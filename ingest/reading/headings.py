"""Which row holds the headings: the one with expected headings in it."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

import pyarrow.compute as pc

from ingest.problems import Refused
from ingest.reading.grid import Grid, Row, filled, heading_words, lines_in_words, sentence_start

DEEPEST = 50
"""Headings are looked for in this many rows. Real files have up to a dozen title rows."""

LOOKS_LIKE_DATA = re.compile(r"\s*[£$€]?[+-]?\d[\d.,:/\s-]*[%apm]*\s*")


def find_headings(head: Sequence[Row], expected: Collection[str], header_row: int | None) -> Row:
    """The row of headings among the first rows of a file.

    If `header_row` is named, that row. Else the row with most of the `expected` headings; with none expected,
    the first row as wide as the table with every cell filled and no cell twice. Raises Refused where two rows
    fit equally well, and where a row above looks like data.
    """
    if header_row is not None:
        return _named(head, header_row)
    known = _words(expected)
    row = _best_match(head, known) if known else _first_full(head)
    line, cells = row
    lost = [number for number, above in head if number < line and filled(above) > _most_in_a_title(cells)]
    if lost:
        raise Refused.because(
            "headings_unclear",
            f"Line {line} looks like the headings, but {lines_in_words(lost)} above would then be left out "
            "and looks like data. Say which row holds the headings.",
            line=line,
        )
    return row


def matches(cells: Sequence[str], expected: Collection[str]) -> int:
    """How many different expected headings are in this row."""
    return len(_words(expected) & _words(cells))


def _words(headings: Collection[str]) -> set[str]:
    """The headings as they are compared; blank ones left out."""
    return {heading_words(heading) for heading in headings} - {""}


def refuse_repeated_headings(grid: Grid) -> None:
    """Refuse two tables in one file: no row below may repeat the headings."""
    again = grid.rows
    for name, heading in zip(grid.rows.column_names[1:], grid.header[1], strict=True):
        again = again.filter(pc.equal(again[name], heading))
    if again.num_rows and filled(grid.header[1]):
        lines = again["line"].to_pylist()
        where = f"The headings (line {grid.header[0]}) are repeated on {lines_in_words(lines)}"
        raise Refused.because(
            "headings_repeated",
            f"{where}: the file holds more than one table, or its headings twice. Delete the repeated "
            "rows if the tables belong together.",
            line=lines[0],
        )


def _most_in_a_title(headings: Sequence[str]) -> float:
    return max(1, filled(headings) / 2) if filled(headings) > 1 else 0


def _named(head: Sequence[Row], header_row: int) -> Row:
    for line, cells in head:
        if line == header_row:
            return line, cells
    raise Refused.because(
        "headings_missing",
        f"The headings were looked for in row {header_row}, but the file has no such row.",
    )


def _best_match(head: Sequence[Row], known: set[str]) -> Row:
    scores = {line: len(known & _words(cells)) for line, cells in head}
    best = max(scores.values(), default=0)
    if best == 0:
        raise Refused.because(
            "headings_not_recognised",
            f"None of the headings that are expected is in the first {len(head)} rows. If this is the right "
            "file, say which row holds its headings.",
        )
    lines = [line for line, score in scores.items() if score == best]
    if len(lines) > 1:  # a word of an answer may be a heading too: “Police”
        lines = [line for line, cells in head if line in lines and _could_be_headings(cells)] or lines
    if len(lines) > 1:
        raise Refused.because(
            "headings_unclear",
            f"{sentence_start(lines_in_words(lines))} could each be the headings. Say which row holds them, "
            "or delete the others.",
            line=lines[0],
        )
    return next(row for row in head if row[0] == lines[0])


def _first_full(head: Sequence[Row]) -> Row:
    """The first row of headings as wide as most rows; else of any width: checking the shape then names the fault."""
    width = _width(head)
    for line, cells in head:
        if len(cells) >= width and filled(cells) == width and _could_be_headings(cells[:width]):
            return line, cells
    for line, cells in head:
        if len(cells) > 1 and _could_be_headings(cells):
            return line, cells
    raise Refused.because(
        "headings_missing",
        f"No row of headings was found in the first {len(head)} rows: one that is filled in every column, "
        "with no heading twice and no numbers or dates. Add one, or say which row holds the headings.",
    )


def _could_be_headings(cells: Sequence[str]) -> bool:
    names = [cell.strip() for cell in cells]
    distinct = len({heading_words(name) or name for name in names}) == len(names)
    return all(names) and distinct and not any(LOOKS_LIKE_DATA.fullmatch(name) for name in names)


def _width(head: Sequence[Row]) -> int:
    """Columns of the table: the commonest number of cells, without those at the end that no such row fills."""
    counts = Counter(len(cells) for _, cells in head if filled(cells))
    most = max(counts.values(), default=0)
    common = max((width for width, count in counts.items() if count == most), default=1)
    alike = [cells for _, cells in head if len(cells) == common]
    return max([1, *(index + 1 for cells in alike for index, cell in enumerate(cells) if cell.strip())])
