"""What the XML of a sheet says beside its values: hidden rows, formulas, formats, merged rows, how far it extends."""

import re
from dataclasses import dataclass, field

from ingest.problems import Refused
from ingest.reading.number_formats import Formats
from ingest.reading.package import Damaged
from ingest.reading.sheet_rows import lay_out
from ingest.reading.special_cells import SpecialCells, special_cells
from ingest.reading.xml_cells import count_cells

MOST_CELLS = 6_000_000

ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*?(/?)>")
DATA_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
USUAL_END = b"</sheetData>"
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
FILTER = re.compile(rb"<(?:\w+:)?autoFilter\b|<(?:\w+:)?filterColumn\b")


@dataclass
class SheetXml:
    """A sheet as its XML says. Lines as a spreadsheet counts.

    `head` and `tail` are the XML around each of the `blocks`; `merged` are the first and last lines of merged cells.
    """

    head: bytes = b""
    tail: bytes = b""
    blocks: list[bytes] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    is_filtered: bool = False
    merged: list[tuple[int, int]] = field(default_factory=list)
    special: SpecialCells = field(default_factory=SpecialCells)


def look_at(xml: bytes, formats: Formats) -> SheetXml:
    """Look through a sheet's XML. Raises Damaged, or Refused where it is larger than any return."""
    root, data = ROOT.search(xml), DATA.search(xml)
    if not root or not data:
        raise Damaged
    if data.group(1):
        return SheetXml()
    end = DATA_END.search(xml, max(xml.find(USUAL_END, data.end()), data.end()))
    if not end:
        raise Damaged
    cells = count_cells(xml[data.end() : end.start()])
    if cells > MOST_CELLS:
        raise _too_many_cells()
    laid_out = lay_out(xml, data.end(), end.start(), cells)
    return SheetXml(
        head=root.group() + data.group(),
        tail=b"</%bsheetData></%bworksheet>" % (root.group(1), root.group(1)),
        blocks=laid_out.blocks,
        hidden=laid_out.hidden,
        is_filtered=FILTER.search(xml, end.end()) is not None,
        merged=[(int(top), int(bottom)) for _, top, _, bottom in MERGED.findall(xml, end.end())],
        special=special_cells(xml, data.end(), end.start(), laid_out.rows, formats),
    )


def _too_many_cells() -> Refused:
    return Refused.because(
        "workbook_too_large",
        f"The sheet has more than {MOST_CELLS:,} cells: more than a return has. Save the rows that belong to it "
        "as “CSV UTF-8”.",
    )
