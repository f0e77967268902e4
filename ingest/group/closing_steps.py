"""The steps of a closing, each on the cursor of one transaction: what counts, what is counted, what is shown of it."""

from datetime import date

from duckdb import DuckDBPyConnection as Cursor

from ingest import months
from queries.clock import now
from queries.fetching import one_value

AFTER = 2  # closings of later quarters after which the fields that mature are shown


def close_quarter(cursor: Cursor, quarter: date, who: str) -> None:
    """Count the quarter's whole returns, once, and write what others see of it."""
    closing = next_closing(cursor)
    made: dict[str, object] = {"closing": closing, "quarter": quarter}
    cursor.execute(_CLOSING, made | {"who": who, "at": now()})
    cursor.execute(_RETURNS, made)
    cursor.execute(_MEMBERS, made)
    cursor.execute(_COUNTS, made)
    cursor.execute(_HAZARD_RETURNS, made)
    cursor.execute(_HAZARD_MEMBERS, made)
    cursor.execute(_HARDSHIP, made)
    break_down(cursor, closing, quarter)
    if is_closed(cursor, months.later(quarter, 3 * AFTER)):  # closed after the quarter that would have let it mature
        _count_fields(cursor, made | {"maturing": True})
    cursor.execute(_SHOWN, {"closing": closing, "breakdowns_only": False})
    write_columns(cursor, closing, quarter)
    write_homes(cursor, closing, "quarter", quarter)


def fix_own(cursor: Cursor, quarter: date, member: str | None) -> None:
    """From the first look of a coordinator who is also a lead, its own returns of the quarter count as they are.

    Otherwise own returns could be changed between looks until the group's rounded figures give its exact total away.
    """
    if member is not None:
        cursor.execute(_FIX_OWN, {"quarter": quarter, "member": member, "at": now()})


def break_down(cursor: Cursor, closing: int, quarter: date) -> None:
    """The group's breakdowns of the quarter, and the outcomes of the earlier quarter that mature by it."""
    _count_fields(cursor, {"closing": closing, "quarter": quarter, "maturing": False})
    earlier = months.later(quarter, -3 * AFTER)
    if is_closed(cursor, earlier):
        _count_fields(cursor, {"closing": closing, "quarter": earlier, "maturing": True})


def _count_fields(cursor: Cursor, made: dict[str, object]) -> None:
    """Where there is nothing to count it is not asked: planning the large questions takes longer than asking first."""
    if cursor.execute(_ANY_FIELDS, {"maturing": made["maturing"]}).fetchone():
        cursor.execute(_BREAKDOWNS, made)
    if cursor.execute(_ANY_HAZARDS, {"quarter": made["quarter"]}).fetchone():
        cursor.execute(_HAZARDS, made)


def add_years(cursor: Cursor) -> None:
    """Figures of years whose four quarters are shown by now, where they are not there yet."""
    years = cursor.execute("select year_of(quarter) from closing group by all having count(*) = 4").fetchall()
    for (year,) in years:
        closing = next_closing(cursor) - 1
        cursor.execute(_YEAR, {"closing": closing, "year": year})
        write_homes(cursor, closing, "year", year)


def is_closed(cursor: Cursor, quarter: date) -> bool:
    return one_value(cursor.execute("select count(*) > 0 from closing where quarter = ?", [quarter]), bool)


def attendance(cursor: Cursor, quarter: date) -> dict[str, tuple[str, ...]]:
    """Members by status in a closed quarter: counted, awaited, came_later."""
    found = cursor.execute(
        "select status, list(member order by member) from closing_member where quarter = ? group by status", [quarter]
    ).fetchall()
    return {status: tuple(members) for status, members in found}


def show_breakdowns(cursor: Cursor, closing: int) -> None:
    """Write what others see of the breakdowns counted for a closing; the rest of it is shown already."""
    cursor.execute(_SHOWN, {"closing": closing, "breakdowns_only": True})


def write_columns(cursor: Cursor, closing: int, quarter: date) -> None:
    """Which columns each member supplied in the quarter, where that is not written yet."""
    cursor.execute(_COLUMNS, {"closing": closing, "quarter": quarter})


