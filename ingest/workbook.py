"""An .xlsx workbook -> rows of text: dates as ISO, whole numbers without ".0", formulas by their kept result."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import iterparse

import openpyxl
import pyarrow as pa
from openpyxl.utils.cell import coordinate_to_tuple

from ingest.grid import MOST_COLUMNS, Grid, Row, column_letter, filled, lines_in_words
from ingest.headings import DEEPEST, find_headings
from ingest.problems import Problem, Refused

LARGEST_UNPACKED = 200_000_000
DAMAGED = (KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError, OSError, EOFError, RuntimeError,
           zipfile.BadZipFile, zlib.error)  # fmt: skip


def sheets(content: bytes) -> list[str]:
    """The names of a workbook's sheets, hidden ones last."""
    with _opened(content) as workbook:
        return _names(workbook)


def read_workbook(
    content: bytes, *, sheet: str | None, header_row: int | None, expected: Collection[str]
) -> Grid:
    """The first visible sheet, or the one named."""
    with _opened(content) as workbook:
        names = _names(workbook)
        if sheet is not None and sheet not in names:
            raise Refused.because(
                "sheet_unknown", f"There is no sheet “{sheet}”. The workbook has: {', '.join(names)}."
            )
        chosen = sheet or names[0]
        worksheet = workbook[chosen]
        rows = list(_rows(worksheet))
        try:
            header = find_headings(rows[: max(DEEPEST, header_row or 0)], expected, header_row)
        except Refused as refused:
            raise _which_sheet(refused, chosen, names) from None
        problems = _faults(worksheet, header[0], last=rows[-1][0])
    if problems:
        raise Refused(problems)
    return _grid(rows, header, chosen)


@contextmanager
def _opened(content: bytes) -> Iterator[openpyxl.Workbook]:
    """A workbook whose parts together unpack to no more than the limit; what breaks inside is the file's fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise Refused.because(
                "workbook_too_large",
                f"The workbook unpacks to {unpacked // 1_000_000:,} MB; at most {LARGEST_UNPACKED // 1_000_000} MB "
                "are read. Save the one sheet as “CSV UTF-8”.",
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            try:
                yield workbook
            finally:
                workbook.close()
    except DAMAGED as error:
        raise Refused.because(
            "file_damaged",
            "The workbook cannot be read: it is damaged. Open it in Excel, save it again and upload that.",
        ) from error


def _names(workbook: openpyxl.Workbook) -> list[str]:
    names = [sheet.title for sheet in sorted(workbook.worksheets, key=lambda s: s.sheet_state != "visible")]
    if not names:
        raise Refused.because("sheet_unknown", "The workbook has no sheet with cells.")
    return names


def _which_sheet(refused: Refused, chosen: str, names: list[str]) -> Refused:
    if len(names) == 1:
        return refused
    problem = refused.problems[0]
    others = ", ".join(f"“{name}”" for name in names if name != chosen)
    return Refused.because(
        problem.rule,
        f"{problem.message} This was sheet “{chosen}”; there are also {others}: name the right one.",
    )


def _rows(worksheet) -> Iterator[Row]:
    worksheet.reset_dimensions()
    for line, row in enumerate(worksheet.iter_rows(), start=1):
        cells = tuple(_text(cell) for cell in row)
        while cells and not cells[-1]:
            cells = cells[:-1]
        if len(cells) > MOST_COLUMNS:
            raise Refused.because(
                "too_many_columns", f"Line {line:,} goes on to column {column_letter(len(cells) - 1)}; at most "
                f"{MOST_COLUMNS} columns are read.", line=line,
            )  # fmt: skip
        yield line, cells


def _text(cell) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
        case datetime():
            has_time = value.time() != time(0) or "h" in cell.number_format.lower()
            value = value + timedelta(milliseconds=500)
            return f"{value:%Y-%m-%d %H:%M}" if has_time else f"{value:%Y-%m-%d}"
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(value)


def _grid(rows: list[Row], header: Row, sheet: str) -> Grid:
    line = header[0]
    body = rows[line:]
    while body and not filled(body[-1][1]):
        body.pop()
    width = max([1, len(header[1]), *(len(cells) for _, cells in body)])
    padded = [cells + ("",) * (width - len(cells)) for _, cells in body]
    columns = list(zip(*padded, strict=True)) or [()] * width
    table = {"line": pa.array([number for number, _ in body], pa.int32())}
    table |= {f"c{index}": pa.array(column, pa.string()) for index, column in enumerate(columns)}
    headings = header[1] + ("",) * (width - len(header[1]))
    return Grid(tuple(rows[: line - 1]), (line, headings), pa.table(table), sheet=sheet)


def _faults(worksheet, header: int, last: int) -> list[Problem]:
    """Formulas without a kept result and cells merged across rows of the table: both would read as blank."""
    with worksheet.parent._archive.open(worksheet._worksheet_path) as part:
        xml = part.read()
    problems = []
    merged = re.findall(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+\d+):([A-Z]+\d+)"', xml)
    corners = [(coordinate_to_tuple(a.decode()), coordinate_to_tuple(b.decode())) for a, b in merged]
    lines = sorted({top for (top, _), (bottom, _) in corners if bottom > header and bottom > top})
    if lines:
        problems.append(
            Problem("merged_cells", f"Cells are merged across rows of the table from {lines_in_words(lines)}. Unmerge "
                    "them and fill in each row.", line=lines[0])
        )  # fmt: skip
    unknown = list(_without_result(xml)) if re.search(rb"<(?:\w+:)?f[\s/>]", xml) else []
    if unknown:
        row, column = coordinate_to_tuple(unknown[0])
        problems.append(
            Problem("formula_without_result", f"{len(unknown):,} formulas (the first in {unknown[0]}) have no result in "
                    "the file. Open it in Excel, save it and upload that.", line=row, column=column_letter(column - 1))
        )  # fmt: skip
    return problems


def _without_result(xml: bytes) -> Iterator[str]:
    for _, element in iterparse(io.BytesIO(xml)):
        tag = element.tag.rpartition("}")[2]
        if tag == "c":
            parts = {child.tag.rpartition("}")[2]: child for child in element}
            if (
                "f" in parts
                and element.get("t") != "str"
                and not (parts.get("v") is not None and parts["v"].text)
            ):
                yield element.get("r", "A1")
        elif tag == "row":
            element.clear()
