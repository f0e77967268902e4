"""A workbook -> rows of text: ISO dates, whole numbers without ".0", the stored result of a formula.

Values are read by python-calamine. Of an .xlsx file it gets a plain package that is made here from the parts that are
needed, in blocks of rows, so that neither odd packages nor cells far away cost memory or fail.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.sax.saxutils import quoteattr

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.problems import Problem, Refused
from ingest.reading.extent import refuse_wide_spread
from ingest.reading.file_type import locked
from ingest.reading.grid import MOST_COLUMNS, Row, column_letter
from ingest.reading.number_formats import formats
from ingest.reading.package import MOST_SHEETS, Damaged, Package, open_package
from ingest.reading.sheet_xml import LARGEST_GAP, MOST_SPREAD, SheetXml, look_at
from ingest.reading.strings import refuse_long_strings

LARGEST_OLD = 60_000_000
BATCH = 5_000
BROKEN_INSIDE = (
    *(KeyError, ValueError, IndexError, TypeError, AttributeError, SyntaxError, ParseError),
    *(OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, Damaged),
)
"""What reading raises on parts that are missing, cut short or malformed."""


@dataclass
class SheetRows:
    """The rows of a sheet as text. `lines` and `columns` go together; a large gap without cells counts as one row.

    `xml` is what else is known of an .xlsx sheet.
    """

    name: str
    lines: pa.Array
    columns: list[pa.Array] = field(repr=False)
    xml: SheetXml = field(default_factory=SheetXml, repr=False)

    def head(self, most: int) -> list[Row]:
        """The first rows, each without the empty cells at its end."""
        lines = self.lines.slice(0, most).to_pylist()
        columns = [column.slice(0, most).to_pylist() for column in self.columns]
        return [(line, _without_end(tuple(column[at] for column in columns))) for at, line in enumerate(lines)]


@dataclass
class Workbook:
    """An open workbook. `names` are its sheets of cells, hidden ones last; `visible` the others."""

    names: list[str]
    visible: list[str]
    read: Callable[[str], SheetRows]
    recalculates: bool = False
    asks: tuple[Problem, ...] = ()


def sheets(content: bytes, kind: str = "xlsx") -> list[str]:
    """The names of a workbook's sheets, hidden ones last."""
    with opened(content, kind) as workbook:
        return workbook.names


@contextmanager
def opened(content: bytes, kind: str) -> Iterator[Workbook]:
    """Open a workbook. Any error inside it means that the file is damaged."""
    try:
        yield _xlsx(content) if kind == "xlsx" else _other(content, kind)
    except PasswordError:
        raise locked() from None
    except (*BROKEN_INSIDE, CalamineError):
        raise Refused.because(
            "file_damaged",
            "The workbook cannot be read: it is damaged. Open it in Excel, save it again and upload that.",
        ) from None


def _xlsx(content: bytes) -> Workbook:
    package = open_package(content)
    looked_for = formats(package.styles, package.is_1904)
    parts = {sheet.name: sheet.part for sheet in package.sheets}

    def read(name: str) -> SheetRows:
        xml = package.read(parts[name])
        found = look_at(xml, looked_for)
        refuse_long_strings(package.shared_strings, xml)
        del xml
        plain = CalamineWorkbook.from_filelike(io.BytesIO(_plain_package(package, [b.xml for b in found.blocks])))
        blocks = len(found.blocks)
        found.blocks = []
        gathered = _Gathered(found.texts)
        for index in range(blocks):
            sheet = plain.get_sheet_by_index(index)
            if sheet.start is not None:
                gathered.add(sheet, sheet.start[0] + 1, sheet.start[1])
        return gathered.rows(name, found)

    ordered = sorted(package.sheets, key=lambda sheet: not sheet.visible)
    names, visible = [s.name for s in ordered], [s.name for s in ordered if s.visible]
    return Workbook(names, visible, read, package.recalculates)


def _plain_package(package: Package, blocks: list[bytes]) -> bytes:
    """A package that holds the blocks as its sheets, with the styles and strings of the workbook."""
    buffer = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    numbers = range(1, len(blocks) + 1)
    sheets = "".join(f'<sheet name={quoteattr(str(n))} sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    targets += [("rIdStyles", "styles", "styles.xml")] if package.styles else []
    targets += [("rIdStrings", "sharedStrings", "sharedStrings.xml")] if package.shared_strings else []
    relations = "".join(f'<Relationship Id="{i}" Type="{office}/{kind}" Target="{to}"/>' for i, kind, to in targets)
    epoch = '<workbookPr date1904="1"/>' if package.is_1904 else "<workbookPr/>"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        to_workbook = f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{packages}">{to_workbook}</Relationships>')
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}">{epoch}<sheets>{sheets}</sheets></workbook>',
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{packages}">{relations}</Relationships>')
        if package.styles:
            archive.writestr("xl/styles.xml", package.styles)
        if package.shared_strings:
            archive.writestr("xl/sharedStrings.xml", package.shared_strings)
        for n, block in zip(numbers, blocks, strict=True):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", block)
    return buffer.getvalue()


