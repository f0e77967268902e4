"""What is wrong with a file, said so that the person who holds it can mend it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or one question that must be answered before a return is saved.

    `line` is the row number a spreadsheet shows (header rows included), `column` its letter, `rule` a stable word:
    the one that `--accept` takes where `soft` is true. `message` says what, where and how to mend it; a personal
    value is never whole in it.
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
    """Raised for everything that the person at the other end can mend; anything else that is raised is a bug."""

    def __init__(self, problems: list[Problem]):
        self.problems = list(problems)
        super().__init__("; ".join(p.message for p in self.problems))

    @classmethod
    def because(cls, rule: str, message: str, **where) -> "Refused":
        return cls([Problem(rule, message, **where)])
