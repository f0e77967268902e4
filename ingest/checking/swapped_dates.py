"""Dates in which a spreadsheet may have swapped day and month, where the way of writing no longer shows it."""

from collections.abc import Mapping
from datetime import date

import duckdb

from ingest.checking.date_columns import DateColumn
from ingest.problems import Problem

LOOK_SWAPPED = "dates_look_swapped"
FEWEST_EARLY = 3
FEWEST_LATE = 2


def swapped_sql(day: str) -> str:
    """SQL for a date with day and month swapped; null where there is no such other date."""
    return (
        f"case when day({day}) <= 12 and day({day}) <> month({day}) "
        f"then make_date(year({day}), day({day}), month({day})) end"
    )


def ask_about_swapped(
    db: duckdb.DuckDBPyConnection, column: DateColumn, columns: Mapping[str, tuple[str, str]]
) -> Problem | None:
    """Ask where all dates that can be swapped would be in the months of those that cannot, and most are not as read.

    A date from the 13th onward cannot have been swapped: its month is right. `db` has the table `checked`.
    """
    name = column.field.name
    query = _FOUND.format(
        day=f"{name}_at",
        month_only=f"{name}_month_only",
        swapped=swapped_sql("day"),
        fewest_early=FEWEST_EARLY,
        fewest_late=FEWEST_LATE,
    )
    row = db.execute(query).fetchone()
    if row is None:
        return None
    early, line, read, swapped, first, last = row
    letter, heading = columns[name]
    months = f"{first:%b %Y}" if first == last else f"{first:%b %Y} to {last:%b %Y}"
    message = (
        f"Column {letter} ({column.field.title}): a spreadsheet may have swapped day and month in {early:,} dates, "
        f"such as the one in row {line:,}, read as {_shown(read)}. All dates from the 13th onward are in {months}, "
        f"most of the others are not, but would be in or next to these months if swapped ({_shown(swapped)}). Compare "
        "some with your system. If they are wrong, export the file again and upload it without opening it in a "
        f"spreadsheet; if they are right, confirm that ({LOOK_SWAPPED})."
    )
    return Problem(LOOK_SWAPPED, message, line, letter, heading, name, soft=True)


def _shown(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


_FOUND = """
with dated as (
    select line, day, {swapped} as swapped
    from (select line, {day}::date as day from checked where {day} is not null and not {month_only})
),
late as (
    select count(*) as n, date_trunc('month', min(day))::date as first, date_trunc('month', max(day))::date as last
    from dated where day(day) > 12
),
fitting as (
    select *, day >= first - interval 1 month and day < last + interval 2 months as fits,
        swapped >= first - interval 1 month and swapped < last + interval 2 months as fits_swapped
    from dated, late where swapped is not null
),
early as (
    select count(*) as n, count(*) filter (fits) as fit, count(*) filter (fits_swapped) as fit_swapped,
        arg_min({{'line': line, 'day': day, 'swapped': swapped}}, line) filter (not fits) as example
    from fitting
)
select early.n, example.line, example.day, example.swapped, first, last from early, late
where early.n >= {fewest_early} and late.n >= {fewest_late} and fit_swapped = early.n and 2 * fit <= early.n
"""
