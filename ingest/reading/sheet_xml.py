"""What the XML of a sheet says beside its values: hidden rows, formulas, formats, merged rows, how far it extends."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from ingest.problems import Problem, Refused
from ingest.reading.grid import MOST_COLUMNS, column_letter, lines_in_words
from ingest.reading.number_formats import Formats, shown
from ingest.reading.package import Damaged

LAST_ROW = 1_048_576
MOST_CELLS = 6_000_000
MOST_AREA = 2_000_000  # cells of one block, the empty ones included
MOST_SPREAD = 60_000_000  # rows times columns of the table
LARGEST_GAP = 1000
DATE_ZERO = "1900-01-00"  # what Excel shows for a date of 0: mostly a look-up of an empty cell

ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b[^>]*>")
DATA = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*?(/?)>")
DATA_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*)>")
NUMBER = re.compile(rb"""(?<![\w:])r\s*=\s*["'](\d+)["']""")
HIDDEN = re.compile(rb"""(?<![\w:])hidden\s*=\s*["'](?:1|true|on)["']""")
NO_HEIGHT = re.compile(rb"""(?<![\w:])ht\s*=\s*["']0(?:\.0*)?["']""")
REFERENCE = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Za-z]+)(\d+)["']""")
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c\s*>)", re.DOTALL)
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v\s*>", re.DOTALL)
FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
USUAL_REFERENCE = re.compile(rb'<c r="[A-Z]+(\d+)"')
MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
FILTER = re.compile(rb"<(?:\w+:)?autoFilter\b|<(?:\w+:)?filterColumn\b")
PLACE = re.compile(rb"""(?<![\w:])r\s*=\s*["']([A-Za-z]+)(\d+)["']""")
OF_STYLE = re.compile(rb"""(?<![\w:])s\s*=\s*["'](\d+)["']""")
OF_TYPE = re.compile(rb"""(?<![\w:])t\s*=\s*["'](\w+)["']""")


@dataclass(frozen=True)
class Block:
    """Rows of a sheet near one another, as a sheet of their own. `first` is the line of the first row with a cell."""

    first: int
    xml: bytes


@dataclass
class SheetXml:
    """A sheet as its XML says. Lines as a spreadsheet counts, columns from 0.

    `formulas` are (line, column, stored result or None); `texts` replace what is read of a cell.
    """

    blocks: list[Block] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    is_filtered: bool = False
    merged: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int, bytes | None]] = field(default_factory=list)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    cells: int = 0


@dataclass(frozen=True)
class _Row:
    line: int
    start: int
    end: int
    attributes: bytes


def look_at(xml: bytes, formats: Formats) -> SheetXml:
    """Look through a sheet's XML. Raises Damaged, or Refused where it is larger than any return."""
    root, data = ROOT.search(xml), DATA.search(xml)
    if not root or not data:
        raise Damaged
    found = SheetXml()
    if data.group(1):
        return found
    end = DATA_END.search(xml, data.end())
    if not end:
        raise Damaged
    found.cells = sum(
        xml.count(each) for each in (b"<c ", b":c ", b"<c>", b":c>", b"<c/", b":c/", b"<c\n", b"<c\t", b"<c\r")
    )
    if found.cells > MOST_CELLS:
        raise _too_many_cells()
    rows = list(_rows(xml, data.end(), end.start()))
    found.hidden = [row.line for row in rows if _is_hidden(row.attributes)]
    found.is_filtered = FILTER.search(xml, end.end()) is not None
    found.merged = [(int(top), int(bottom)) for _, top, _, bottom in MERGED.findall(xml, end.end())]
    head, tail = xml[root.start() : root.end()] + xml[data.start() : data.end()], _closing(root.group(1))
    widest = max(rows, key=lambda row: _width(xml, row), default=None)
    if widest and len(rows) * _width(xml, widest) > MOST_SPREAD:
        raise _spread_too_far(widest.line, _width(xml, widest), len(rows))
    blocks = [_block(xml, group, head, tail) for group in _groups(xml, rows)]
    found.blocks = [block for block, _ in blocks]
    all_named = sum(named for _, named in blocks) >= found.cells
    _look_at_cells(xml, rows, formats, found, all_named)
    return found


def _is_hidden(attributes: bytes) -> bool:
    if b"hidden" in attributes and HIDDEN.search(attributes):
        return True
    return b"ht" in attributes and NO_HEIGHT.search(attributes) is not None


def _rows(xml: bytes, start: int, end: int) -> Iterator[_Row]:
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


def _filled(xml: bytes, line: int, start: int, attributes: bytes, end: int) -> Iterator[_Row]:
    if attributes.endswith(b"/"):
        return
    if any(xml.find(each, start, end) >= 0 for each in (b"v>", b"is>")) or FORMULA.search(xml, start, end):
        yield _Row(line, start, end, attributes)


def _groups(xml: bytes, rows: list[_Row]) -> Iterator[list[_Row]]:
    """Rows in groups without a large gap, so that the empty rows between cost nothing."""
    group: list[_Row] = []
    width = 1
    for row in rows:
        more = max(width, _width(xml, row))
        if group and (row.line - group[-1].line > LARGEST_GAP or (row.line - group[0].line + 1) * more > MOST_AREA):
            yield group
            group, more = [], _width(xml, row)
        group.append(row)
        width = more
    if group:
        yield group


