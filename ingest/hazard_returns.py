"""Saves, withdraws and restores returns of hazards, under the lock and by the rules of returns of incidents."""

from collections.abc import Collection

from ingest.intake import CHECKLIST, Preview
from ingest.intake.preview import member_for
from ingest.matching import saved
from ingest.problems import Refused
from ingest.returns import Receipt, about, answered, locked, require_lead, unconfirmed
from ingest.sample_files import require_own_store
from ingest.standard import HAZARDS
from queries.store import Store, now
from queries.viewer import Viewer


def save_hazards(
    store: Store,
    viewer: Viewer,
    preview: Preview,
    *,
    accepted: Collection[str] = (),
    confirmed: Collection[str] = tuple(CHECKLIST),
) -> Receipt:
    """Save a previewed hazard file. Raises NotAllowed, Refused, as `returns.save`."""
    require_lead(viewer, preview.member)
    if against := preview.unanswered(accepted) + unconfirmed(confirmed):
        raise Refused(against)
    require_own_store(store, preview.file_sha256)
    current = preview.compared.current_returns
    if preview.unchanged:
        return Receipt("unchanged", current[0] if len(current) == 1 else None, preview.rows, preview.left_out)
    who = viewer.signature
    with locked(store, preview.member, preview.saves) as cursor:
        return_id = _write(store, cursor, preview, who, answered(preview, accepted), list(confirmed))
        action = "replacement" if current else "upload"
        store.record(cursor, who, action, preview.member, about(return_id, preview.from_month, preview.to_month))
    return Receipt("loaded", return_id, preview.rows, preview.left_out, current)


def member_of(store: Store, return_id: str) -> str | None:
    """The member of a hazard return; None where it is none."""
    cursor = store.cursor()
    found = cursor.execute("select member from hazard_return where return_id = ?", [return_id]).fetchone()
    cursor.close()
    return found[0] if found else None


def withdraw_hazards(store: Store, viewer: Viewer, return_id: str) -> None:
    """Withdraw a hazard return; what it replaced counts again. Raises NotAllowed, Refused."""
    _set_withdrawn(store, viewer, return_id, withdrawn=True)


def restore_hazards(store: Store, viewer: Viewer, return_id: str) -> None:
    """Bring a withdrawn hazard return back. Raises NotAllowed, Refused."""
    _set_withdrawn(store, viewer, return_id, withdrawn=False)


def _write(store: Store, cursor, preview: Preview, who: str, accepted: list[str], confirmed: list[str]) -> str:
    order = cursor.execute("select count(*) + 1 from hazard_return where member = ?", [preview.member]).fetchone()[0]
    return_id = f"{preview.member}-h{order:04d}"
    version = saved.save(cursor, preview.member, preview.matching, preview.matching_name, who)
    row = {
        "return_id": return_id, "member": preview.member, "saved_order": order,
        "from_month": preview.from_month, "to_month": preview.to_month,
        "rows": preview.rows, "left_out": sum(preview.left_out.values()), "fields": list(preview.fields),
        "file_sha256": preview.file_sha256, "file_bytes": preview.file_bytes, "matching_version": version,
        "confirmed": confirmed, "accepted": accepted, "judged_on": store.today(), "saved_by": who, "saved_at": now(),
    }  # fmt: skip
    places = ", ".join(f"${name}" for name in row)
    cursor.execute(f"insert into hazard_return ({', '.join(row)}) values ({places})", row)
    if preview.rows:
        cursor.register("incoming", preview.incidents)
        cursor.execute("insert into hazard by name select $1 as return_id, * from incoming", [return_id])
        cursor.unregister("incoming")
    return return_id


def _set_withdrawn(store: Store, viewer: Viewer, return_id: str, *, withdrawn: bool) -> None:
    member = member_for(viewer)
    whose = member_of(store, return_id)
    if whose is None:
        raise Refused.because("unknown_return", f"There is no hazard return {return_id[:60]!r} in this store.")
    require_lead(viewer, whose)
    who = viewer.signature
    with locked(store, member) as cursor:
        was, from_month, to_month = cursor.execute(
            "select withdrawn_at is not null, from_month, to_month from hazard_return where return_id = ?", [return_id]
        ).fetchone()
        if was == withdrawn:
            message = f"{return_id} is {'withdrawn already' if withdrawn else 'not withdrawn'}: nothing to do."
            raise Refused.because("nothing_to_do", message)
        values = [who, now()] if withdrawn else [None, None]
        cursor.execute(
            "update hazard_return set withdrawn_by = ?, withdrawn_at = ? where return_id = ?", [*values, return_id]
        )
        if twice := cursor.execute(_TWICE, [member]).fetchone()[0]:
            message = (
                f"{'Withdrawing' if withdrawn else 'Restoring'} {return_id} would count {twice:,} hazards twice, in "
                "different months. Withdraw the other return first, or upload those months again."
            )
            raise Refused.because("repeated_reference", message, field=HAZARDS.reference)
        store.record(
            cursor, who, "withdrawal" if withdrawn else "restore", member, about(return_id, from_month, to_month)
        )


_TWICE = """
select count(*) from (
    select hazard_ref from current_hazard where member = ? group by hazard_ref having count(*) > 1
)
"""