_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def _other(content: bytes, kind: str) -> Workbook:
    """An .xls, .xlsb or .ods workbook."""
    if kind != "xls":
        _refuse_unpacked(content)
        refuse_wide_spread(content, kind)
    elif len(content) > LARGEST_OLD:
        raise Refused.because(
            "workbook_too_large", "The workbook is larger than 60 MB. Save the one sheet as “CSV UTF-8”."
        )
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    of_cells = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if len(of_cells) > MOST_SHEETS:
        raise Refused.because("workbook_too_large", f"The workbook has more than {MOST_SHEETS} sheets.")
    ordered = sorted(of_cells, key=lambda each: each.visible != SheetVisibleEnum.Visible)

    def read(name: str) -> SheetRows:
        sheet = book.get_sheet_by_name(name)
        gathered = _Gathered({})
        if sheet.start is not None:
            gathered.add(sheet, sheet.start[0] + 1, sheet.start[1])
        return gathered.rows(name, SheetXml())

    asks = (
        Problem(
            "workbook_form",
            f"In a workbook of the form .{kind} it cannot be seen whether rows are hidden or filtered out, how numbers "
            "are shown (00012 is read as 12), and whether formulas were calculated. Accept it if none of that matters, "
            "or save it as .xlsx.",
            soft=True,
        ),
    )
    names = [each.name for each in ordered]
    return Workbook(names, [e.name for e in ordered if e.visible == SheetVisibleEnum.Visible], read, asks=asks)


def _refuse_unpacked(content: bytes) -> None:
    """Count what the parts unpack to before another library unpacks them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        Package(archive, {name: name for name in archive.namelist()}).count()


class _Gathered:
    """Columns of text, added block by block."""

    def __init__(self, texts: dict[tuple[int, int], str]):
        self.texts: dict[int, dict[int, str]] = {}
        for (line, at), text in texts.items():
            self.texts.setdefault(line, {})[at] = text
        self.lines: list[int] = []
        self.columns: list[list[pa.Array]] = []
        self.count = 0
        self.characters = 0

    def add(self, sheet: CalamineSheet, first: int, left: int) -> None:
        """Add the rows of a block whose first row is this line, and whose first cell is in this column."""
        if left + sheet.width > MOST_COLUMNS:
            raise _too_wide(first, left + sheet.width - 1)
        gap = range(self.lines[-1] + 1 if self.lines else 1, first)
        self._add_rows([], [*gap] if len(gap) <= LARGEST_GAP else [gap[0]], 0)
        rows = sheet.to_python(skip_empty_area=True)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            self._add_rows(batch, [*range(first + start, first + start + len(batch))], left)

    def _add_rows(self, rows: Sequence[Sequence[object]], lines: list[int], left: int) -> None:
        if not lines:
            return
        nothing = [""] * len(lines)
        texts = [nothing] * left + [[_text(value) for value in column] for column in zip(*rows, strict=True)]
        for at, line in enumerate(lines) if self.texts else ():
            for column, text in self.texts.get(line, {}).items():
                if column < len(texts):
                    texts[column] = list(texts[column]) if texts[column] is nothing else texts[column]
                    texts[column][at] = text
        while len(self.columns) < len(texts):
            self.columns.append([pa.array([""] * self.count, pa.string())])
        for index, arrays in enumerate(self.columns):
            arrays.append(pa.array(texts[index] if index < len(texts) else nothing, pa.string()))
        self.lines += lines
        self.count += len(lines)
        if self.count * len(self.columns) > MOST_SPREAD:
            raise _too_wide(self.lines[-1], len(self.columns) - 1)

    def rows(self, name: str, xml: SheetXml) -> SheetRows:
        columns = [pa.concat_arrays(column) if column else pa.array([], pa.string()) for column in self.columns]
        return SheetRows(name, pa.array(self.lines, pa.int32()), columns, xml)


def _too_wide(line: int, at: int) -> Refused:
    letter = column_letter(at)
    message = f"Line {line:,} extends to column {letter}; at most {MOST_COLUMNS} columns are read."
    return Refused.because("too_many_columns", message, line=line)


def _text(value: Any) -> str:
    """What a person sees in the cell, except that dates are ISO and numbers are not rounded."""
    if value.__class__ is str:
        return value
    if value.__class__ is float:
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    match value:
        case bool(answer):
            return "TRUE" if answer else "FALSE"
        case int(number):
            return str(number)
        case datetime() as moment:
            # a time stored as a fraction of a day may be slightly less than its second
            return f"{moment + timedelta(milliseconds=500):%Y-%m-%d %H:%M}"
        case date() as day:
            return day.isoformat()
        case time() as clock:
            return f"{clock:%H:%M}"
        case timedelta() as duration:
            minutes = round(duration.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case other:
            return str(other)


def _without_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