def _width(xml: bytes, row: _Row) -> int:
    """The columns of a row, by its last cell; by the count of its cells where they have no reference."""
    last = xml.rfind(b"<c ", row.start, row.end)
    match = REFERENCE.match(xml, last) if last >= 0 else None
    count = 0
    if not match:
        count = len(re.findall(rb"<(?:\w+:)?c(?=[\s/>])", xml[row.start : row.end]))
        references = REFERENCE.findall(xml, row.start, row.end)
        count = max([count, *(_column(letters) + 1 for letters, _ in references)])
    else:
        count = _column(match.group(1)) + 1
    if count > MOST_COLUMNS:
        count = _filled_width(xml, row)
    return count


def _filled_width(xml: bytes, row: _Row) -> int:
    """The columns up to the last cell that holds something. Raises Refused beyond the most that are read."""
    width = at = 0
    for match in CELL.finditer(xml, row.start, row.end):
        named = PLACE.search(match.group(1))
        at = _column(named.group(1)) + 1 if named else at + 1
        if match.group(2) and (VALUE.search(match.group(2)) or b"is>" in match.group(2)):
            width = max(width, at)
    if width > MOST_COLUMNS:
        letter = column_letter(width - 1)
        message = f"Line {row.line:,} extends to column {letter}; at most {MOST_COLUMNS} columns are read."
        raise Refused.because("too_many_columns", message, line=row.line)
    return width


def _block(xml: bytes, rows: list[_Row], head: bytes, tail: bytes) -> tuple[Block, int]:
    """The rows as a sheet, and how many of their cells have a reference."""
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
    return Block(first.line, head + body + tail), len(references)


def _between(rows: list[_Row]) -> Iterator[int]:
    """Lines of rows without anything in them."""
    for one, other in pairwise(rows):
        if other.line - one.line > 1:
            yield from range(one.line + 1, other.line)


def _closing(prefix: bytes) -> bytes:
    return b"</%bsheetData></%bworksheet>" % (prefix, prefix)


def _look_at_cells(xml: bytes, rows: list[_Row], formats: Formats, found: SheetXml, all_named: bool) -> None:
    """Look at the cells with formulas, error values or styles that change what is read."""
    if rows and all_named:
        for start in _special_cells(xml, rows[0].start, rows[-1].end, formats):
            if not (cell := CELL.match(xml, start)):
                continue
            named = PLACE.search(cell.group(1))
            if named and cell.group(2):
                place = int(named.group(2)), _column(named.group(1))
                _look_at_cell(*place, cell.group(1), cell.group(2), formats, found)
        return
    for row in rows:
        at = -1
        for match in CELL.finditer(xml, row.start, row.end):
            named = PLACE.search(match.group(1))
            at = _column(named.group(1)) if named else at + 1
            if match.group(2):
                _look_at_cell(row.line, at, match.group(1), match.group(2), formats, found)


def _special_cells(xml: bytes, start: int, end: int, formats: Formats) -> set[int]:
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


def _look_at_cell(line: int, at: int, attributes: bytes, inner: bytes, formats: Formats, found: SheetXml) -> None:
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


def _column(letters: bytes) -> int:
    index = 0
    for each in letters.upper():
        index = index * 26 + each - 64
    return index - 1


def _out_of_order() -> Refused:
    message = "The sheet's rows are not in order, so some would be missed."
    return Refused.because("file_damaged", f"{message} Open it in Excel, save it again and upload that.")


def _too_many_cells() -> Refused:
    return Refused.because(
        "workbook_too_large",
        f"The sheet has more than {MOST_CELLS:,} cells: more than a return has. Save the rows that belong to it "
        "as “CSV UTF-8”.",
    )


def _spread_too_far(line: int, width: int, rows: int) -> Refused:
    return Refused.because(
        "too_many_columns",
        f"Line {line:,} extends to column {column_letter(width - 1)}, and there are {rows:,} rows: more than a return "
        "has. Delete the columns at the right that do not belong to it.",
        line=line,
    )


def merged_rows(sheet: SheetXml, header_row: int) -> Iterator[Problem]:
    """Cells merged over several rows below the headings."""
    lines = sorted({top for top, bottom in sheet.merged if bottom > top and bottom > header_row})
    if lines:
        message = f"Cells are merged over several rows ({lines_in_words(lines)}): Excel keeps the text in one."
        yield Problem("merged_cells", f"{message} Unmerge them and fill in every row.", line=lines[0])


def formulas_without_result(sheet: SheetXml, header_row: int, recalculates: bool) -> Iterator[Problem]:
    """Formulas without a stored result, and columns of them whose results are all 0 or empty, as some programs write.

    Those programs ask Excel to calculate when the file is opened (`recalculates`).
    """
    missing = [(line, at) for line, at, stored in sheet.formulas if stored is None]
    if recalculates:
        by_column: dict[int, list[tuple[int, bytes | None]]] = {}
        for line, at, stored in sheet.formulas:
            if line > header_row:
                by_column.setdefault(at, []).append((line, stored))
        for at, found in by_column.items():
            if all(stored in (b"0", b"0.0", b"") for _, stored in found):
                missing += [(line, at) for line, _ in found]
    if missing:
        line, at = min(missing)
        many = "1 formula has" if len(missing) == 1 else f"{len(missing):,} formulas have"
        message = f"{many} no result stored in the file, the first in {column_letter(at)}{line}."
        yield Problem(
            "formula_without_result",
            f"{message} Open it in Excel, save it and upload that.",
            line=line,
            column=column_letter(at),
        )
