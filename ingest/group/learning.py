"""The learning log: what was learnt, what was agreed to do, by whom and by when, and how the group will know it worked.

Members write entries of their own, the coordinator those of the group. The coordinator closes actions. Everybody in the
group reads them, so every text is screened for personal data before anything is written.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from ingest import months
from ingest.problems import Problem, Refused
from ingest.screening import personal_words
from ingest.standard import STANDARD
from ingest.words import one_line
from ingest.writing import writing
from queries.clock import now
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

KINDS = ("success", "difficulty", "question")
SOURCES = ("own_review", "adults_review", "child_review", "domestic_abuse_review", "ombudsman", "coroner")
DIRECTIONS = ("up", "down")
CLOSED_AS = ("done", "dropped")
CHECKLIST = ("no_person", "no_case_details", "may_be_read")
LONGEST = {"what_happened": 600, "lesson": 600, "action": 120, "changed": 200, "source_link": 300}
_SAID = {
    "what_happened": "What happened",
    "lesson": "The lesson",
    "action": "The action",
    "changed": "What was changed",
    "source_link": "The link",
}


@dataclass(frozen=True)
class Entry:
    """What is written into the log. `about`: families or categories. `owner`: the member that does the action.

    aim: the family or category that the action hopes to move in `aim_direction` (up, down); with a field and code,
    the share of that answer in it. changed: the policy or training that was changed because of this entry.
    """

    quarter: date
    kind: str
    lesson: str
    what_happened: str = ""
    about: tuple[str, ...] = ()
    source: str | None = None
    source_link: str = ""
    action: str = ""
    owner: str | None = None
    due_on: date | None = None
    aim: str | None = None
    aim_field: str | None = None
    aim_code: str | None = None
    aim_direction: str | None = None
    changed: str = ""

    def tidied(self) -> "Entry":
        """The same with single spaces in its texts."""
        written = {each.name: getattr(self, each.name) for each in fields(self)}
        tidy: dict[str, Any] = {name: one_line(v) for name, v in written.items() if isinstance(v, str)}
        return replace(self, **tidy)


def add(store: Store, viewer: Viewer, entry: Entry, confirmed: Collection[str], *, of_group: bool = False) -> str:
    """Write an entry of the viewer's member (for its lead) or of the group (for its coordinator). Its id.

    confirmed: all of CHECKLIST. Raises NotAllowed, Refused with every fault.
    """
    if of_group and not viewer.coordinates:
        raise NotAllowed("Only the coordinator writes an entry of the group.")
    if not of_group and not viewer.uploads:
        raise NotAllowed("Only a lead writes an entry of its member.")
    entry, member = entry.tidied(), None if of_group else viewer.member
    with writing(store) as cursor:
        known = {code for (code,) in cursor.execute("select member from member").fetchall()}
        if faults := _faults(entry, confirmed, known):
            raise Refused(faults)
        lesson_id = f"lesson-{uuid4()}"
        written = [*_values(entry), member, viewer.signature, now(), list(confirmed)]
        places = ", ".join("?" * len(written))
        cursor.execute(
            f"insert into lesson select ?, coalesce(max(lesson_order), 0) + 1, {places}, {_NOT_CLOSED} from lesson",
            [lesson_id, *written],
        )
        store.record(cursor, viewer.signature, "lesson added", member, months.shown(entry.quarter))
    return lesson_id


def close(store: Store, viewer: Viewer, lesson_id: str, closed_as: str, done_on: date | None = None) -> None:
    """Close an action as done (on a day) or dropped, for the coordinator. Raises NotAllowed, Refused."""
    if not viewer.coordinates:
        raise NotAllowed("Only the coordinator closes an action of the learning log.")
    if closed_as not in CLOSED_AS:
        raise Refused.because("closed_as", "An action is closed as done or as dropped.")
    if closed_as == "done" and (done_on is None or done_on > store.today()):
        raise Refused.because("done_on", "Give the day on which the action was done: today or earlier.")
    with writing(store) as cursor:
        found = cursor.execute(_OPEN, [lesson_id]).fetchone()
        if found is None:
            raise Refused.because("unknown_lesson", "That action is not open any more.")
        done_on = done_on if closed_as == "done" else None
        cursor.execute(_CLOSE, [closed_as, done_on, viewer.signature, now(), lesson_id])
        store.record(cursor, viewer.signature, f"action {closed_as}", found[0], months.shown(found[1]))


_NOT_CLOSED = "null, null, null, null"  # closed_as, done_on, closed_by, closed_at
_OPEN = "select member, quarter from lesson where lesson_id = ? and action is not null and closed_as is null"
_CLOSE = "update lesson set closed_as = ?, done_on = ?, closed_by = ?, closed_at = ? where lesson_id = ?"


def _values(entry: Entry) -> list[object]:
    """In the order of the table's columns; empty texts as null."""
    return [
        entry.quarter, list(entry.about), entry.kind, entry.what_happened or None, entry.source,
        entry.source_link or None, entry.lesson, entry.action or None, entry.owner, entry.due_on, entry.aim,
        entry.aim_field, entry.aim_code, entry.aim_direction, entry.changed or None,
    ]  # fmt: skip


