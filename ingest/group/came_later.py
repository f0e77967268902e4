"""Members whose return of a closed quarter came after its closing: their own intervals are shown, the group's stay."""

from datetime import date

from duckdb import DuckDBPyConnection as Cursor

from ingest.group import closing_steps


def found(cursor: Cursor, until: date) -> list[tuple[date, str]]:
    """Closed quarters up to `until`, with each member that returned one whole since and is not shown in it yet."""
    return cursor.execute(_CAME_LATER, [until]).fetchall()


def add(cursor: Cursor, quarter: date, member: str) -> None:
    """The member's own intervals of a quarter closed before its return came, once."""
    closing = closing_steps.next_closing(cursor) - 1
    made = {"closing": closing, "quarter": quarter, "member": member}
    for statement in (_LATE_RETURNS, _LATE_MEMBER, _LATE_SHOWN):
        cursor.execute(statement, made)
    closing_steps.write_columns(cursor, closing, quarter)
    closing_steps.write_homes(cursor, closing, "quarter", quarter)


_CAME_LATER = """
select closing.quarter, member
from current_month join closing on closing.quarter = quarter_of(month)
where closing.quarter <= ?
  and (closing.quarter, member) not in (select (quarter, member) from closing_member where status <> 'awaited')
group by all
having count(*) = 3
order by closing.quarter, member
"""

_LATE_RETURNS = """
insert into closing_return
select $closing, $quarter, member, month, return_id, 'came_later'
from current_month where quarter_of(month) = $quarter and member = $member
"""

_LATE_MEMBER = "insert into closing_member values ($closing, $quarter, $member, 'came_later')"

_LATE_SHOWN = """
insert into shown
select $closing, unit, period, member, family, category, null, null, shown.low, shown.high, shown.n, 1, 'came_later'
from (select *, as_shown(period, n) as shown from counts_of_late($quarter, $member))
"""
