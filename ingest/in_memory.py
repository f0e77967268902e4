"""Where the rows of a file are read, checked and screened: DuckDB in memory, which is never spilled to disk.

Most files are small, and for them opening a database costs more than asking it. So those share one, of one thread; a
connection's tables, views and registered rows are temporary, so that none of them is seen by another.
"""

import contextlib
import threading
from collections.abc import Iterator
from functools import cache

import duckdb

from ingest import london_time

FEW = 50_000
"""Rows up to which more threads would cost more than they save."""

_OPENING = threading.Lock()


@contextlib.contextmanager
def in_memory(rows: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for a table of so many rows, with the macros of `london_time`; everything on it goes at the end."""
    if rows <= FEW:
        with _OPENING:
            shared = _of_one_thread()
        with contextlib.closing(shared.cursor()) as db:
            yield db
    else:
        with contextlib.closing(_opened({})) as db:
            yield db


@cache
def _of_one_thread() -> duckdb.DuckDBPyConnection:
    return _opened({"threads": 1})


def _opened(config: dict[str, str | int]) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect(":memory:", config={"temp_directory": "", **config})
    london_time.define_macros(db)
    return db
