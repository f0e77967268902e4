"""Working days of England: Mondays to Fridays but for the bank holidays of `bank_holidays.csv`."""

from datetime import date

import duckdb

from ingest.problems import Refused
from ingest.standard import FOLDER
from queries.fetching import one_row

FILE = FOLDER / "bank_holidays.csv"

# upto: how many working days there are to the end of the day. done_by: the number of the working day by whose end
# what was done on the day is done; of a Saturday that is Monday's, because a limit that ended on Friday is past.
_CALENDAR = """
    create temp table calendar as
    with holiday as (select * from read_csv($file, header = true, columns = {day: 'date', bank_holiday: 'varchar'})),
    whole_years as (
        select unnest(range(
            date_trunc('year', min(day)), date_trunc('year', max(day)) + interval 1 year, interval 1 day
        ))::date as day
        from holiday
    ),
    marked as (
        select day, isodow(day) <= 5 and day not in (select day from holiday) as is_working_day from whole_years
    )
    select day, count(*) filter (is_working_day) over (order by day) as upto,
        upto + (not is_working_day)::integer as done_by
    from marked
"""


def make_calendar(db: duckdb.DuckDBPyConnection) -> None:
    """Make the temporary table `calendar`: day, upto, done_by; one row per day of the years in the list."""
    db.execute(_CALENDAR, {"file": str(FILE)})


def require_days(db: duckdb.DuckDBPyConnection, first: date, last: date) -> None:
    """Refused unless the list of bank holidays covers these days: without it working days cannot be counted."""
    listed_from, listed_to = one_row(db.execute("select min(day), max(day) from calendar"))
    beyond = first if first < listed_from else last if last > listed_to else None
    if beyond:
        raise Refused.because(
            "bank_holidays_not_listed",
            f"Working days cannot be counted for {beyond.day} {beyond:%b %Y}: ingest/standard/{FILE.name} lists "
            f"England's bank holidays from {listed_from.year} to {listed_to.year}. Ask whoever runs the program to add "
            "the missing years to that file, from gov.uk/bank-holidays.",
        )
