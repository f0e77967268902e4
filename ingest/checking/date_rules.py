"""The rules of date columns: in one format, real days, in the return's months, in order."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from ingest.checking.date_columns import DateColumn
from ingest.checking.dates import DateFormat
from ingest.checking.findings import Rule
from ingest.checking.swapped_dates import swapped_sql
from ingest.checking.unread_dates import reading_rules
from ingest.problems import Problem
from ingest.standard import Field, Standard


def doubt(column: DateColumn, columns: Mapping[str, tuple[str, str]]) -> Problem | None:
    """The problem of a column whose values do not show, or contradict, which number is the day."""
    chosen = column.format
    if chosen.doubt is None:
        return None
    letter, heading = columns[column.field.name]
    rule, line, reason = {"unclear": _unclear, "mixed": _mixed, "swapped": _swapped}[chosen.doubt](chosen)
    message = f"Column {letter} ({column.field.title}): {reason}"
    return Problem(rule, message, line, letter, heading, column.field.name)


def _unclear(chosen: DateFormat) -> tuple[str, int, str]:
    ((line, cell),) = chosen.examples
    reason = f"every date could be day first or month first, such as {_shown(cell)} in row {line:,}. Say which."
    return "date_order_unclear", line, reason


def _mixed(chosen: DateFormat) -> tuple[str, int, str]:
    (day_line, day_cell), (month_line, month_cell) = chosen.examples
    reason = (
        f"{_shown(day_cell)} in row {day_line:,} is day first, {_shown(month_cell)} in row {month_line:,} is "
        "month first, so none of the dates can be trusted. A spreadsheet may have swapped day and month in some "
        "of them: export the file again, with dates written as 2026-07-14."
    )
    return "date_orders_mixed", max(day_line, month_line), reason


def _swapped(chosen: DateFormat) -> tuple[str, int, str]:
    (real_line, real_cell), (text_line, text_cell) = chosen.examples
    reason = (
        f"{_shown(real_cell)} in row {real_line:,} and all dates like it have a day of 12 or less, "
        f"{_shown(text_cell)} in row {text_line:,} and all dates like it a day above 12. So a spreadsheet has probably "
        f"swapped day and month wherever it could, and none of the dates can be trusted. {EXPORT_AGAIN}"
    )
    return "date_orders_mixed", max(real_line, text_line), reason


EXPORT_AGAIN = (
    "Do not correct them by hand: export the file again, and upload it as it comes, without opening it in a "
    "spreadsheet."
)


def rules_of(
    column: DateColumn, supplied: Collection[str], standard: Standard, covered: tuple[date, date], today: date
) -> Iterator[Rule]:
    """The rules that the cells of a date column may break, in order of precedence."""
    name = column.field.name
    yield from reading_rules(column)
    if name == standard.reported:
        yield _swapped_into(name, covered, today)
        yield _in_future(column, today)
        yield _outside(name, covered)
    else:
        yield _in_future(column, today)
    if name == "closed_on" and "reported_on" in supplied:
        valid = f"reported_on_at between date '{covered[0]}' and last_day(date '{covered[1]}')"
        earlier = standard.field("reported_on")
        yield _out_of_order(name, earlier, "closed_before_reported", "it was reported", valid)
    if name == "found_at" and "missing_from" in supplied:
        valid = f"missing_from_at <= {_end_of(today)}"
        earlier = standard.field("missing_from")
        yield _out_of_order(name, earlier, "found_before_missing", "the person was missing", valid)


def _in_future(column: DateColumn, today: date) -> Rule:
    return Rule(
        "date_in_future",
        f"{column.field.name}_at > {_end_of(today)}",
        _with_reading,
        "are in the future",
        f"Today is {today.day} {today:%b %Y}: correct the date.",
        other=_reading(column.field.name),
    )


def _swapped_into(name: str, covered: tuple[date, date], today: date) -> Rule:
    """A date outside the months or in the future that would be inside with day and month swapped."""
    first, last = covered
    other = swapped_sql(f"{name}_at::date")
    inside = f"between date '{first}' and least(last_day(date '{last}'), date '{today}')"
    return Rule(
        "date_outside_months",
        f"not ({name}_month_only) and {name}_at::date not {inside} and {other} {inside}",
        _swapped_reading,
        "are outside the return's months or in the future, and inside with day and month swapped",
        "A spreadsheet may have swapped them: do not correct them by hand, but export the file again and upload it as "
        "it comes. If the date is right, take the row out, or cover its month too.",
        other=f"{_reading(name)} || '|' || strftime({other}, '%-d %b %Y')",
    )


def _swapped_reading(cell: str, readings: str | None) -> str:
    read, swapped = (readings or "|").split("|")
    return f"{_with_reading(cell, read)}; with day and month swapped it would be {swapped}"


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
    """`valid` is an SQL condition: the earlier date breaks no rule of its own. Times are compared as moments."""
    before = f"{later}_at < {earlier.name}_at"
    if earlier.kind == "datetime":
        before = f"london_seconds({earlier.name}_at, {later}_at) < 0"
    return Rule(
        name,
        f"{before} and {valid}",
        lambda cell, other: f"{_shown(cell)} is before {event} ({_shown(other or '')})",
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
