"""The rules of date columns: in one format, real days, in the return's months, in order."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from ingest.checking.date_columns import DateColumn
from ingest.checking.dates import Evidence
from ingest.checking.findings import Rule
from ingest.problems import Problem
from ingest.standard import Field, Standard
from ingest.words import quoted


def doubt(column: DateColumn, columns: Mapping[str, tuple[str, str]]) -> Problem | None:
    """The problem of a column whose values do not show, or contradict, which number is the day."""
    chosen = column.format
    if chosen.doubt is None:
        return None
    letter, heading = columns[column.field.name]
    rule, line, reason = _unclear(chosen.evidence) if chosen.doubt == "unclear" else _mixed(chosen.evidence)
    message = f"Column {letter} ({column.field.title}): {reason}"
    return Problem(rule, message, line, letter, heading, column.field.name)


def _unclear(evidence: Evidence) -> tuple[str, int, str]:
    line, cell = evidence.either
    reason = f"every date could be day first or month first, such as {_shown(cell)} in row {line:,}. Say which."
    return "date_order_unclear", line, reason


def _mixed(evidence: Evidence) -> tuple[str, int, str]:
    (day_line, day_cell), (month_line, month_cell) = evidence.day_first, evidence.month_first
    reason = (
        f"{_shown(day_cell)} in row {day_line:,} is day first, {_shown(month_cell)} in row {month_line:,} is "
        "month first, so none of the dates can be trusted. A spreadsheet may have swapped day and month in some "
        "of them: export the file again, with dates written as 2026-07-14."
    )
    return "date_orders_mixed", max(day_line, month_line), reason


def rules_of(
    column: DateColumn, supplied: Collection[str], standard: Standard, covered: tuple[date, date], today: date
) -> Iterator[Rule]:
    """The rules that the cells of a date column may break, in order of precedence."""
    name = column.field.name
    yield from _reading_rules(column)
    yield _in_future(column, today)
    if name == standard.reported:
        yield _outside(name, covered)
    if name == "closed_on" and "reported_on" in supplied:
        valid = f"reported_on_at between date '{covered[0]}' and last_day(date '{covered[1]}')"
        earlier = standard.field("reported_on")
        yield _out_of_order(name, earlier, "closed_before_reported", "it was reported", valid)
    if name == "found_at" and "missing_from" in supplied:
        valid = f"missing_from_at <= {_end_of(today)}"
        earlier = standard.field("missing_from")
        yield _out_of_order(name, earlier, "found_before_missing", "the person was missing", valid)


def _reading_rules(column: DateColumn) -> Iterator[Rule]:
    like = column.format.shown if column.format.form else "14/07/2026, 2026-07-14 or 14 Jul 2026"
    for name, one, many, advice in _UNREAD:
        show = quoted if name == "date_unreadable" else _shown
        yield Rule(
            name,
            f"{column.field.name}_fault = '{name}'",
            lambda cell, _, show=show, one=one: _DATE_ZERO if cell in DATES_ZERO else f"{show(cell)} {one}",
            many,
            advice.format(like=like),
        )


DATES_ZERO = ("1900-01-00", "00/01/1900", "0/1/1900", "00-Jan-00", "00-Jan-1900")
_DATE_ZERO = "0 (shown as 00/01/1900) is no date, mostly a look-up of an empty cell: empty the cell"
_UNREAD = (
    ("date_unreadable", "is not a date that can be read", "are not dates that can be read", "Write {like}."),
    (
        "date_two_digit_year",
        "has a year of two digits, unlike the rest of the column",
        "have years of two digits",
        "Write {like}.",
    ),
    (
        "date_formats_mixed",
        "is not written like most of the column",
        "are not written alike",
        "A column needs one format for its dates, here {like}.",
    ),
    (
        "date_impossible",
        "is not a day of the calendar",
        "are not days of the calendar",
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
        "are in the future",
        f"Today is {today.day} {today:%b %Y}: correct the date.",
        other=_reading(column.field.name),
    )


def _outside(name: str, covered: tuple[date, date]) -> Rule:
    first, last = covered
    months = f"{first:%b %Y}" if first == last else f"{first:%b %Y} to {last:%b %Y}"
    return Rule(
        "date_outside_months",
        f"date_trunc('month', {name}_at) not between date '{first}' and date '{last}'",
        _with_reading,
        "are outside the return's months",
        f"The return covers {months}: correct the date, take the row out, or cover its month too.",
        other=_reading(name),
    )


def _out_of_order(later: str, earlier: Field, name: str, event: str, valid: str) -> Rule:
    """`valid` is an SQL condition: the earlier date breaks no rule of its own."""
    return Rule(
        name,
        f"{later}_at < {earlier.name}_at and {valid}",
        lambda cell, other: f"{_shown(cell)} is before {event} ({_shown(other)})",
        f"are before {event}",
        f"Correct it, or “{earlier.title}”.",
        other=earlier.name,
    )


def _end_of(day: date) -> str:
    return f"timestamp '{day} 23:59:59'"


def _reading(name: str) -> str:
    return f"strftime({name}_at, '%-d %b %Y')"


def _with_reading(cell: str, read: str | None) -> str:
    return f"{_shown(cell)} is read as {read}"


def _shown(cell: str) -> str:
    return f"“{cell.strip()}”"
