"""The five clocks of Awaab's Law for every hazard of a file: results and durations, and no date."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.hazards.date_order import make_views
from ingest.hazards.limits import LIMITS, check_clock_rows, clock_rows
from ingest.hazards.working_days import make_calendar, require_days
from ingest.in_memory import in_memory
from queries.fetching import one_row

CLOCKS = tuple(dict.fromkeys(clock for clock, _ in LIMITS))

_FOLDER = Path(__file__).parent
_MACROS = (_FOLDER / "macros.sql").read_text("utf-8")
_QUESTION = (_FOLDER / "clocks.sql").read_text("utf-8")


def clock_results(hazards: pa.Table, saved_on: date, rows: pa.Table | None = None) -> pa.Table:
    """What each clock of each hazard came to as at the day of saving, in the order of the file.

    `hazards` has line, hazard_ref and those of the standard's fields that the member supplied: aware_at and
    made_safe_at as London's wall time (TIMESTAMP, with a BOOLEAN aware_at_has_time and made_safe_at_has_time where
    some cells give only a day), the other dates as DATE, codes as VARCHAR, null for an empty cell. A column that is
    missing was not supplied: what it would show cannot be told. `rows` are the clock rows (the standard's file).

    The answer has hazard_ref, month, and of each clock the result under the clock's name and, in whole units,
    `_hours`, `_working_days`, `_calendar_days` (null where nothing was done, is not sure or not in law) and `_left`
    (working days left of a running clock). All are null where dates contradict each other (`dates_out_of_order`).

    ValueError for clock rows that are no clock; Refused where the list of bank holidays does not reach.
    """
    rows = clock_rows() if rows is None else rows
    check_clock_rows(rows)
    with in_memory(hazards.num_rows) as db:
        make_views(db, hazards)
        make_calendar(db)
        db.register("clock_row", rows)
        _require_calendar(db, saved_on)
        db.execute(_MACROS)
        parameters = {"saved_on": saved_on, "supplied": hazards.column_names}
        return db.execute(_QUESTION, parameters).to_arrow_table()


def _require_calendar(db: duckdb.DuckDBPyConnection, saved_on: date) -> None:
    """Refused unless every day of a hazard that may have a clock, and the day of saving, can be counted."""
    first, last = one_row(
        db.execute("""
        select min(aware_on), max(greatest(
            aware_on, investigated_on, summary_sent_on, made_safe_on, further_works_started_on))
        from hazard_dated where aware_on >= (select min("from") from clock_row)
    """)
    )
    if first:
        require_days(db, first, max(last, saved_on))
