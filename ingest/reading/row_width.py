"""How many columns a row of a sheet's XML has, and when that is more than a return has."""

import re

from ingest.problems import Refused
from ingest.reading.grid import MOST_COLUMNS, MOST_COLUMNS_SAID, column_letter
from ingest.reading.xml_cells import CELL, PLACE, VALUE, column_of

MOST_SPREAD = 60_000_000  # rows times columns of the table
BEGINNING = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
REFERENCE = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Za-z]+)(\d+)["']""")


def width_of(xml: bytes, line: int, start: int, end: int) -> int:
    """The columns of the row between two places, by its last cell; by the count of its cells without a reference.

    Raises Refused where something is beyond the most columns that are read.
    """
    last = xml.rfind(b"<c ", start, end)
    match = REFERENCE.match(xml, last) if last >= 0 else None
    if match:
        count = column_of(match.group(1)) + 1
    else:
        references = REFERENCE.findall(xml, start, end)
        count = max([len(BEGINNING.findall(xml, start, end)), *(column_of(letters) + 1 for letters, _ in references)])
    return count if count <= MOST_COLUMNS else _filled_width(xml, line, start, end)


def _filled_width(xml: bytes, line: int, start: int, end: int) -> int:
    """The columns up to the last cell that holds something."""
    width = at = 0
    for match in CELL.finditer(xml, start, end):
        named = PLACE.search(match.group(1))
        at = column_of(named.group(1)) + 1 if named else at + 1
        if match.group(2) and (VALUE.search(match.group(2)) or b"is>" in match.group(2)):
            width = max(width, at)
    if width > MOST_COLUMNS:
        raise too_wide(line, width)
    return width


def too_wide(line: int, width: int) -> Refused:
    message = f"Line {line:,} holds something in column {column_letter(width - 1)}; {MOST_COLUMNS_SAID}"
    return Refused.because("too_many_columns", message, line=line)


def spread_too_far(line: int, width: int, rows: int) -> Refused:
    return Refused.because(
        "too_many_columns",
        f"Line {line:,} extends to column {column_letter(width - 1)}, and there are {rows:,} rows: more than a return "
        "has. Delete the columns at the right that do not belong to it.",
        line=line,
    )
