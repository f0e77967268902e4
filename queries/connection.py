"""The one connection of a process to its store: one writer at a time, a cursor each, opened anew where it broke."""

import contextlib
import itertools
import threading
from collections.abc import Callable, Collection, Iterator
from typing import Any

import duckdb

from queries.engine import File
from queries.refusals import ChangedMeanwhile, DiskFull, QueryRefused
from queries.store_file import StoreFile
from queries.versions import Versions

SHORT_WAIT = 0.1  # seconds, for what may be left out
LONGEST_WAIT = 60  # seconds for the writer before; the longest write, a million rows, takes some five
_NUMBERS = itertools.count()


class Connection:
    """`version` changes with every write but `jot`'s, `versions` say what was written: answers are kept on them."""

    def __init__(self, engine: File, connection: duckdb.DuckDBPyConnection):
        self.engine = engine
        self.path = engine.path
        self.number = next(_NUMBERS)  # no other store of this process has it, also none in memory or opened again
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
        try:
            return self.engine.cursor(self._connection)
        except duckdb.FatalException:
            raise
        except duckdb.Error as error:
            raise self.engine.refusal(error) or error from None

    def look_again(self) -> None:
        """Learn what other processes have written: once a run, where there can be any."""
        try:
            with contextlib.closing(self.cursor()) as cursor:
                written = self.engine.written(cursor)
        except duckdb.Error as error:
            raise self.engine.refusal(error) or error from None
        if written is not None and self.versions.take(written):
            self.version += 1

    @contextlib.contextmanager
    def write(self, changes: Collection[str] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction, and no other meanwhile: all of it or nothing.

        changes: the sources of answers that it touches, as in `Versions`; None where it may be any.

        Raises ChangedMeanwhile, DiskFull, StoreGone and StoreUnusable in place of DuckDB's errors that mean these.
        """
        with self._one_writer():  # until it is known here what was written
            with self._transaction() as cursor:
                for sql, values in self._owed:
                    cursor.execute(sql, values)
                yield cursor
                self.engine.note_written(cursor, changes)
            self._owed.clear()
            self.version += 1
            self.versions.note(changes)
        self.engine.after_commit(self._connection)

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._one_writer(), contextlib.closing(self.cursor()) as cursor:
            self.engine.begin(cursor)
            try:
                yield cursor
                cursor.commit()
            except BaseException:
                with contextlib.suppress(duckdb.Error):
                    cursor.rollback()
                raise

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
            refusal = self.engine.refusal(error)
            if isinstance(error, duckdb.FatalException):
                self.reopen(connection)
            if refusal is None:
                raise
            self._is_full = isinstance(refusal, DiskFull)
            raise refusal from None
        finally:
            self._writing.release()

    def checkpoint(self) -> None:
        """Write everything that was saved into the store itself, and give room back."""
        with self._one_writer(), contextlib.closing(self.cursor()) as cursor:
            self.engine.give_room_back(cursor)

    def reopen(self, broken: duckdb.DuckDBPyConnection) -> None:
        """DuckDB answers nothing more after some faults, such as a full disk at a checkpoint: only a new connection
        does. What was committed is in the file and its log. Raises what `connect` raises."""
        with self._writing:
            if self._file is None or self._connection is not broken:
                return  # another thread has done it
            broken.close()
            try:
                self._connection = self.engine.connect_anew()
                self._file = self.engine.watched()
            except BaseException:
                self.is_closed = True
                raise

    @contextlib.contextmanager
    def rehearse(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction of which nothing is kept; nothing else is written meanwhile."""
        with self._writing, contextlib.closing(self.cursor()) as cursor:
            self.engine.begin(cursor)
            try:
                yield cursor
            finally:
                cursor.rollback()

    def jot(self, *statements: tuple[str, list[Any]], changes: Collection[str] = (), wait: float = SHORT_WAIT) -> bool:
        """One transaction that is left out where it would have to wait longer (seconds) or finds no room. Whether it
        was written. `version` stays as it is: no figure rests on it.

        changes: the sources of answers that it touches, as `write`.
        """
        if not self._writing.acquire(timeout=wait):
            return False
        try:
            with self._transaction() as cursor:
                for sql, values in statements:
                    cursor.execute(sql, values)
                self.engine.note_written(cursor, changes)
            self.versions.note(changes)
        except QueryRefused:
            return False
        finally:
            self._writing.release()
        return True

    def jot_in_passing(self, statements: Callable[[], list[tuple[str, list[Any]]]]) -> None:
        """jot, unless somebody is writing. statements: what is still worth it, asked while nobody else can write."""
        if not self._writing.acquire(blocking=False):
            return
        try:
            if found := statements():
                self.jot(*found)
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
