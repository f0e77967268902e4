"""Why a file is refused, one cause once: 97 rows of later months are one cause, and so are 98 unreadable dates."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.intake import MatchedFile, Preview
from ingest.intake.other_months import outside
from ingest.months import named
from ingest.problems import Problem
from views.upload import settled
from views.upload.problem_files import without_code
from views.upload.reading_choices import SETTLED_BY

EXAMPLES = 3
OUTSIDE = "date_outside_months"


@dataclass(frozen=True)
class Cause:
    """A cause in words, and whether a choice on the page settles it."""

    in_words: str
    settled_here: bool


def causes_of(preview: Preview, file: MatchedFile, today: date) -> list[Cause]:
    """In the order of the problems; those that only the file can mend first."""
    other = outside(file.rows_by_day, preview.from_month, preview.to_month, today)
    together: dict[Hashable, list[Problem]] = {}
    for problem in preview.hard:
        together.setdefault(_kind(problem, preview, bool(other)), []).append(problem)
    causes = [_cause(kind, problems, preview, other) for kind, problems in together.items()]
    return sorted(causes, key=lambda cause: cause.settled_here)


def _kind(problem: Problem, preview: Preview, may_leave_out: bool) -> tuple[str, str | None]:
    if problem.rule == OUTSIDE and may_leave_out:
        return OUTSIDE, None
    if problem.rule in SETTLED_BY:
        return "setting", SETTLED_BY[problem.rule]
    if problem.field in preview.can_be_empty:
        return "empty", problem.field
    return problem.rule, problem.field


def _cause(
    kind: tuple[str, str | None], problems: Sequence[Problem], preview: Preview, other: dict[date, int]
) -> Cause:
    what, field = kind
    if kind == (OUTSIDE, None):
        rows = sum(other.values())
        many = "1 row is" if rows == 1 else f"{rows:,} rows are"
        return Cause(f"{many} of {named(list(other))}, outside the months of this return. {HOW[OUTSIDE]}", True)
    if what == "empty":
        number = preview.can_be_empty[field]
        return Cause(
            f"{settled.left_empty_words(field, number)} cannot be read or cannot be so. {_few(problems)}", True
        )
    return Cause(_few(problems), what == "setting")


HOW = {OUTSIDE: "Choose above to leave out what is outside, or choose months that include it."}


def _few(problems: Sequence[Problem]) -> str:
    """The first messages of a cause, and how many more there are."""
    first = " ".join(without_code(problem) for problem in problems[:EXAMPLES])
    more = len(problems) - EXAMPLES
    return f"{first} And {more:,} more of the same kind." if more > 0 else first
