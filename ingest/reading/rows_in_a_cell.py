"""Asks about cells that hold what looks like whole rows: swallowed by a quotation mark, or pasted into one cell."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem
from ingest.reading.cell_bytes import may_hold
from ingest.reading.dialects import DELIMITERS
from ingest.reading.grid import column_letter
from ingest.reading.like_rows import LINE_BREAK, Columns

QUOTING = (
    "a quotation mark is missing or one too many.{more} If that cell is one long text, accept it; "
    "if not, correct the quotation marks."
)
PASTED = (
    "they were probably pasted into one cell.{more} If they are no incidents, accept it; if they are, give each a row "
    "of its own."
)


def ask_about_rows_in_a_cell(rows: pa.Table, delimiter: str | None) -> list[Problem]:
    """Ask about cells with line breaks or tabs that hold what looks like rows. `delimiter`: None for a workbook."""
    columns = Columns(rows)
    if len(rows.column_names) < 3:
        return []
    found = [
        (line, at, len(pieces), mark)
        for line, at, pieces in _cells_of_several_lines(rows, delimiter)
        if (mark := _divided_by(columns, pieces, delimiter, at))
    ]
    if not found:
        return []
    line, at, over, mark = min(found)
    more = f" So do {len(found) - 1:,} more cells." if len(found) > 1 else ""
    goes_on = f" goes on over {over} lines and" if over > 1 else ""
    why = (QUOTING if mark == delimiter else PASTED).format(more=more)
    return [
        Problem(
            "rows_in_a_cell",
            f"The cell in {column_letter(at)}{line}{goes_on} holds what looks like rows: {why}",
            line=line,
            column=column_letter(at),
            soft=True,
        )
    ]


def _cells_of_several_lines(rows: pa.Table, delimiter: str | None) -> Iterator[tuple[int, int, list[str]]]:
    """(line, column from 0, the lines of the cell) of the cells with a line break or, in a workbook, a tab."""
    signs = "\r\n" if delimiter else "\r\n\t"
    for at, name in enumerate(rows.column_names[1:]):
        if not may_hold(rows[name], [sign.encode() for sign in signs]):
            continue
        column = rows.select(["line", name])
        column = column.filter(pc.match_substring_regex(column[name], f"[{signs}]"))
        for line, cell in zip(column["line"].to_pylist(), column[name].to_pylist(), strict=True):
            yield line, at, LINE_BREAK.split(cell)


def _divided_by(columns: Columns, pieces: list[str], own: str | None, at: int) -> str | None:
    """What separates the cells of rows among these lines; None where there are no rows."""
    if own and len(pieces) > 1 and columns.go_on_in(pieces, own, at):
        return own
    marks: Iterable[str] = [own, *(each for each in DELIMITERS if each != own)] if own else DELIMITERS
    for mark in marks:
        is_own = mark == own
        # the first line may be the end of the cell's own row: that counts only where the rest of a row follows it
        if any(columns.hold(piece, mark, is_own and number > 0) for number, piece in enumerate(pieces)):
            return mark
    return None
