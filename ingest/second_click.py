"""A second click on Save, while the first one was saving: it finds its return saved, and writes nothing."""

import contextlib

from ingest.intake import Preview
from ingest.intake.preview import save_count
from queries.store import Store
from queries.viewer import Viewer


def saved_by_the_first(store: Store, viewer: Viewer, preview: Preview) -> str | None:
    """The return where this person has saved the same rows since the preview was made; else None."""
    with contextlib.closing(store.cursor()) as cursor:
        if save_count(cursor, preview.member) != preview.saves + 1:
            return None
        found = cursor.execute(preview.tables.sql(_NEWEST), [preview.member]).fetchone()
        same = (preview.from_month, preview.to_month, preview.kind, preview.rows, preview.file_sha256, viewer.signature)
        if found is None or found[1:] != same or (preview.rows and not _holds(cursor, preview, found[0])):
            return None
    return found[0]


def _holds(cursor, preview: Preview, return_id: str) -> bool:
    """Whether a return holds exactly the rows of the preview."""
    columns = ", ".join(preview.incidents.column_names)
    saved_ones = f"select {columns} from {preview.tables.rows} where return_id = $return_id"
    cursor.register("incoming", preview.incidents)
    differing = cursor.execute(
        f"select count(*) from (({saved_ones} except all from incoming) "
        f"union all (select {columns} from incoming except all {saved_ones}))",
        {"return_id": return_id},
    ).fetchone()[0]
    cursor.unregister("incoming")
    return differing == 0


_NEWEST = """
select return_id, from_month, to_month, {kind}, rows, file_sha256, saved_by from {returns}
where member = ? and withdrawn_at is null order by saved_order desc limit 1
"""
