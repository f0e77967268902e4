"""Saves, withdraws and restores returns: each in one transaction, completely or not at all.

Every transaction first updates the member's own row. That is the lock: of two transactions at once one fails with a
conflict, and a preview made before another return was saved is refused.
"""

import contextlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from ingest import months, uploads
from ingest.file_tables import FileTables, every_file
from ingest.intake import CHECKLIST, Preview, member_for, preview_counts, preview_nil
from ingest.problems import Problem, Refused
from ingest.return_rows import write_return
from ingest.sample_files import require_own_store
from ingest.second_click import saved_by_the_first
from ingest.writing import writing
from queries.clock import now
from queries.fetching import one_row
from queries.refusals import NotAllowed
from queries.store import Store
from queries.versions import own, own_uploads
from queries.viewer import Viewer


@dataclass(frozen=True)
class Receipt:
    """What was saved. `outcome` is loaded, unchanged or saved_already; the last two wrote nothing, and `return_id` is
    the return that counts."""

    outcome: str
    return_id: str | None
    rows: int
    left_out: Mapping[str, int]
    replaced: tuple[str, ...] = ()


def save(
    store: Store,
    viewer: Viewer,
    preview: Preview,
    *,
    accepted: Collection[str] = (),
    confirmed: Collection[str] = tuple(CHECKLIST),
    upload_id: str | None = None,
) -> Receipt:
    """Save what was previewed. `accepted` are the questions answered with yes, by rule; `confirmed` the checklist;
    `upload_id` says which upload it was (ingest/uploads.py).

    Raises NotAllowed for anybody but a lead of that member; Refused with the reasons, or if somebody else saved
    after the preview was made.
    """
    _require_lead(viewer, preview.member)
    if against := preview.unanswered(accepted) + _unconfirmed(confirmed):
        raise Refused(against)
    require_own_store(store, preview.file_sha256)
    current = preview.replaces
    if preview.unchanged:
        return Receipt("unchanged", current[0] if len(current) == 1 else None, preview.rows, preview.left_out)
    try:
        return_id = _save(store, viewer, preview, _answered(preview, accepted), list(confirmed), upload_id)
    except Refused:
        if (by_the_first := saved_by_the_first(store, viewer, preview)) is None:
            raise
        return Receipt("saved_already", by_the_first, preview.rows, preview.left_out, current)
    return Receipt("loaded", return_id, preview.rows, preview.left_out, current)


def _save(
    store: Store, viewer: Viewer, preview: Preview, accepted: list[str], confirmed: list[str], upload_id: str | None
) -> str:
    who = viewer.signature
    with _locked(store, preview.member, preview.saves) as cursor:
        return_id = write_return(store, cursor, preview, who, accepted, confirmed)
        uploads.saved(cursor, preview, return_id, who, upload_id)
        # a nil return is recorded like any other: otherwise the coordinator would know that a count is 0
        action = "replacement" if preview.replaces else "upload"
        store.record(cursor, who, action, preview.member, _about(return_id, preview.from_month, preview.to_month))
    return return_id


def nil(store: Store, viewer: Viewer, from_month: date, to_month: date) -> Receipt:
    """Nothing to report in these months."""
    return save(store, viewer, preview_nil(store, viewer, from_month, to_month))


def save_counts(
    store: Store, viewer: Viewer, from_month: date, to_month: date, counts: Mapping[tuple[date, str], int]
) -> Receipt:
    """A grid of counts by (month, category)."""
    return save(store, viewer, preview_counts(store, viewer, from_month, to_month, counts))


def withdraw(store: Store, viewer: Viewer, return_id: str) -> None:
    """Withdraw a return; what it replaced counts again. Raises NotAllowed, Refused."""
    _set_withdrawn(store, viewer, return_id, withdrawn=True)


def restore(store: Store, viewer: Viewer, return_id: str) -> None:
    """Bring a withdrawn return back. Raises NotAllowed, Refused."""
    _set_withdrawn(store, viewer, return_id, withdrawn=False)


