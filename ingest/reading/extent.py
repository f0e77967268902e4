"""How many cells an .ods or .xlsb sheet spans, before a reader makes room for all of them."""

import io
import re
import zipfile

from ingest.problems import Refused

MOST_SPANNED = 12_000_000
ROW = re.compile(rb"<table:table-row\b([^>]*?)(/?)>")
CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
COLUMNS_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
HAS_VALUE = re.compile(rb"office:(?:value|string-value|date-value|time-value|boolean-value|value-type)")
ROW_HEADER, CELLS = 0, range(2, 12)  # records of an .xlsb sheet; 1 is a cell that holds nothing


def refuse_wide_spread(content: bytes, kind: str) -> None:
    """Refuse sheets whose filled cells span more than any return does. Raises Refused."""
    spanned = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if kind == "ods" and name == "content.xml":
                spanned = max([0, *(_spanned_ods(each) for each in archive.read(name).split(b"<table:table ")[1:])])
            elif kind == "xlsb" and re.fullmatch(r"(?i).*worksheets/[^/]+\.bin", name.replace("\\", "/")):
                spanned = max(spanned, _spanned_xlsb(archive.read(name)))
    if spanned > MOST_SPANNED:
        raise Refused.because(
            "workbook_too_large",
            f"A sheet of the workbook spans {spanned:,} cells, mostly empty or repeated; at most {MOST_SPANNED:,} are "
            "read. Delete what is far to the right or far down, or save the table as .xlsx.",
        )


def _spanned_ods(sheet: bytes) -> int:
    """Rows times columns up to the last cell that holds something, repetitions counted."""
    rows = width = line = 0
    ends = [*[match.start() for match in ROW.finditer(sheet)][1:], len(sheet)]
    for match, end in zip(ROW.finditer(sheet), ends, strict=True):
        times = _times(ROWS_REPEATED, match.group(1))
        line += times
        if match.group(2):
            continue
        at = filled = 0
        for cell in CELL.finditer(sheet, match.end(), end):
            at += _times(COLUMNS_REPEATED, cell.group(1))
            if HAS_VALUE.search(cell.group(1)):
                filled = at
        if filled:
            rows, width = line, max(width, filled)
    return rows * width


def _times(repeated: re.Pattern[bytes], attributes: bytes) -> int:
    found = repeated.search(attributes)
    return int(found.group(1)) if found else 1


def _spanned_xlsb(part: bytes) -> int:
    """From the first to the last row and column that hold something, by the records of the part."""
    at, row = 0, 0
    rows: list[int] = []
    columns = [1 << 20, 0]
    while at < len(part):
        kind, at = _number(part, at, 2)
        length, at = _number(part, at, 4)
        if kind == ROW_HEADER and length >= 4:
            row = int.from_bytes(part[at : at + 4], "little")
        elif kind in CELLS and length >= 4:
            column = int.from_bytes(part[at : at + 4], "little")
            rows = [min(rows[0], row), max(rows[1], row)] if rows else [row, row]
            columns = [min(columns[0], column), max(columns[1], column)]
        at += length
    return (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) if rows else 0


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where the next begins; kinds of records keep their high bits apart."""
    value = 0
    for place in range(most):
        if at >= len(part):
            break
        byte = part[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at
