"""What closing would change, said before it is done: which quarters and years, and whose figures in them."""

import contextlib
from dataclasses import dataclass
from datetime import date

from ingest import months
from ingest.group import closing
from ingest.group.closing_steps import AFTER
from queries.store import Store


@dataclass(frozen=True)
class WhatChanges:
    """new: quarters shown to everybody from now on. late: closed quarters, with the member whose own figures appear.

    matured: quarters whose outcomes are added. years: first days of financial years that are whole by it.
    """

    new: tuple[date, ...]
    late: tuple[tuple[date, str], ...]
    matured: tuple[date, ...]
    years: tuple[date, ...]


def what_changes(store: Store, until: date) -> WhatChanges:
    """What `closing.close(store, …, until)` would change."""
    new = tuple(each for each in closing.quarters_to_close(store) if each <= until)
    late = tuple(each for each in closing.late_returns(store) if each[0] <= until)
    with contextlib.closing(store.cursor()) as cursor:
        closed = {quarter for (quarter,) in cursor.execute("select quarter from closing").fetchall()}
    return WhatChanges(new, late, _matured(new, closed), _years(new, closed))


def _matured(new: tuple[date, ...], closed: set[date]) -> tuple[date, ...]:
    """Of quarters that are closed already; those closed by the same act are new anyway."""
    earlier = (months.later(quarter, -3 * AFTER) for quarter in new)
    return tuple(quarter for quarter in earlier if quarter in closed)


def _years(new: tuple[date, ...], closed: set[date]) -> tuple[date, ...]:
    """Years whose last missing quarters are among the new ones."""
    every = closed | set(new)
    of_new = sorted({months.year_of(quarter) for quarter in new})
    return tuple(year for year in of_new if all(months.later(year, step) in every for step in (0, 3, 6, 9)))
