"""Which type and level of hazard has which clock from when: the rows of `hazard_clocks.csv`, or the store's."""

import pyarrow as pa

from ingest.in_memory import in_memory
from ingest.standard import FOLDER

FILE = FOLDER / "hazard_clocks.csv"
# `any` in the column `type` is every type of hazard; a row of the type itself goes before it
COLUMNS = {
    "type": "varchar",
    "level": "varchar",
    "clock": "varchar",
    "limit": "integer",
    "unit": "varchar",
    "from": "date",
}
# each limit that clocks.sql applies; further work has two, the second being the latest
LIMITS = (
    ("emergency_made_safe", "hours"),
    ("investigated", "working_days"),
    ("summary_sent", "working_days"),
    ("safety_work_done", "working_days"),
    ("further_work_begun", "working_days"),
    ("further_work_begun", "calendar_days"),
)


def clock_rows() -> pa.Table:
    """The standard's rows: type, level, clock, limit, unit, from (null for a phase that has no date yet)."""
    with in_memory(rows=len(LIMITS)) as db:
        read = "select * from read_csv($file, header = true, columns = $columns)"
        return db.execute(read, {"file": str(FILE), "columns": COLUMNS}).to_arrow_table()


def check_clock_rows(rows: pa.Table) -> None:
    """ValueError for a clock and unit that no calculation exists for: its limit would be passed over."""
    for clock, unit in zip(rows["clock"].to_pylist(), rows["unit"].to_pylist(), strict=True):
        if (clock, unit) not in LIMITS:
            raise ValueError(f"there is no clock {clock!r} that is counted in {unit!r}")
