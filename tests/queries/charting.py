"""Charts asked of the macros in a database of their own: series of literal values in, rows as dictionaries out."""

from collections.abc import Callable
from pathlib import Path

import duckdb

START = 2023 * 12 + 3  # April 2023, as a running number of months
COLUMNS = "series varchar, segment integer, step integer, month date, value double, takes_part boolean, "


def connect(root: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for macros in ("20_statistics", "30_control_limits"):
        connection.execute((root / f"queries/macros/{macros}.sql").read_text())
    connection.execute(
        f"create table points ({COLUMNS} margin double, under_5 boolean, seasonal boolean, homes integer)"
    )
    return connection


def chart_of(connection: duckdb.DuckDBPyConnection) -> Callable[..., list[dict]]:
    """Rows of a macro for one series: `chart([12, 15, None, …], macro="xmr")`, in the order of months."""

    def ask(
        values, macro="usual_range", segments=None, seasonal=False, options="", start=START, step=1, **columns
    ) -> list[dict]:
        """columns: takes_part, margin, under_5, homes, each a list as long as the values."""
        n = len(values)
        rows = zip(
            ["a"] * n,
            segments or [0] * n,
            [step] * n,
            [first_day(start + place * step) for place in range(n)],
            values,
            columns.get("takes_part") or [True] * n,
            columns.get("margin") or [0] * n,
            columns.get("under_5") or [False] * n,
            [seasonal] * n,
            columns.get("homes") or [None] * n,
            strict=True,
        )
        connection.execute("truncate points")
        literal = ", ".join("(" + ", ".join(map(sql_of, row)) + ")" for row in rows)
        connection.execute(f"insert into points values {literal}")
        answer = connection.execute(f"select * from {macro}(points{options}) order by month")
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    return ask


def first_day(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}-01"


def sql_of(value: object) -> str:
    return "null" if value is None else f"'{value}'" if isinstance(value, str) else f"{value!r}"
