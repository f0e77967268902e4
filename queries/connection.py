"""The one connection of a process to its store: one writer at a time, a cursor each, opened anew where it broke."""

import contextlib
import threading
import time
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb

from queries import faults
from queries.refusals import ChangedMeanwhile, DiskFull, QueryRefused, StoreUnusable
from queries.store_file import StoreFile
from queries.versions import Versions

STORAGE = "v1.5.0"  # of a new file: its rows are packed at half the cost
REOPENINGS = 100  # tries, a tenth of a second apart
LONGEST_WAIT = 60  # seconds for the writer before; the longest write, a million rows, takes some five


class Connection:
    """`version` changes with every write, `versions` say what was written: answers are kept on them."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection):
        self.path = path
        self.version = 0
        self.versions = Versions()
        self.is_closed = False
        self._connection = connection
        self._file: StoreFile | None = None  # None: in memory
        self._writing = threading.RLock()  # one writer at a time: else two of them could take the same number
        self._is_full = False  # the last write found no room
        self._owed: list[tuple[str, list[Any]]] = []  # what had no room: the next write does it first

    def close(self) -> None:
        self.is_closed = True
        self._connection.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()

    @contextlib.contextmanager
    def write(self, changes: Collection[str] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, and no other meanwhile: all of it or nothing.

        changes: the sources of answers that it touches, as in `Versions`; None where it may be any.

        Raises ChangedMeanwhile, DiskFull, StoreGone and StoreUnusable in place of DuckDB's errors that mean these.
        """
        with self._one_writer(), contextlib.closing(self.cursor()) as cursor:
            cursor.begin()
            try:
                for sql, values in self._owed:
                    cursor.execute(sql, values)
                yield cursor
                cursor.commit()
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise
            self._owed.clear()
            self.version += 1
            self.versions.note(changes)

    @contextlib.contextmanager
    def _one_writer(self) -> Iterator[None]:
        if not self._writing.acquire(timeout=LONGEST_WAIT):
            raise ChangedMeanwhile("The store is busy with another save. Nothing of yours was saved: try again.")
        connection = self._connection
        try:
            if self._file:
                self._file.check()
            yield
            self._is_full = False
            if self._file:
                self._file.note_written()
        except duckdb.Error as error:
            refusal = faults.while_writing(error, self.path)
            if isinstance(error, duckdb.FatalException):
                self.reopen(connection)
            if refusal is None:
                raise
            self._is_full = isinstance(refusal, DiskFull)
            raise refusal from None
        finally:
            self._writing.release()

    def checkpoint(self) -> None:
        """Write everything that was saved into the file itself, and give room back."""
        with self._one_writer(), contextlib.closing(self.cursor()) as cursor:
            cursor.execute("checkpoint")

    def reopen(self, broken: duckdb.DuckDBPyConnection) -> None:
        """DuckDB answers nothing more after some faults, such as a full disk at a checkpoint: only a new connection
        does. What was committed is in the file and its log. Raises what `connect` raises."""
        with self._writing:
            if self._file is None or self._connection is not broken:
                return  # another thread has done it
            broken.close()
            try:
                self._connection = _connect_anew(self.path)
                self._file = StoreFile(self.path)
            except BaseException:
                self.is_closed = True
                raise

    @contextlib.contextmanager
    def rehearse(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction of which nothing is kept; nothing else is written meanwhile."""
        with self._writing, contextlib.closing(self.cursor()) as cursor:
            cursor.begin()
            try:
                yield cursor
            finally:
                cursor.rollback()

    def jot(self, sql: str, values: list[Any]) -> None:
        """A write that no answer rests on, and that is left out where it would have to wait or finds no room."""
        if not self._writing.acquire(timeout=0.1):
            return
        try:
            with contextlib.suppress(QueryRefused), self._one_writer(), contextlib.closing(self.cursor()) as cursor:
                cursor.execute(sql, values)
        finally:
            self._writing.release()

    def health(self) -> tuple[bool, str]:
        """Whether it answers and can be written to, and a sentence for whoever watches the server."""
        connection = self._connection
        try:
            if self._file:
                self._file.check()
            with contextlib.closing(self.cursor()) as cursor:
                cursor.execute("select count(*) from setting").fetchone()
        except duckdb.FatalException:
            self.reopen(connection)
            return False, "The store did not answer and was opened again."
        except QueryRefused as refusal:
            return False, f"The store does not answer: {refusal.kind}."
        except duckdb.Error:
            return False, "The store does not answer."
        if self._is_full:
            return False, "The store can be read but not written: the disk is full."
        return True, "ok"


def connect(path: Path, is_new: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE} if is_new else {})
    except duckdb.IOException as error:
        raise faults.while_opening(error, path) from None
    except duckdb.Error:
        raise StoreUnusable(f"{path} is not a store of this program.") from None


def lock_down(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """From now on this connection reaches no file but the backup's."""
    beside = [f"{path}.backup{end}" for end in ("", ".wal", ".wal.checkpoint", ".wal.recovery")]
    allowed = ", ".join("'" + name.replace("'", "''") + "'" for name in beside)
    connection.execute(f"set allowed_paths = [{allowed}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _connect_anew(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that answers: the broken database stays until the last cursor of it is closed."""
    for _ in range(REOPENINGS):
        connection = connect(path, is_new=False)
        try:
            connection.execute("select 1")
            lock_down(connection, path)
            return connection
        except duckdb.FatalException:
            connection.close()
            time.sleep(0.1)
    raise StoreUnusable(
        "The store could not be opened again. Start the dashboard anew.", "it could not be opened again"
    )
