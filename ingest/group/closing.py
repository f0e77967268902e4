"""Closing a quarter: what others will ever see of it is worked out once, from the returns that are current then.

The rule is in `queries/macros/40_disclosure.sql`; the steps of a closing are in `closing_steps`.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from ingest import months
from ingest.group import came_later
from ingest.group import closing_steps as steps
from ingest.problems import Refused
from ingest.writing import writing
from queries.fetching import one_value
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer


@dataclass(frozen=True)
class Closed:
    """One quarter that was closed: who counts in it, and who was expected and had not returned it whole."""

    quarter: date
    counted: tuple[str, ...]
    awaited: tuple[str, ...]


@dataclass(frozen=True)
class Closing:
    """What one act of closing did: quarters closed, oldest first, and members that came later to earlier ones."""

    quarters: tuple[Closed, ...]
    came_later: tuple[tuple[date, str], ...]


def close(store: Store, viewer: Viewer, quarter: date) -> Closing:
    """Close a quarter and every earlier one that waits; add what came later to quarters closed before.

    A member's quarter counts only where all three of its months are returned. Raises NotAllowed, Refused.
    """
    check_right(viewer)
    check_quarter(quarter, store.today())
    with one_at_a_time(store) as cursor:
        waiting = [each for each in _waiting(cursor, store.today()) if each <= quarter]
        for each in waiting:
            steps.fix_own(cursor, each, viewer.member)
            steps.close_quarter(cursor, each, viewer.signature)
            store.record(cursor, viewer.signature, "closing", None, months.shown(each))
        late = _show_late(store, cursor, viewer, quarter)
        if not waiting and not late:
            raise Refused.because("quarter", _why_nothing(cursor, quarter))
        steps.add_years(cursor)
        return Closing(tuple(_closed(cursor, each) for each in waiting), tuple(late))


def show_late(store: Store, viewer: Viewer) -> tuple[tuple[date, str], ...]:
    """Show what came to closed quarters since, each member's own figures once: (quarter, member). Raises NotAllowed."""
    check_right(viewer)
    with one_at_a_time(store) as cursor:
        late = _show_late(store, cursor, viewer, store.today())
        steps.add_years(cursor)
    return tuple(late)


def _show_late(store: Store, cursor: duckdb.DuckDBPyConnection, viewer: Viewer, until: date) -> list[tuple[date, str]]:
    late = came_later.found(cursor, until)
    for each, member in late:
        came_later.add(cursor, each, member)
        store.record(cursor, viewer.signature, "came later", member, months.shown(each))
    return late


def _closed(cursor: duckdb.DuckDBPyConnection, quarter: date) -> Closed:
    found = steps.attendance(cursor, quarter)
    return Closed(quarter, found.get("counted", ()), found.get("awaited", ()))


def late_returns(store: Store) -> list[tuple[date, str]]:
    """Closed quarters, with each member that returned one whole since and is not shown in it yet."""
    with contextlib.closing(store.cursor()) as cursor:
        return came_later.found(cursor, store.today())


def least_members(store: Store) -> int:
    """The least number of members a figure of the group rests on."""
    with contextlib.closing(store.cursor()) as cursor:
        return one_value(cursor.execute("select least_contributors()"), int)


def last_unseen(store: Store) -> date | None:
    """The quarter whose closing can be taken back: the last, where nobody has seen its figures yet."""
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute("select quarter, seen_at from closing order by closing desc limit 1").fetchone()
    return found[0] if found and found[1] is None else None


def quarters_to_close(store: Store) -> list[date]:
    """Finished quarters that some member has returned whole and that were never closed, oldest first."""
    with contextlib.closing(store.cursor()) as cursor:
        return _waiting(cursor, store.today())


def _waiting(cursor: duckdb.DuckDBPyConnection, today: date) -> list[date]:
    found = cursor.execute(_WAITING).fetchall()
    return [quarter for (quarter,) in found if months.has_ended(months.later(quarter, 2), today)]


def take_back(store: Store, viewer: Viewer) -> date:
    """Take the last closing back, while nobody but the coordinator has been shown anything of it. Its quarter.

    Raises NotAllowed, Refused.
    """
    check_right(viewer)
    with one_at_a_time(store) as cursor:
        found = cursor.execute("select closing, quarter, seen_at from closing order by closing desc limit 1").fetchone()
        if found is None or found[2] is not None:
            message = "A closing stays once somebody has seen its figures. For a serious fault there is the erratum."
            raise Refused.because("seen_already", message)
        closing: int = found[0]
        quarter: date = found[1]
        for table in _WRITTEN_BY_A_CLOSING:
            cursor.execute(f"delete from {table} where closing = ?", [closing])
        store.record(cursor, viewer.signature, "closing taken back", None, months.shown(quarter))
    return quarter


def fill_in_breakdowns(store: Store) -> None:
    """Breakdowns of quarters that were closed by a program that did not keep them, from the returns that counted."""
    if store.setting("breakdowns_due") != "yes":
        return
    with writing(store) as cursor:
        for closing, quarter in cursor.execute("select closing, quarter from closing order by closing").fetchall():
            steps.break_down(cursor, closing, quarter)
            steps.show_breakdowns(cursor, closing)
        steps.add_years(cursor)
        store.set(cursor, "breakdowns_due", "no", "program")


def check_right(viewer: Viewer) -> None:
    if not viewer.coordinates:
        raise NotAllowed("Only the coordinator closes a quarter.")


def check_quarter(quarter: date, today: date) -> None:
    if quarter != months.quarter_of(quarter):
        raise Refused.because(
            "quarter",
            f"{months.shown(quarter)} does not begin a quarter. Quarters are named by their first month: "
            f"{months.shown(months.quarter_of(quarter))}.",
        )
    if not months.has_ended(months.later(quarter, 2), today):
        raise Refused.because("quarter", f"{months.quarter_named(quarter)} has not ended yet.")


def _why_nothing(cursor: duckdb.DuckDBPyConnection, quarter: date) -> str:
    if steps.is_closed(cursor, quarter):
        return f"{months.quarter_named(quarter)} is closed, and no return has come since that others do not see yet."
    return f"Nobody has returned the whole of {months.quarter_named(quarter)}."


@contextlib.contextmanager
def one_at_a_time(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """One transaction that holds every member's row: nothing is saved meanwhile. Raises Refused where something was."""
    message = "A return was being saved at the same moment. Nothing was closed: try again."
    with writing(store, message) as cursor:
        cursor.execute("update member set saves = saves")
        yield cursor


_WAITING = """
select distinct quarter
from (select member, quarter_of(month) as quarter from returned_month group by all having count(*) = 3)
where quarter not in (select quarter from closing)
order by quarter
"""

_WRITTEN_BY_A_CLOSING = (
    "closing",
    "closing_member",
    "closing_return",
    "closing_count",
    "shown",
    "shown_homes",
    "shown_column",
    "closing_hazard",
    "shown_hazard_member",
    "shown_hardship",
)
