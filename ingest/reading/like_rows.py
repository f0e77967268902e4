"""Whether a line of text looks like a row of a table, by what the table's columns hold."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

LEARNT_FROM = 1000  # rows from which it is learnt what each column holds
FEW_WORDS = 60  # a column with more different ones is no list of answers
LINE_BREAK = re.compile(r"\r\n|\r|\n")
LETTERS_AND_DIGITS = re.compile(r"(?=.*9).*A.*")


def shape_of(cell: str) -> str:
    """CASE-12 -> A-9."""
    return re.sub(r"[^\W\d_]+", "A", re.sub(r"\d+", "9", cell.strip()))


def shapes_of(cells: Iterable[str]) -> set[str]:
    """The shapes of cells, of references above all. Only those with a digit say anything."""
    return {shape for shape in map(shape_of, cells) if "9" in shape}


@dataclass(frozen=True)
class Columns:
    """What the columns of a table hold, so that a cell of it can be recognised elsewhere."""

    rows: pa.Table

    @cached_property
    def cells(self) -> list[list[str]]:
        return [self.rows[name].slice(0, LEARNT_FROM).to_pylist() for name in self.rows.column_names[1:]]

    @cached_property
    def shapes(self) -> list[set[str]]:
        """Of each column: the shapes of its cells that have a digit."""
        return [shapes_of(cells) for cells in self.cells]

    @cached_property
    def words(self) -> list[set[str]]:
        """Of each column that repeats a few words: those, without case."""
        return [_few(cell.strip().casefold() for cell in cells if cell.strip()) for cells in self.cells]

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
        for at, (shapes, words) in enumerate(zip(self.shapes, self.words, strict=True)):
            for each in words | {shape for shape in shapes if len(shape) > 1}:
                found[each].add(at)
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
        return any(shape_of(each) in self.shapes[column] or each.casefold() in self.words[column]
                   for column, each in fields)  # fmt: skip

    def hold(self, piece: str, delimiter: str, is_own: bool) -> bool:
        """Whether a line of a cell looks like a row of them, or like the beginning or end of one."""
        fields = [field.strip('" ') for field in piece.split(delimiter)]
        if len(fields) < 2:
            return False
        shapes = [shape_of(field) for field in fields]
        if is_own and (len(fields) == len(self.cells) > 3 or shapes[0] in self.shapes[0]):
            return True
        if is_own and not self.of_references.isdisjoint(shapes):
            return True
        by_shape = [self.places.get(shape, set()) for shape in shapes]
        places = [of_shape | self.places.get(field.casefold(), set())
                  for of_shape, field in zip(by_shape, fields, strict=True)]  # fmt: skip
        if any(by_shape) and len(fields) == len(self.cells) > 2:
            return True
        return any(by_shape) and min(sum(map(bool, places)), len(set().union(*places))) > 1


def _few(cells: Iterable[str]) -> set[str]:
    """The different words of a column that has few and repeats some; none of another."""
    held = list(cells)
    words = set(held)
    return words if len(words) <= FEW_WORDS and len(words) < len(held) else set()
