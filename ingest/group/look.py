"""A look at a quarter before it is closed: what everybody would see of it, on a store in memory.

A look shows families by quarter only, and it fixes which returns of the coordinator's own member count
(`closing_steps.fix_own`).
"""

from datetime import date

from duckdb import DuckDBPyConnection as Cursor

from ingest import months
from ingest.group import came_later
from ingest.group import closing_steps as steps
from ingest.group.closing import check_quarter, check_right, quarters_to_close
from ingest.writing import writing
from queries.fetching import one_value
from queries.store import Store
from queries.viewer import Viewer


def look_at(store: Store, viewer: Viewer, quarter: date) -> Store:
    """What others would see if the quarter, and the earlier ones that wait, were closed now. To be closed after use.

    Raises NotAllowed, Refused.
    """
    check_right(viewer)
    check_quarter(quarter, store.today())
    waiting = [each for each in quarters_to_close(store) if each <= quarter]
    with writing(store) as cursor:
        for each in waiting:
            steps.fix_own(cursor, each, viewer.member)
        store.record(cursor, viewer.signature, "look before closing", None, months.shown(quarter))
    seen = Store.in_memory()
    with store.rehearse() as cursor:
        before = one_value(cursor.execute("select coalesce(max(closing), 0) from closing"), int)
        for each in waiting:
            steps.close_quarter(cursor, each, viewer.signature)
        for each, member in came_later.found(cursor, quarter):
            came_later.add(cursor, each, member)
        steps.add_years(cursor)
        _copy_public(cursor, seen, before)
    return seen


def _copy_public(cursor: Cursor, seen: Store, before: int) -> None:
    with seen.write() as target:
        for table, rows in {**_LISTS, "shown": _SHOWN.format(before=before)}.items():
            target.register("incoming", cursor.execute(rows).to_arrow_table())
            target.execute(f"insert into {table} by name select * from incoming")
            target.unregister("incoming")
        seen.fit_fields(target)


_LISTS = {
    table: f"select * from {table}"
    for table in (
        *("member", "homes", "how_we_record", "event", "code", "field"),
        *("closing", "closing_member", "shown_homes", "shown_column", "erratum"),
    )
} | {
    "setting": "select * from setting where name not in ('schema_version', 'sql')",
    "member_return": "select member || month as return_id, member, 1 as saved_order, month as from_month, "
    "month as to_month from returned_month",
}

# of quarters that are closed already everything; of those looked at families by quarter
_SHOWN = """
select * from shown where closing <= {before} or (unit = 'quarter' and category is null and field is null)
"""
