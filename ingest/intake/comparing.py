"""What a new return would change: its incidents against the current ones of the same months, by reference."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from ingest.months import listed


@dataclass(frozen=True)
class Comparison:
    """Counts of incidents, by reference, for the months covered.

    `fields` is column of the store -> in how many changed incidents it differs. `counts` has one row per month and
    category that either side has: month, category, n, current_n. `not_returned` are the months without a current
    return, `current_returns` the returns of the other months. `same_columns`: the same fields are supplied as now.
    """

    added: int
    changed: int
    gone: int
    unchanged: int
    fields: dict[str, int]
    counts: pa.Table
    not_returned: tuple[date, ...]
    current_returns: tuple[str, ...]
    same_columns: bool

    @property
    def nothing_new(self) -> bool:
        return not (self.added or self.changed or self.gone or self.not_returned) and self.same_columns


def compare(
    cursor, member: str, from_month: date, to_month: date, incidents: pa.Table, columns: tuple[str, ...]
) -> Comparison:
    """`incidents` is as the store would keep them, without a return_id; `columns` the fields supplied."""
    where = {"member": member, "from_month": from_month, "to_month": to_month}
    current = cursor.execute(_CURRENT_MONTHS, where).fetchall()
    months = {month for month, _, _ in current}
    supplied = {name for _, _, names in current for name in names}
    held = cursor.execute(_HELD, where).to_arrow_table()
    pairs = _pairs(held.column_names, incidents.column_names)
    with _registered(cursor, incoming=incidents, held=held):
        added, changed, gone, unchanged = _totals(cursor, pairs, len(incidents), len(held))
        return Comparison(
            added,
            changed,
            gone,
            unchanged,
            fields=_changed_fields(cursor, pairs) if changed else {},
            counts=cursor.execute(_COUNTS).to_arrow_table(),
            not_returned=tuple(m for m in listed(from_month, to_month) if m not in months),
            current_returns=tuple(dict.fromkeys(return_id for _, return_id, _ in current)),
            same_columns=supplied == set(columns),
        )


def used_elsewhere(cursor, member: str, from_month: date, to_month: date, incidents: pa.Table) -> pa.Table:
    """References that the member's current returns use in other months: incident_ref, return_id, month."""
    where = {"member": member, "from_month": from_month, "to_month": to_month}
    # the incoming references are hashed only if there are others to compare them with
    anything = cursor.execute(_ANYTHING_ELSEWHERE, where).fetchone()[0]
    with _registered(cursor, incoming=incidents if anything else incidents.slice(0, 0)):
        return cursor.execute(_ELSEWHERE, where).to_arrow_table()


@contextlib.contextmanager
def _registered(cursor, **tables: pa.Table) -> Iterator[None]:
    for name, table in tables.items():
        cursor.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            cursor.unregister(name)


def _pairs(held: list[str], incoming: list[str]) -> dict[str, str]:
    """Column -> SQL for whether it differs. A column that the new return lacks counts as null."""
    compared = [name for name in held if name not in ("return_id", "incident_ref")]
    return {c: f"{f'new.{c}' if c in incoming else 'null'} is distinct from old.{c}" for c in compared}


def _totals(cursor, pairs: dict[str, str], incoming: int, held: int) -> tuple[int, int, int, int]:
    """How many are added, changed, gone and unchanged. A first return has nothing to be joined with."""
    if not held:
        return incoming, 0, 0, 0
    return cursor.execute(_TOTALS.format(differs=_any_differs(pairs))).fetchone()


def _changed_fields(cursor, pairs: dict[str, str]) -> dict[str, int]:
    each = ", ".join(f"count(*) filter (where {differs})" for differs in pairs.values())
    found = cursor.execute(f"select {each} from incoming as new join held as old using (incident_ref)").fetchone()
    return {name: n for name, n in zip(pairs, found, strict=True) if n}


def _any_differs(pairs: dict[str, str]) -> str:
    return " or ".join(pairs.values())


_HELD = """
select * exclude (member) from current_incident
where member = $member and month between $from_month and $to_month
"""

_TOTALS = """
select count(*) filter (where old.incident_ref is null),
       count(*) filter (where new.incident_ref = old.incident_ref and ({differs})),
       count(*) filter (where new.incident_ref is null),
       count(*) filter (where new.incident_ref = old.incident_ref and not ({differs}))
from incoming as new full join held as old on new.incident_ref = old.incident_ref
"""

_COUNTS = """
with new as (select month, category, count(*) as n from incoming group by all),
     old as (select month, category, count(*) as n from held group by all)
select month, category, coalesce(new.n, 0)::integer as n, coalesce(old.n, 0)::integer as current_n
from new full join old using (month, category)
order by month, category
"""

_CURRENT_MONTHS = """
select current_month.month, return_id, coalesce(member_return.fields, []) as fields
from current_month join member_return using (return_id)
where current_month.member = $member and current_month.month between $from_month and $to_month
order by current_month.month
"""

_ANYTHING_ELSEWHERE = """
select exists (
    from current_incident where member = $member and month not between $from_month and $to_month
)
"""

_ELSEWHERE = """
select incident_ref, any_value(return_id) as return_id, any_value(month) as month
from current_incident semi join incoming using (incident_ref)
where member = $member and month not between $from_month and $to_month
group by incident_ref
order by incident_ref
"""
