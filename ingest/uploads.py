"""What became of each upload of a member: saved, unchanged, refused and for what, or begun and left.

Kept are the rules that were broken and how often; never a cell, a heading or a file's name. Nothing clears it out: it
is kept as the audit trail is.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from ingest.intake import Preview, member_for
from ingest.problems import Problem, Refused
from queries.clock import now
from queries.store import Store
from queries.versions import own_uploads
from queries.viewer import Viewer

SAVED, UNCHANGED, REFUSED, BEGUN = "saved", "unchanged", "refused", "begun"
QUESTION = "question"  # in place of a rule that only asks
LONGEST_WAIT = 3  # seconds for the writer before


@dataclass(frozen=True)
class Became:
    """The outcome of an upload so far; `found`: rule -> problems, of one that was refused."""

    outcome: str
    period: tuple[date, date] | None = None
    found: tuple[tuple[str, int], ...] = ()

    @classmethod
    def refused(cls, problems: Iterable[Problem], period: tuple[date, date] | None = None) -> "Became":
        found = Counter(QUESTION if problem.soft else problem.rule for problem in problems)
        return cls(REFUSED, period, tuple(sorted(found.items())))


class Upload:
    """One upload of a file with rows of incidents or hazards."""

    def __init__(self, rows_of: str):
        self.upload_id = secrets.token_hex(8)
        self.rows_of = rows_of
        self.noted: Became | None = None
        self.refused_at_saving = False


def note(store: Store, viewer: Viewer, upload: Upload, became: Became) -> None:
    """Keep what became of an upload, unless it was saved. Raises NotAllowed for anybody but a lead.

    Left out where the store has no room; the next note then tries again.
    """
    member = member_for(viewer)
    if became == upload.noted:
        return
    row = upload.upload_id, member, upload.rows_of, "file", became, None, viewer.signature
    if store.jot(*_rewrite(*row), changes=(own_uploads(member),), wait=LONGEST_WAIT):
        upload.noted = became


@contextmanager
def noting(upload: Upload, store: Store, viewer: Viewer, period: tuple[date, date]) -> Iterator[None]:
    """Note what is refused within."""
    try:
        yield
    except Refused as refused:
        note(store, viewer, upload, Became.refused(refused.problems, period))
        raise


def saved(cursor: DuckDBPyConnection, preview: Preview, return_id: str, who: str, upload_id: str | None) -> None:
    """In the transaction that saves a return. upload_id: of its upload; None where nothing was noted before."""
    became = Became(SAVED, (preview.from_month, preview.to_month))
    row = upload_id or secrets.token_hex(8), preview.member, preview.of, preview.kind, became, return_id, who
    for sql, values in _rewrite(*row):
        cursor.execute(sql, values)


def _rewrite(
    upload_id: str, member: str, rows_of: str, kind: str, became: Became, return_id: str | None, who: str
) -> list[tuple[str, list[Any]]]:
    """The statements that put this in place of what was noted; one that was saved stays so."""
    rules, found = [rule for rule, _ in became.found], [count for _, count in became.found]
    period = became.period or (None, None)
    values = [rows_of, kind, became.outcome, rules, found, *period, return_id, who, now()]
    return [(_GONE, [upload_id, member]), (_COMES, [upload_id, *values, member, upload_id])]


_GONE = f"delete from upload where upload_id = ? and member = ? and outcome <> '{SAVED}'"

_COMES = """
insert into upload
select ?, (select coalesce(max(upload_order), 0) + 1 from upload), member, ?, ?, ?, ?::varchar[], ?::integer[],
       ?::date, ?::date, ?, ?, ?
from member
where member = ? and not exists (select 1 from upload where upload_id = ?)
"""
