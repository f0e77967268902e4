"""A store is set up here: made from the coordinator's lists, kept in step with the standard, edited later."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection as Cursor

from ingest import months
from ingest.group import closing, events, list_changes, lists, recording, sessions
from ingest.group.list_files import Row, read_list
from ingest.group.standard_copy import copy_standard
from ingest.intake.preview import member_for
from ingest.problems import Refused
from ingest.writing import writing
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer


def open_store(path: Path) -> Store:
    """Open a store and copy the standard and the national events into it if they differ.

    Raises StoreInUse, StoreUnusable.
    """
    store = Store.open(path)
    copy_standard(store)
    events.copy_national(store)
    closing.fill_in_breakdowns(store)
    return store


def make_store(path: Path, members: Path, homes: Path, people: Path, first_quarter: date | None = None) -> Store:
    """A new store from three CSV files; nothing is left behind where one is refused.

    first_quarter: the first that everybody is asked for. Raises Refused, StoreUnusable.
    """
    if first_quarter is not None:
        check_first_quarter(first_quarter)
    listed = lists.members(read_list(members, lists.MEMBERS, (lists.SHORT_NAME,)))
    known = [each.code for each in listed]
    managed = lists.homes(read_list(homes, lists.HOMES), known)
    persons = lists.people(read_list(people, lists.PEOPLE), known)
    store = Store.create(path)
    with writing(store) as cursor:
        _insert_members(cursor, listed)
        _insert(cursor, "homes", managed)
        _insert(cursor, "person", persons)
        if first_quarter is not None:
            store.set(cursor, "first_quarter", first_quarter.isoformat(), "command line")
        store.record(cursor, "command line", "init", None, f"{len(listed)} members")
    copy_standard(store)
    events.copy_national(store)
    return store


def replace_members(store: Store, viewer: Viewer, rows: Iterable[Row]) -> None:
    """The whole list anew: names change, members are added. One that has returned something stays on it."""
    wanted = lists.members(rows)
    with changing(store, viewer, "members") as cursor:
        held = _held_members(cursor)
        wanted = [each if each.short_name is not None else each.with_short_name_of(held) for each in wanted]
        now = {each.code: each.words for each in wanted}
        _note(store, cursor, viewer, list_changes.of_members({code: held[code].words for code in held}, now))
        used = cursor.execute("select distinct member from member_return").fetchall()
        gone = set(held) - {each.code for each in wanted}
        if kept := sorted(gone & {code for (code,) in used}):
            message = f"{', '.join(kept)} has returns and stays on the list. Say when it left instead."
            raise Refused.because("members_list", message)
        for code in gone:
            for table in ("member", "homes", "person", "how_we_record"):
                cursor.execute(f"delete from {table} where member = ?", [code])
        cursor.executemany(_RENAME, [(each.name, each.short_name, each.code) for each in wanted])
        _insert_members(cursor, [each for each in wanted if each.code not in held])
        sessions.end_of_people_gone(store, cursor)


def set_membership(store: Store, viewer: Viewer, member: str, joined: date | None, left_after: date | None) -> None:
    """The first and the last month that a member is expected to return; None: always."""
    if any(month is not None and month.day != 1 for month in (joined, left_after)):
        raise Refused.because("members_list", "A month is given as its first day.")
    if joined and left_after and left_after < joined:
        raise Refused.because("members_list", "A member cannot leave before it joins: swap the two months.")
    with changing(store, viewer, "membership", member) as cursor:
        cursor.execute("update member set joined = ?, left_after = ? where member = ?", [joined, left_after, member])


def replace_homes(store: Store, viewer: Viewer, rows: Iterable[Row]) -> None:
    """The whole list anew."""
    with changing(store, viewer, "homes") as cursor:
        wanted = lists.homes(rows, _member_codes(cursor))
        held = cursor.execute("select member, year_start, needs_type, homes from homes").fetchall()
        _note(store, cursor, viewer, list_changes.of_homes(held, wanted))
        cursor.execute("delete from homes")
        _insert(cursor, "homes", wanted)


def add_homes(store: Store, viewer: Viewer, rows: Iterable[Row]) -> None:
    """Homes of some members and years; they replace what is known of the same member and year, and nothing else."""
    with changing(store, viewer, "homes") as cursor:
        wanted = lists.homes(rows, _member_codes(cursor))
        pairs = sorted({(member, year) for member, year, _, _ in wanted})
        homes = cursor.execute("select member, year_start, needs_type, homes from homes").fetchall()
        held = [row for row in homes if row[:2] in pairs]
        _note(store, cursor, viewer, list_changes.of_homes(held, wanted))
        for pair in pairs:
            cursor.execute("delete from homes where member = ? and year_start = ?", pair)
        _insert(cursor, "homes", wanted)


def replace_people(store: Store, viewer: Viewer, rows: Iterable[Row]) -> None:
    """The whole list anew; whoever is taken off is signed out. A coordinator remains on it, or nobody could ever change
    it again."""
    with changing(store, viewer, "people") as cursor:
        wanted = lists.people(rows, _member_codes(cursor))
        if not any(role == "coordinator" for _, role, _ in wanted):
            raise Refused.because("people_list", "There must be a coordinator: somebody has to keep this list.")
        held = cursor.execute("select email, role, member from person").fetchall()
        _note(store, cursor, viewer, list_changes.of_people(held, wanted))
        cursor.execute("delete from person")
        _insert(cursor, "person", wanted)
        sessions.end_of_people_gone(store, cursor)


def say_how_we_record(store: Store, viewer: Viewer, answers: Mapping[str, str]) -> None:
    """A lead's answers for its own member, by question; they replace the earlier ones. Raises NotAllowed, Refused."""
    member = member_for(viewer)
    recording.check(answers)
    with writing(store) as cursor:
        cursor.execute("delete from how_we_record where member = ?", [member])
        _insert(cursor, "how_we_record", [(member, question, answer) for question, answer in answers.items()])
        store.record(cursor, viewer.signature, "settings", member, "how we record")


