"""Problems as files to download: a list as CSV, and the table with its problems in an extra column."""

import io
from collections.abc import Iterable, Sequence

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pa_csv

from ingest.problems import Problem
from ingest.reading import TextTable
from queries.exports import RUNS_AS_FORMULA, as_csv

_BOM = b"\xef\xbb\xbf"
_HEADINGS = ["row", "column", "heading", "field", "rule", "question", "message"]


def problems_csv(problems: Iterable[Problem]) -> bytes:
    """The problems as CSV (UTF-8 with BOM), one row each. `question` is yes where accepting is enough."""
    rows = [(p.line, p.column, p.heading, p.field, p.rule, "yes" if p.soft else "no", p.message) for p in problems]
    return _BOM + as_csv(pd.DataFrame(rows, columns=_HEADINGS, dtype=object)).encode("utf-8")


def table_with_problems(table: TextTable, problems: Sequence[Problem]) -> bytes:
    """The uploaded table as CSV (UTF-8 with BOM) with a first column "Problems".

    Problems that are in no row of the table are in the heading of that column. Cells that a spreadsheet might run as a
    formula are defused.
    """
    messages = pa.table(
        {"line": pa.array([p.line for p in problems], pa.int32()), "message": [p.message for p in problems]}
    )
    cells = [f"{_defused(f'c{i}')} as c{i}" for i in range(len(table.headings))]
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as db:
        db.register("rows", table.rows)
        db.register("messages", messages)
        body = db.execute(f"""
            with by_line as (select line, string_agg(message, ' | ') as problems from messages group by line)
            select coalesce(problems, '') as problems, {", ".join(cells)}
            from rows left join by_line using (line) order by line
        """).to_arrow_table()
        elsewhere = db.execute(
            "select message from messages where line is null or line not in (select line from rows)"
        ).fetchall()
    heading = " | ".join(["Problems", *(message for (message,) in elsewhere)])
    out = io.BytesIO()
    out.write(_BOM + as_csv(pd.DataFrame(columns=[heading, *table.headings])).encode("utf-8"))
    pa_csv.write_csv(body, out, pa_csv.WriteOptions(include_header=False))
    return out.getvalue()


def _defused(column: str) -> str:
    """SQL for a cell with an apostrophe in front where `queries.exports.defused` puts one."""
    first = ", ".join(f"chr({ord(character)})" for character in RUNS_AS_FORMULA)
    return f"case when left({column}, 1) in ({first}) then '''' || {column} else {column} end"
