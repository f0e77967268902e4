"""What programs put around a delimited text: a schema above it, marks around whole lines, ="…" around numbers."""

import csv
import re
from collections.abc import Collection
from itertools import islice

from ingest.reading.headings import DEEPEST, matches

MARKS = ",;\t|"
"""What may separate two cells."""

SEPARATOR_LINE = re.compile(rb"\Asep=.[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
SCHEMA_IN_QUOTES = re.compile(rb'\A[ \t]*"ListSchema=(?:[^"]|"")*+"[,;\t| ]*(?=[\r\n]|\Z)', re.IGNORECASE)
SCHEMA = re.compile(rb'\A[ \t]*"?ListSchema=[^\r\n]*', re.IGNORECASE)
QUOTED_LINES = re.compile(rb'(?:(?:"(?:[^"\r\n]|"")*+"[,;\t| ]*+|[^",;\t|\r\n]*+[,;\t|]*+)(?:\r\n|\r|\n|\Z))*+\Z')
WHOLE = re.compile(rb'"(?:[^"]|"")*+"')
LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")
PROTECTED = re.compile(rb'(?<![^,;\t|\r\n])="(?:[^"\r\n]|"")*+"(?=[,;\t|\r\n]|\Z)')
QUOTED_OR_PROTECTED = re.compile(rb'(?<![^,;\t|\r\n])"(?:[^"]|"")*+"|' + PROTECTED.pattern)


def without_list_schema(text: memoryview) -> memoryview:
    """Without the row that SharePoint writes above the headings; the row itself stays, blank."""
    start = _after_separator_line(text)
    found = SCHEMA_IN_QUOTES.match(text[start:]) or SCHEMA.match(text[start:])
    if not found:
        return text
    rest = text[start + found.end() :]
    return memoryview(bytes(text[:start]) + bytes(rest)) if start else rest


def _after_separator_line(text: memoryview) -> int:
    found = SEPARATOR_LINE.match(text)
    return found.end() if found else 0


def without_equals_signs(text: memoryview) -> memoryview:
    """The text with ="0001" at the beginning of a cell as "0001": so programs protect a number from Excel.

    What stands in a quoted cell stays: there, too, ="…" may come after a comma or a line break.
    """
    if not PROTECTED.search(text):
        return text
    return memoryview(QUOTED_OR_PROTECTED.sub(lambda cell: cell.group().removeprefix(b"="), text))


def unquoted_lines(text: memoryview, expected: Collection[str]) -> memoryview:
    """The text of a file whose lines are each one quoted cell, as when it was opened as one column and saved.

    The headings and the lines above them may be without quotation marks.
    """
    start = _after_separator_line(text)
    headings = _headings(text[start:], expected)
    if not headings:
        return text
    end, width, delimiter = headings
    body = text[start + end :]
    if not QUOTED_LINES.match(body) or 2 * _width_of_first(body, delimiter) <= width:
        return text
    lines = LINE.sub(lambda line: _unquoted(line[1]) + line[2], bytes(text[start:]))
    return memoryview(bytes(text[:start]) + lines)


def _headings(text: memoryview, expected: Collection[str]) -> tuple[int, int, str] | None:
    """Where the line of headings ends, how many it has and what separates them, if lines are quoted whole."""
    head = list(islice(LINE.finditer(text), DEEPEST))
    if not expected or all(_unquoted(line[1]) == line[1] for line in head):
        return None
    for line in head:
        cells, delimiter = max(((_cells(line[1], mark), mark) for mark in MARKS), key=lambda each: len(each[0]))
        if matches(cells, expected) > 1:
            return line.end(), len(cells), delimiter
    return None


def _width_of_first(body: memoryview, delimiter: str) -> int:
    """How many cells are in the first line that is quoted whole; 0 where none holds several."""
    inside = (_cells(line[1], delimiter) for line in LINE.finditer(body) if line[1].startswith(b'"'))
    width = len(next(inside, []))
    return width if width > 1 else 0


def _cells(line: bytes, delimiter: str) -> list[str]:
    return next(csv.reader([_unquoted(line).decode("utf-8", "replace")], delimiter=delimiter), [])


def _unquoted(line: bytes) -> bytes:
    """A line without the quotation marks around all of it, and without the empty cells beside them."""
    bare = line.rstrip(b" ,;\t|")
    return bare[1:-1].replace(b'""', b'"') if WHOLE.fullmatch(bare) else line
