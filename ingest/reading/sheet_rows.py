"""The rows of a sheet's XML: which hold something, which are hidden, and blocks of them without large gaps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.problems import Refused
from ingest.reading.grid import MOST_COLUMNS
from ingest.reading.package import Damaged
from ingest.reading.row_width import MOST_SPREAD, REFERENCE, spread_too_far, width_of
from ingest.reading.xml_cells import FORMULA, NUMBER, column_of

LAST_ROW = 1_048_576
MOST_AREA = 2_000_000  # cells of one block, the empty ones included
LARGEST_GAP = 1000

ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*)>")
HIDDEN = re.compile(rb"""(?<![\w:])hidden\s*=\s*["'](?:1|true|on)["']""")
NO_HEIGHT = re.compile(rb"""(?<![\w:])ht\s*=\s*["'][01](?:\.\d*)?["']""")  # points: too little to be seen
USUAL_ROW = re.compile(rb'<row r="(\d+)"')
USUAL_COLUMN = re.compile(rb'<c r="([A-Z]+)')
USUAL_REFERENCE = re.compile(rb'<c r="[A-Z]+(\d+)"')


@dataclass(frozen=True)
class FilledRow:
    """A row with something in it: its line as a spreadsheet counts, and where it is in the XML."""

    line: int
    start: int
    end: int
    attributes: bytes


@dataclass(frozen=True)
class LaidOut:
    """The rows of a sheet: the XML of blocks of rows near one another, and the lines of hidden rows.

    `rows` are None where all cells say in which row and column they are.
    """

    blocks: list[bytes]
    hidden: list[int] = field(default_factory=list)
    rows: list[FilledRow] | None = None


def lay_out(xml: bytes, start: int, end: int, cells: int) -> LaidOut:
    """Find the rows between two places of the XML. Raises Damaged, or Refused where they extend too far."""
    usual = _as_usual(xml[start:end], cells)
    if usual is not None:
        return LaidOut(usual)
    rows = list(_rows(xml, start, end))
    widths = [width_of(xml, row.line, row.start, row.end) for row in rows]
    most = max(widths, default=0)
    if len(rows) * most > MOST_SPREAD:
        raise spread_too_far(rows[widths.index(most)].line, most, len(rows))
    blocks = [_block(xml, group) for group in _groups(rows, widths)]
    hidden = [row.line for row in rows if _is_hidden(row.attributes)]
    all_named = sum(named for _, named in blocks) >= cells
    return LaidOut([block for block, _ in blocks], hidden, None if all_named else rows)


def _as_usual(body: bytes, cells: int) -> list[bytes] | None:
    """The blocks of a sheet as Excel and most libraries write it; None of any other.

    A few searches of the whole are many times faster than one row after another: there, every row and every cell says
    where it is, rows follow one another, hold something and are not hidden.
    """
    if any(each in body for each in (b":row", b":c", b"hidden", b' ht="0', b' ht="1"', b' ht="1.')):
        return None
    rows = USUAL_ROW.findall(body)
    references = USUAL_REFERENCE.findall(body)
    held = body.count(b"</v>") + body.count(b"</is>")
    if not 0 < len(rows) == body.count(b"<row") <= held or len(references) != cells:
        return None
    first, last = int(rows[0]), int(rows[-1])
    width = 1 + max(column_of(each) for each in set(USUAL_COLUMN.findall(body)))
    if last > LAST_ROW or width > MOST_COLUMNS or len(rows) * width > min(MOST_SPREAD, MOST_AREA + 4 * held):
        return None
    if rows != [b"%d" % line for line in range(first, last + 1)] or not set(references) <= set(rows):
        return None
    lines = range(first, last + 1, max(1, MOST_AREA // width))
    starts = [body.index(b'<row r="%d"' % line) for line in lines]
    return [body[begin:until] for begin, until in pairwise([*starts, len(body)])]


def _is_hidden(attributes: bytes) -> bool:
    if b"hidden" in attributes and HIDDEN.search(attributes):
        return True
    return b"ht" in attributes and NO_HEIGHT.search(attributes) is not None


def _rows(xml: bytes, start: int, end: int) -> Iterator[FilledRow]:
    """The rows that have something in them."""
    line, before = 0, None
    for match in ROW.finditer(xml, start, end):
        if before:
            yield from _filled(xml, *before, match.start())
        named = NUMBER.search(match.group(1))
        number = int(named.group(1)) if named else line + 1
        if number <= line:
            raise _out_of_order()
        if number > LAST_ROW:
            raise Refused.because("file_damaged", f"The sheet claims more than {LAST_ROW:,} rows.")
        line = number
        before = line, match.start(), match.group(1)
    if before:
        yield from _filled(xml, *before, end)


def _filled(xml: bytes, line: int, start: int, attributes: bytes, end: int) -> Iterator[FilledRow]:
    if attributes.endswith(b"/"):
        return
    if any(xml.find(each, start, end) >= 0 for each in (b"v>", b"is>")) or FORMULA.search(xml, start, end):
        yield FilledRow(line, start, end, attributes)


def _groups(rows: list[FilledRow], widths: list[int]) -> Iterator[list[FilledRow]]:
    """Rows in groups without a large gap, so that the empty rows between cost nothing."""
    group: list[FilledRow] = []
    width = 1
    for row, own in zip(rows, widths, strict=True):
        more = max(width, own)
        if group and (row.line - group[-1].line > LARGEST_GAP or (row.line - group[0].line + 1) * more > MOST_AREA):
            yield group
            group, more = [], own
        group.append(row)
        width = more
    if group:
        yield group


def _block(xml: bytes, rows: list[FilledRow]) -> tuple[bytes, int]:
    """The rows as a block, and how many of their cells have a reference."""
    body = xml[rows[0].start : rows[-1].end]
    first = rows[0]
    if not NUMBER.search(first.attributes):
        at = body.index(b"row") + 3
        body = body[:at] + b' r="%d"' % first.line + body[at:]
    lines = {b"%d" % row.line for row in rows}
    references = USUAL_REFERENCE.findall(body)
    if len(references) != body.count(b"<c ") or b":c " in body:
        references = [line for _, line in REFERENCE.findall(body)]
    if not set(references) <= lines | {b"%d" % n for n in _between(rows)}:
        raise Damaged  # a cell that claims to be in another row
    return body, len(references)


def _between(rows: list[FilledRow]) -> Iterator[int]:
    """Lines of rows without anything in them."""
    for one, other in pairwise(rows):
        if other.line - one.line > 1:
            yield from range(one.line + 1, other.line)


def _out_of_order() -> Refused:
    message = "The sheet's rows are not in order, so some would be missed."
    return Refused.because("file_damaged", f"{message} Open it in Excel, save it again and upload that.")
