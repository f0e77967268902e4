"""What a focus page is about, and what one view of it shows."""

from dataclasses import dataclass, replace
from datetime import date

from ingest import months
from ingest.group.closing_steps import AFTER
from ingest.standard import STANDARD
from views import wording
from views.visit import Visit

UNKNOWN = ("not_known", "not_given")
MATURES_AFTER = 3 * AFTER
"""Months: outcomes of a quarter are shown when the second quarter after it is closed."""


@dataclass(frozen=True)
class Measure:
    """A share that a page follows: the answers `codes` among `of` (None: all of which it is known).

    words: 'the police were told'; base: what it is a share of. in_head: the page opens with it.
    """

    field: str
    codes: tuple[str, ...]
    words: str
    of: tuple[str, ...] | None = None
    base: str = "incidents of which it is known"
    in_head: bool = False


@dataclass(frozen=True)
class Topic:
    """name: of the page in the address. columns: the page says that there is nothing where no member supplies any.

    beside: further columns that it shows. family: what it is about, None where the page asks. adults_only: one's own
    figures leave out children.
    """

    name: str
    label: str
    columns: tuple[str, ...]
    measures: tuple[Measure, ...]
    beside: tuple[str, ...] = ()
    family: str | None = None
    adults_only: bool = False


@dataclass(frozen=True)
class View:
    """Whose figures, of which period (its first month), family and category."""

    own: bool
    by: str
    period: date
    family: str | None
    category: str | None
    adults_only: bool = False

    @property
    def of(self) -> str:
        return "own" if self.own else "group"

    @property
    def months(self) -> int:
        return 12 if self.by == "year" else 3

    @property
    def quarters(self) -> list[date]:
        return [months.later(self.period, later) for later in range(0, self.months, 3)]

    @property
    def words(self) -> str:
        return wording.period(self.period, self.by)

    def a_year_before(self) -> "View":
        return replace(self, period=months.later(self.period, -12))


def title(column: str) -> str:
    return STANDARD.column(column).title


def source_of(column: str) -> str:
    """The standard's field that a column of the store is made from; mostly itself."""
    return STANDARD.column(column).made_from[0]


def is_outcome(column: str) -> bool:
    return STANDARD.column(column).matures


def outcomes_view(visit: Visit, view: View) -> View | None:
    """The newest view up to this one whose outcomes are shown, or None. Own outcomes are shown at once."""
    if view.own:
        return view
    closed = set(visit.periods("quarter"))
    for period in sorted(visit.periods(view.by), reverse=True):
        at = replace(view, period=period)
        if period <= view.period and all(months.later(each, MATURES_AFTER) in closed for each in at.quarters):
            return at
    return None


def view_of(visit: Visit, view: View, field: str) -> View | None:
    """The view in which the field is shown: for outcomes an earlier period may be the newest one."""
    return outcomes_view(visit, view) if is_outcome(field) else view
