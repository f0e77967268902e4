"""Asks about cells that hold what looks like whole rows: swallowed by a quotation mark, or pasted into one cell."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem
from ingest.reading.cell_bytes import may_hold
from ingest.reading.dialects import DELIMITERS, shape_of
from ingest.reading.grid import column_letter

LOOKED_AT = 1000  # rows from which it is learnt what each column holds
FEW_WORDS = 60  # a column with more different ones is no list of answers
LINE_BREAK = re.compile(r"\r\n|\r|\n")
LETTERS_AND_DIGITS = re.compile(r"(?=.*9).*A.*")
QUOTING = (
    "a quotation mark is missing or one too many.{more} If that cell is one long text, accept it; "
    "if not, correct the quotation marks."
)
PASTED = (
    "they were probably pasted into one cell.{more} If they are no incidents, accept it; if they are, give each a row "
    "of its own."
)


@dataclass(frozen=True)
class _Columns:
    """What the columns of a table hold, so that a cell of it can be recognised elsewhere."""

    rows: pa.Table

    @cached_property
    def cells(self) -> list[list[str]]:
        return [self.rows[name].slice(0, LOOKED_AT).to_pylist() for name in self.rows.column_names[1:]]

    @cached_property
    def of_the_first(self) -> set[str]:
        """Shapes of the first column that have a digit."""
        return {shape for shape in map(shape_of, self.cells[0]) if "9" in shape}

    @cached_property
    def of_references(self) -> set[str]:
        """Shapes with letters and digits of columns whose cells are all different."""
        columns = [[cell for cell in cells if cell.strip()] for cells in self.cells]
        shapes = {shape_of(cell) for held in columns if len(set(held)) == len(held) for cell in held}
        return {shape for shape in shapes if LETTERS_AND_DIGITS.fullmatch(shape)}

    @cached_property
    def places(self) -> dict[str, set[int]]:
        """Shape of more than a number, or word of a column that repeats a few -> the columns that hold such."""
        found: dict[str, set[int]] = defaultdict(set)
        for at, cells in enumerate(self.cells):
            held = [cell.strip().casefold() for cell in cells if cell.strip()]
            words = set(held)
            if len(words) <= FEW_WORDS and len(words) < len(held):
                for word in words:
                    found[word].add(at)
            for shape in set(map(shape_of, cells)):
                if "9" in shape and len(shape) > 1:
                    found[shape].add(at)
        return found

    def hold(self, piece: str, delimiter: str, is_own: bool) -> bool:
        """Whether a line of a cell looks like a row of them, or like the beginning or end of one."""
        fields = [field.strip('" ') for field in piece.split(delimiter)]
        if len(fields) < 2:
            return False
        shapes = [shape_of(field) for field in fields]
        if is_own and (len(fields) == len(self.cells) > 3 or shapes[0] in self.of_the_first):
            return True
        if is_own and not self.of_references.isdisjoint(shapes):
            return True
        by_shape = [self.places.get(shape, set()) for shape in shapes]
        places = [of_shape | self.places.get(field.casefold(), set())
                  for of_shape, field in zip(by_shape, fields, strict=True)]  # fmt: skip
        if any(by_shape) and len(fields) == len(self.cells) > 2:
            return True
        return any(by_shape) and min(sum(map(bool, places)), len(set().union(*places))) > 1


def ask_about_rows_in_a_cell(rows: pa.Table, delimiter: str | None) -> list[Problem]:
    """Ask about cells with line breaks or tabs that hold what looks like rows. `delimiter`: None for a workbook."""
    columns = _Columns(rows)
    if len(rows.column_names) < 3:
        return []
    found = [
        (line, at, len(pieces), mark)
        for line, at, pieces in _cells_of_several_lines(rows, delimiter)
        if (mark := _divided_by(columns, pieces, delimiter))
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


def _divided_by(columns: _Columns, pieces: list[str], own: str | None) -> str | None:
    """What separates the cells of rows among these lines; None where there are no rows."""
    marks: Iterable[str] = [own, *(each for each in DELIMITERS if each != own)] if own else DELIMITERS
    for mark in marks:
        is_own = mark == own
        # the first line may be the end of the cell's own row: that counts only where the rest of a row follows it
        if any(columns.hold(piece, mark, is_own and number > 0) for number, piece in enumerate(pieces)):
            return mark
    return None
