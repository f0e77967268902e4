"""How many incidents a return has by month and category, kept beside its rows: a million rows take seconds to count."""

from duckdb import DuckDBPyConnection as Cursor


def count(cursor: Cursor, return_id: str, rows: str) -> None:
    """In the transaction that writes the rows of a return. rows: a table of them (month, category, …)."""
    cursor.execute(
        f"insert into incident_count select ?, month, category, count(*) from {rows} group by all", [return_id]
    )


def count_all(cursor: Cursor) -> None:
    """Of every return anew, after rows were written in another way."""
    cursor.execute("delete from incident_count")
    cursor.execute("insert into incident_count select return_id, month, category, count(*) from incident group by all")
