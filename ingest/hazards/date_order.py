"""Dates of a hazard that contradict each other: a problem to report, never a clock's result."""

from pathlib import Path

import duckdb
import pyarrow as pa

from ingest.hazards.dated import register_hazards
from ingest.in_memory import in_memory

_VIEWS = Path(__file__).with_suffix(".sql").read_text("utf-8")


def dates_out_of_order(hazards: pa.Table) -> pa.Table:
    """Rows of line, field, rule and message, by line; none where all dates are in order.

    `hazards` is as `clock_results` takes it. Dates in the future are for the check of single cells to report.
    """
    with in_memory(hazards.num_rows) as db:
        make_views(db, hazards)
        return db.execute("select * from date_out_of_order order by line, field").to_arrow_table()


def make_views(db: duckdb.DuckDBPyConnection, hazards: pa.Table) -> None:
    """Make the views `hazard`, `hazard_dated` and `date_out_of_order` of a table of hazards."""
    register_hazards(db, hazards)
    db.execute(_VIEWS)
