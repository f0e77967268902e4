"""A return and its rows, as the store keeps them."""

import pyarrow as pa
from duckdb import DuckDBPyConnection as Cursor

from ingest import tally
from ingest.intake import Preview
from ingest.matching import drafts, saved
from queries.clock import now
from queries.fetching import one_value
from queries.store import Store

ROW_GROUP = 122_880  # DuckDB's


def write_return(
    store: Store, cursor: Cursor, preview: Preview, who: str, accepted: list[str], confirmed: list[str]
) -> str:
    """Write what was previewed, within a transaction that holds the member's row; the new return's id."""
    tables = preview.tables
    count = tables.sql("select count(*) + 1 from {returns} where member = ?")
    order = one_value(cursor.execute(count, [preview.member]), int)
    return_id = f"{preview.member}-{tables.mark}{order:04d}"
    version = None
    if preview.matching is not None:
        version = saved.save(cursor, preview.member, preview.matching, preview.matching_name, who)
        drafts.forget(cursor, preview.member, preview.matching.standard)
    of_its_own = {"kind": preview.kind} if preview.of == "incidents" else {"judged_on": store.today()}
    row = {
        "return_id": return_id, "member": preview.member, "saved_order": order,
        "from_month": preview.from_month, "to_month": preview.to_month,
        "rows": preview.rows, "left_out": sum(preview.left_out.values()), "fields": list(preview.fields),
        "file_sha256": preview.file_sha256, "file_bytes": preview.file_bytes, "matching_version": version,
        "confirmed": confirmed, "accepted": accepted, "saved_by": who, "saved_at": now(), **of_its_own,
    }  # fmt: skip
    places = ", ".join(f"${name}" for name in row)
    cursor.execute(
        tables.sql("insert into {returns} ({columns}) values ({places})", columns=", ".join(row), places=places), row
    )
    if preview.incidents is not None and preview.rows:
        # one batch per row group: a table in one batch is written by one thread, at half the speed
        batches = preview.incidents.to_batches(max_chunksize=ROW_GROUP)
        cursor.register("incoming", pa.Table.from_batches(batches))
        insert = tables.sql("insert into {rows} by name select $return_id as return_id, * from incoming")
        cursor.execute(insert, {"return_id": return_id})
        if preview.of == "incidents":
            tally.count(cursor, return_id, "incoming")
        cursor.unregister("incoming")
    return return_id
