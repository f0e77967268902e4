"""A full disk: nothing is lost or half written, reading goes on, and when there is room the store works on."""

import contextlib
import shutil
import subprocess

import duckdb
import pytest

from queries import connection
from queries.refusals import DiskFull
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

COORDINATOR = Viewer.coordinator("coordinator@group.example")
FULL = 'TransactionContext Error: Failed to commit: Could not write file "x.wal": No space left on device'


class SmallDisk:
    """A file system of six megabytes; where none may be mounted, DuckDB's own error stands in for it."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.monkeypatch, self.filler = folder, monkeypatch, folder / "filler"
        mount = [shutil.which("mount") or "false", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
        self.is_mounted = subprocess.run(mount, capture_output=True).returncode == 0

    @contextlib.contextmanager
    def filled(self):
        if not self.is_mounted:
            with self.monkeypatch.context() as patch:
                patch.setattr(connection.Connection, "cursor", lambda store: _NoRoom(store._connection.cursor()))
                yield
            return
        with contextlib.suppress(OSError), self.filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        yield
        self.filler.unlink()


class _NoRoom:
    """A cursor that can read; its transactions fail as on a full disk."""

    def __init__(self, cursor):
        self._cursor = cursor

    def __getattr__(self, name):
        return getattr(self._cursor, name)

    def commit(self):
        self._cursor.rollback()
        raise duckdb.TransactionException(FULL)

    def execute(self, sql, values=None):
        if sql.startswith(("checkpoint", "insert into audit")) and not values:
            raise duckdb.TransactionException(FULL)
        return self._cursor.execute(sql, values)


@pytest.fixture
def disk(tmp_path, monkeypatch):
    folder = tmp_path / "disk"
    folder.mkdir()
    made = SmallDisk(folder, monkeypatch)
    yield made
    if made.is_mounted:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def store(disk):
    store = SmallGroup(disk.folder / "group.duckdb").store
    yield store
    store.close()


def fill(cursor, rows: int) -> None:
    cursor.execute(
        "insert into matching select 'alder', 1, md5(random()::varchar), repeat(md5(random()::varchar), 4), 'x', null "
        f"from range({rows})"
    )


def held(store) -> int:
    return store.cursor().execute("select count(*) from matching").fetchone()[0]


def test_a_full_disk_at_the_commit_is_said_and_the_store_works_on(store, disk):
    with store.write() as cursor:
        fill(cursor, 10)
    with disk.filled():
        for _ in range(3):
            with pytest.raises(DiskFull, match="server's disk is full"), store.write() as cursor:
                fill(cursor, 3_000)
            assert held(store) == 10
            assert len(store.ask("members", COORDINATOR)) == 7, "reading goes on"
        assert store.health() == (False, "The store can be read but not written: the disk is full.")
    with store.write() as cursor:
        fill(cursor, 5)
    assert (held(store), store.health()) == (15, (True, "ok"))
    store.close()
    again = Store.open(store.path)
    assert held(again) == 15
    again.close()


def test_a_fault_that_ends_the_database_is_outlived(store, disk):
    """A checkpoint without room: DuckDB answers nothing more until it is opened anew."""
    with store.write() as cursor:
        fill(cursor, 3_000)
    with disk.filled():
        with pytest.raises(DiskFull):
            store.checkpoint()
        assert held(store) == 3_000
        assert len(store.ask("members", COORDINATOR)) == 7
    with store.write() as cursor:
        fill(cursor, 5)
    store.checkpoint()
    assert held(store) == 3_005


def test_that_somebody_was_here_is_left_out_where_there_is_no_room(store, disk):
    with disk.filled():
        for _ in range(5):
            store.jot(("insert into matching select 'alder', 1, repeat('x', 1000000), null, null, null", []))
        assert len(store.ask("members", COORDINATOR)) == 7