def set_peer_figures(store: Store, viewer: Viewer, value: str) -> None:
    """'interval', or 'exact' where the group has agreed in writing that members see each other's figures."""
    if value not in ("interval", "exact"):
        raise Refused.because("setting", "Peer figures are shown as interval or exact.")
    with changing(store, viewer, f"peer_figures = {value}") as cursor:
        store.set(cursor, "peer_figures", value, viewer.email)


def check_first_quarter(quarter: date) -> None:
    if quarter != months.quarter_of(quarter):
        begins = months.shown(months.quarter_of(quarter))
        raise Refused.because("setting", f"{months.shown(quarter)} does not begin a quarter. Its quarter is {begins}.")


def set_first_quarter(store: Store, viewer: Viewer, quarter: date) -> None:
    """The first quarter that everybody is asked for: nobody is late with one before. Raises NotAllowed, Refused."""
    check_first_quarter(quarter)
    with changing(store, viewer, f"first_quarter = {months.shown(quarter)}") as cursor:
        store.set(cursor, "first_quarter", quarter.isoformat(), viewer.email)


@contextlib.contextmanager
def changing(
    store: Store, viewer: Viewer, what: str | Callable[[], str], member: str | None = None
) -> Iterator[Cursor]:
    """One transaction of the coordinator's, recorded; `what` may be known at its end only. Raises NotAllowed for
    anybody else."""
    if not viewer.coordinates:
        raise NotAllowed("Only the coordinator changes the group's lists and settings.")
    with writing(store) as cursor:
        yield cursor
        store.record(cursor, viewer.email, "settings", member, what if isinstance(what, str) else what())


def _note(store: Store, cursor: Cursor, viewer: Viewer, changes: Iterable[str]) -> None:
    """A line of the audit trail for each row that was added, changed or removed."""
    for change in changes:
        store.record(cursor, viewer.email, "settings", None, change)


_RENAME = "update member set name = ?, short_name = nullif(?, '') where member = ?"


def _held_members(cursor: Cursor) -> dict[str, lists.Member]:
    rows = cursor.execute("select member, name, coalesce(short_name, '') from member").fetchall()
    return {code: lists.Member(code, name, short_name) for code, name, short_name in rows}


def _insert_members(cursor: Cursor, members: Sequence[lists.Member]) -> None:
    rows = [(each.code, each.name, each.short_name or None, 0) for each in members]
    _insert(cursor, "member (member, name, short_name, saves)", rows)


def _member_codes(cursor: Cursor) -> list[str]:
    return [code for (code,) in cursor.execute("select member from member").fetchall()]


def _insert(cursor: Cursor, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        cursor.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)
