"""A column of dates read in its one way: what each of its cells says, or why it says nothing."""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.checking.dates import SHORT_OF, Seen, Way, date_sql, parts_sql, way_of
from ingest.standard import Field

TIME = r"[T ,]+((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?( ?[ap]m)?$"
SPACES = r"(?:\s|\p{{Zs}})+"


@dataclass(frozen=True)
class DateColumn:
    """A field's column, read in its one `way`.

    `read` has for every row: at (what the cell says), fault (why it says nothing), month_only.
    """

    field: Field
    way: Way
    read: pa.Table


def read_dates(
    db: duckdb.DuckDBPyConnection,
    field: Field,
    cells: pa.ChunkedArray,
    lines: np.ndarray,
    date_format: str | None,
) -> DateColumn:
    """Read a field's column, every different cell once; `lines` are the rows' line numbers, in order."""
    coded = pc.dictionary_encode(cells.combine_chunks())
    places = coded.indices.to_numpy(zero_copy_only=False)
    # a dictionary numbers cells as they appear: a row is the first of its cell where the number is a new high
    first = np.flatnonzero(np.diff(np.maximum.accumulate(places), prepend=-1) > 0)
    times = np.bincount(places, minlength=len(first))
    db.register("different", pa.table({"cell": coded.dictionary, "n": times, "line": lines[first]}))
    db.execute(f"create or replace temp table part as {_PARTS.format(parts=parts_sql('day'))}")
    way = way_of(_seen(db), date_format)
    read = db.execute(_read(field, way)).to_arrow_table().take(coded.indices)
    return DateColumn(field, way, read)


_PARTS = rf"""
with apart as (
    select *,
        case when contains(cell, ':') then regexp_replace(cell, '{TIME}', '', 'i') else cell end as text,
        case when contains(cell, ':') then regexp_extract(cell, '{TIME}', ['clock', 'half'], 'i') end as time
    from different
),
different_day as (select distinct text from apart),
plain as (
    select text, translate(regexp_replace(text, '{SPACES}', ' ', 'g'), '‐‑–', '---') as day from different_day
),
day as (select text, {{parts}} as parts from plain)
select apart.*, parts from apart join day using (text)
"""


def _seen(db: duckdb.DuckDBPyConnection) -> list[Seen]:
    rows = db.execute("""
        select parts.form, sum(n)::int,
            coalesce(sum(n) filter (
                try_cast(printf('%04d-%02d-%02d', parts.y, parts.q, parts.p) as date) is not null
                or try_cast(printf('%04d-%02d-%02d', parts.y, parts.p, parts.q) as date) is not null), 0)::int,
            min(line),
            arg_min(here, line) filter (parts.p > 12 and parts.q <= 12),
            arg_min(here, line) filter (parts.q > 12 and parts.p <= 12),
            arg_min(here, line) filter (parts.p <= 12 and parts.q <= 12 and parts.p <> parts.q)
        from (select *, {'line': line, 'cell': cell} as here from part where parts is not null)
        group by parts.form
    """).fetchall()
    return [
        Seen(form, n, possible, line, *(each and (each["line"], each["cell"]) for each in proofs))
        for form, n, possible, line, *proofs in rows
    ]


def _read(field: Field, way: Way) -> str:
    day, kind = date_sql(way, "parts"), field.kind
    doubt = "false" if way.order else f"parts.form = '{way.form}'"
    seconds = _SERIAL_SECONDS if way.form == "serial" else _CLOCK_SECONDS
    no_day = "parts.is_month" if kind == "day" else "false"
    no_time = "time.clock is null" if kind == "datetime" and way.form != "serial" else "false"
    return f"""
        with dated as (select *, {day} as day from part)
        select {f"day + to_seconds({seconds})" if kind == "datetime" else "day"} as at,
            case when cell = '' or {doubt} then null
                when parts is null or time.clock = '' then 'date_unreadable'
                when parts.form = '{SHORT_OF.get(way.form, "")}' then 'date_two_digit_year'
                when parts.form <> '{way.form}' then 'date_formats_mixed'
                when day is null then 'date_impossible'
                when {no_day} then 'day_missing'
                when {no_time} then 'time_missing'
            end as fault,
            coalesce(parts.is_month, false) as month_only
        from dated order by line
    """


_SERIAL_SECONDS = "round((try_cast(text as decimal(18, 9)) % 1) * 86400)::bigint"
_CLOCK_SECONDS = """(
    (try_cast(split_part(time.clock, ':', 1) as int) % case when time.half = '' then 24 else 12 end
        + case when lower(trim(time.half)) = 'pm' then 12 else 0 end) * 3600
    + try_cast(split_part(time.clock, ':', 2) as int) * 60
    + coalesce(try_cast(split_part(time.clock, ':', 3) as int), 0)
)::bigint"""
