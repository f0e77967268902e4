"""The store: one DuckDB file, held by one process; one cursor per script run (a shared one mixes threads' rows)."""

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from queries import asking, faults, kept, schema
from queries.connection import Connection
from queries.engine import File, Memory
from queries.postgres import engine_of
from queries.question import Question, questions
from queries.refusals import DiskFull, NotAllowed, StoreUnusable, WrongQuestion
from queries.viewer import Viewer

# an answer has some tens of rows: pages read them in four fifths of the time that Arrow's strings take
pd.set_option("mode.string_storage", "python")


def now() -> datetime:
    """The time written to the store: UTC, whole seconds, without a zone (DuckDB's timestamp)."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


class Store(Connection):
    """An open store. `version` changes with every write, so that answers can be cached on it."""

    def __init__(self, engine: File, connection: duckdb.DuckDBPyConnection):
        super().__init__(engine, connection)
        self._settings: dict[str, tuple[int, str | None]] = {}  # name -> at which version, value
        self._seen_at = -1  # the version at which no closing was left that nobody has seen

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

    def ask(self, question: str, viewer: Viewer, **parameters: object) -> pd.DataFrame:
        """The answer this viewer may have. Raises WrongQuestion, NotAllowed; grain and columns: see the file."""
        return self._ask(question, viewer, parameters, is_kept=False)

    def ask_kept(self, question: str, viewer: Viewer, **parameters: object) -> pd.DataFrame:
        """The same; of what was shown to all who may ask, it is kept in the store for the next (queries/kept.py)."""
        return self._ask(question, viewer, parameters, is_kept=self.engine.keeps_answers)

    def _ask(self, question: str, viewer: Viewer, parameters: dict[str, object], is_kept: bool) -> pd.DataFrame:
        asked = questions().get(question)
        if asked is None:
            raise WrongQuestion(f"There is no question {question[:40]!r}. python -m queries lists them.")
        role = asking.role_of(asked, viewer)
        connection = self._connection
        try:
            return self._answer(asked, viewer, role, parameters, is_kept)
        except duckdb.FatalException:
            self.reopen(connection)
            return self._answer(asked, viewer, role, parameters, is_kept)

    @contextlib.contextmanager
    def unseen(self) -> Iterator[None]:
        """What is asked meanwhile is compared by the program, and shown to nobody: no closing counts as seen."""
        before, self._seen_at = self._seen_at, self.version
        try:
            yield
        finally:
            self._seen_at = before

    def rests_on(self, question: str, member: str | None) -> tuple[int, ...]:
        """Stays the same as long as nothing was written that could change the answers to the question.

        member: whose returns it may read besides what was shown; None for a question of the group.
        """
        return self.versions.of(questions()[question].reads, member)

    def _answer(
        self, asked: Question, viewer: Viewer, role: str, parameters: dict[str, object], is_kept: bool
    ) -> pd.DataFrame:
        with contextlib.closing(self.cursor()) as cursor:
            values = asked.values(parameters)
            asking.check_reach(viewer, role, values)
            asking.check_codes(cursor, asked, values)
            self._note_seen(asked, viewer, values)
            values |= {"viewer_member": asking.whose(viewer, values), "viewer_role": role, "today": self.today()}
            key = kept.key(asked, values) if is_kept else None
            try:
                if key is None:
                    return self._run(cursor, asked, values).df()
                if (found := kept.find(cursor, key)) is not None:
                    return found
                return self._run_and_keep(cursor, asked, values, key)
            except duckdb.FatalException:
                raise
            except duckdb.Error as error:
                if reason := asking.reason_in(error):
                    raise NotAllowed(reason) from None
                raise self.engine.refusal(error) or error from None

    def _run(
        self, cursor: duckdb.DuckDBPyConnection, asked: Question, values: dict[str, Any]
    ) -> duckdb.DuckDBPyConnection:
        return cursor.execute(asked.sql, {name: value for name, value in values.items() if name in asked.uses})

    def _run_and_keep(
        self, cursor: duckdb.DuckDBPyConnection, asked: Question, values: dict[str, Any], key: str
    ) -> pd.DataFrame:
        """What was written meanwhile leaves the answer right for this viewer, and it is not kept."""
        rested_on = self.rests_on(asked.name, None)
        answer = self._run(cursor, asked, values).to_arrow_table()
        self.jot_if(lambda: self.rests_on(asked.name, None) == rested_on, kept.insertion(asked, key, answer))
        return cursor.from_arrow(answer).df()

    def _note_seen(self, asked: Question, viewer: Viewer, values: dict[str, Any]) -> None:
        """A closing can be taken back only until somebody sees more of it than its coordinator's overview."""
        version, is_overview = self.version, viewer.coordinates and asking.is_overview(asked, values)
        if self._seen_at == version or "shown" not in asked.reads or is_overview:
            return
        if self._holds_unseen():  # else whoever reads does not wait for a writer
            try:
                with self._transaction() as cursor:
                    cursor.execute(_SEEN, [now()])
            except DiskFull:
                self._owed.append((_SEEN, [now()]))  # reading goes on
        self._seen_at = version

    def _holds_unseen(self) -> bool:
        with contextlib.closing(self.cursor()) as cursor:
            return cursor.execute(_UNSEEN).fetchone() is not None

    def setting(self, name: str) -> str | None:
        """Its newest value, kept until something is written: every run of a page asks for several."""
        version, kept = self.version, self._settings.get(name)
        if kept and kept[0] == version:
            return kept[1]
        with contextlib.closing(self.cursor()) as cursor:
            value = schema.setting(cursor, name)
        self._settings[name] = (version, value)
        return value

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

    def today(self) -> date:
        """The real date; for the made-up sample group, the day its story ends."""
        fixed = self.setting("today")
        return date.fromisoformat(fixed) if fixed else date.today()


_UNSEEN = "select 1 from closing where seen_at is null limit 1"
_SEEN = "update closing set seen_at = ? where seen_at is null"
