"""The cells of a sheet that are looked at beside their values: formulas, error values, and formats that change them."""

import html
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from ingest.reading.number_formats import Formats, shown
from ingest.reading.sheet_rows import FilledRow
from ingest.reading.xml_cells import CELL, FORMULA, PLACE, VALUE, column_of

DATE_ZERO = "1900-01-00"  # what Excel shows for a date of 0: mostly a look-up of an empty cell

OF_STYLE = re.compile(rb"""(?<![\w:])s\s*=\s*["'](\d+)["']""")
OF_TYPE = re.compile(rb"""(?<![\w:])t\s*=\s*["'](\w+)["']""")


@dataclass
class SpecialCells:
    """`formulas` are (line, column from 0, stored result or None); `texts` replace what is read of a cell."""

    formulas: list[tuple[int, int, bytes | None]] = field(default_factory=list)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)


def special_cells(xml: bytes, start: int, end: int, rows: list[FilledRow] | None, formats: Formats) -> SpecialCells:
    """Look at cells between two places of the XML; `rows` where not every cell says in which row and column it is."""
    found = SpecialCells()
    if rows is None:
        for begin in sorted(_beginnings(xml, start, end, formats)):
            cell = CELL.match(xml, begin)
            named = PLACE.search(cell.group(1)) if cell else None
            if cell and named and cell.group(2):
                place = int(named.group(2)), column_of(named.group(1))
                _look_at_cell(*place, cell.group(1), cell.group(2), formats, found)
        return found
    for row in rows:
        at = -1
        for match in CELL.finditer(xml, row.start, row.end):
            named = PLACE.search(match.group(1))
            at = column_of(named.group(1)) if named else at + 1
            if match.group(2):
                _look_at_cell(row.line, at, match.group(1), match.group(2), formats, found)
    return found


def _beginnings(xml: bytes, start: int, end: int, formats: Formats) -> set[int]:
    """Where the cells begin that are looked at."""
    if xml.find(b"='", start, end) >= 0 or xml.find(b" =", start, end) >= 0 or xml.find(b":c ", start, end) >= 0:
        return {match.start() for match in _special(formats).finditer(xml, start, end)}
    # as Excel and every library write it: patterns that begin with fixed text are many times faster
    patterns = [rb"<f[\s/>]", rb' t="e"']
    if formats.digits:
        patterns.append(rb' s="(?:%b)"' % b"|".join(formats.digits))
    with_time = [style for style, has_time in formats.dates.items() if has_time]
    if formats.dates:
        patterns.append(rb' s="(?:%b)"[^>]*>\s*<v>0[.<]' % b"|".join(formats.dates))
    if with_time:
        patterns.append(rb' s="(?:%b)"[^>]*>\s*<v>\d+(?:\.0*)?<' % b"|".join(with_time))
    found = set()
    for pattern in patterns:
        for match in re.compile(pattern).finditer(xml, start, end):
            found.add(xml.rfind(b"<c ", start, match.start() + 1))
    return found - {-1}


def _special(formats: Formats) -> re.Pattern[bytes]:
    """The beginnings of cells that are looked at: formulas, error values, styles of digits, whole numbers as dates."""
    kinds = [rb"[^>]*(?<!/)>\s*<(?:\w+:)?f[\s/>]", rb"""(?:[^>]*?\s)?t\s*=\s*["']e["']"""]
    for styles, value in ((formats.digits, b""), (formats.dates, rb"[^>]*>\s*<(?:\w+:)?v>(?:0[.<]|\d+(?:\.0*)?<)")):
        if styles:
            kinds.append(rb"""(?:[^>]*?\s)?s\s*=\s*["'](?:%b)["']%b""" % (b"|".join(styles), value))
    return re.compile(rb"<(?:\w+:)?c\s(?:%b)" % b"|".join(kinds))


def _look_at_cell(line: int, at: int, attributes: bytes, inner: bytes, formats: Formats, found: SpecialCells) -> None:
    value = VALUE.search(inner)
    stored = value.group(1).strip() if value else None
    of_type = OF_TYPE.search(attributes)
    kind = of_type.group(1) if of_type else b"n"
    if FORMULA.search(inner):
        found.formulas.append((line, at, stored or (b"" if kind == b"str" else None)))
    if kind == b"e" and stored:
        found.texts[line, at] = html.unescape(stored.decode("utf-8", "replace"))
    if kind != b"n" or not stored:
        return
    of_style = OF_STYLE.search(attributes)
    style = of_style.group(1) if of_style else b"0"
    text = _as_shown(stored, style, formats)
    if text is not None:
        found.texts[line, at] = text


def _as_shown(stored: bytes, style: bytes, formats: Formats) -> str | None:
    try:
        number = float(stored)
    except ValueError:
        return None
    if style in formats.digits:
        return shown(number, formats.digits[style])
    if style not in formats.dates:
        return None
    has_time = formats.dates[style]
    if 0 <= number < 1 and not formats.is_1904:
        return DATE_ZERO if number == 0 or not has_time else None
    if has_time and number.is_integer() and number < 2_958_466:
        first = date(1904, 1, 1) if formats.is_1904 else date(1899, 12, 31 if number < 60 else 30)
        return f"{first + timedelta(days=number)} 00:00"
    return None
