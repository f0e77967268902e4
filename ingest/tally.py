"""How many incidents a return has by month and category, kept beside its rows: a million rows take seconds to count."""

from duckdb import DuckDBPyConnection as Cursor


def count(cursor: Cursor, return_id: str, rows: str) -> None:
    """In the transaction that writes the rows of a return. rows: a table of them (month, category, …)."""
    cursor.execute(
        f"insert into incident_count select ?, month, category, count(*) from {rows} group by all", [return_id]
    )
