"""The store: one DuckDB file, held by one process; one cursor per script run (a shared one mixes threads' rows)."""

import os
from pathlib import Path

import duckdb

from queries import faults, schema
from queries.answering import Answering
from queries.clock import now
from queries.engine import File, Memory
from queries.postgres import engine_of
from queries.refusals import StoreUnusable


class Store(Answering):
    """An open store. `version` changes with every write, so that answers can be cached on it."""

    @classmethod
    def create(cls, path: str | Path) -> "Store":
        """A new, empty store, readable by its owner only. StoreUnusable when something is there already."""
        engine = engine_of(Path(path))
        if engine.is_there():
            raise StoreUnusable(f"{engine.shown} is there already. Choose another name, or move it away first.")
        return cls._open(engine, is_new=True)

    @classmethod
    def open(cls, path: str | Path, create: bool = False) -> "Store":
        """Open a store, upgrading it in place. Raises StoreInUse, StoreUnusable."""
        engine = engine_of(Path(path))
        is_new = not engine.is_there()
        if is_new and not create:
            message = f"There is no store at {engine.shown}. Make one: python -m ingest init --store {engine.shown} …"
            raise StoreUnusable(message, "there is no store at the place that the settings name")
        return cls._open(engine, is_new)

    @classmethod
    def _open(cls, engine: File, is_new: bool) -> "Store":
        os.umask(0o077)  # the write-ahead log and backups hold incidents too
        store = cls(engine, engine.connect())
        try:
            store._upgrade(is_new)
            engine.lock_down(store._connection)
            store._file = engine.watched()
        except duckdb.Error as error:
            store._connection.close()
            raise engine.refusal(error) or faults.damaged(engine.path) from None
        except BaseException:
            store._connection.close()
            raise
        return store

    @classmethod
    def in_memory(cls) -> "Store":
        """A new store without a file: its tables, empty. `fit_fields` makes the rest once its field list is there."""
        engine = Memory()
        store = cls(engine, engine.connect())
        schema.make(store.cursor())
        return store

    def _upgrade(self, is_new: bool) -> None:
        """StoreUnusable, and nothing changed, where a newer program made it."""
        cursor = self.cursor()
        if is_new:
            self.engine.begin_new(cursor)
            schema.make(cursor)
        else:
            self.engine.begin_upgrade(cursor)
            found = schema.version_of(cursor, self.engine.shown)
            if found > schema.VERSION:
                raise StoreUnusable(
                    f"{self.engine.shown} was made by a newer version of this program (store version {found}, this "
                    f"program knows {schema.VERSION}). Upgrade the program; the store is unchanged.",
                    "it was made by a newer version of this program",
                )
            if missing := schema.missing_tables(cursor, found):
                raise faults.damaged(self.path, f"without its table {missing[0]}")
            schema.upgrade(cursor, found)
        self.engine.fit(cursor)
        cursor.commit()
        self.engine.after_commit(self._connection)

    def fit_fields(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Columns and views for the fields that the store's table `field` lists by now."""
        self.engine.fit(cursor)

    def set(self, cursor: duckdb.DuckDBPyConnection, name: str, value: str, who: str) -> None:
        """Settings are added to, never changed, so that who set what and when stays known."""
        cursor.execute(
            "insert into setting select ?, ?, ?, ?, coalesce(max(set_order), 0) + 1 from setting",
            [name, value, who, now()],
        )

    def record(
        self, cursor: duckdb.DuckDBPyConnection, who: str, action: str, member: str | None = None, detail: str = ""
    ) -> None:
        """One line of the audit trail. `detail` never holds incident data."""
        cursor.execute(
            "insert into audit select ?, ?, ?, ?, ?, coalesce(max(audit_order), 0) + 1 from audit",
            [now(), who, action, member, detail],
        )

    def note(self, who: str, action: str, member: str | None = None, detail: str = "") -> None:
        """A line of the audit trail by itself. No answer rests on it, so those that are kept stay good."""
        with self._transaction() as cursor:
            self.record(cursor, who, action, member, detail)
