"""What shows on the program's own charts of many series of made-up counts at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import duckdb
import pandas as pd

from ingest.group.standard_copy import copy_standard
from queries.store import Store


@dataclass(frozen=True)
class Line:
    """Counts by month and the homes they are of; `as_shown`: to the nearest five, as the group's are decided on."""

    months: tuple[date, ...]
    counts: tuple[int, ...]
    homes: tuple[int, ...]
    seasonal: bool
    as_shown: bool


@dataclass(frozen=True)
class Mark:
    """A month (or, of three, a quarter) that signals, high or low."""

    first: date
    months: int
    direction: str


def marks(lines: Mapping[str, Line]) -> dict[str, list[Mark]]:
    """Every signal of each line; no provisional one, as no page speaks of them."""
    found: dict[str, list[Mark]] = {name: [] for name in lines}
    connection = _connection()
    connection.register("counted", pd.DataFrame(_rows(lines)))
    connection.execute(
        "create or replace temp table series as select name as series, month, seasonal, homes, 0 as segment, "
        "true as takes_part, if(as_shown, charted_value(low, high), n)::double as value, "
        "if(as_shown, charted_margin(low, high), 0)::double as margin, "
        "as_shown and is_under_five(low, high) as under_5 "
        "from (select *, disclosed_low(n) as low, disclosed_high(n) as high from counted)"
    )
    rows = connection.execute(
        "select series, month, if(basis = 'quarters', 3, 1), direction from usual_range(series) "
        "where signal is not null and not provisional order by all"
    )
    for name, month, months, direction in rows.fetchall():
        found[name].append(Mark(month, months, direction))
    connection.unregister("counted")
    return found


def _rows(lines: Mapping[str, Line]) -> Iterable[dict]:
    return [
        {"name": name, "month": month, "n": n, "homes": homes, "seasonal": line.seasonal, "as_shown": line.as_shown}
        for name, line in lines.items()
        for month, n, homes in zip(line.months, line.counts, line.homes, strict=True)
    ]


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    """The program's macros, on a store without a return."""
    store = Store.in_memory()
    copy_standard(store)
    return store.cursor()
