"""A provider's file becomes a table of text: its shape checked, every row accounted for."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from ingest.problems import Problem, Refused
from ingest.reading.decoding import decode
from ingest.reading.delimited import read_delimited
from ingest.reading.dynamics import without_own_columns
from ingest.reading.encoding_question import ask_about_encoding
from ingest.reading.file_type import file_type
from ingest.reading.grid import ALL_SHEETS, BLANKS, Grid, Row, refuse_long_headings
from ingest.reading.headings import refuse_repeated_headings
from ingest.reading.joined import joined, with_sheet
from ingest.reading.trim import trim_columns, trim_rows

Kind = Literal["csv", "xlsx", "xlsb", "xls", "ods"]
IN_QUOTES = re.compile(r"['‘’][^'‘’]+['‘’]|[“”][^“”]+[“”]")
BLANK = re.compile(rb"(?:\xef\xbb\xbf)*[\s,;|\"]*+")


@dataclass(frozen=True)
class TextTable:
    """A file as read. Its rows are `above`, the headings, `rows` and `below`; blank rows at the end are dropped.

    `rows` has the column "line" (int32, the row number a spreadsheet shows), then "c0", "c1", … (string, ""
    for an empty cell), one for each of `headings`. `asks` are questions to answer before the table is used;
    one of them is not soft: "no_rows" says that the table is empty. `sheets` names a workbook's sheets, the
    hidden ones last; `sheet` is the one that was read, ALL_SHEETS where several are one table. `joined` names those:
    a line then says its sheet too (see `ingest.reading.joined`).
    """

    headings: tuple[str, ...]
    rows: pa.Table = field(repr=False)
    above: tuple[Row, ...] = field(repr=False)
    below: tuple[Row, ...] = field(repr=False)
    header_row: int
    encoding: str
    delimiter: str | None
    sheet: str | None
    kind: Kind
    asks: tuple[Problem, ...]
    sheets: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()

    @property
    def which_sheet(self) -> str:
        """A sentence that names the sheet and the others of its workbook; '' where there are no others."""
        return _which_sheet(self.sheet, self.sheets)


def _which_sheet(sheet: str | None, sheets: tuple[str, ...]) -> str:
    others = [name for name in sheets if name != sheet]
    if not others or sheet in (None, ALL_SHEETS):
        return ""
    named = ", ".join(f"“{name}”" for name in others)
    return f" This is sheet “{sheet}”; the other{'s are' if len(others) > 1 else ' is'} {named}."


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
    """Read a text file or a workbook by its content, whatever its name ends in. Raises Refused with the reasons.

    `expected` are headings known from the standard and the member's matching. They decide which row holds the
    headings, and which delimiter is right where several are possible. They change no cell.
    """
    if header_row is None and BLANK.fullmatch(content):
        raise Refused.because(
            "file_empty",
            "The file is empty. Export it again. For months without incidents, choose “Nothing to report”.",
        )
    kind = file_type(content)
    questions: list[Problem] = []
    if kind != "text":
        from ingest.reading.sheets import read_workbook  # only workbooks need what it imports

        grids = read_workbook(content, kind, sheet=sheet, header_row=header_row, expected=expected)
        found_encoding = "utf-8"
    else:
        decoded = decode(content, encoding)
        grids = [read_delimited(decoded.text, delimiter=delimiter, header_row=header_row, expected=expected)]
        questions = ask_about_encoding(grids[0]) if decoded.assumed else []
        found_encoding = decoded.encoding
    return _table(grids, questions, found_encoding, "csv" if kind == "text" else kind, expected)


def sheet_names(content: bytes) -> tuple[str, ...]:
    """The names of a workbook's sheets, hidden ones last; none of a text file. Raises Refused."""
    kind = file_type(content)
    if kind == "text":
        return ()
    from ingest.reading.workbook import sheets

    return tuple(sheets(content, kind))


def _table(
    grids: list[Grid], questions: list[Problem], encoding: str, kind: Kind, expected: Collection[str]
) -> TextTable:
    """One table of what was read: of one grid, or of one for each of the sheets."""
    first, together = grids[0], len(grids) > 1
    above: list[Row] = []
    below: list[Row] = []
    parts = []
    for number, grid in enumerate(grids, start=1):
        refuse_long_headings(grid.header)
        grid = with_sheet(number, grid) if together else grid
        refuse_repeated_headings(grid)
        rows, left_out, about_rows = trim_rows(grid)
        parts.append(trim_columns(tuple(map(_stripped, grid.header[1])), rows))
        above += grid.above
        below += left_out
        questions += [*grid.asks, *about_rows]
    headings, rows = joined(*map(list, zip(*parts, strict=True))) if together else parts[0]
    return TextTable(
        headings=headings,
        rows=without_own_columns(headings, rows, expected),
        above=tuple(above),
        below=tuple(below),
        header_row=first.header[0],
        encoding=encoding,
        delimiter=first.delimiter,
        sheet=ALL_SHEETS if together else first.sheet,
        kind=kind,
        asks=tuple(_once([*questions, *_no_rows(rows, first)])),
        sheets=first.sheets,
        joined=tuple(grid.sheet or "" for grid in grids) if together else (),
    )


def _once(questions: list[Problem]) -> list[Problem]:
    return list(dict.fromkeys(questions))


def _stripped(heading: str) -> str:
    """Without white space, and without the single or curly quotation marks that some programs put around every cell."""
    heading = heading.strip().strip(BLANKS).strip()
    return heading[1:-1].strip() if IN_QUOTES.fullmatch(heading) else heading


def _no_rows(rows: pa.Table, grid: Grid) -> list[Problem]:
    if rows.num_rows:
        return []
    which = _which_sheet(grid.sheet, grid.sheets)
    what = "sheet" if which else "file"
    message = f"The {what} has headings but no rows.{which} If there were no incidents, choose “Nothing to report”."
    return [Problem("no_rows", message)]
