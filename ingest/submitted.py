"""The list of returns for the command line."""

import contextlib
from typing import Any

from ingest.file_tables import tables_of
from ingest.standard import FILES
from queries.store import Store


def every_return(store: Store, of: str = "incidents") -> list[dict[str, Any]]:
    """Every return of every member, of incidents or of hazards, oldest first, and whether it counts."""
    with contextlib.closing(store.cursor()) as cursor:
        rows: list[dict[str, Any]] = (
            cursor.execute(tables_of(FILES[of]).sql(_EVERY_RETURN)).to_arrow_table().to_pylist()
        )
    return rows


_EVERY_RETURN = """
with counting as (select return_id, count(*) as counting from {current_months} group by return_id)
select return_id as "return", member, {kind} as kind,
       strftime(from_month, '%Y-%m') as "from", strftime(to_month, '%Y-%m') as "to", rows, left_out,
       replace(return_status(withdrawn_at, counting, from_month, to_month), ' ', '_') as status,
       saved_by, strftime(saved_at, '%Y-%m-%dT%H:%M:%SZ') as saved_at,
       withdrawn_by, strftime(withdrawn_at, '%Y-%m-%dT%H:%M:%SZ') as withdrawn_at
from {returns} left join counting using (return_id)
order by member, saved_order
"""
