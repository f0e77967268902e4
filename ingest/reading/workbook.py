"""An .xlsx workbook -> rows of text: ISO dates, whole numbers without ".0", the stored result of a formula."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import openpyxl
import pyarrow as pa

from ingest.problems import Refused
from ingest.reading.grid import MOST_COLUMNS, Grid, Row, column_letter, filled
from ingest.reading.headings import DEEPEST, find_headings
from ingest.reading.sheet_faults import sheet_faults

LARGEST_UNPACKED = 200_000_000
LAST_ROW = 1_048_576
BROKEN_INSIDE = (
    *(KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError),
    *(OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error),
)
"""What openpyxl raises on parts that are missing, cut short or malformed."""


def sheets(content: bytes) -> list[str]:
    """The names of a workbook's sheets, hidden ones last."""
    with _opened(content) as workbook:
        return _names(workbook)


def read_workbook(content: bytes, *, sheet: str | None, header_row: int | None, expected: Collection[str]) -> Grid:
    """Read the sheet named, else the first visible one. Raises Refused."""
    with _opened(content) as workbook:
        names = _names(workbook)
        chosen = _chosen(names, sheet)
        worksheet = workbook[chosen]
        rows = list(_rows(worksheet))
        # openpyxl reports neither merged cells nor formulas without a result in read-only mode
        xml = workbook._archive.read(worksheet._worksheet_path)
    try:
        header = find_headings(rows[: max(DEEPEST, header_row or 0)], expected, header_row)
    except Refused as refused:
        raise _which_sheet(refused, chosen, names) from None
    problems = sheet_faults(xml, header_row=header[0])
    if problems:
        raise Refused(problems)
    return _grid(rows, header, chosen, names)


@contextmanager
def _opened(content: bytes) -> Iterator[openpyxl.Workbook]:
    """Open a workbook that is safe to unpack. Any error inside it means that the file is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_bombs(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            try:
                yield workbook
            finally:
                workbook.close()
    except BROKEN_INSIDE:
        raise Refused.because(
            "file_damaged",
            "The workbook cannot be read: it is damaged. Open it in Excel, save it again and upload that.",
        ) from None


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Refuse parts that unpack to more than the limit, and entities, which no spreadsheet writes."""
    unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > LARGEST_UNPACKED:
        sizes = f"{unpacked / 1e6:,.0f} MB; at most {LARGEST_UNPACKED / 1e6:,.0f} MB are read"
        raise Refused.because(
            "workbook_too_large", f"The workbook unpacks to {sizes}. Save the one sheet as “CSV UTF-8”."
        )
    for part in archive.infolist():
        with archive.open(part) as opened:
            if b"<!DOCTYPE" in opened.read(4096):
                raise ValueError("a document type declaration")


def _names(workbook: openpyxl.Workbook) -> list[str]:
    return [sheet.title for sheet in sorted(workbook.worksheets, key=lambda s: s.sheet_state != "visible")]


def _chosen(names: list[str], sheet: str | None) -> str:
    if sheet in names or (sheet is None and names):
        return sheet or names[0]
    there = f"The workbook has: {_quoted(names)}." if names else "The workbook has no sheet of cells."
    raise Refused.because("sheet_unknown", f"There is no sheet “{sheet or ''}”. {there}")


def _which_sheet(refused: Refused, chosen: str, names: list[str]) -> Refused:
    if len(names) == 1:
        return refused
    others = _quoted([name for name in names if name != chosen])
    message = f"On sheet “{chosen}”: {refused.problems[0].message} The other sheets are {others}."
    return Refused.because(refused.problems[0].rule, message)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _rows(worksheet) -> Iterator[Row]:
    worksheet.reset_dimensions()
    for line, row in enumerate(worksheet.iter_rows(), start=1):
        if line > LAST_ROW:
            raise Refused.because("file_damaged", f"The sheet claims more than {LAST_ROW:,} rows.")
        cells = tuple(_text(cell) for cell in row)
        while cells and not cells[-1]:
            cells = cells[:-1]
        if len(cells) > MOST_COLUMNS:
            letter = column_letter(len(cells) - 1)
            message = f"Line {line:,} extends to column {letter}; at most {MOST_COLUMNS} columns are read."
            raise Refused.because("too_many_columns", message, line=line)
        yield line, cells


def _text(cell) -> str:
    """What a person sees in the cell, except that dates are ISO and numbers are not rounded."""
    match cell.value:
        case None:
            return ""
        case str(text):
            return text
        case bool(answer):
            return "TRUE" if answer else "FALSE"
        case float(number):
            return str(int(number)) if number.is_integer() and abs(number) < 1e15 else format(number, ".15g")
        case datetime() as moment:
            has_time = moment.time() != time(0) or "h" in cell.number_format.lower()
            # a time stored as a fraction of a day may be slightly less than its second
            return f"{moment + timedelta(milliseconds=500):{'%Y-%m-%d %H:%M' if has_time else '%Y-%m-%d'}}"
        case date() as day:
            return day.isoformat()
        case time() as clock:
            return f"{clock:%H:%M}"
        case timedelta() as duration:
            minutes = round(duration.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case other:
            return str(other)


def _grid(rows: list[Row], header: Row, sheet: str, sheets: list[str]) -> Grid:
    line, headings = header
    body = rows[line:]
    while body and not filled(body[-1][1]):
        body.pop()
    width = max([1, len(headings), *(len(cells) for _, cells in body)])
    padded = [cells + ("",) * (width - len(cells)) for _, cells in body]
    columns = list(zip(*padded, strict=True)) or [()] * width
    table = {"line": pa.array([number for number, _ in body], pa.int32())}
    table |= {f"c{index}": pa.array(column, pa.string()) for index, column in enumerate(columns)}
    headings += ("",) * (width - len(headings))
    return Grid(tuple(rows[: line - 1]), (line, headings), pa.table(table), sheet=sheet, sheets=tuple(sheets))
