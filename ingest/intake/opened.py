"""The first step with a file: read, its headings placed, screened for personal data."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, replace

from ingest.matching import Matching, Placed, known_headings, place_headings
from ingest.problems import Problem
from ingest.reading import TextTable, read
from ingest.screening import screen


@dataclass(frozen=True)
class Opened:
    """A file as a table of text, with the columns that `matching` names.

    `personal` are the problems of screening. If one of them is not soft, no later step looks at the cells of those
    columns, so that no message can quote them.
    """

    sha256: str
    size: int
    table: TextTable
    matching: Matching
    placed: Placed
    personal: tuple[Problem, ...]

    @property
    def holds_personal_data(self) -> bool:
        return any(not problem.soft for problem in self.personal)

    @property
    def safe_columns(self) -> Placed:
        """The placed columns that hold no personal data."""
        return self.placed.without({each.column for each in self.personal if each.column and not each.soft})

    def place(self, matching: Matching) -> "Opened":
        """The same table with the columns of another matching. It must read the file in the same way."""
        placed = place_headings(self.table, matching)
        is_same = placed.headings(self.table) == self.placed.headings(self.table)
        personal = self.personal if is_same else _screened(self.table, placed, matching)
        return replace(self, matching=matching, placed=placed, personal=personal)


def open_file(content: bytes, name: str, matching: Matching, expected: Collection[str] | None = None) -> Opened:
    """Read a file as the matching says, place its headings and screen every cell. Raises Refused if unreadable.

    `expected` are the headings by which their row is found; else those that the standard and the matching know.
    """
    table = read(
        content,
        name,
        encoding=matching.encoding,
        delimiter=matching.delimiter,
        sheet=matching.sheet,
        header_row=matching.header_row,
        expected=known_headings(matching) if expected is None else expected,
    )
    placed = place_headings(table, matching)
    sha256 = hashlib.sha256(content).hexdigest()
    return Opened(sha256, len(content), table, matching, placed, _screened(table, placed, matching))


def _screened(table: TextTable, placed: Placed, matching: Matching) -> tuple[Problem, ...]:
    return tuple(screen(table, placed.headings(table), matching.standard))