def _faults(entry: Entry, confirmed: Collection[str], members: Collection[str]) -> list[Problem]:
    faults = []
    if not entry.lesson:
        faults.append(Problem("lesson", "Write what was learnt: a sentence is enough."))
    if entry.quarter != months.quarter_of(entry.quarter):
        faults.append(Problem("quarter", "A quarter is named by its first month, such as 2026-07."))
    if set(CHECKLIST) - set(confirmed):
        faults.append(Problem("checklist", "Confirm each line of the checklist: everybody reads the log."))
    faults += _wrong_choices(entry)
    faults += _wrong_texts(entry)
    return faults + _wrong_action(entry, members) + _wrong_aim(entry)


def _wrong_choices(entry: Entry) -> list[Problem]:
    faults = []
    if entry.kind not in KINDS:
        faults.append(Problem("kind", f"The kind is one of {', '.join(KINDS)}."))
    if entry.source is not None and entry.source not in SOURCES:
        faults.append(Problem("source", f"The source is one of {', '.join(SOURCES)}."))
    if unknown := set(entry.about) - _subjects():
        faults.append(Problem("about", f"There is no category or family {sorted(unknown)[0][:40]!r}."))
    return faults


def _wrong_texts(entry: Entry) -> list[Problem]:
    texts = {name: getattr(entry, name) for name in LONGEST}
    faults = [
        Problem(name, f"{_SAID[name]} is {len(text)} characters long: at most {LONGEST[name]} are kept.")
        for name, text in texts.items()
        if len(text) > LONGEST[name]
    ]
    link = urlsplit(entry.source_link)
    if entry.source_link and (link.scheme not in ("http", "https") or not link.netloc):
        faults.append(Problem("source_link", "The link begins with https:// and leads to a published report."))
    faults += [
        Problem("personal_data", f"{_SAID[name]} holds what looks like personal data: leave that out.")
        for name, text in texts.items()
        if text and personal_words([text])
    ]
    return faults


def _wrong_action(entry: Entry, members: Collection[str]) -> list[Problem]:
    faults = []
    if entry.owner is not None and entry.owner not in members:
        faults.append(Problem("owner", f"There is no member {entry.owner[:40]!r}."))
    if entry.action and entry.due_on is None:
        faults.append(Problem("due_on", "Give the day by which the action is to be done."))
    if not entry.action and (entry.owner or entry.due_on or entry.aim):
        faults.append(Problem("action", "Name the action: there is an owner, a date or an aim, and no action."))
    return faults


def _wrong_aim(entry: Entry) -> list[Problem]:
    """An aim is a family or category and a direction; a share of it also names a field and one of its codes."""
    faults = []
    if entry.aim is not None and entry.aim not in _subjects():
        faults.append(Problem("aim", f"There is no category or family {entry.aim[:40]!r}."))
    if (entry.aim is None) != (entry.aim_direction is None) or entry.aim_direction not in (None, *DIRECTIONS):
        faults.append(
            Problem("aim_direction", "How we will know that it worked takes both: what moves, and up or down.")
        )
    answers = {field.name: {code.code for code in field.codes} for field in STANDARD.fields}
    if entry.aim_field is not None and entry.aim_code not in answers.get(entry.aim_field, ()):
        faults.append(Problem("aim_code", "Choose an answer of that field: its share is what moves."))
    if (entry.aim_field is None) != (entry.aim_code is None) or (entry.aim_field and entry.aim is None):
        faults.append(Problem("aim_field", "A share takes a family or category, a field and one of its answers."))
    return faults


def _subjects() -> set[str]:
    return {each.code for each in STANDARD.categories} | {each.code for each in STANDARD.families}
