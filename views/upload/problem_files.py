"""Problems as files to download: a list as CSV, and the table with its problems in an extra column."""

import io
from collections.abc import Iterable, Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from ingest.problems import Problem
from ingest.reading import TextTable
from queries.exports import RUNS_AS_FORMULA, as_csv

_BOM = b"\xef\xbb\xbf"
_HEADINGS = ["row", "column", "heading", "field", "rule", "question", "message"]


def problems_csv(problems: Iterable[Problem]) -> bytes:
    """The problems as CSV (UTF-8 with BOM), one row each. `question` is yes where accepting is enough."""
    rows = [
        (_row(p), p.column, p.heading, p.field, p.rule, "yes" if p.soft else "no", without_code(p)) for p in problems
    ]
    return _BOM + as_csv(pd.DataFrame(rows, columns=_HEADINGS, dtype=object)).encode("utf-8")


def without_code(problem: Problem) -> str:
    """Its message without the rule's name, which is for scripts."""
    return problem.message.replace(f" ({problem.rule})", "")


def _row(problem: Problem) -> int | str | None:
    return f"{problem.row} ({problem.sheet})" if problem.sheet else problem.line


def table_with_problems(table: TextTable, problems: Sequence[Problem]) -> bytes:
    """The uploaded table as CSV (UTF-8 with BOM) with a first column "Problems".

    Problems that are in no row of the table are in the heading of that column. Cells that a spreadsheet might run as a
    formula are defused.
    """
    lines = table.rows["line"].to_pylist()
    by_line: dict[int | None, list[str]] = {}
    for problem in problems:
        by_line.setdefault(problem.line, []).append(without_code(problem))
    known = set(lines)
    elsewhere = [without_code(problem) for problem in problems if problem.line not in known]
    cells = [_defused(table.rows[f"c{i}"]) for i in range(len(table.headings))]
    found = pa.array([" | ".join(by_line.get(line, ())) for line in lines], pa.string())
    body = pa.table([found, *cells], names=["problems", *(f"c{i}" for i in range(len(cells)))])
    heading = " | ".join(["Problems", *elsewhere])
    out = io.BytesIO()
    out.write(_BOM + as_csv(pd.DataFrame(columns=[heading, *table.headings])).encode("utf-8"))
    pa_csv.write_csv(body, out, pa_csv.WriteOptions(include_header=False))
    return out.getvalue()


def _defused(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """The cells of a column, as `queries.exports.defused` writes one."""
    runs = pc.is_in(pc.utf8_slice_codeunits(cells, 0, 1), value_set=pa.array(RUNS_AS_FORMULA))
    return pc.if_else(runs, pc.binary_join_element_wise("'", cells, ""), cells)
