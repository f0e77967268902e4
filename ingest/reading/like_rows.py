"""Whether a line of text looks like a row of a table, by what the table's columns hold."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

LOOKED_AT = 1000  # rows from which it is learnt what each column holds
FEW_WORDS = 60  # a column with more different ones is no list of answers
LINE_BREAK = re.compile(r"\r\n|\r|\n")
LETTERS_AND_DIGITS = re.compile(r"(?=.*9).*A.*")


def shape_of(cell: str) -> str:
    """CASE-12 -> A-9."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", cell.strip()))


@dataclass(frozen=True)
class Columns:
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

    @cached_property
    def held(self) -> list[set[str]]:
        """Of each column: shapes with a digit, and words if it repeats a few."""
        found = []
        for cells in self.cells:
            filled = [cell.strip().casefold() for cell in cells if cell.strip()]
            words = set(filled)
            few = words if len(words) <= FEW_WORDS and len(words) < len(filled) else set()
            found.append(few | {shape for shape in map(shape_of, cells) if "9" in shape})
        return found

    def go_on_in(self, pieces: list[str], delimiter: str, at: int) -> bool:
        """Whether the lines of a cell in column `at` are the end of its row, whole rows, and the beginning of another
        up to that column: so many fields, and one of them at least as its column has them."""
        first, *between, last = ([field.strip('" ') for field in piece.split(delimiter)] for piece in pieces)
        width = len(self.cells)
        if len(first) != width - at or len(last) != at + 1 or any(len(each) != width for each in between):
            return False
        fields = [*enumerate(first[1:], at + 1), *(each for row in between for each in enumerate(row))]
        fields += enumerate(last[:-1])
        return any({shape_of(field), field.casefold()} & self.held[column] for column, field in fields)

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
