"""What is wrong with a file, in words for the person who can correct it."""

from dataclasses import asdict, dataclass
from typing import TypedDict, Unpack

ROWS_OF_A_SHEET = 10_000_000
"""Where several sheets are one table, a line is this times the sheet's number (from 1), plus the row in the sheet."""


class Where(TypedDict, total=False):
    """Where a problem is, as `Problem` has it."""

    column: str
    heading: str
    field: str


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or one question that must be answered before a return is saved.

    `line` is the row number a spreadsheet shows (header rows included), `column` its letter; where several sheets are
    one table, `sheet` names the row's. `rule` is a stable
    word; where `soft` is true, `--accept` takes it. `message` says what is wrong, where, and how to correct it. It
    never contains a whole personal value.
    """

    rule: str
    message: str
    line: int | None = None
    column: str | None = None
    heading: str | None = None
    field: str | None = None
    soft: bool = False
    sheet: str | None = None

    @property
    def row(self) -> int | None:
        """The line in its own sheet."""
        return self.line % ROWS_OF_A_SHEET if self.line else self.line

    def as_dict(self) -> dict[str, object]:
        """For JSON; `sheet` only where it says something."""
        said = asdict(self) | {"line": self.row}
        return said if self.sheet else {key: value for key, value in said.items() if key != "sheet"}


class Refused(Exception):
    """Raised for everything that the user can correct. Any other exception is a bug."""

    def __init__(self, problems: list[Problem]):
        self.problems = list(problems)
        super().__init__("; ".join(p.message for p in self.problems))

    @classmethod
    def because(cls, rule: str, message: str, line: int | None = None, **where: Unpack[Where]) -> "Refused":
        return cls([Problem(rule, message, line, **where)])
