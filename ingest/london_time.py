"""Durations between wall times in London, over changes of summer time, as SQL macros on columns of TIMESTAMP.

`london_seconds(began, ended)` is what passed between two of them, in seconds; `london_earliest(wall)` and
`london_latest(wall)` are a wall time in UTC, `london_wall(utc)` is the reverse. `london_time.sql` says how the hour is
read that comes twice in October.
"""

from pathlib import Path

import duckdb

_MACROS = Path(__file__).with_suffix(".sql").read_text("utf-8")


def define_macros(db: duckdb.DuckDBPyConnection) -> None:
    """Make the macros in a database in memory, for the statements of all its connections."""
    db.execute(_MACROS)
