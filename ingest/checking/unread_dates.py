"""Cells of a date column that are no date, or not one that will do: why, without what may be personal."""

import re
from collections.abc import Callable, Iterator

from ingest.checking.date_columns import DateColumn
from ingest.checking.findings import Rule
from ingest.matching.as_seen import as_seen
from ingest.matching.excel_errors import error_named, is_excel_error
from ingest.words import quoted


def reading_rules(column: DateColumn) -> Iterator[Rule]:
    """A rule for each reason for which a cell of a date column has no date."""
    like = column.format.shown or "14/07/2026, 2026-07-14 or 14 Jul 2026"
    for name, one, many, advice in _UNREAD:
        if name == "date_zero" and column.field.required:
            advice = "Write the date."
        show = _unread if name in ("date_unreadable", "time_zone_unknown") else _shown
        yield Rule(
            name,
            f"{column.field.name}_fault = '{name}'",
            _zero if name == "date_zero" else _described(show, one),
            many,
            advice.format(like=like),
        )


def _described(show: Callable[[str], str], one: str) -> Callable[[str, str | None], str]:
    return lambda cell, _: f"{show(cell)} {one}"


def _unread(cell: str) -> str:
    """A cell that is no date, masked unless it has the shape of one."""
    if NARROW.fullmatch(cell.strip()):
        return "####"
    if is_excel_error(cell):
        return f"“{cell.strip()}” ({error_named(cell)})"
    shape = DATE_SHAPED.match(as_seen(cell))
    if not shape:
        return quoted(cell)
    rest = as_seen(cell)[shape.end() :]
    if not rest:
        return _shown(cell)
    return f"“{shape.group()} …”" if shape.group("time") and not rest[0].isdigit() else quoted(cell)


def _zero(cell: str, _: str | None) -> str:
    if EXCEL_ZERO.fullmatch(as_seen(cell)):
        return "0 (shown as 00/01/1900) is no date, mostly a look-up of an empty cell"
    return f"{_shown(cell)} is what systems write where they have no date"


NARROW = re.compile(r"#{2,}")
DATE_SHAPED = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|(?:19|20)\d{6}|\d{4}(?:19|20)\d{2}"
    r"|\d{1,2}[-/]\d{1,2})"
    r"(?P<time>[T ,]+\d{1,2}[:.]\d{1,2}(?:[:.]\d{1,2})?(?:[.,]\d{1,9})?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|GMT|BST))?(?: ?[+-]\d{1,2}:?\d{0,2})?)?"
)
EXCEL_ZERO = re.compile(r"(?:0{1,2}/0?1/1900|1900-01-00|0{1,2}-Jan-(?:19)?00|0|0?0:00(?::00)?)(?: .*)?", re.IGNORECASE)
_UNREAD = (
    (
        "date_zero",
        "is no date",
        "are dates of 0, mostly look-ups of empty cells",
        "Empty the cell, or write the date.",
    ),
    (
        "time_zone_unknown",
        "has a time zone that is not known",
        "have a time zone that is not known",
        "Export times as the clock in the UK shows them, or with Z or an offset such as +01:00.",
    ),
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


def _shown(cell: str) -> str:
    return f"“{cell.strip()}”"
