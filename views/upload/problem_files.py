"""A list of problems to take away: as CSV, and beside the rows of the table they are in."""

import csv
import io
from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa
import pyarrow.csv

from ingest.problems import Problem
from ingest.reading import TextTable

_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADINGS = ("row", "column", "heading", "field", "rule", "question", "message")


def problems_csv(problems: Iterable[Problem]) -> bytes:
    """The problems as CSV (UTF-8 with BOM), one row each; `question` is yes where accepting is enough."""
    rows = [(p.line, p.column, p.heading, p.field, p.rule, "yes" if p.soft else "no", p.message) for p in problems]
    return b"\xef\xbb\xbf" + _csv([_HEADINGS, *rows])


def table_with_problems(table: TextTable, problems: Sequence[Problem]) -> bytes:
    """The uploaded table as CSV (UTF-8 with BOM) with the column "Problems" before its own.

    What is wrong with no row of the table stands in the heading of that column. Cells that a spreadsheet
    might run as a formula are defused.
    """
    said = pa.table(
        {"line": pa.array([p.line for p in problems], pa.int32()), "message": [p.message for p in problems]}
    )
    cells = [f"{_defused(f'c{i}')} as c{i}" for i in range(len(table.headings))]
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as db:
        db.register("rows", table.rows)
        db.register("said", said)
        body = db.execute(f"""
            with by_line as (select line, string_agg(message, ' | ') as problems from said group by line)
            select coalesce(problems, '') as problems, {", ".join(cells)}
            from rows left join by_line using (line) order by line
        """).to_arrow_table()
        elsewhere = db.execute(
            "select message from said where line is null or line not in (select line from rows)"
        ).fetchall()
    heading = " | ".join(["Problems", *(message for (message,) in elsewhere)])
    out = io.BytesIO(b"")
    out.write(b"\xef\xbb\xbf" + _csv([(heading, *table.headings)]))
    pa.csv.write_csv(body, out, pa.csv.WriteOptions(include_header=False))
    return out.getvalue()


def _defused(column: str) -> str:
    opens = "".join(_OPENS_A_FORMULA).replace("-", r"\-")
    return f"case when regexp_matches({column}, '^[{opens}]') then '''' || {column} else {column} end"


def _csv(rows: Iterable[Sequence]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([f"'{cell}" if str(cell).startswith(_OPENS_A_FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8")
