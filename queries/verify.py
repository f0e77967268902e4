"""Whether a file is a whole store: every block is read, every table is there, what must agree agrees."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from queries import faults, schema
from queries.fetching import one_row, one_value
from queries.refusals import StoreUnusable


@dataclass(frozen=True)
class Verified:
    """What a whole store holds, so that a person sees whether it is the right one."""

    version: int
    members: int
    returns: int
    incidents: int
    last_saved: datetime | None
    last_closed: date | None

    def in_words(self) -> str:
        saved = f", the last one saved on {self.last_saved:%Y-%m-%d}" if self.last_saved else ""
        closed = f"closed up to the quarter from {self.last_closed:%Y-%m}" if self.last_closed else "no quarter closed"
        return (
            f"{self.members} members, {self.returns:,} returns{saved}, {self.incidents:,} incidents; {closed}. "
            f"Store version {self.version}."
        )


def verify(path: Path) -> Verified:
    """Read the whole file. Raises StoreInUse, StoreUnusable with the first thing that is wrong."""
    if not path.exists():
        raise StoreUnusable(f"There is no file {path}.")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.IOException as error:
        raise faults.while_opening(error, path) from None
    except duckdb.Error:
        raise StoreUnusable(f"{path} is not a store of this program.") from None
    try:
        return _verified(connection, path)
    except duckdb.Error:
        raise faults.damaged(path) from None
    finally:
        connection.close()


def _verified(cursor: duckdb.DuckDBPyConnection, path: Path) -> Verified:
    version = schema.version_of(cursor, str(path))
    if version > schema.VERSION:
        message = f"{path} was made by a newer version of this program (store version {version})."
        raise StoreUnusable(message)
    for table in schema.missing_tables(cursor, version):
        raise faults.damaged(path, f"without its table {table}")
    for table in schema.tables(version):
        cursor.execute(f"select count(*), bit_xor(hash(columns(*))) from {table}").fetchall()  # reads every column
    for what, sql in (MUST_BE_NONE | (COUNTED if "incident_count" in schema.tables(version) else {})).items():
        if one_value(cursor.execute(sql), int):
            raise faults.damaged(path, what)
    members, returns, incidents, last_saved = one_row(cursor.execute(_FOUND))
    quarters = "select max(quarter) from closing" if version > 1 else "select null"
    (last_closed,) = one_row(cursor.execute(quarters))
    return Verified(version, members, returns, incidents, last_saved, last_closed)


MUST_BE_NONE = {
    "incidents without their return": "select count(*) from incident anti join member_return using (return_id)",
    "returns of no member": "select count(*) from member_return anti join member using (member)",
    "a return that is there twice": "select count(*) - count(distinct return_id) from member_return",
    "a return with more or fewer incidents than were saved": """
        select count(*) from (
            select return_id, any_value(rows) as saved, count(incident.return_id) as held
            from member_return left join incident using (return_id)
            group by return_id
        )
        where held <> saved and return_id not in (select return_id from cleared)
    """,
    "nobody who coordinates": "select count(*) = 0 from person where role = 'coordinator'",
}

COUNTED = {
    "incidents that are counted otherwise": """
        select count(*)
        from incident_count
        full join (select return_id, month, category, count(*) as n from incident group by all) as held
            using (return_id, month, category)
        where incident_count.n is distinct from held.n
    """,
}
"""Of a store that has the counts."""

_FOUND = """
select (select count(*) from member), (select count(*) from member_return), (select count(*) from incident),
       (select max(saved_at) from member_return)
"""
