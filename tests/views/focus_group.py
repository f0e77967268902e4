"""A group of seven whose incidents have the columns of the focus pages: every answer is known by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.queries.small_group import SEVEN, SmallGroup
from views.focus.topic import source_of

START, MONTHS = date(2024, 4, 1), 27  # April 2024 to June 2026
BASE = ("incident_ref", "reported_on", "category")

Answers = Mapping[str, object]


def focus_store(
    path: Path,
    category: str,
    answers: Mapping[str, Answers],
    *,
    a_month: int = 2,
    later: Mapping[str, Answers] | None = None,
) -> Path:
    """Each of the seven has `a_month` incidents a month, all with the answers (column -> value) of its own.

    A member without answers returns the three columns that everybody must. later: other answers from April 2025 on.
    April to June 2026 and all quarters before are closed.
    """
    group = SmallGroup(path)
    with group.store.write() as cursor:
        group.store.set(cursor, "sample", "yes", "test")
    for member in SEVEN:
        first = 12 if later else MONTHS
        _return(group, member, START, [a_month] * first, category, answers.get(member, {}))
        if later:
            _return(group, member, date(2025, 4, 1), [a_month] * (MONTHS - 12), category, later.get(member, {}))
    group.close(date(2026, 4, 1))
    group.store.close()
    return path


def _return(group: SmallGroup, member: str, start: date, counts: Sequence[int], category: str, more: Answers) -> None:
    fields = [*BASE, *dict.fromkeys(source_of(column) for column in more)]
    group.returns(member, start, {category: counts}, fields=fields, more=more)


def everybody(answers: Answers, **members: Answers) -> dict[str, Answers]:
    """The same answers of all seven, but for the members named."""
    return {member: {**answers, **members.get(member, {})} for member in SEVEN}
