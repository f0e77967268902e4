"""The store: one DuckDB file, held by one process; one cursor per script run (a shared one mixes threads' rows)."""

import contextlib
import os
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd

from queries import asking, schema
from queries.question import Question, questions
from queries.refusals import NotAllowed, QueryRefused, StoreInUse, StoreUnusable, WrongQuestion
from queries.viewer import Viewer

STORAGE = "v1.5.0"  # of a new file: its rows are packed at half the cost


def now() -> datetime:
    """The time written to the store: UTC, whole seconds, without a zone (DuckDB's timestamp)."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Store:
    """An open store. `version` changes with every write, so that answers can be cached on it."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection):
        self.path = path
        self.version = 0
        self._connection = connection
        self._lock = threading.Lock()
        self._settings: dict[str, tuple[int, str | None]] = {}  # name -> at which version, value
        self._all_seen = False  # no closing is left that nobody has seen

    @classmethod
    def create(cls, path: str | Path) -> "Store":
        """A new, empty store, readable by its owner only. StoreUnusable when something is there already."""
        path = Path(path).resolve()
        if path.exists():
            raise StoreUnusable(f"{path} is there already. Choose another name, or move it away first.")
        return cls._open(path)

    @classmethod
    def open(cls, path: str | Path, create: bool = False) -> "Store":
        """Open a store, upgrading it in place. Raises StoreInUse, StoreUnusable."""
        path = Path(path).resolve()
        if not create and not path.exists():
            raise StoreUnusable(f"There is no store at {path}. Make one: python -m ingest init --store {path} …")
        return cls._open(path)

    @classmethod
    def _open(cls, path: Path) -> "Store":
        os.umask(0o077)  # the write-ahead log and backups hold incidents too
        is_new = not path.exists()
        try:
            connection = duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE} if is_new else {})
        except duckdb.IOException as error:
            raise _cannot_open(path, error) from None
        except duckdb.Error:
            raise StoreUnusable(f"{path} is not a store of this program.") from None
        if is_new:
            path.chmod(0o600)
        store = cls(path, connection)
        try:
            store._upgrade(is_new)
        except BaseException:
            connection.close()
            raise
        beside = [f"{path}.backup{end}" for end in ("", ".wal", ".wal.checkpoint", ".wal.recovery")]
        allowed = ", ".join("'" + name.replace("'", "''") + "'" for name in beside)
        connection.execute(f"set allowed_paths = [{allowed}]")  # the backup's, nothing else
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return store

    @classmethod
    def in_memory(cls) -> "Store":
        """A new store without a file: its tables, empty. `fit_fields` makes the rest once its field list is there."""
        store = cls(Path(":memory:"), duckdb.connect(":memory:"))
        schema.make(store.cursor())
        return store

    def _upgrade(self, is_new: bool) -> None:
        """StoreUnusable, and nothing changed, where a newer program made it."""
        cursor = self._connection.cursor()
        cursor.begin()
        if is_new:
            schema.make(cursor)
        else:
            found = schema.version_of(cursor, str(self.path))
            if found > schema.VERSION:
                raise StoreUnusable(
                    f"{self.path} was made by a newer version of this program (store version {found}, this program "
                    f"knows {schema.VERSION}). Upgrade the program; the store is unchanged."
                )
            schema.upgrade(cursor, found)
        schema.fit(cursor)
        cursor.commit()

    def fit_fields(self, cursor) -> None:
        """Columns and views for the fields that the store's table `field` lists by now."""
        schema.fit(cursor)

    def close(self) -> None:
        self._connection.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()

    @contextlib.contextmanager
    def write(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """One transaction: all of it or nothing."""
        cursor = self.cursor()
        cursor.begin()
        try:
            yield cursor
            cursor.commit()
        except BaseException:
            with contextlib.suppress(duckdb.Error):
                cursor.rollback()
            raise
        finally:
            cursor.close()
        with self._lock:
            self.version += 1
            self._all_seen = False

    @contextlib.contextmanager
    def rehearse(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction of which nothing is kept."""
        with contextlib.closing(self.cursor()) as cursor:
            cursor.begin()
            try:
                yield cursor
            finally:
                cursor.rollback()

    def ask(self, question: str, viewer: Viewer, **parameters) -> pd.DataFrame:
        """The answer this viewer may have. Raises WrongQuestion, NotAllowed; grain and columns: see the file."""
        asked = questions().get(question)
        if asked is None:
            raise WrongQuestion(f"There is no question {question[:40]!r}. python -m queries lists them.")
        role = asking.role_of(asked, viewer)
        with contextlib.closing(self.cursor()) as cursor:
            values = asked.values(parameters)
            asking.check_reach(viewer, role, values)
            asking.check_codes(cursor, asked, values)
            self._note_seen(cursor, asked, viewer, values)
            values |= {"viewer_member": viewer.member, "viewer_role": role, "today": self.today()}
            try:
                return cursor.execute(asked.sql, {k: v for k, v in values.items() if k in asked.uses}).df()
            except duckdb.InvalidInputException as error:
                if reason := asking.reason_in(error):
                    raise NotAllowed(reason) from None
                raise

    def _note_seen(self, cursor, asked: Question, viewer: Viewer, values: dict) -> None:
        """A closing can be taken back only until somebody sees more of it than its coordinator's overview."""
        if self._all_seen or "shown" not in asked.reads or (viewer.coordinates and asking.is_overview(asked, values)):
            return
        cursor.execute("update closing set seen_at = ? where seen_at is null", [now()])
        self._all_seen = True

    def setting(self, name: str) -> str | None:
        """Its newest value, kept until something is written: every run of a page asks for several."""
        version, kept = self.version, self._settings.get(name)
        if kept and kept[0] == version:
            return kept[1]
        with contextlib.closing(self.cursor()) as cursor:
            row = cursor.execute(
                "select value from setting where name = ? order by set_order desc limit 1", [name]
            ).fetchone()
        value = row[0] if row else None
        self._settings[name] = (version, value)
        return value

    def set(self, cursor, name: str, value: str, who: str) -> None:
        """Settings are added to, never changed, so that who set what and when stays known."""
        cursor.execute(
            "insert into setting select ?, ?, ?, ?, coalesce(max(set_order), 0) + 1 from setting",
            [name, value, who, now()],
        )

    def record(self, cursor, who: str, action: str, member: str | None = None, detail: str = "") -> None:
        """One line of the audit trail. `detail` never holds incident data."""
        cursor.execute(
            "insert into audit select ?, ?, ?, ?, ?, coalesce(max(audit_order), 0) + 1 from audit",
            [now(), who, action, member, detail],
        )

    def note(self, who: str, action: str, member: str | None = None, detail: str = "") -> None:
        """A line of the audit trail by itself. No answer rests on it, so those that are kept stay good."""
        with contextlib.closing(self.cursor()) as cursor:
            self.record(cursor, who, action, member, detail)

    def today(self) -> date:
        """The real date; for the made-up sample group, the day its story ends."""
        fixed = self.setting("today")
        return date.fromisoformat(fixed) if fixed else date.today()


def _cannot_open(path: Path, error: duckdb.IOException) -> QueryRefused:
    if "WAL does not match" in str(error):
        return StoreUnusable(
            f"{path.name}.wal, beside {path}, belongs to another store: one that lay there before, most likely. "
            "Move it away, to where that store is kept, and try again."
        )
    if "lock" in str(error).lower() or "being used by another process" in str(error).lower():
        return StoreInUse(
            f"{path} is in use by another process, most likely the running dashboard. Stop the dashboard and try "
            "again, or do this on its pages (upload, close a quarter, backup)."
        )
    return StoreUnusable(f"{path} cannot be opened as a store: check its name and that you may read and write it.")
