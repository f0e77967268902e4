"""Where personal data is in a table: one query over every cell, in memory, never spilled to disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from ingest.in_memory import in_memory
from ingest.reading import TextTable
from ingest.screening import nhs_numbers, persons_names, who_did_it
from ingest.screening import personal_data as personal
from ingest.screening import personal_kinds as kinds
from ingest.screening.full_names import full_names
from ingest.standard import Standard

ROWS_NAMED = 10
SAMPLE = 10_000  # rows that show whether a column repeats a few values

_CELLS = pa.schema([("place", pa.string()), ("col", pa.int32()), ("line", pa.int32()), ("raw", pa.string())])


@dataclass(frozen=True)
class Sighting:
    """One kind of personal data in one column.

    `place` is "table", "heading" or "outside" (rows above and below the table); `lines` holds the first few;
    `example` is masked. `of` is None, unless the `rows` may be valid NHS numbers by chance: then it is the number of
    distinct ten-digit numbers in the column.
    """

    place: str
    column: int
    kind: str
    rows: int
    lines: tuple[int, ...]
    example: str
    of: int | None = None


def sightings(table: TextTable, fields: Mapping[str, str], standard: Standard) -> list[Sighting]:
    """Everything personal in a table, by column and kind. `fields`: heading -> field of the standard."""
    with in_memory(table.rows.num_rows) as db:
        db.execute("create temp table hit (place varchar, col int, kind varchar, line int, found varchar)")
        db.register("rows", table.rows)
        for column, heading in enumerate(table.headings):
            cells, field = table.rows[f"c{column}"], fields.get(heading)
            _add_headed(db, column, heading, cells, field, standard)
            _add_full_names(db, column, cells, field, standard)
        suspects = _suspects(db, table)
        chance = _add_by_value(db, suspects) if suspects.num_rows else []
        return _gathered(db) + chance


def _suspects(db: duckdb.DuckDBPyConnection, table: TextTable) -> pa.Table:
    """The cells that some pattern may match, and those beyond ASCII, which may hide something."""
    patterns = [kind.value for kind in kinds.KINDS if kind.value]
    beyond_ascii = r"[^\t\n\r\x20-\x7e]"
    anything = "|".join([*patterns, *nhs_numbers.PATTERNS, beyond_ascii])
    db.execute(f"create temp macro suspect(raw) as regexp_matches(replace(raw, '_', ' '), {_literal(anything)}, 'i')")
    db.register("stray", _stray_cells(table))
    # one scan of all columns: a scan each would compile the pattern for every column
    columns = ", ".join(f"c{i}" for i in _columns_to_search(db, table))
    cells = f"""
        select 'table' as place, substr(name, 2)::int as col, line, raw
        from (unpivot rows on {columns} into name name value raw) where suspect(raw)
        union all
    """
    strays = "select * from stray where suspect(raw)"
    return db.execute(f"{cells if columns else ''} {strays}").to_arrow_table()


def _columns_to_search(db: duckdb.DuckDBPyConnection, table: TextTable) -> list[int]:
    """All columns except those that repeat a few values of which none is suspect."""
    columns = range(len(table.headings))
    values = {i: table.rows[f"c{i}"].unique() for i in columns if _repeats_few_values(table.rows[f"c{i}"])}
    if not values:
        return list(columns)
    each = [pa.table({"col": pa.repeat(i, len(words)), "raw": words}) for i, words in values.items()]
    db.register("repeated", pa.concat_tables(each))
    found = db.execute("select distinct col from repeated where suspect(raw)").fetchall()
    suspect = {column for (column,) in found}
    return [i for i in columns if i not in values or i in suspect]


def _repeats_few_values(cells: pa.ChunkedArray) -> bool:
    return len(cells) > SAMPLE and pc.count_distinct(cells.slice(0, SAMPLE)).as_py() <= SAMPLE // 10


def _add_by_value(db: duckdb.DuckDBPyConnection, suspects: pa.Table) -> list[Sighting]:
    """Put what the patterns find into `hit`; return what may be NHS numbers by chance only."""
    composed = pc.utf8_normalize(suspects["raw"], form="NFKC")
    db.register("suspects", suspects.append_column("composed", composed))
    others, ascii_digits = personal.digits_of_all_scripts()
    db.execute(f"""
        create temp macro in_ascii_digits(text) as case when regexp_matches(text, '[{others}]')
        then translate(text, '{others}', '{ascii_digits}') else text end
    """)
    db.execute(_CLEANED)
    for kind in kinds.KINDS:
        if kind.value:
            db.execute(_by_value(kind.name, kind.value))
    return [
        Sighting(place, column, "nhs_number", valid, lines[:ROWS_NAMED], personal.mask(found), of=tried)
        for place, column, tried, valid, lines, found in nhs_numbers.add_to_hits(db)
    ]


def _stray_cells(table: TextTable) -> pa.Table:
    """Headings, and the cells above and below the table."""
    cells = [("heading", i, table.header_row, text) for i, text in enumerate(table.headings)]
    for line, texts in (*table.above, *table.below):
        cells += [("outside", i, line, text) for i, text in enumerate(texts)]
    return pa.table([list(each) for each in zip(*cells, strict=True)] or [[], [], [], []], schema=_CELLS)


_CLEANED = r"""
create temp table cell as
select place, col, line, case
    when regexp_full_match(raw, '[\x20-\x5e\x60-\x7e]*') then raw
    else trim(regexp_replace(regexp_replace(regexp_replace(in_ascii_digits(composed),
        '[\s\p{Z}_]', ' ', 'g'), '[\p{C}\p{M}]', '', 'g'), '\p{Pd}|\x{2212}', '-', 'g'))
