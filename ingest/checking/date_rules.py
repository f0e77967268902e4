"""The rules of date columns: read in one way or not at all, real days, in the return's months, in order."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from ingest.checking.date_columns import DateColumn
from ingest.checking.dates import Seen
from ingest.checking.findings import Rule
from ingest.problems import Problem
from ingest.standard import STANDARD
from ingest.words import quoted


def doubt(column: DateColumn, columns: Mapping[str, tuple[str, str]]) -> Problem | None:
    """What to ask where a column's values leave open, or contradict, which number is the day."""
    if column.way.doubt is None:
        return None
    letter, heading = columns[column.field.name]
    rule, line, said = _unclear(column.way.seen) if column.way.doubt == "unclear" else _mixed(column.way.seen)
    message = f"Column {letter} ({column.field.title}): {said}"
    return Problem(rule, message, line, letter, heading, column.field.name)


def _unclear(seen: Seen) -> tuple[str, int, str]:
    line, cell = seen.either
    said = f"every date could be day first or month first, such as {_shown(cell)} in row {line:,}. Say which."
    return "date_order_unclear", line, said


def _mixed(seen: Seen) -> tuple[str, int, str]:
    (day_line, day_cell), (month_line, month_cell) = seen.day_first, seen.month_first
    said = (
        f"{_shown(day_cell)} in row {day_line:,} is day first, {_shown(month_cell)} in row {month_line:,} is "
        "month first, so that none of the dates can be trusted. A spreadsheet may have turned some of them "
        "round: export the file again, with dates written as 2026-07-14."
    )
    return "date_orders_mixed", max(day_line, month_line), said


def rules_of(column: DateColumn, supplied: Collection[str], covered: tuple[date, date], today: date) -> Iterator[Rule]:
    """The rules that the cells of a date column may break, the first to count for a cell first."""
    yield from _reading_rules(column)
    yield _in_future(column, today)
    if column.field.name == "reported_on":
        yield _outside(column, covered)
    if column.field.name == "closed_on" and "reported_on" in supplied:
        sound = f"reported_on_at between date '{covered[0]}' and last_day(date '{covered[1]}')"
        yield _out_of_order("closed_on", "reported_on", "closed_before_reported", "it was reported", sound)
    if column.field.name == "found_at" and "missing_from" in supplied:
        sound = f"missing_from_at <= {_end_of(today)}"
        yield _out_of_order("found_at", "missing_from", "found_before_missing", "the person was missing", sound)


def _reading_rules(column: DateColumn) -> Iterator[Rule]:
    like = column.way.shown if column.way.form else "14/07/2026, 2026-07-14 or 14 Jul 2026"
    for name, said, many, mend in _UNREAD:
        show = quoted if name == "date_unreadable" else _shown
        yield Rule(
            name,
            f"{column.field.name}_fault = '{name}'",
            lambda cell, _, show=show, said=said: f"{show(cell)} {said}",
            many,
            mend.format(like=like),
        )


_UNREAD = (
    ("date_unreadable", "is no date that can be read", "are no dates that can be read", "Write {like}."),
    (
        "date_two_digit_year",
        "has a year of two digits, unlike the rest of the column",
        "have years of two digits",
        "Write {like}.",
    ),
    (
        "date_formats_mixed",
        "is not written as most of the column is",
        "are not written alike",
        "A column needs one way of writing dates, here {like}.",
    ),
    (
        "date_impossible",
        "is no day of the calendar",
        "are no days of the calendar",
        "It is read as {like}: correct it.",
    ),
    ("day_missing", "has no day", "have no day", "The day is needed here, as in 2026-07-14."),
    (
        "time_missing",
        "has no time of day",
        "have no time of day",
        "Write the time too, as in 2026-07-14 16:30.",
    ),
)


def _in_future(column: DateColumn, today: date) -> Rule:
    return Rule(
        "date_in_future",
        f"{column.field.name}_at > {_end_of(today)}",
        _with_reading,
        "lie in the future",
        f"Today is {_said(today)}: correct the date.",
        other=_reading(column.field.name),
    )


def _outside(column: DateColumn, covered: tuple[date, date]) -> Rule:
    first, last = covered
    months = f"{first:%b %Y}" if first == last else f"{first:%b %Y} to {last:%b %Y}"
    return Rule(
        "date_outside_months",
        f"date_trunc('month', reported_on_at) not between date '{first}' and date '{last}'",
        _with_reading,
        "lie outside the return's months",
        f"The return covers {months}: correct the date, take the row out, or cover its month too.",
        other=_reading("reported_on"),
    )


def _out_of_order(later: str, earlier: str, name: str, said: str, sound: str) -> Rule:
    """`sound` is true where the earlier date is none that is faulted already."""
    return Rule(
        name,
        f"{later}_at < {earlier}_at and {sound}",
        lambda cell, other: f"{_shown(cell)} is before {said} ({_shown(other)})",
        f"are before {said}",
        f"Correct it, or “{STANDARD.field(earlier).title}”.",
        other=earlier,
    )


def _end_of(day: date) -> str:
    return f"timestamp '{day} 23:59:59'"


def _reading(name: str) -> str:
    return f"strftime({name}_at, '%-d %b %Y')"


def _with_reading(cell: str, read: str | None) -> str:
    return f"{_shown(cell)} is read as {read}"


def _shown(cell: str) -> str:
    return f"“{cell.strip()}”"


def _said(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
