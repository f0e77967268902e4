"""A store whose file is moved, deleted, replaced or damaged under the running program: refused at the next write."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from queries import faults, schema
from queries.refusals import DiskFull, StoreGone, StoreInUse, StoreUnusable
from queries.store import Store
from tests.queries.small_group import SmallGroup


@pytest.fixture
def store(tmp_path):
    store = SmallGroup(tmp_path / "group.duckdb").store
    save(store)
    yield store
    store.close()


def save(store) -> None:
    with store.write() as cursor:
        store.record(cursor, "somebody", "settings")


def other_store(path: Path) -> Path:
    SmallGroup(path).store.close()
    return path


def overwrite(path: Path) -> None:
    """As `cp backup store` does it: the same file, with another content."""
    content = other_store(path.with_name("other.duckdb")).read_bytes()
    with path.open("r+b") as file:
        file.write(content)
        file.truncate(len(content))


@pytest.mark.parametrize(
    "happens",
    [
        lambda path: path.unlink(),
        lambda path: path.rename(path.with_name("moved.duckdb")),
        lambda path: os.replace(other_store(path.with_name("other.duckdb")), path),
        lambda path: shutil.copy(path.replace(path.with_name("moved.duckdb")), path),
        lambda path: Path(f"{path}.wal").unlink(),
    ],
    ids=["deleted", "moved", "replaced", "a copy of itself", "its log deleted"],
)
def test_it_is_noticed_at_the_next_write(store, happens):
    happens(store.path)
    with pytest.raises(StoreGone, match="Nothing was saved"):
        save(store)
    with pytest.raises(StoreGone):
        store.note("somebody", "download")
    assert store.health()[0] is False
    assert str(store.path.parent) not in store.health()[1]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="where open files cannot be overwritten by others")
def test_a_file_that_is_overwritten_in_place_is_noticed_too(store):
    code = f"import tests.queries.test_store_file as t, pathlib; t.overwrite(pathlib.Path({str(store.path)!r}))"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(StoreGone):
        save(store)


def test_what_the_program_does_itself_is_no_alarm(store, tmp_path):
    for _ in range(3):
        save(store)
        store.checkpoint()
        save(store)
        store.cursor().execute("checkpoint")
        with store.rehearse() as cursor:
            cursor.execute("update member set name = 'x'")
    assert store.health() == (True, "ok")


def test_looking_at_the_file_keeps_the_lock_on_it(store):
    save(store)
    code = f"import duckdb; duckdb.connect({str(store.path)!r})"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "lock" in other.stderr


def damage(path: Path, at: int, size: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * size)


@pytest.mark.parametrize("at", [0, 4096, 12288], ids=["its first block", "its headers", "its list of tables"])
def test_a_damaged_store_is_called_damaged_or_no_store_and_never_in_use(tmp_path, at):
    path = other_store(tmp_path / "group.duckdb")
    damage(path, at, path.stat().st_size - at if at else 4096)
    with pytest.raises(StoreUnusable) as refused:
        Store.open(path)
    assert not isinstance(refused.value, StoreInUse)
    assert "in use" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('IO Error: Could not set lock on file "a": Conflicting lock is held in x (PID 1)', StoreInUse),
        ('IO Error: Cannot open file "a": … it is being used by another process.', StoreInUse),
        ("IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 0", StoreUnusable),
        ('IO Error: Could not read enough bytes from file "a": attempted to read 262144 bytes', StoreUnusable),
        ('IO Error: The file "blocks.duckdb" exists, but it is not a valid DuckDB database file!', StoreUnusable),
        ('IO Error: Could not write file "a": No space left on device', DiskFull),
    ],
)  # fmt: skip
def test_what_an_error_at_opening_means(text, kind):
    assert type(faults.while_opening(duckdb.IOException(text), Path("a"))) is kind


@pytest.mark.dose(4)
@pytest.mark.parametrize("table", schema.tables())
def test_a_table_that_is_missing_is_not_made_anew(tmp_path, table):
    path = other_store(tmp_path / "group.duckdb")
    connection = duckdb.connect(str(path))
    connection.execute(f"drop table {table} cascade")
    connection.close()
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(StoreUnusable):
            Store.open(path)
    assert path.read_bytes() == before


def test_the_tables_of_version_one_are_those_that_no_upgrade_adds():
    assert set(schema.tables(1)) == {
        *("setting", "member", "how_we_record", "homes", "person", "session", "audit", "event", "matching"),
        *("matching_offer", "code", "member_return", "incident", "cleared"),
    }
