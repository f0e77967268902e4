"""Several rows of one incident become one: the first leads, the others add their categories and lists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem
from ingest.standard import CATEGORY, DATE_KINDS, FURTHER, Field, Standard
from ingest.words import quoted

LISTED = 50
DATE_ONLY = re.compile(r"[\d/.:TZ +-]{1,30}")
NOTHING_ELSE = ("none", "not_known")  # an answer of a list that says nothing once another row names something


@dataclass(frozen=True)
class Folded:
    """`rows` with one row an incident, how many rows were folded into another, and where their answers differ."""

    rows: pa.Table
    folded: int
    problems: tuple[Problem, ...] = ()


def fold(
    rows: pa.Table,
    first: np.ndarray,
    standard: Standard,
    columns: Mapping[str, tuple[str, str]],
) -> Folded:
    """Fold each row into the one whose index is in `first`: its own index where it leads.

    `rows` is as in `Matched`, `columns` field -> (letter, heading). Further categories go to also_involves, which is
    added where the file has none. An empty cell takes the answer of another row; answers that differ are problems.
    """
    leads = first == np.arange(len(first))
    folded = int((~leads).sum())
    if not folded:
        return Folded(rows, 0)
    fields = [standard.field(name) for name in rows.column_names if name != "line"]
    names = {field.name for field in fields}
    gathers = CATEGORY in names and FURTHER in standard.field_names
    if gathers and FURTHER not in names:
        fields.insert([field.name for field in fields].index(CATEGORY) + 1, standard.field(FURTHER))
        at = rows.column_names.index(CATEGORY) + 1
        rows = rows.add_column(at, FURTHER, pa.array([""] * len(rows), pa.string()))
    single = [each for each in fields if each.kind != "codes" and not (gathers and each.name == CATEGORY)]
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as db:
        db.register("matched", rows.append_column("first", pa.array(first)))
        db.execute(_MACROS)
        problems = tuple(_problems(db, single, columns))
        together = db.execute(_query(fields, gathers)).to_arrow_table()
    return Folded(_as_before(together, rows, standard), folded, problems)


def _query(fields: list[Field], gathers: bool) -> str:
    each = ", ".join(f"{_together(field, gathers)} as {field.name}" for field in fields)
    return f"select min(line)::int as line, {each} from matched group by first order by first"


def _together(field: Field, gathers: bool) -> str:
    """What the rows of one incident say of a field, as SQL; null where one of them has a word without a code."""
    name = field.name
    leading = f"coalesce(arg_min({name}, line) filter (where {name} <> ''), '')"
    if field.kind != "codes" or (gathers and name == CATEGORY):
        return f"case when bool_or({name} is null) then null else {leading} end"
    gathered = gathers and name == FURTHER
    one_row = f"concat_ws(';', {CATEGORY}, {name})" if gathered else name
    main = f"arg_min({CATEGORY}, line) filter (where {CATEGORY} <> '')" if gathered else "''"
    kept = f"each not in ('', coalesce({main}, ''))"
    everything = f"list_filter(string_split(string_agg({one_row}, ';' order by line), ';'), lambda each: {kept})"
    return f"case when bool_or({name} is null) then null else once_each(something({everything})) end"


def _as_before(together: pa.Table, rows: pa.Table, standard: Standard) -> pa.Table:
    """The same columns and types as before: codes as a dictionary."""
    for name in together.column_names:
        if name != "line" and standard.field(name).codes:
            cells = pc.dictionary_encode(together[name].combine_chunks())
            together = together.set_column(together.column_names.index(name), name, cells)
    return together.select(rows.column_names)


def _problems(
    db: duckdb.DuckDBPyConnection, fields: list[Field], columns: Mapping[str, tuple[str, str]]
) -> Iterator[Problem]:
    """Where a further row of an incident gives another answer than a row above it, by line."""
    found: list[tuple[int, str, int, str, Field]] = []
    for field in fields:
        rows = db.execute(_DIFFERING.format(name=field.name)).fetchall()
        found += [(line, cell, lead_line, lead, field) for line, cell, lead_line, lead in rows]
    order = [field.name for field in fields].index
    found.sort(key=lambda each: (each[0], order(each[4].name)))
    for line, cell, lead_line, lead, field in found[:LISTED]:
        letter, heading = columns.get(field.name, (None, None))
        yield Problem(
            "rows_differ",
            f"Row {line:,}, column {letter} ({field.title}): {_shown(field, cell)}, but row {lead_line:,} of the same "
            f"incident says {_shown(field, lead)}. An incident has one answer here: correct one of the rows, or empty "
            "the cell.",
            line,
            letter,
            heading,
            field.name,
        )
    if len(found) > LISTED:
        message = f"And {len(found) - LISTED:,} more cells differ from another row of the same incident."
        yield Problem("rows_differ", message, found[LISTED][0])


def _shown(field: Field, cell: str) -> str:
    labels = {code.code: code.label for code in field.codes}
    if field.kind in DATE_KINDS and DATE_ONLY.fullmatch(cell):
        return f"“{cell}”"
    return f"“{labels[cell]}”" if cell in labels else quoted(cell)


_MACROS = f"""
create temp macro something(codes) as case
    when len(list_filter(codes, lambda each: each not in {NOTHING_ELSE})) = 0 then codes
    else list_filter(codes, lambda each: each not in {NOTHING_ELSE}) end;
create temp macro once_each(codes) as
    coalesce(array_to_string(list_filter(codes, lambda each, place: list_position(codes, each) = place), ';'), '')
"""

_DIFFERING = """
with filled as (select line, first, {name}::varchar as cell from matched where {name} <> ''),
lead as (select first, min(line) as line, arg_min(cell, line) as cell from filled group by first)
select filled.line, filled.cell, lead.line, lead.cell
from filled join lead using (first) where filled.cell <> lead.cell order by filled.line
"""
