"""Rows of a file outside the months of its return: how many of which month, and the file without them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from ingest.checking import DateColumn
from ingest.matching import Matched
from ingest.months import later

OTHER_MONTHS = "other_months"
Dates = Mapping[str, DateColumn]


def rows_by_day(reported: DateColumn | None) -> dict[date, int]:
    """Day -> rows reported on it, of those whose date can be read."""
    if reported is None:
        return {}
    days = pc.cast(reported.read["at"], pa.date32(), safe=False).drop_null()
    return {each["values"]: each["counts"] for each in pc.value_counts(days).to_pylist()}


def outside(by_day: Mapping[date, int], from_month: date, to_month: date, today: date) -> dict[date, int]:
    """Month -> rows that one answer may leave out: outside the months, and not in the future.

    None of them where those before the months are probably rows of them with day and month swapped: to leave those out
    would lose incidents.
    """
    last = later(to_month, 1) - timedelta(days=1)
    other = {day: rows for day, rows in by_day.items() if not from_month <= day <= last and day <= today}
    early = [day for day in other if day < from_month]
    if sum(other[day] for day in early) > 1 and all(
        _swapped_inside(day, from_month, min(last, today)) for day in early
    ):
        return {}
    months: dict[date, int] = {}
    for day, rows in sorted(other.items()):
        months[day.replace(day=1)] = months.get(day.replace(day=1), 0) + rows
    return months


def without_other_months(
    matched: Matched, dates: Dates, from_month: date, to_month: date, today: date
) -> tuple[Matched, Dates]:
    """The rows of the months, those without a date and those in the future; the others are counted as left out."""
    reported = dates.get(matched.standard.reported)
    if reported is None:
        return matched, dates
    at = pc.cast(reported.read["at"], pa.date32(), safe=False)
    is_inside = pc.and_(pc.greater_equal(at, from_month), pc.less(at, later(to_month, 1)))
    staying = pc.fill_null(pc.or_(is_inside, pc.greater(at, today)), True)
    gone = len(at) - pc.sum(staying).as_py() if len(at) else 0
    if not gone:
        return matched, dates
    left_out = {**matched.left_out, OTHER_MONTHS: gone}
    kept = {name: replace(column, read=column.read.filter(staying)) for name, column in dates.items()}
    return replace(matched, rows=matched.rows.filter(staying), left_out=left_out), kept


def _swapped_inside(day: date, first: date, last: date) -> bool:
    """The first of a month may be a month without a day, so it proves nothing."""
    return 1 < day.day <= 12 and first <= date(day.year, day.day, day.month) <= last
