"""Parses a date column in the one format chosen for it: a value per cell, or the reason there is none."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.checking.date_sql import date_sql, parts_sql
from ingest.checking.dates import SHORT_OF, DateFormat, Evidence, Example, choose_format
from ingest.checking.times import (
    CLOCK_SECONDS,
    SERIAL_SECONDS,
    SHIFT_SECONDS,
    UNKNOWN_ZONE,
    day_text_sql,
    is_zero_sql,
    spaced_sql,
    time_sql,
)
from ingest.in_memory import in_memory
from ingest.matching import Matched
from ingest.matching.as_seen import cells_as_seen
from ingest.standard import DATE_KINDS, Field


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
    dated = [field for field in fields if field.kind in DATE_KINDS]
    if not dated:
        return {}
    lines = matched.rows["line"].to_numpy()
    coded = [pc.dictionary_encode(matched.rows[field.name].combine_chunks()) for field in dated]
    different = [_different(at, each, lines) for at, each in enumerate(coded)]
    with in_memory(matched.rows.num_rows) as db:
        db.register("different", pa.concat_tables(different))
        db.execute(f"create temp table part as {_PARTS}")
        evidence = _evidence(db)
        formats = [choose_format(evidence.get(at, []), date_format) for at in range(len(dated))]
        read = _read_all(db, [_read(field, chosen) for field, chosen in zip(dated, formats, strict=True)])
    return {
        field.name: DateColumn(field, formats[at], read[at].take(coded[at].indices)) for at, field in enumerate(dated)
    }


def _different(at: int, coded: pa.DictionaryArray, lines: np.ndarray) -> pa.Table:
    """The different cells of the column numbered `at`, each once; `lines` are the rows' line numbers, in order."""
    places = coded.indices.to_numpy(zero_copy_only=False)
    # a dictionary numbers cells in order of appearance: a row is the first with its cell where that is a new maximum
    first = np.flatnonzero(np.diff(np.maximum.accumulate(places), prepend=-1) > 0)
    times = np.bincount(places, minlength=len(first))
    seen = cells_as_seen(coded.dictionary)
    col = pa.repeat(at, len(first))
    return pa.table({"col": col, "cell": coded.dictionary, "seen": seen, "n": times, "line": lines[first]})


def _read_all(db: duckdb.DuckDBPyConnection, wanted: list[str]) -> dict[int, pa.Table]:
    """Each column's different cells as read, in order; columns that are read by the same statement are read at once."""
    read = {}
    for statement in dict.fromkeys(wanted):
        columns = [at for at, each in enumerate(wanted) if each == statement]
        answer = db.execute(statement, {"columns": columns}).to_arrow_table()
        of = answer["col"].to_numpy()
        for at in columns:
            start, end = np.searchsorted(of, [at, at + 1])
            read[at] = answer.slice(start, end - start).drop_columns("col")
    return read


_PARTS = f"""
with spaced as (select * replace ({spaced_sql("seen")} as seen) from different),
apart as (
    select *, {day_text_sql("seen")} as text, {time_sql("seen")} as time, {is_zero_sql("seen")} as is_zero from spaced
),
different_day as (select distinct text as day from apart where not is_zero),
day as (select day as text, {parts_sql("day")} as parts from different_day)
select apart.*, parts from apart left join day using (text)
"""


def _evidence(db: duckdb.DuckDBPyConnection) -> dict[int, list[Evidence]]:
    """Of each column's number: how its cells are written."""
    rows = db.execute("""
        with numbers as (
            select col, n, line, {'line': line, 'cell': cell} as here, parts.form as form, parts.is_month as is_month,
                case when form = 'serial' then day(date '1899-12-30' + parts.y) else parts.p end as p,
                case when form = 'serial' then month(date '1899-12-30' + parts.y) else parts.q end as q,
                form = 'serial' or try_cast(printf('%04d-%02d-%02d', parts.y, parts.q, parts.p) as date) is not null
                or try_cast(printf('%04d-%02d-%02d', parts.y, parts.p, parts.q) as date) is not null as is_possible
            from part where parts is not null
        )
        select col, form, sum(n)::int, coalesce(sum(n) filter (is_possible), 0)::int, min(line),
            arg_min(here, line) filter (p > 12 and q <= 12),
            arg_min(here, line) filter (q > 12 and p <= 12),
            arg_min(here, line) filter (p <= 12 and q <= 12 and p <> q and not is_month),
            coalesce(sum(n) filter (is_possible and not is_month and p <= 12 and q <= 12), 0)::int,
            coalesce(sum(n) filter (is_possible and not is_month and not (p <= 12 and q <= 12)), 0)::int
        from numbers group by col, form
    """).fetchall()
    found: dict[int, list[Evidence]] = {}
    for col, form, n, possible, line, day, month, either, early, late in rows:
        examples = (_example(day), _example(month), _example(either))
        found.setdefault(col, []).append(Evidence(form, n, possible, line, *examples, early, late))
    return found


def _example(found: dict[str, Any] | None) -> Example | None:
    return (found["line"], found["cell"]) if found else None


def _read(field: Field, chosen: DateFormat) -> str:
    day, kind = date_sql(chosen, "parts"), field.kind
    doubt = {None: "false", "swapped": "parts is not null"}.get(chosen.doubt, f"parts.form = '{chosen.form}'")
    no_day = "parts.is_month" if kind in ("day", "day_or_datetime") else "false"
    has_time = f"({SERIAL_SECONDS}) > 0" if chosen.form == "serial" else "time.clock <> ''"
    no_time = "time.clock is null" if kind == "datetime" and chosen.form != "serial" else "false"
    return f"""
        with dated as (select *, {day} as day, {SHIFT_SECONDS} as shift from part)
        select col, {_moment(kind, chosen)} as at,
            case when cell = '' or {doubt} then null
                when is_zero then 'date_zero'
                when parts is null or time.clock = '' then case
                    when regexp_matches(seen, '[ap]m$', 'i') then 'date_unreadable'
                    when regexp_matches(seen, '{UNKNOWN_ZONE}', 'i') then 'time_zone_unknown'
                    else 'date_unreadable'
                end
                when parts.form = '{SHORT_OF.get(chosen.form or "", "")}' then 'date_two_digit_year'
                when parts.form <> '{chosen.form}' then 'date_formats_mixed'
                when day is null then 'date_impossible'
                when {no_day} then 'day_missing'
                when {no_time} then 'time_missing'
            end as fault,
            coalesce(parts.is_month, false) as month_only,
            coalesce({has_time}, false) as has_time
        from dated where col in (select unnest($columns)) order by col, line
    """


def _moment(kind: str, chosen: DateFormat) -> str:
    """SQL for the date, or the date-time; where the time has a zone, as the clocks in London show it."""
    in_london = f"london_wall(day + to_seconds({CLOCK_SECONDS} - shift))"
    if kind in ("datetime", "day_or_datetime"):
        seconds = SERIAL_SECONDS if chosen.form == "serial" else CLOCK_SECONDS
        seconds = f"coalesce({seconds}, 0)" if kind == "day_or_datetime" else seconds
        return f"case when shift is null then day + to_seconds({seconds}) else {in_london} end"
    return f"case when shift is null then day else {in_london}::date end"
