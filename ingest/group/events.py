"""Dated marks on trends: national ones shipped as data, the group's own, a member's own for its own chart.

One that re-bases says "from here a new process": the usual range starts afresh in its month.
"""

import contextlib
import csv
import hashlib
from datetime import date
from uuid import uuid4

from ingest import months
from ingest.problems import Refused
from ingest.screening import personal_words
from ingest.standard import FOLDER, STANDARD
from ingest.words import one_line
from ingest.writing import writing
from queries.clock import now
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

LONGEST_LABEL = 60
PROGRAM = "program"


def national() -> list[dict[str, str]]:
    """event_id, month (YYYY-MM; empty where no date is known), label, category or family, source."""
    with (FOLDER / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def copy_national(store: Store) -> None:
    """The national events into the store's own table, when they are not there as they are now."""
    wanted = hashlib.sha256((FOLDER / "events.csv").read_bytes()).hexdigest()[:12]
    if store.setting("national_events") == wanted:
        return
    rows = [
        [
            each["event_id"],
            months.read_month(each["month"]) if each["month"] else None,
            each["label"],
            each["category"] or None,
            now(),
        ]
        for each in national()
    ]
    with writing(store) as cursor:
        cursor.execute("delete from event where added_by = ?", [PROGRAM])
        cursor.executemany("insert into event values (?, ?, ?, ?, null, false, 'program', ?, null, 0, null)", rows)
        store.set(cursor, "national_events", wanted, PROGRAM)


def add(
    store: Store,
    viewer: Viewer,
    month: date,
    label: str,
    *,
    category: str | None = None,
    rebases: bool = False,
    of_group: bool = False,
) -> str:
    """An event of the group (for its coordinator) or of the viewer's own member (for its lead). Its id.

    `category` is a category or a family; None: it stands on every trend. Raises NotAllowed, Refused.
    """
    _check_right(viewer, of_group)
    label = one_line(label)
    _check(month, label, category)
    member = None if of_group else viewer.member
    with writing(store) as cursor:
        event_id = f"event-{uuid4()}"
        row = [event_id, month, label, category, member, rebases, viewer.signature, now()]
        cursor.execute(f"insert into event select ?, ?, ?, ?, ?, ?, ?, ?, null, {_CLOSINGS}, null", row)
        store.record(cursor, viewer.email, "event added", member, _about(month, label, rebases))
    return event_id


def remove(store: Store, viewer: Viewer, event_id: str) -> None:
    """Take an event off the trends. National ones stay. Raises NotAllowed, Refused."""
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(_STANDING, [event_id]).fetchone()
    if found is None:
        raise Refused.because("unknown_event", "That event is not there any more.")
    month, label, rebases, member, added_by = found
    if added_by == PROGRAM:
        raise NotAllowed("A national event stays: it is shipped with the program.")
    _check_right(viewer, of_group=member is None)
    if member is not None and member != viewer.member:
        raise NotAllowed("Another member's event is not yours to remove.")
    with writing(store) as cursor:
        cursor.execute(_REMOVE, [now(), event_id, member])
        store.record(cursor, viewer.email, "event removed", member, _about(month, label, rebases))


_CLOSINGS = "(select count(*) from closing)"

# by id and member: an id that met another member's event would remove nothing
_REMOVE = f"""
update event set removed_at = ?, removed_after = {_CLOSINGS}
where event_id = ? and member is not distinct from ? and removed_at is null
"""

_STANDING = """
select month, label, rebases, member, added_by from event where event_id = ? and removed_at is null
"""


def _check_right(viewer: Viewer, of_group: bool) -> None:
    if of_group and not viewer.coordinates:
        raise NotAllowed("Only the coordinator adds or removes an event of the group.")
    if not of_group and not viewer.uploads:
        raise NotAllowed("Only a lead adds or removes an event of its own member.")


def _check(month: date, label: str, category: str | None) -> None:
    if month.day != 1:
        raise Refused.because("event", "An event stands in a month: give its first day.")
    if not label or len(label) > LONGEST_LABEL:
        message = f"An event's name has one to {LONGEST_LABEL} letters: it stands on the chart."
        raise Refused.because("event", message)
    if personal_words([label]):
        message = "This name holds what looks like personal data. Others see an event: leave it out."
        raise Refused.because("personal_data", message)
    if category is not None and category not in _codes():
        raise Refused.because("event", f"There is no category or family {category[:40]!r}.")


def _codes() -> set[str]:
    return {each.code for each in STANDARD.categories} | {each.code for each in STANDARD.families}


def _about(month: date, label: str, rebases: bool) -> str:
    return f"{months.shown(month)}, {label}{', re-bases' if rebases else ''}"
