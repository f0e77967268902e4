"""Parses a date column in the one format chosen for it: a value per cell, or the reason there is none."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.checking.dates import SHORT_OF, DateFormat, Evidence, choose_format, date_sql, parts_sql
from ingest.matching import Matched
from ingest.standard import DATE_KINDS, Field

TIME = r"[T ,]+((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?( ?[ap]m)?$"
SPACES = r"(?:\s|\p{{Zs}})+"


@dataclass(frozen=True)
class DateColumn:
    """A field's column, read in its one `format`.

    `read` has for every row: at (the date), fault (why there is none), month_only, has_time.
    """

    field: Field
    format: DateFormat
    read: pa.Table = dataclass_field(repr=False)


def read_dates(matched: Matched, date_format: str | None = None) -> dict[str, DateColumn]:
    """Field -> its dates, for each date field of the file. `date_format` (strptime's) settles what is ambiguous."""
    fields = [matched.standard.field(name) for name in matched.rows.column_names if name != "line"]
    lines = matched.rows["line"].to_numpy()
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as db:
        return {
            field.name: _read_column(db, field, matched.rows[field.name], lines, date_format)
            for field in fields
            if field.kind in DATE_KINDS
        }


def _read_column(
    db: duckdb.DuckDBPyConnection, field: Field, cells: pa.ChunkedArray, lines: np.ndarray, date_format: str | None
) -> DateColumn:
    """Read a field's column, each distinct cell once; `lines` are the rows' line numbers, in order."""
    coded = pc.dictionary_encode(cells.combine_chunks())
    places = coded.indices.to_numpy(zero_copy_only=False)
    # a dictionary numbers cells in order of appearance: a row is the first with its cell where that is a new maximum
    first = np.flatnonzero(np.diff(np.maximum.accumulate(places), prepend=-1) > 0)
    times = np.bincount(places, minlength=len(first))
    db.register("different", pa.table({"cell": coded.dictionary, "n": times, "line": lines[first]}))
    db.execute(f"create or replace temp table part as {_PARTS.format(parts=parts_sql('day'))}")
    chosen = choose_format(_evidence(db), date_format)
    read = db.execute(_read(field, chosen)).to_arrow_table().take(coded.indices)
    return DateColumn(field, chosen, read)


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


def _evidence(db: duckdb.DuckDBPyConnection) -> list[Evidence]:
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
        Evidence(form, n, possible, line, *(each and (each["line"], each["cell"]) for each in examples))
        for form, n, possible, line, *examples in rows
    ]


def _read(field: Field, chosen: DateFormat) -> str:
    day, kind = date_sql(chosen, "parts"), field.kind
    doubt = "false" if chosen.order else f"parts.form = '{chosen.form}'"
    seconds = _SERIAL_SECONDS if chosen.form == "serial" else _CLOCK_SECONDS
    no_day = "parts.is_month" if kind in ("day", "day_or_datetime") else "false"
    with_time = kind in ("datetime", "day_or_datetime")
    clock = f"coalesce({seconds}, 0)" if kind == "day_or_datetime" else seconds
    at = f"day + to_seconds({clock})" if with_time else "day"
    has_time = f"({seconds}) > 0" if chosen.form == "serial" else "time.clock <> ''"
    no_time = "time.clock is null" if kind == "datetime" and chosen.form != "serial" else "false"
    return f"""
        with dated as (select *, {day} as day from part)
        select {at} as at,
            case when cell = '' or {doubt} then null
                when parts is null or time.clock = '' then 'date_unreadable'
                when parts.form = '{SHORT_OF.get(chosen.form, "")}' then 'date_two_digit_year'
                when parts.form <> '{chosen.form}' then 'date_formats_mixed'
                when day is null then 'date_impossible'
                when {no_day} then 'day_missing'
                when {no_time} then 'time_missing'
            end as fault,
            coalesce(parts.is_month, false) as month_only,
            coalesce({has_time}, false) as has_time
        from dated order by line
    """


_SERIAL_SECONDS = "round((try_cast(text as decimal(18, 9)) % 1) * 86400)::bigint"
_CLOCK_SECONDS = """(
    (try_cast(split_part(time.clock, ':', 1) as int) % case when time.half = '' then 24 else 12 end
        + case when lower(trim(time.half)) = 'pm' then 12 else 0 end) * 3600
    + try_cast(split_part(time.clock, ':', 2) as int) * 60
    + coalesce(try_cast(split_part(time.clock, ':', 3) as int), 0)
)::bigint"""
