"""A second click on Save, while the first one was saving: it finds its return saved, and writes nothing."""

import contextlib

from duckdb import DuckDBPyConnection as Cursor

from ingest.intake import Preview
from ingest.intake.preview import save_count
from queries.fetching import one_value
from queries.store import Store
from queries.viewer import Viewer


def saved_by_the_first(store: Store, viewer: Viewer, preview: Preview) -> str | None:
    """The return where this person has saved the same rows since the preview was made; else None."""
    with contextlib.closing(store.cursor()) as cursor:
        if preview.saves is None or save_count(cursor, preview.member) != preview.saves + 1:
            return None
        found = cursor.execute(preview.tables.sql(_NEWEST), [preview.member]).fetchone()
        same = (preview.from_month, preview.to_month, preview.kind, preview.rows, preview.file_sha256, viewer.signature)
        if found is None or found[1:] != same or not _holds(cursor, preview, found[0]):
            return None
    return str(found[0])


def _holds(cursor: Cursor, preview: Preview, return_id: str) -> bool:
    """Whether a return, of as many rows, holds exactly those of the preview."""
    if preview.incidents is None or not preview.rows:
        return True
    columns = ", ".join(preview.incidents.column_names)
    saved_ones = f"select {columns} from {preview.tables.rows} where return_id = $return_id"
    cursor.register("incoming", preview.incidents)
    cursor.execute(
        f"select count(*) from (({saved_ones} except all from incoming) "
        f"union all (select {columns} from incoming except all {saved_ones}))",
        {"return_id": return_id},
    )
    differing = one_value(cursor, int)
    cursor.unregister("incoming")
    return differing == 0


_NEWEST = """
select return_id, from_month, to_month, {kind}, rows, file_sha256, saved_by from {returns}
where member = ? and withdrawn_at is null order by saved_order desc limit 1
"""
