"""How a question is answered: who may ask and what is checked first, what is kept, and that somebody has seen it."""

import contextlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from queries import asking, kept, schema
from queries.clock import now
from queries.connection import Connection
from queries.engine import File
from queries.question import Question, questions
from queries.refusals import DiskFull, NotAllowed, WrongQuestion
from queries.viewer import Viewer

# an answer has some tens of rows: pages read them in four fifths of the time that Arrow's strings take
pd.set_option("mode.string_storage", "python")


MOST_FRESH = 200  # answers that wait to be kept


class _Fresh(NamedTuple):
    """An answer that can be kept while what it rests on stands as it did."""

    question: str
    member: str | None
    rested_on: tuple[int, ...]
    insertion: tuple[str, list[Any]]


class Answering(Connection):
    """A connection that answers questions."""

    def __init__(self, engine: File, connection: duckdb.DuckDBPyConnection):
        super().__init__(engine, connection)
        self._settings: dict[str, tuple[int, str | None]] = {}  # name -> at which version, value
        self._codes: dict[str, tuple[int, frozenset[str]]] = {}  # kind -> at which version, codes
        self._seen_at = -1  # the version at which no closing was left that nobody has seen
        self._fresh: list[_Fresh] = []

    def setting(self, name: str) -> str | None:
        """Its newest value, kept until something is written: every run of a page asks for several."""
        version, known = self.version, self._settings.get(name)
        if known and known[0] == version:
            return known[1]
        with contextlib.closing(self.cursor()) as cursor:
            value = schema.setting(cursor, name)
        self._settings[name] = (version, value)
        return value

    def today(self) -> date:
        """The real date; for the made-up sample group, the day its story ends."""
        fixed = self.setting("today")
        return date.fromisoformat(fixed) if fixed else date.today()

    def ask(self, question: str, viewer: Viewer, **parameters: object) -> pd.DataFrame:
        """The answer this viewer may have. Raises WrongQuestion, NotAllowed; grain and columns: see the file."""
        return self._ask(question, viewer, parameters, is_kept=False)

    def ask_kept(self, question: str, viewer: Viewer, **parameters: object) -> pd.DataFrame:
        """The same; found in the store, or handed to it by the next `keep_answers` (queries/kept.py)."""
        return self._ask(question, viewer, parameters, is_kept=self.engine.keeps_answers)

    def keep_answers(self) -> None:
        """Write the answers that `ask_kept` worked out into the store: all at once, when nobody waits for a page.

        What was written meanwhile, and a writer now, leave them right for who asked, and they are not kept.
        """
        fresh, self._fresh = self._fresh, []
        if fresh:
            with contextlib.suppress(duckdb.Error):
                self.jot_in_passing(
                    lambda: [
                        each.insertion for each in fresh if self.rests_on(each.question, each.member) == each.rested_on
                    ]
                )

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
            asking.check_codes(partial(self._known_codes, cursor), asked, values)
            self._note_seen(asked, viewer, values)
            values |= {"viewer_member": asking.whose(viewer, values), "viewer_role": role, "today": self.today()}
            try:
                answer = self._found_or_run(cursor, asked, values, is_kept)
                self._note_seen(asked, viewer, values)  # a quarter may have been closed since
                return answer
            except duckdb.FatalException:
                raise
            except duckdb.Error as error:
                if reason := asking.reason_in(error):
                    raise NotAllowed(reason) from None
                raise self.engine.refusal(error) or error from None

    def _found_or_run(
        self, cursor: duckdb.DuckDBPyConnection, asked: Question, values: dict[str, Any], is_kept: bool
    ) -> pd.DataFrame:
        key = kept.key(asked, values) if is_kept else None
        if key is None:
            return self._run(cursor, asked, values).df()
        found = kept.find(cursor, key)
        return found if found is not None else self._run_to_keep(cursor, asked, values, key)

    def _known_codes(self, cursor: duckdb.DuckDBPyConnection, kind: str) -> frozenset[str]:
        """Kept until something is written: most questions check two or three codes."""
        version, known = self.version, self._codes.get(kind)
        if known is None or known[0] != version:
            known = self._codes[kind] = version, asking.known_codes(cursor, kind)
        return known[1]

    def _run(
        self, cursor: duckdb.DuckDBPyConnection, asked: Question, values: dict[str, Any]
    ) -> duckdb.DuckDBPyConnection:
        return cursor.execute(asked.sql, {name: value for name, value in values.items() if name in asked.uses})

    def _run_to_keep(
        self, cursor: duckdb.DuckDBPyConnection, asked: Question, values: dict[str, Any], key: str
    ) -> pd.DataFrame:
        member = values["viewer_member"]
        rested_on = self.rests_on(asked.name, member)
        answer = self._run(cursor, asked, values).df()
        if len(self._fresh) < MOST_FRESH:
            self._fresh.append(_Fresh(asked.name, member, rested_on, kept.insertion(asked, key, member, answer)))
        return answer

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


_UNSEEN = "select 1 from closing where seen_at is null limit 1"
_SEEN = "update closing set seen_at = ? where seen_at is null"