def write_homes(cursor: Cursor, closing: int, unit: str, period: date) -> None:
    """The homes that rates of the period rest on, where they are not written yet."""
    cursor.execute(_HOMES, {"closing": closing, "unit": unit, "period": period})


def next_closing(cursor: Cursor) -> int:
    return one_value(cursor.execute("select coalesce(max(closing), 0) + 1 from closing"), int)


_FIX_OWN = """
insert into closing_look
select $quarter, member, month, return_id, $at
from current_month
where quarter_of(month) = $quarter and member = $member
  and $quarter not in (select quarter from closing_look where closing_look.member = $member)
qualify count(*) over () = 3
"""

_CLOSING = """
insert into closing
select $closing, $quarter, $who, $at, newest_setting('peer_figures') is not distinct from 'exact', null
"""

# a coordinator's own returns count as they were when it first looked at the quarter
_RETURNS = """
insert into closing_return
with looked as (
    select member, month, return_id from closing_look where quarter = $quarter
)
select $closing, $quarter, member, month, return_id, 'counted'
from (
    from looked
    union all
    select member, month, return_id from current_month
    where quarter_of(month) = $quarter and member not in (select member from looked)
)
qualify count(*) over (partition by member) = 3
"""

_MEMBERS = """
insert into closing_member
select distinct $closing, $quarter, member, 'counted' from closing_return where closing = $closing
union all
select $closing, $quarter, member, 'awaited'
from member
where $quarter >= first_due() and is_expected(joined, left_after, $quarter, 'quarter')
  and member not in (select member from closing_return where closing = $closing)
"""

_COUNTS = """
insert into closing_count
select $closing, unit, period, member, family, category, null, null, n, members from counts_at_closing($quarter)
"""

_ANY_FIELDS = """
select 1
from member_return
where list_has_any(fields, (select list(supplied_as) from field where coded and matures = $maturing))
having count(distinct member) >= least_contributors()
"""

_BREAKDOWNS = """
insert into closing_count
select $closing, unit, period, null, family, category, field, code, n, members
from breakdowns_at_closing($quarter, $maturing)
"""

# a quarter's hazards count where all its months were supplied
_HAZARD_RETURNS = """
insert into closing_hazard
select $closing, $quarter, member, month, return_id
from current_hazard_month where quarter_of(month) = $quarter
qualify count(*) over (partition by member) = 3
"""

_HAZARD_MEMBERS = """
insert into shown_hazard_member
select distinct closing, quarter, member from closing_hazard where closing = $closing and quarter = $quarter
"""

_ANY_HAZARDS = "select 1 from closing_hazard where quarter = $quarter limit 1"

_HAZARDS = """
insert into closing_count
select $closing, 'quarter', $quarter, null, 'hazards', type, field, code, n, members
from hazards_at_closing($quarter, $maturing)
"""

_HARDSHIP = """
insert into shown_hardship
select $closing, $quarter, total, low, high, contributors from hardship_at_closing($quarter)
"""

_SHOWN = """
insert into shown
select $closing, unit, period, member, family, category, field, code, shown.low, shown.high, shown.n,
       contributors, 'closed'
from (
    select *, as_shown(period, n) as shown, len(members) as contributors from closing_count where closing = $closing
)
where field is not null or not $breakdowns_only
"""

# a quarter of several returns has the columns that all of them have
_COLUMNS = """
insert into shown_column
select $closing, quarter, member, field
from (
    select quarter, member, month, unnest(fields) as field
    from closing_return join return_field using (return_id, member)
    where quarter = $quarter and member not in (select member from shown_column where quarter = $quarter)
)
group by all
having count(*) = 3
"""

_HOMES = """
insert into shown_homes
select $closing, * from homes_at_closing($period, $unit) as homes
where not exists (
    from shown_homes as held
    where held.unit = homes.unit and held.period = homes.period and held.member is not distinct from homes.member)
"""

_YEAR = """
insert into shown
select $closing, * from year_shown($year) as figure
where not exists (
    from shown as held
    where held.unit = 'year' and held.standing <> 'superseded' and held.period = figure.period
      and held.member is not distinct from figure.member
      and held.family = figure.family and held.category is not distinct from figure.category
      and held.field is not distinct from figure.field and held.code is not distinct from figure.code)
"""
