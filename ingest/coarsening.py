"""What the store keeps of checked rows: months, days and bands. Exact dates are dropped here."""

from collections.abc import Callable

import pyarrow as pa

from ingest.checking import Checked
from ingest.in_memory import in_memory
from ingest.standard import Column


def coarsen(checked: Checked) -> pa.Table:
    """The store's columns (without return_id), one row per checked row, in the same order.

    A column of which no field was supplied is null throughout.
    """
    supplied = set(checked.rows.column_names)
    kept = {column.name: _expression(column, supplied) for column in checked.standard.columns}
    calculated = ", ".join(f"{how} as {name}" for name, how in kept.items() if how != name)
    with in_memory(checked.rows.num_rows) as db:
        db.register("checked", checked.rows)
        rows = db.execute(f"select {calculated} from checked").to_arrow_table()
    # columns kept unchanged need not be copied
    return pa.table({name: (checked.rows if how == name else rows)[name] for name, how in kept.items()})


def _expression(column: Column, supplied: set[str]) -> str:
    """How a column is made of the checked rows, as SQL."""
    if column.is_derived:
        return _DERIVED[column.name](supplied) or f"null::{column.type}"
    if column.name not in supplied:
        return f"null::{column.type}"
    if column.name == "also_involves" and "category" in supplied:
        return "nullif(list_filter(also_involves, lambda each: each <> category), [])"
    return column.name


def _month(supplied: set[str]) -> str | None:
    return "date_trunc('month', reported_on)::date" if "reported_on" in supplied else None


def _days_open(supplied: set[str]) -> str | None:
    """Days from report to closure; null where reported_on gave only a month."""
    if not {"reported_on", "closed_on"} <= supplied:
        return None
    return "case when not month_only then (closed_on - reported_on)::integer end"


def _missing_duration(supplied: set[str]) -> str | None:
    """A band of how long somebody was missing; not_found only where a column for the finding was supplied.

    Time that passed counts: where the clocks go forward, 24 hours are 25 on the clock.
    """
    if not {"missing_from", "found_at"} <= supplied:
        return None
    return """case
        when missing_from is null then null
        when found_at is null then 'not_found'
        when london_seconds(missing_from, found_at) < 24 * 3600 then 'under_24h'
        when london_seconds(missing_from, found_at) < 48 * 3600 then '24_48h'
        when london_seconds(missing_from, found_at) <= 7 * 24 * 3600 then '2_7_days'
        else 'over_7_days'
    end"""


_DERIVED: dict[str, Callable[[set[str]], str | None]] = {
    "month": _month,
    "days_open": _days_open,
    "missing_duration": _missing_duration,
}
"""Derived column -> its SQL from the fields supplied; None where they do not suffice."""