def member_of(store: Store, return_id: str) -> str:
    """The member of a return, of incidents or hazards. Raises Refused where there is no such return."""
    return _find(store, return_id)[1]


def _find(store: Store, return_id: str) -> tuple[FileTables, str]:
    with contextlib.closing(store.cursor()) as cursor:
        for tables in every_file():
            found = cursor.execute(
                tables.sql("select member from {returns} where return_id = ?"), [return_id]
            ).fetchone()
            if found:
                return tables, found[0]
    raise Refused.because("unknown_return", f"There is no return {return_id[:60]!r} in this store.")


def _set_withdrawn(store: Store, viewer: Viewer, return_id: str, *, withdrawn: bool) -> None:
    member = member_for(viewer)
    who = viewer.signature
    tables, whose = _find(store, return_id)
    _require_lead(viewer, whose)
    with _locked(store, member) as cursor:
        period = tables.sql("select withdrawn_at is not null, from_month, to_month from {returns} where return_id = ?")
        was, from_month, to_month = one_row(cursor.execute(period, [return_id]))
        if was == withdrawn:
            message = f"{return_id} is {'withdrawn already' if withdrawn else 'not withdrawn'}: nothing to do."
            raise Refused.because("nothing_to_do", message)
        values = [who, now()] if withdrawn else [None, None]
        cursor.execute(
            tables.sql("update {returns} set withdrawn_by = ?, withdrawn_at = ? where return_id = ?"),
            [*values, return_id],
        )
        _require_counted_once(cursor, tables, member, "Withdrawing" if withdrawn else "Restoring", return_id)
        action = "withdrawal" if withdrawn else "restore"
        store.record(cursor, who, action, member, _about(return_id, from_month, to_month))


def _require_lead(viewer: Viewer, member: str) -> None:
    """NotAllowed for anybody but a lead of that member."""
    if member_for(viewer) != member:
        raise NotAllowed(f"You are a lead of {viewer.member}: returns of another member are not yours to change.")


def _unconfirmed(confirmed: Collection[str]) -> list[Problem]:
    """A problem for each statement of the checklist that is not confirmed."""
    missing = [text for name, text in CHECKLIST.items() if name not in confirmed]
    return [Problem("checklist", f"Please confirm: {text}") for text in missing]


@contextlib.contextmanager
def _locked(store: Store, member: str, saves: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """One transaction that holds the member's row. `saves`: the save count when the preview was made."""
    conflict = (
        f"Somebody else at {member} saved a return a moment ago. Nothing of yours was saved: look at what is current "
        "now, and save again."
    )
    with writing(store, conflict, (own(member), own_uploads(member), "returned", "administration")) as cursor:
        cursor.execute("update member set saves = saves + 1 where member = ?", [member])
        found = cursor.execute("select saves from member where member = ?", [member]).fetchone()
        if found is None or (saves is not None and found[0] != saves + 1):
            raise Refused.because("saved_meanwhile", conflict)
        yield cursor


def _answered(preview: Preview, accepted: Collection[str]) -> list[str]:
    """The rules of the preview's questions that were accepted."""
    return sorted({p.rule for p in preview.soft} & set(accepted))


def _about(return_id: str, from_month: date, to_month: date) -> str:
    """A return, for the audit trail."""
    return f"{return_id}, {months.span(from_month, to_month)}"


def _require_counted_once(
    cursor: duckdb.DuckDBPyConnection, tables: FileTables, member: str, doing: str, return_id: str
) -> None:
    """Refuse if a reference would be current twice: its row would be counted twice."""
    twice = cursor.execute(tables.sql(_TWICE), [member]).fetchall()
    if twice:
        between = ", ".join(sorted({each for (ids,) in twice for each in ids}))
        raise Refused.because(
            "repeated_reference",
            f"{doing} {return_id} would count {len(twice):,} {tables.of} twice: their references are in "
            f"{between}, in different months. Withdraw the other return first, or upload those months again.",
            field=tables.reference,
        )


_TWICE = """
select list_distinct(list(return_id)) from {current_rows} where member = ?
group by {reference} having count(*) > 1
"""
