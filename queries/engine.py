"""How a store is opened, written to and watched: a file of DuckDB. Of PostgreSQL: postgres.py."""

import contextlib
import time
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from queries import faults, kept, schema
from queries.fetching import one_value
from queries.refusals import QueryRefused, StoreUnusable
from queries.store_file import StoreFile

STORAGE = "v1.5.0"  # of a new file: its rows are packed at half the cost
REOPENINGS = 100  # tries, a tenth of a second apart


class File:
    """A file of DuckDB, held by one process. keeps_answers: whether answers are kept in the store itself."""

    keeps_answers = True

    def __init__(self, path: Path):
        self.path = path  # names the store in answers that are kept
        self.shown = str(path)  # in messages
        self.label = path.stem  # in the names of downloads
        self.copy = path.with_name(path.name + ".backup")  # where a backup's copy is written

    def is_there(self) -> bool:
        return self.path.exists()

    def remove(self) -> None:
        """Take away a store that was just made, and is closed."""
        self.path.unlink(missing_ok=True)
        self.path.with_name(self.path.name + ".wal").unlink(missing_ok=True)

    def connect(self) -> duckdb.DuckDBPyConnection:
        is_new = not self.path.exists()
        try:
            config: dict[str, str | bool | int | float | list[str]] = (
                {"storage_compatibility_version": STORAGE} if is_new else {}
            )
            connection = duckdb.connect(str(self.path), config=config)
        except duckdb.IOException as error:
            raise faults.while_opening(error, self.path) from None
        except duckdb.Error:
            raise StoreUnusable(f"{self.path} is not a store of this program.") from None
        if is_new:
            self.path.chmod(0o600)
        return connection

    def lock_down(self, connection: duckdb.DuckDBPyConnection) -> None:
        """From now on this connection reaches no file but the backup's."""
        beside = [f"{self.copy}{end}" for end in ("", ".wal", ".wal.checkpoint", ".wal.recovery")]
        connection.execute(f"set allowed_paths = [{', '.join(quoted(name) for name in beside)}]")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")

    def connect_anew(self) -> duckdb.DuckDBPyConnection:
        """A connection that answers: the broken database stays until the last cursor of it is closed."""
        for _ in range(REOPENINGS):
            connection = self.connect()
            try:
                connection.execute("select 1")
                self.lock_down(connection)
                return connection
            except duckdb.FatalException:
                connection.close()
                time.sleep(0.1)
        raise StoreUnusable(
            "The store could not be opened again. Start the dashboard anew.", "it could not be opened again"
        )

    def watched(self) -> StoreFile | None:
        """The file, to see whether it is still the one that was opened."""
        return StoreFile(self.path)

    def cursor(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        return connection.cursor()

    def begin(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Begin a transaction that no other process writes beside."""
        cursor.begin()

    def begin_new(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Begin the transaction in which the tables of a new store are made."""
        cursor.begin()

    def begin_upgrade(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Begin the transaction in which a store is upgraded, where it has to be: what it makes are the store's."""
        self.begin(cursor)

    def fit(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Columns, views and macros for the fields that the store lists, in this transaction."""
        schema.fit(cursor)

    def after_commit(self, connection: duckdb.DuckDBPyConnection) -> None:
        """What could not be part of the transaction."""

    def note_written(self, cursor: duckdb.DuckDBPyConnection, sources: Collection[str] | None) -> None:
        """Let go, in this transaction, of what rests on the sources of answers that it writes; None: any."""
        kept.let_go(cursor, sources)

    def written(self, cursor: duckdb.DuckDBPyConnection) -> dict[str, int] | None:
        """How often each source was written by any process; None where no other process can write."""
        return None

    def give_room_back(self, cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.execute("checkpoint")

    def write_copy(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Write everything, as it is at one moment, to the file `copy`, which is a store again."""
        here = one_value(cursor.execute("select current_database()"), str).replace('"', '""')
        with self._attached_copy(cursor):
            cursor.execute(f'copy from database "{here}" to backup_copy')

    @contextlib.contextmanager
    def _attached_copy(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        cursor.execute(f"attach {quoted(str(self.copy))} as backup_copy (storage_version '{STORAGE}')")
        try:
            yield
        finally:
            cursor.execute("detach backup_copy")

    def refusal(self, error: duckdb.Error) -> QueryRefused | None:
        """The refusal that this error stands for; None for a bug."""
        return faults.while_writing(error, self.path)


class Memory(File):
    """No file at all: what is looked at before it is written."""

    def __init__(self) -> None:
        super().__init__(Path(":memory:"))
        self.keeps_answers = False

    def connect(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(":memory:")

    def watched(self) -> StoreFile | None:
        return None


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
