"""Closing a quarter: an edition freezes which returns count for the group's and the peers' figures."""

import contextlib
from dataclasses import dataclass
from datetime import date

import duckdb

from ingest import months
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.store import Store, now
from queries.viewer import Viewer


@dataclass(frozen=True)
class Closing:
    """An edition as it was made: whose whole quarter counts in it, and whose does not."""

    edition: int
    quarter: date
    again: bool
    returned: tuple[str, ...]
    not_returned: tuple[str, ...]


def close(store: Store, viewer: Viewer, quarter: date) -> Closing:
    """Freeze the returns that are current now, for every quarter up to the newest closed.

    A member's quarter counts only where all three of its months are returned. Raises NotAllowed, Refused.
    """
    if not viewer.coordinates:
        raise NotAllowed("Only the coordinator closes a quarter.")
    _prove_quarter(quarter, store.today())
    who = viewer.email or "command line"
    try:
        with store.write() as cursor:
            # every saver's lock: nothing is saved while an edition is made, and no two are made at once
            cursor.execute("update member set saves = saves")
            closing = _make(cursor, quarter, who)
            again = ", closed again" if closing.again else ""
            detail = f"{months.shown(quarter)}, edition {closing.edition}{again}"
            store.record(cursor, who, "closing", None, detail)
    except duckdb.TransactionException:
        raise Refused.because(
            "saved_meanwhile", "A return was being saved at the same moment. Nothing was closed: try again."
        ) from None
    return closing


def quarters_to_close(store: Store) -> list[date]:
    """Finished quarters that somebody returned a month of and that were never closed, oldest first."""
    with contextlib.closing(store.cursor()) as cursor:
        found = cursor.execute(
            "select distinct quarter_of(month) as quarter from current_month "
            "where quarter_of(month) not in (select quarter from edition) order by quarter"
        ).fetchall()
    return [quarter for (quarter,) in found if months.has_ended(months.later(quarter, 2), store.today())]


def _prove_quarter(quarter: date, today: date) -> None:
    if quarter != months.quarter_of(quarter):
        raise Refused.because(
            "quarter",
            f"{months.shown(quarter)} does not begin a quarter. Quarters are named by their first month: "
            f"{months.shown(months.quarter_of(quarter))}.",
        )
    if not months.has_ended(months.later(quarter, 2), today):
        raise Refused.because("quarter", f"The quarter {months.shown(quarter)} has not ended yet.")


def _make(cursor, quarter: date, who: str) -> Closing:
    before = cursor.execute("select coalesce(max(edition), 0) from edition").fetchone()[0]
    again = cursor.execute("select count(*) from edition where quarter = ?", [quarter]).fetchone()[0] > 0
    returned, missing = _members(cursor, quarter)
    if not returned and not again and not cursor.execute(_ANY_MONTH, [quarter]).fetchone()[0]:
        raise Refused.because("quarter", f"Nobody has returned anything for the quarter {months.shown(quarter)}.")
    made = {"edition": before + 1, "before": before, "quarter": quarter}
    cursor.execute(_EDITION_MONTHS, made)
    note = "closed again" if again else None
    cursor.execute("insert into edition values (?, ?, ?, ?, ?)", [before + 1, quarter, who, now(), note])
    _work_out(cursor, before + 1)
    return Closing(before + 1, quarter, again, returned, missing)


def _work_out(cursor, edition: int) -> None:
    """What the edition shows. A year against its quarters is looked into last, by what they came to."""
    made = {"edition": edition}
    cursor.execute(_WIDENED, made)
    for unit in ("quarter", "year"):
        cursor.execute(_MEMBERS_FIGURES, made | {"unit": unit})
    _work_out_group(cursor, edition)
    if cursor.execute(_WIDENED_YEARS, made).fetchone()[0]:
        cursor.execute("delete from edition_group where edition = ?", [edition])
        _work_out_group(cursor, edition)


def _work_out_group(cursor, edition: int) -> None:
    for unit in ("month", "quarter", "year"):
        for category in (None, "*"):
            cursor.execute(_GROUPS_FIGURES, {"edition": edition, "unit": unit, "category": category})


def _members(cursor, quarter: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = cursor.execute(_WHO_RETURNED, [quarter]).fetchall()
    return tuple(m for m, whole in rows if whole), tuple(m for m, whole in rows if not whole)


_WIDENED = """
insert into edition_widened
select $edition, * from (from too_tight_across($edition) union from changed_after_clearing($edition))
"""
_WIDENED_YEARS = """
insert into edition_widened
select $edition, * from (
    from years_too_tight($edition)
    except select * exclude (edition) from edition_widened where edition = $edition
)
"""

# worked out without the agreement to see exact figures: that is looked up when they are asked for
_MEMBERS_FIGURES = """
insert into edition_member
select $edition, $unit, figure.member, figure.family, figure.period, figure.n, figure.low, figure.high, agreed.exact
from members_worked_out($edition, $unit, null) as figure
join (select member, period_of(month, $unit) as period, bool_and(exact) as exact
      from edition_month where edition = $edition group by all) as agreed using (member, period)
"""
_GROUPS_FIGURES = """
insert into edition_group
select $edition, $unit, family, category, period, contributors, total, low, high, agreed.exact
from group_worked_out($edition, $unit, null, $category)
join (select period_of(month, $unit) as period, bool_and(exact) as exact
      from edition_month where edition = $edition group by all) as agreed using (period)
"""

_ANY_MONTH = "select count(*) from current_month where quarter_of(month) = ?"

_WHO_RETURNED = """
select member.member, count(current_month.month) = 3
from member left join current_month on current_month.member = member.member and quarter_of(month) = ?
group by member.member order by member.member
"""

# exact: only where members have agreed to see exact figures, and only for quarters first closed after they
# did: the one closed now if no edition held it before, and those that the edition before held as exact.
_EDITION_MONTHS = """
insert into edition_month
with agreed as (
    select coalesce(arg_max(value, rowid), 'interval') = 'exact' as now
    from setting where name = 'peer_figures'
),
newest as (
    select max(quarter) as quarter from (select quarter from edition union all select $quarter::date)
),
held_before as (
    select month, bool_and(exact) as exact from edition_month where edition = $before group by month
),
whole as (
    select member, quarter_of(month) as quarter
    from current_month
    where quarter_of(month) <= (select quarter from newest)
    group by all having count(*) = 3
)
select $edition, current_month.member, current_month.month, current_month.return_id,
       (select now from agreed)
       and coalesce(held_before.exact,
                    whole.quarter = $quarter and $quarter not in (select quarter from edition))
from current_month
join whole on whole.member = current_month.member and whole.quarter = quarter_of(current_month.month)
left join held_before on held_before.month = current_month.month
"""
