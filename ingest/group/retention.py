"""Clearing out: rows that are kept no longer, by an explicit act of the coordinator, previewed and recorded.

Rows of incidents and hazards go, by return and month; what is known about a return and an upload stays, and
so does the audit trail. A month without its rows counts as not returned. What was shown of a closed quarter does not
move.
"""

import contextlib
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd

from ingest import months
from ingest.problems import Refused
from ingest.writing import writing
from queries.clock import now
from queries.fetching import one_value
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer

YEARS = 7
MONTHS_AFTER_REPLACED = 12
COOKIE_LASTS = timedelta(days=31)
"""A browser keeps its sign-in for thirty days; the record of a session is of no use after that."""


@dataclass(frozen=True)
class ClearOut:
    """What would go: one row a member and reason, with the number of returns and the months.

    No count of incidents is in it: those are their member's own.
    """

    before: date
    rows: pd.DataFrame  # member, why (too_old, replaced, withdrawn), returns, months, first_month, last_month
    sessions: int

    @property
    def is_empty(self) -> bool:
        return self.rows.empty and not self.sessions


def years_kept(store: Store) -> int:
    return int(store.setting("keep_years") or YEARS)


def months_kept_after_replaced(store: Store) -> int:
    return int(store.setting("keep_replaced_months") or MONTHS_AFTER_REPLACED)


def preview(store: Store, viewer: Viewer) -> ClearOut:
    """What a clear-out would remove today. Raises NotAllowed."""
    _check_right(viewer)
    with contextlib.closing(store.cursor()) as cursor:
        return _found(store, cursor)


def clear_out(store: Store, viewer: Viewer, seen: ClearOut) -> None:
    """Remove what was previewed. Raises NotAllowed; Refused when something else would go by now."""
    _check_right(viewer)
    message = "A return was being saved at the same moment. Nothing was cleared: try again."
    with writing(store, message) as cursor:
        cursor.execute("update member set saves = saves")  # every saver's lock: nothing is saved meanwhile
        due = _found(store, cursor)
        if not due.rows.equals(seen.rows) or due.before != seen.before:
            message = "Something changed since you looked. Nothing was cleared: look at the preview again."
            raise Refused.because("changed_meanwhile", message)
        if due.is_empty:
            raise Refused.because("nothing_to_do", "There is nothing to clear out.")
        cursor.execute("insert into cleared select return_id, month, ? from clearing", [now()])
        cursor.execute(_DROP_ROWS)
        cursor.execute("delete from session where coalesce(ended_at, seen_at) < ?", [now() - COOKIE_LASTS])
        store.record(cursor, viewer.signature, "clear-out", None, _about(due))
    store.checkpoint()


def _check_right(viewer: Viewer) -> None:
    if not viewer.coordinates:
        raise NotAllowed("Only the coordinator clears out.")


def _found(store: Store, cursor: duckdb.DuckDBPyConnection) -> ClearOut:
    today = store.today()
    year = months.year_of(today)
    before = year.replace(year=year.year - years_kept(store))
    since = months.later(today.replace(day=1), -months_kept_after_replaced(store))
    cursor.execute(_CLEARING, {"before": before, "since": since.replace(day=1)})
    rows = cursor.execute(_BY_MEMBER).df()
    old = now() - COOKIE_LASTS
    ended = cursor.execute("select count(*) from session where coalesce(ended_at, seen_at) < ?", [old])
    return ClearOut(before, rows, one_value(ended, int))


def _about(due: ClearOut) -> str:
    parts = [f"{row.member}: {row.months} months of {row.returns} returns ({row.why})" for row in due.rows.itertuples()]
    return "; ".join([*parts, f"{due.sessions} sessions"])


# every month of every return that still has its rows, and since when it has not been the one that counts
_CLEARING = """
create or replace temp table clearing as
with saved as (
    select 'incidents' as file, return_id, member, saved_order, saved_at, withdrawn_at, from_month, to_month
    from member_return
    union all
    select 'hazards', return_id, member, saved_order, saved_at, withdrawn_at, from_month, to_month from hazard_return
),
covered as (
    select *, unnest(generate_series(from_month, to_month, interval 1 month))::date as month from saved
),
kept as (
    select * from covered anti join cleared using (return_id, month)
),
replaced as (
    select kept.return_id, kept.month, min(newer.saved_at) as replaced_at
    from kept
    join covered as newer
      on newer.file = kept.file and newer.member = kept.member and newer.month = kept.month
     and newer.saved_order > kept.saved_order
     and newer.withdrawn_at is null
    group by all
),
matured as (
    select counted.quarter from closing as counted join closing as later
      on later.quarter = counted.quarter + interval 6 month
),
-- rows that count now, and those that counted at a closing until the outcomes of its quarter are shown
counted as (
    select month, return_id from current_month
    union
    select month, return_id from closing_return where quarter not in (select quarter from matured)
    union
    select month, return_id from current_hazard_month
    union
    select month, return_id from closing_hazard where quarter not in (select quarter from matured)
)
select kept.member, kept.return_id, kept.month,
       case when kept.month < $before then 'too_old'
            when kept.withdrawn_at is not null then 'withdrawn' else 'replaced' end as why
from kept left join replaced using (return_id, month)
where kept.month < $before
   or (least(kept.withdrawn_at, replaced.replaced_at) < $since
       and (kept.month, kept.return_id) not in (select (month, return_id) from counted))
"""

_BY_MEMBER = """
select member, why, count(distinct return_id)::integer as returns, count(distinct month)::integer as months,
       min(month) as first_month, max(month) as last_month
from clearing group by all order by member, why
"""

_DROP_ROWS = """
delete from incident using clearing
where incident.return_id = clearing.return_id and incident.month = clearing.month;
delete from incident_count using clearing
where incident_count.return_id = clearing.return_id and incident_count.month = clearing.month;
delete from hazard using clearing
where hazard.return_id = clearing.return_id and hazard.month = clearing.month
"""
