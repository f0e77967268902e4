"""What a new hazard return would change: its hazards against the current ones of the same months, by reference."""

import contextlib
from datetime import date

import pyarrow as pa

from ingest.intake.comparing import Comparison
from ingest.months import listed


def compare_hazards(
    cursor, member: str, from_month: date, to_month: date, hazards: pa.Table, fields: tuple[str, ...]
) -> Comparison:
    """As `compare` does for incidents; `counts` by month and hazard level. A clock that moved on counts as changed."""
    where = {"member": member, "from_month": from_month, "to_month": to_month}
    current = cursor.execute(_CURRENT_MONTHS, where).fetchall()
    months = {month for month, _, _ in current}
    with _registered(cursor, hazards):
        held = f"({_HELD})"
        names = [name for name in hazards.column_names if name != "hazard_ref"]
        differs = {name: f"new.{name} is distinct from old.{name}" for name in names}
        each = ", ".join(f"count(*) filter (new.hazard_ref = old.hazard_ref and {sql})" for sql in differs.values())
        either = " or ".join(differs.values())
        added, gone, changed, both, *fields_changed = cursor.execute(
            f"""
            select count(*) filter (old.hazard_ref is null), count(*) filter (new.hazard_ref is null),
                count(*) filter (new.hazard_ref = old.hazard_ref and ({either})),
                count(*) filter (new.hazard_ref = old.hazard_ref), {each}
            from incoming as new full join {held} as old on new.hazard_ref = old.hazard_ref
            """,
            where,
        ).fetchone()
        counts = cursor.execute(_COUNTS.format(held=held), where).to_arrow_table()
    return Comparison(
        added,
        changed,
        gone,
        both - changed,
        fields={name: n for name, n in zip(names, fields_changed, strict=True) if n},
        counts=counts,
        not_returned=tuple(month for month in listed(from_month, to_month) if month not in months),
        current_returns=tuple(dict.fromkeys(return_id for _, return_id, _ in current)),
        same_columns={name for *_, supplied in current for name in supplied} == set(fields),
    )


def used_elsewhere(cursor, member: str, from_month: date, to_month: date, hazards: pa.Table) -> list[str]:
    """References that the member's current hazard returns use in other months."""
    where = {"member": member, "from_month": from_month, "to_month": to_month}
    with _registered(cursor, hazards):
        return [ref for (ref,) in cursor.execute(_ELSEWHERE, where).fetchall()]


@contextlib.contextmanager
def _registered(cursor, hazards: pa.Table):
    cursor.register("incoming", hazards)
    try:
        yield
    finally:
        cursor.unregister("incoming")


_HELD = "select * from current_hazard where member = $member and month between $from_month and $to_month"

_CURRENT_MONTHS = """
select current_hazard_month.month, return_id, hazard_return.fields
from current_hazard_month join hazard_return using (return_id)
where current_hazard_month.member = $member and current_hazard_month.month between $from_month and $to_month
order by current_hazard_month.month
"""

_COUNTS = """
with new as (select month, hazard_level, count(*) as n from incoming group by all),
     old as (select month, hazard_level, count(*) as n from {held} group by all)
select month, hazard_level, coalesce(new.n, 0)::integer as n, coalesce(old.n, 0)::integer as current_n
from new full join old using (month, hazard_level)
order by month, hazard_level
"""

_ELSEWHERE = """
select distinct hazard_ref from current_hazard semi join incoming using (hazard_ref)
where member = $member and month not between $from_month and $to_month
order by hazard_ref
"""
