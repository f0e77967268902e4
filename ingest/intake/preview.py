"""What a lead confirms: a return as it would be saved, and what that would change. Nothing is written yet."""

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
from duckdb import DuckDBPyConnection as Cursor

from ingest import months
from ingest.file_tables import FileTables, tables_of
from ingest.intake.comparing import Comparison
from ingest.matching import Matching
from ingest.problems import Problem, Refused
from ingest.standard import STANDARD, Standard
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

CHECKLIST = {
    "anonymised": "This data is anonymised under the group's agreement.",
    "no_free_text": "It holds no free text.",
    "small_schemes": "I have considered small schemes, where one incident could be recognised.",
    "checked": "I have checked it.",
}


@dataclass(frozen=True)
class ForThisFile:
    """What was settled for one file, and is not remembered for the next: rows outside the months are left out, cells
    of optional fields that refuse the file are left empty."""

    leave_out_other_months: bool = False
    leave_empty: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Preview:
    """One return before it is saved. `kind` is file, counts or nil.

    `incidents` is as the store would keep it, without a return_id (None when refused); `fields` are the standard's
    fields that are supplied; `left_out` rows by reason; `not_kept` the file's other columns as (letter, heading);
    `markup` columns from which HTML was taken off, with the number of cells; `lists` see `Matched`.
    `compared` is None when refused or without a store. `saves` is the member's save count at the time.
    `months_without_rows` would become zeros that no return says so far. `can_be_empty` are the optional fields with
    cells that refuse the file, and how many, `left_empty` those cells that were left empty.
    """

    member: str
    kind: str
    from_month: date
    to_month: date
    problems: tuple[Problem, ...] = ()
    incidents: pa.Table | None = field(default=None, repr=False)
    fields: tuple[str, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    not_kept: tuple[tuple[str, str], ...] = ()
    markup: tuple[tuple[str, str, int], ...] = ()
    lists: int = 0
    compared: Comparison | None = None
    saves: int | None = None
    file_sha256: str | None = None
    file_bytes: int | None = None
    matching: Matching | None = None
    matching_name: str | None = None
    months_without_rows: tuple[date, ...] = ()
    can_be_empty: Mapping[str, int] = field(default_factory=dict)
    left_empty: Mapping[str, int] = field(default_factory=dict)
    standard: Standard = STANDARD

    @property
    def tables(self) -> FileTables:
        """Where its rows are kept. What was typed has no matching: then its `standard` says which file it is for."""
        return tables_of(self.matching.standard if self.matching else self.standard)

    @property
    def said_of_markup(self) -> list[str]:
        """A sentence for each column from which HTML was taken off."""
        return [
            f"HTML tags and entities taken off in {count:,} {'cell' if count == 1 else 'cells'} of column {letter} "
            f"({heading})"
            for letter, heading, count in self.markup
        ]

    @property
    def of(self) -> str:
        """What its rows are: incidents or hazards."""
        return self.tables.of

    @property
    def hard(self) -> list[Problem]:
        """Problems that prevent saving."""
        return [p for p in self.problems if not p.soft]

    @property
    def soft(self) -> list[Problem]:
        """Questions to answer before saving."""
        return [p for p in self.problems if p.soft]

    def unanswered(self, accepted: Collection[str]) -> list[Problem]:
        """What prevents saving: the hard problems, and the questions not yet answered with yes."""
        return self.hard + [p for p in self.soft if p.rule not in accepted]

    @property
    def rows(self) -> int:
        return self.incidents.num_rows if self.incidents is not None else 0

    @property
    def replaces(self) -> tuple[str, ...]:
        """The current returns of its months. LookupError without a store: nothing was compared."""
        if self.compared is None:
            raise LookupError("The preview was made without a store.")
        return self.compared.current_returns

    @property
    def unchanged(self) -> bool:
        """Saving it would change nothing: the same incidents, months and columns are current already."""
        return self.compared is not None and self.compared.nothing_new


def member_for(viewer: Viewer) -> str:
    """The member for which a viewer may save returns. NotAllowed for anybody but a lead."""
    if not viewer.uploads or not viewer.member:
        raise NotAllowed("Only a lead of a member saves, withdraws or restores its returns. Ask your lead to do it.")
    return viewer.member


def check_period(store: Store | None, begun: Preview) -> date:
    """Today's date, if the member is known and the months are whole and finished. Raises Refused."""
    today = store.today() if store else date.today()
    months.check_period(begun.from_month, begun.to_month, today)
    if store is not None:
        with contextlib.closing(store.cursor()) as cursor:
            if save_count(cursor, begun.member) is None:
                raise Refused.because("unknown_member", _no_such_member(cursor, begun.member))
    return today


def save_count(cursor: Cursor, member: str) -> int | None:
    """How often the member saved, withdrew or restored a return; None if there is no such member."""
    found = cursor.execute("select saves from member where member = ?", [member]).fetchone()
    return found[0] if found else None


def _no_such_member(cursor: Cursor, member: str) -> str:
    codes = [code for (code,) in cursor.execute("select member from member order by member").fetchall()]
    return f"There is no member {member[:40]!r} in this store. Members: {', '.join(codes) or 'none yet'}."
