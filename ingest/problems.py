"""What is wrong with a file, in words for the person who can correct it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or one question that must be answered before a return is saved.

    `line` is the row number a spreadsheet shows (header rows included), `column` its letter. `rule` is a stable
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

    def as_dict(self) -> dict:
        return asdict(self)


class Refused(Exception):
    """Raised for everything that the user can correct. Any other exception is a bug."""

    def __init__(self, problems: list[Problem]):
        self.problems = list(problems)
        super().__init__("; ".join(p.message for p in self.problems))

    @classmethod
    def because(cls, rule: str, message: str, **where) -> "Refused":
        return cls([Problem(rule, message, **where)])
