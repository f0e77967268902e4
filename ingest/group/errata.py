"""The erratum: once for a member and quarter that turned out seriously wrong, with a reason that everybody sees.

Nothing in it is computed from anything but intervals: the member's are shown anew beside the old ones, the group's
become what the members' add up to, and what is finer is withdrawn (PRIVACY.md, rule 3).
"""

from datetime import date

from duckdb import DuckDBPyConnection as Cursor

from ingest import months
from ingest.group import closing_steps
from ingest.group.closing import check_right, one_at_a_time
from ingest.problems import Refused
from ingest.screening import personal_words
from ingest.words import one_line
from queries.clock import now
from queries.fetching import one_value
from queries.store import Store
from queries.viewer import Viewer

LONGEST_REASON = 300


def correct(store: Store, viewer: Viewer, quarter: date, member: str, reason: str) -> tuple[str, ...]:
    """Show the member's current figures of a closed quarter to others. The families that changed.

    Raises NotAllowed, Refused.
    """
    check_right(viewer)
    reason = one_line(reason)
    _check_reason(reason)
    with one_at_a_time(store) as cursor:
        _check_member(cursor, quarter, member)
        families = _correct_member(cursor, quarter, member)
        if not families:
            message = "Nothing that others see would change: every family stays within the interval shown."
            raise Refused.because("nothing_to_do", message)
        made = {"quarter": quarter, "families": list(families)}
        if member in closing_steps.attendance(cursor, quarter).get("counted", ()):
            cursor.execute(_WITHDRAW, made)
            cursor.execute(_GROUP, made)
        cursor.execute(_YEARS, made | {"year": months.year_of(quarter), "member": member})
        closing_steps.add_years(cursor)
        cursor.execute("update closing set seen_at = ? where seen_at is null", [now()])
        row = [quarter, member, reason, viewer.signature, now()]
        cursor.execute("insert into erratum select ?, ?, ?, ?, ?, max(closing) from closing", row)
        store.record(cursor, viewer.signature, "erratum", member, months.shown(quarter))
    return families


def _check_reason(reason: str) -> None:
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused.because("reason", f"Give a reason of 1 to {LONGEST_REASON} characters: everybody sees it.")
    if personal_words([reason]):
        message = "The reason holds what looks like personal data. Everybody sees it: leave that out."
        raise Refused.because("personal_data", message)


def _check_member(cursor: Cursor, quarter: date, member: str) -> None:
    shown = months.quarter_named(quarter)
    if not closing_steps.is_closed(cursor, quarter):
        raise Refused.because("quarter", f"{shown} is not closed: a correction counts by itself until it is.")
    there = closing_steps.attendance(cursor, quarter)
    if member not in (*there.get("counted", ()), *there.get("came_later", ())):
        raise Refused.because("member", f"Nothing of {member[:40]} is shown for {shown}.")
    if cursor.execute(_MADE_ALREADY, [quarter, member]).fetchone():
        raise Refused.because("once", f"There is an erratum for {member} and {shown} already. It is given once.")
    if one_value(cursor.execute(_MONTHS_RETURNED, [quarter, member]), int) != 3:
        raise Refused.because("member", f"{member} has no return of the whole of {shown} now. It uploads one first.")


def _correct_member(cursor: Cursor, quarter: date, member: str) -> tuple[str, ...]:
    """Rows of the families whose interval is another one now; the old rows stay, superseded."""
    made = {"quarter": quarter, "member": member}
    changed = cursor.execute(_CHANGED, made).fetchall()
    families = tuple(family for family, *_ in changed)
    cursor.execute(_SUPERSEDE, made | {"families": list(families)})
    for family, low, high, n in changed:
        cursor.execute(_MEMBER, made | {"family": family, "low": low, "high": high, "n": n})
    return families


_MADE_ALREADY = "select 1 from erratum where quarter = ? and member = ?"

_MONTHS_RETURNED = "select count(*) from current_month where quarter_of(month) = ? and member = ?"

_CHANGED = """
with counted as (
    select level.family, as_shown($quarter::date, coalesce(sum(held.n), 0)::integer) as now
    from level
    left join (
        select category, n from current_count where member = $member and quarter_of(month) = $quarter
    ) as held on held.category = level.counts
    where level.category is null
    group by level.family
)
select family, now.low, now.high, now.n
from counted join shown_now using (family)
where unit = 'quarter' and period = $quarter and member = $member
  and (shown_now.low, shown_now.high) <> (now.low, now.high)
order by family
"""

_SUPERSEDE = """
update shown set standing = 'superseded'
where unit = 'quarter' and period = $quarter and member = $member and list_contains($families, family)
"""

_MEMBER = """
insert into shown
select max(closing), 'quarter', $quarter, $member, $family, null, null, null, $low, $high, $n, 1, 'corrected'
from closing
"""

# the group's quarter becomes what the intervals of the members that counted add up to
_GROUP = """
insert into shown
select max(shown_now.closing), 'quarter', $quarter, null, family, null, null, null, sum(low), sum(high), null,
       count(*), 'corrected'
from shown_now join closing_member
  on closing_member.member = shown_now.member and closing_member.quarter = $quarter and status = 'counted'
where unit = 'quarter' and period = $quarter and list_contains($families, family)
group by family
having family in (
    select family from shown
    where unit = 'quarter' and period = $quarter and member is null and standing = 'superseded')
"""

# the group's earlier figures: its quarter's is superseded, what is finer is withdrawn
_WITHDRAW = """
update shown set standing = if(unit = 'quarter' and category is null and field is null, 'superseded', 'withdrawn')
where member is null and standing in ('closed', 'corrected') and list_contains($families, family)
  and (unit = 'quarter' and period = $quarter or unit = 'month' and quarter_of(period) = $quarter)
"""

# years that rest on the quarter are made anew from the quarters' intervals
_YEARS = """
update shown set standing = if(category is null and field is null, 'superseded', 'withdrawn')
where unit = 'year' and period = $year and list_contains($families, family) and standing in ('closed', 'corrected')
  and (member = $member or member is null and $member in (
      select member from closing_member where quarter = $quarter and status = 'counted'))
"""
