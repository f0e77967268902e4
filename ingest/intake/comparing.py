"""What a new return would change: its rows against the current ones of the same months, by reference."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
from duckdb import DuckDBPyConnection as Cursor

from ingest.file_tables import FileTables
from ingest.months import listed
from queries.fetching import one_row, one_value


@dataclass(frozen=True)
class Comparison:
    """Counts of incidents (or hazards), by reference, for the months covered.

    `fields` is column of the store -> in how many changed ones it differs. `counts` has one row per month and
    category (of hazards: level) that either side has: month, category, n, current_n. `not_returned` are the months
    without a current return, `current_returns` the returns of the other months. `same_columns`: the same fields are
    supplied as now.
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
    cursor: Cursor, tables: FileTables, period: tuple[str, date, date], rows: pa.Table, columns: tuple[str, ...]
) -> Comparison:
    """`period` is member, first and last month; `rows` as the store would keep them, without a return_id; `columns` the
    fields supplied."""
    where = _where(period)
    current = cursor.execute(tables.sql(_CURRENT_MONTHS), where).fetchall()
    months = {month for month, _, _ in current}
    supplied = {name for _, _, names in current for name in names}
    held = cursor.execute(tables.sql(_HELD), where).to_arrow_table()
    pairs = _pairs(tables, held.column_names, rows.column_names)
    with _registered(cursor, incoming=rows, held=held):
        added, changed, gone, unchanged = _totals(cursor, tables, pairs, len(rows), len(held))
        return Comparison(
            added,
            changed,
            gone,
            unchanged,
            fields=_changed_fields(cursor, tables, pairs) if changed else {},
            counts=cursor.execute(tables.sql(_COUNTS)).to_arrow_table(),
            not_returned=tuple(m for m in listed(*period[1:]) if m not in months),
            current_returns=tuple(dict.fromkeys(return_id for _, return_id, _ in current)),
            same_columns=supplied == set(columns),
        )


def used_elsewhere(cursor: Cursor, tables: FileTables, period: tuple[str, date, date], rows: pa.Table) -> pa.Table:
    """References that the member's current returns use in other months: reference, return_id, month."""
    where = _where(period)
    # the incoming references are hashed only if there are others to compare them with
    anything = one_value(cursor.execute(tables.sql(_ANYTHING_ELSEWHERE), where), bool)
    with _registered(cursor, incoming=rows if anything else rows.slice(0, 0)):
        return cursor.execute(tables.sql(_ELSEWHERE), where).to_arrow_table()


def _where(period: tuple[str, date, date]) -> dict[str, object]:
    return dict(zip(("member", "from_month", "to_month"), period, strict=True))


@contextlib.contextmanager
def _registered(cursor: Cursor, **tables: pa.Table) -> Iterator[None]:
    for name, table in tables.items():
        cursor.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            cursor.unregister(name)


def _pairs(tables: FileTables, held: list[str], incoming: list[str]) -> dict[str, str]:
    """Column -> SQL for whether it differs. A column that the new return lacks counts as null."""
    compared = [name for name in held if name not in ("return_id", tables.reference)]
    return {c: f"{f'new.{c}' if c in incoming else 'null'} is distinct from old.{c}" for c in compared}


def _totals(
    cursor: Cursor, tables: FileTables, pairs: dict[str, str], incoming: int, held: int
) -> tuple[int, int, int, int]:
    """How many are added, changed, gone and unchanged. A first return has nothing to be joined with."""
    if not held:
        return incoming, 0, 0, 0
    added, changed, gone, unchanged = one_row(cursor.execute(tables.sql(_TOTALS, differs=_any_differs(pairs))))
    return added, changed, gone, unchanged


def _changed_fields(cursor: Cursor, tables: FileTables, pairs: dict[str, str]) -> dict[str, int]:
    each = ", ".join(f"count(*) filter (where {differs})" for differs in pairs.values())
    both = f"incoming as new join held as old using ({tables.reference})"
    found = one_row(cursor.execute(f"select {each} from {both}"))
    return {name: n for name, n in zip(pairs, found, strict=True) if n}


def _any_differs(pairs: dict[str, str]) -> str:
    return " or ".join(pairs.values())


_HELD = """
select {rows}.* from {rows} join {current_months} using (return_id, month)
where member = $member and month between $from_month and $to_month
"""

_TOTALS = """
select count(*) filter (where old.{reference} is null),
       count(*) filter (where new.{reference} = old.{reference} and ({differs})),
       count(*) filter (where new.{reference} is null),
       count(*) filter (where new.{reference} = old.{reference} and not ({differs}))
from incoming as new full join held as old on new.{reference} = old.{reference}
"""

_COUNTS = """
with new as (select month, {counted_by}, count(*) as n from incoming group by all),
     old as (select month, {counted_by}, count(*) as n from held group by all)
select month, {counted_by}, coalesce(new.n, 0)::integer as n, coalesce(old.n, 0)::integer as current_n
from new full join old using (month, {counted_by})
order by month, {counted_by}
"""

_CURRENT_MONTHS = """
select {current_months}.month, return_id, coalesce({returns}.fields, []) as fields
from {current_months} join {returns} using (return_id)
where {current_months}.member = $member and {current_months}.month between $from_month and $to_month
order by {current_months}.month
"""

_ANYTHING_ELSEWHERE = """
select exists (
    from {current_rows} where member = $member and month not between $from_month and $to_month
)
"""

_ELSEWHERE = """
select {reference}, any_value(return_id) as return_id, any_value(month) as month
from {current_rows} semi join incoming using ({reference})
where member = $member and month not between $from_month and $to_month
group by {reference}
order by {reference}
"""