end as text
from suspects
"""


def _by_value(kind: str, value: str) -> str:
    # the pattern is a literal in the query: as a parameter it would be compiled again for each row
    pattern = _literal(value)
    return f"""
        insert into hit
        select place, col, '{kind}', line, regexp_extract(text, {pattern}, 0, 'i')
        from cell where regexp_matches(text, {pattern}, 'i')
    """


def _literal(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"


def _add_headed(
    db: duckdb.DuckDBPyConnection,
    column: int,
    heading: str,
    cells: pa.ChunkedArray,
    field: str | None,
    standard: Standard,
) -> None:
    words = personal.words_of(heading)
    for kind in kinds.KINDS:
        if kind.heading.fullmatch(words):
            db.execute(_headed(column, kind.name, kind.below), [kinds.NO_ANSWER])
    is_code = field is not None and bool(standard.field(field).codes)
    if kinds.PERSON_ALONE.fullmatch(words) and not is_code:
        _add_names(db, column, persons_names.of_persons(cells, _words_of(standard)))
    elif who_did_it.WHO_DID_IT.fullmatch(words):
        _add_names(db, column, persons_names.of_who_did_it(cells, _words_of(standard)))


def _add_full_names(
    db: duckdb.DuckDBPyConnection, column: int, cells: pa.ChunkedArray, field: str | None, standard: Standard
) -> None:
    is_code = field is not None and bool(standard.field(field).codes)
    _add_names(db, column, full_names(cells, _words_of(standard), is_code=is_code))


def _add_names(db: duckdb.DuckDBPyConnection, column: int, names: list[str]) -> None:
    """Put the rows with these cells into `hit`."""
    if names:
        found = f"select 'table', {column}, 'name', line, trim(c{column}) from rows"
        db.execute(f"insert into hit {found} where c{column} in (select unnest($1::varchar[]))", [names])


def _headed(column: int, kind: str, below: str) -> str:
    return f"""
        insert into hit
        select 'table', {column}, '{kind}', line, trim(c{column}) from rows
        where regexp_matches(trim(c{column}), {_literal(below)}, 'i')
          and lower(trim(c{column})) not in (select unnest($1::varchar[]))
    """


@cache
def _words_of(standard: Standard) -> frozenset[str]:
    codes = [code for field in standard.fields for code in field.codes]
    return frozenset(word.lower() for code in codes for word in (code.code, code.label, *code.synonyms))


def _gathered(db: duckdb.DuckDBPyConnection) -> list[Sighting]:
    found = db.execute(f"""
        select place, col, kind, count(distinct line), list_sort(list_distinct(min(line, {ROWS_NAMED + 1}))),
               arg_min(found, line)
        from hit group by place, col, kind
    """).fetchall()
    return [
        Sighting(place, column, kind, rows, tuple(lines[:ROWS_NAMED]), personal.mask(example, kind))
        for place, column, kind, rows, lines, example in found
    ]
