"""The store's tables, views and macros: made, upgraded step by step, and not run again while nothing changed."""

import hashlib
import re
from pathlib import Path

import duckdb

from queries import fields
from queries.refusals import StoreUnusable

VERSION = 9
FOLDER = Path(__file__).parent
MACROS = tuple(sorted((FOLDER / "macros").glob("*.sql")))  # numbered in the order they are run
UPGRADES = {int(file.name[:4]): file for file in sorted((FOLDER / "upgrades").glob("*.sql"))}


def version_of(cursor: duckdb.DuckDBPyConnection, name: str) -> int:
    """The version a store has. StoreUnusable where it is none of this program."""
    try:
        row = cursor.execute("select max(value::integer) from setting where name = 'schema_version'").fetchone()
    except duckdb.Error:
        row = None
    if not row or row[0] is None:
        raise StoreUnusable(f"{name} is not a store of this program.")
    return int(row[0])


def setting(cursor: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """The newest value of a setting: they are added to, never changed."""
    newest = "select value from setting where name = ? order by set_order desc limit 1"
    found = cursor.execute(newest, [name]).fetchone()
    return str(found[0]) if found and found[0] is not None else None


def missing_tables(cursor: duckdb.DuckDBPyConnection, version: int) -> list[str]:
    """The tables that a store of this version must have and this one has not: it is damaged, never made anew."""
    held = {name for (name,) in cursor.execute("select table_name from duckdb_tables()").fetchall()}
    return [name for name in tables(version) if name not in held]


def tables(version: int = VERSION) -> list[str]:
    """The tables of a store of this version, from the newest version's and what each upgrade adds."""
    newest = _TABLE.findall(MACROS[0].read_text("utf-8"))
    later = [file for number, file in UPGRADES.items() if number > version]
    added = {name for file in later for names in _ADDED.findall(file.read_text("utf-8")) for name in names.split()}
    return [name for name in newest if name not in added]


_TABLE = re.compile(r"^create table if not exists (\w+)", re.MULTILINE)
_ADDED = re.compile(r"^-- new tables: (.*)$", re.MULTILINE)


def make(cursor: duckdb.DuckDBPyConnection) -> None:
    """The newest tables, empty."""
    _run(cursor, MACROS[0])
    cursor.execute(_SET, ["schema_version", str(VERSION)])


def upgrade(cursor: duckdb.DuckDBPyConnection, found: int) -> None:
    """Each step from the version found to the newest, in order; what a step needs of newer tables is made first."""
    if found < VERSION:
        _run(cursor, MACROS[0])
    for version in range(found + 1, VERSION + 1):
        _run(cursor, UPGRADES[version])
        cursor.execute(_SET, ["schema_version", str(version)])


def fit(cursor: duckdb.DuckDBPyConnection) -> None:
    """Columns, views and macros as this program and the store's table `field` want them; nothing where they are so."""
    wanted = fingerprint(cursor)
    if setting(cursor, "sql") == wanted:
        return
    fields.add_columns(cursor)
    make_views(cursor)
    cursor.execute("delete from kept_answer")
    cursor.execute("delete from setting where name = 'sql'")
    cursor.execute(_SET, ["sql", wanted])


def make_views(cursor: duckdb.DuckDBPyConnection, *, read_once_from: str | None = None) -> None:
    """The views and macros, as the store's table `field` wants them. read_once_from: see `incident_code_view`."""
    cursor.execute(fields.incident_code_view(cursor, read_once_from=read_once_from))
    for file in MACROS[1:]:
        _run(cursor, file)


def fingerprint(cursor: duckdb.DuckDBPyConnection) -> str:
    """Of everything the views and macros are made from."""
    listed = cursor.execute("select field, type, coded from field order by position").fetchall()
    digest = hashlib.sha256(repr(listed).encode())
    for file in MACROS:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _run(cursor: duckdb.DuckDBPyConnection, file: Path) -> None:
    cursor.execute(file.read_text(encoding="utf-8"))


_SET = """
insert into setting select ?, ?, 'program', now()::timestamp, coalesce(max(set_order), 0) + 1 from setting
"""
