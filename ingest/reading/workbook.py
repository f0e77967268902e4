"""A workbook -> rows of text: ISO dates, whole numbers without ".0", the stored result of a formula.

Values are read by python-calamine. Of an .xlsx file it gets a plain package that is made here from the parts that are
needed, in blocks of rows, so that neither odd packages nor cells far away cost memory or fail.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.problems import Problem, Refused
from ingest.reading.extent import refuse_wide_spread
from ingest.reading.file_type import locked
from ingest.reading.grid import Row
from ingest.reading.number_formats import formats
from ingest.reading.package import MOST_SHEETS, Damaged, Package, open_package
from ingest.reading.plain_package import plain_package
from ingest.reading.sheet_cells import Gathered
from ingest.reading.sheet_xml import SheetXml, look_at
from ingest.reading.strings import refuse_long_strings

LARGEST_OLD = 60_000_000
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
        blocks = [(found.head, block, found.tail) for block in found.blocks]
        found.blocks = []
        plain = CalamineWorkbook.from_filelike(io.BytesIO(plain_package(package, blocks)))
        gathered = Gathered(found.special.texts)
        for index in range(len(blocks)):
            gathered.add(plain.get_sheet_by_index(index))
        return SheetRows(name, *gathered.table(), found)

    ordered = sorted(package.sheets, key=lambda sheet: not sheet.visible)
    names, visible = [s.name for s in ordered], [s.name for s in ordered if s.visible]
    return Workbook(names, visible, read, package.recalculates)


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
        gathered = Gathered({})
        gathered.add(book.get_sheet_by_name(name))
        return SheetRows(name, *gathered.table())

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


def _without_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
