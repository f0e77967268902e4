"""A provider's file -> a table of text, its shape proved, every row accounted for."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from ingest.problems import Problem, Refused
from ingest.reading.announcing import announce
from ingest.reading.decoding import decode
from ingest.reading.delimited import read_delimited
from ingest.reading.edges import without_edges, without_empty_columns
from ingest.reading.grid import Row, column_letter
from ingest.reading.headings import refuse_repeated_headings
from ingest.reading.recognising import recognise

BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[\s,;|\"]*+")

__all__ = ["TextTable", "column_letter", "read"]


@dataclass(frozen=True)
class TextTable:
    """A file as read. Its rows are `above`, the headings, `rows` and `below`, but for blank ones at the end.

    `rows` has the column "line" (int32, the row number a spreadsheet shows), then "c0", "c1", … (string, ""
    for an empty cell), one for each of `headings`. `asks` are questions to be answered before the table is
    used; the one that is not soft ("no_rows") says that there is nothing in it.
    """

    headings: tuple[str, ...]
    rows: pa.Table
    above: tuple[Row, ...]
    below: tuple[Row, ...]
    header_row: int
    encoding: str
    delimiter: str | None
    sheet: str | None
    kind: Literal["csv", "xlsx"]
    asks: tuple[Problem, ...]


def read(
    content: bytes,
    name: str,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    expected: Collection[str] = (),
) -> TextTable:
    """Reads a .csv or .xlsx file by its content, whatever its name says; raises Refused with the reasons.

    `expected` are headings known from the standard and the member's matching: they decide which row holds the
    headings and which delimiter is right where more than one would do. They change no cell.
    """
    if header_row is None and BLANK.fullmatch(content):
        raise Refused.because(
            "file_empty",
            "The file is empty. Export it again; for months without incidents, use nothing to report.",
        )
    is_workbook = recognise(content) == "xlsx"
    questions: list[Problem] = []
    if is_workbook:
        from ingest.reading.workbook import read_workbook  # openpyxl takes its time to load

        grid = read_workbook(content, sheet=sheet, header_row=header_row, expected=expected)
    else:
        decoded = decode(content, encoding)
        grid = read_delimited(decoded.text, delimiter=delimiter, header_row=header_row, expected=expected)
        questions = announce(grid) if decoded.assumed else []
    refuse_repeated_headings(grid)
    rows, below, about_rows = without_edges(grid)
    headings, rows = without_empty_columns(tuple(map(_stripped, grid.header[1])), rows)
    return TextTable(
        headings=headings,
        rows=rows,
        above=grid.above,
        below=below,
        header_row=grid.header[0],
        encoding="utf-8" if is_workbook else decoded.encoding,
        delimiter=grid.delimiter,
        sheet=grid.sheet,
        kind="xlsx" if is_workbook else "csv",
        asks=(*questions, *about_rows, *_nothing_in_it(rows)),
    )


def _stripped(heading: str) -> str:
    return heading.strip().strip("\ufeff")


def _nothing_in_it(rows: pa.Table) -> list[Problem]:
    if rows.num_rows:
        return []
    message = "The file has headings but no rows. If there was nothing to report, use nothing to report."
    return [Problem("no_rows", message)]
