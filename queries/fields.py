"""The standard's fields as columns of `incident`, and the view `incident_code` over the coded ones.

The store's own table `field` says which there are (ingest copies the standard into it), so that a field is defined in
one place.
"""

import duckdb

TYPES = ("varchar", "varchar[]", "boolean", "integer")


def add_columns(cursor: duckdb.DuckDBPyConnection) -> None:
    """A column of `incident` for every field that has none. Columns of fields that went stay, with what they hold."""
    there = {
        row[0]
        for row in cursor.execute("select column_name from duckdb_columns() where table_name = 'incident'").fetchall()
    }
    for field, kind in cursor.execute("select field, type from field order by position").fetchall():
        if kind not in TYPES:
            raise ValueError(f"{field}: a column of incident has one of the types {', '.join(TYPES)}, not {kind!r}")
        if field not in there:
            cursor.execute(f'alter table incident add column "{field}" {kind}')


def incident_code_view(cursor: duckdb.DuckDBPyConnection, *, read_once_from: str | None = None) -> str:
    """SQL of the view: one row per incident, coded field and code that it has; nothing for a field not given.

    read_once_from: the table of incidents, where it is read whole and once. A file is faster read once a field, as it
    skips rows and columns.
    """
    coded = cursor.execute("select field, type from field where coded order by position").fetchall()
    rows = [_codes(field, kind) for field, kind in coded] or [_NOTHING]
    held = f"with incident as materialized (select * from {read_once_from})\n" if read_once_from else ""
    return f"create or replace view incident_code as\n{held}" + "\nunion all\n".join(rows)


def _codes(field: str, kind: str) -> str:
    start = f"select return_id, incident_ref, month, category, '{field}' as field, "
    if kind == "varchar[]":
        return f'{start}unnest(list_distinct("{field}")) as code from incident'
    code = f"""if("{field}", 'yes', 'no')""" if kind == "boolean" else f'"{field}"'
    return f'{start}{code} as code from incident where "{field}" is not null'


_NOTHING = (
    "select return_id, incident_ref, month, category, null::varchar as field, null::varchar as code "
    "from incident where false"
)
