"""Which months a file holds: what a return of it could cover."""

from dataclasses import replace
from datetime import date

import pyarrow.compute as pc

from ingest.checking import check
from ingest.matching import Matched

FIELD = "reported_on"


def months_held(matched: Matched, today: date, date_format: str | None = None) -> tuple[date, date] | None:
    """The first and the last month in which anything was reported; None where no date can be read."""
    if FIELD not in matched.rows.column_names:
        return None
    alone = replace(
        matched,
        rows=matched.rows.select(["line", FIELD]),
        columns={FIELD: matched.columns[FIELD]},
        problems=[],
    )
    this_month = today.replace(day=1)
    dates = check(alone, from_month=this_month, to_month=this_month, today=today, date_format=date_format).rows[FIELD]
    held = pc.min_max(dates).as_py()
    if held["min"] is None:
        return None
    return held["min"].replace(day=1), held["max"].replace(day=1)
