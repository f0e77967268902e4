"""A provider's file becomes a table of text: its shape checked, every row accounted for."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from ingest.problems import Problem, Refused
from ingest.reading.decoding import decode
from ingest.reading.delimited import read_delimited
from ingest.reading.encoding_question import ask_about_encoding
from ingest.reading.file_type import file_type
from ingest.reading.grid import Row
from ingest.reading.headings import refuse_repeated_headings
from ingest.reading.trim import trim_columns, trim_rows

BLANK = re.compile(rb"(?:\xef\xbb\xbf)?[\s,;|\"]*+")


@dataclass(frozen=True)
class TextTable:
    """A file as read. Its rows are `above`, the headings, `rows` and `below`; blank rows at the end are dropped.

    `rows` has the column "line" (int32, the row number a spreadsheet shows), then "c0", "c1", … (string, ""
    for an empty cell), one for each of `headings`. `asks` are questions to answer before the table is used;
    one of them is not soft: "no_rows" says that the table is empty. `sheets` names a workbook's sheets, the
    hidden ones last; `sheet` is the one that was read.
    """

    headings: tuple[str, ...]
    rows: pa.Table = field(repr=False)
    above: tuple[Row, ...] = field(repr=False)
    below: tuple[Row, ...] = field(repr=False)
    header_row: int
    encoding: str
    delimiter: str | None
    sheet: str | None
    kind: Literal["csv", "xlsx"]
    asks: tuple[Problem, ...]
    sheets: tuple[str, ...] = ()


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
    """Read a .csv or .xlsx file by its content, whatever its name ends in. Raises Refused with the reasons.

    `expected` are headings known from the standard and the member's matching. They decide which row holds the
    headings, and which delimiter is right where several are possible. They change no cell.
    """
    if header_row is None and BLANK.fullmatch(content):
        raise Refused.because(
            "file_empty",
            "The file is empty. Export it again. For months without incidents, choose “Nothing to report”.",
        )
    is_workbook = file_type(content) == "xlsx"
    questions: list[Problem] = []
    if is_workbook:
        from ingest.reading.workbook import read_workbook  # openpyxl is slow to import

        grid = read_workbook(content, sheet=sheet, header_row=header_row, expected=expected)
    else:
        decoded = decode(content, encoding)
        grid = read_delimited(decoded.text, delimiter=delimiter, header_row=header_row, expected=expected)
        questions = ask_about_encoding(grid) if decoded.assumed else []
    refuse_repeated_headings(grid)
    rows, below, about_rows = trim_rows(grid)
    headings, rows = trim_columns(tuple(map(_stripped, grid.header[1])), rows)
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
        asks=(*questions, *about_rows, *_no_rows(rows)),
        sheets=grid.sheets,
    )


def _stripped(heading: str) -> str:
    return heading.strip().strip("\ufeff")


def _no_rows(rows: pa.Table) -> list[Problem]:
    if rows.num_rows:
        return []
    message = "The file has headings but no rows. If there were no incidents, choose “Nothing to report”."
    return [Problem("no_rows", message)]
