"""What is wrong with the shape of a delimited file, and on which line."""

import csv
import io
import re
from collections.abc import Iterator

import pyarrow as pa

from ingest.problems import Problem
from ingest.reading.grid import Row, column_letter, lines_in_words, sentence_start

MOST_LISTED = 20
SINGULARS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
PLURALS = {mark: f"{name}s" for mark, name in SINGULARS.items()}
LONGEST_CELL = 1 << 23
csv.field_size_limit(LONGEST_CELL)  # Python's own limit of 128 kB would call a long text a fault


def lines_of(text: memoryview) -> io.TextIOWrapper:
    """The physical lines of UTF-8 text, ends kept, without a copy of the whole."""
    return io.TextIOWrapper(pa.BufferReader(pa.py_buffer(text)), encoding="utf-8", newline="")


def read_records(text: memoryview, delimiter: str, most: int) -> tuple[list[Row], dict[int, int], bool]:
    """The first records, the byte at which each ends, and whether the quoting fails in one of them."""
    ended = 0

    def counted() -> Iterator[str]:
        nonlocal ended
        for line in lines_of(text):
            ended += len(line.encode())
            yield line

    rows: list[Row] = []
    ends: dict[int, int] = {}
    try:
        for number, cells in enumerate(csv.reader(counted(), delimiter=delimiter, strict=True), start=1):
            if max(map(len, cells), default=0) > LONGEST_CELL:  # other code may have raised the limit of the process
                return rows, ends, True
            rows.append((number, tuple(cells) or ("",)))
            ends[number] = ended
            if number == most:
                break
    except csv.Error:
        return rows, ends, True
    return rows, ends, False


def cells_of(record: str, delimiter: str) -> tuple[str, ...]:
    """The cells of one well-quoted record."""
    return tuple(next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter), ()))


def width_faults(rows: list[Row], width: int, delimiter: str, more: bool) -> list[Problem]:
    """One problem for each row with more or fewer cells than headings; for many rows, one for each count.

    `more`: there are more such rows than were kept.
    """
    by_count: dict[tuple[int, int], list[int]] = {}
    for line, cells in rows:
        apart = line if len(rows) <= MOST_LISTED else 0
        by_count.setdefault((apart, len(cells)), []).append(line)
    name = SINGULARS[delimiter]
    too_few = (
        f"A {name} is missing, or the program that wrote the file leaves the empty cells at the end of a row out. "
        "Export it as a workbook (.xlsx), or give the last column a value in every row."
    )
    too_many = f"A {name} is one too many, or a text with a {name} in it is not in quotation marks."
    faults = []
    for (_, count), lines in by_count.items():
        where = sentence_start(lines_in_words(lines))
        has = "have" if len(lines) > 1 else "has"
        end = " There are more such lines below." if more else ""
        held = "1 cell" if count == 1 else f"{count} cells"
        advice = too_few if count < width else too_many
        message = f"{where} {has} {held}, but there are {width} headings. {advice}{end}"
        faults.append(Problem("field_count", message, line=lines[0]))
    return faults


def quoting_fault(text: memoryview, delimiter: str, width: int = 0) -> Problem:
    """The first place where quotation marks go wrong; after it, cells cannot be told apart.

    `width`: how many cells a row of the table has, if that is known.
    """
    mark = re.escape(delimiter).encode()
    quoted = rb'"(?:[^"]++|"")*+"'
    cell = rb'(?:%b|[^"\r\n%b]*+)' % (quoted, mark)
    well_quoted = re.compile(rb"(?:%b(?:%b|\r\n?|\n))*+" % (cell, mark)).match(text)
    start = well_quoted.end() if well_quoted else 0
    if start == len(text):
        size = f"{LONGEST_CELL // 1_000_000} MB"
        return Problem("cell_too_long", f"A cell is longer than {size}: this is no table of incidents.")
    line, column = _place(text[:start], delimiter)
    rest = bytes(text[start : start + 200])
    other = _other_mark(text[start:], delimiter, width) if column == "A" else None
    if other:
        where = f"Line {line:,} and perhaps others are divided by {PLURALS[other]}, the rest by {PLURALS[delimiter]}"
        return Problem("other_delimiter", f"{where}. Save the whole file in one form and upload that.", line=line)
    if not rest.startswith(b'"'):
        early = rest.lstrip(b" ").startswith(b'"')
        rule, what = (
            ("space_before_quote", "has a space before its opening quotation mark; delete the space")
            if early
            else (
                "stray_quote",
                "has a quotation mark in the middle of unquoted text; double it and quote the whole cell",
            )
        )
    elif re.compile(quoted).match(text, start):
        rule, what = (
            "text_after_quote",
            "goes on after its closing quotation mark; double the marks inside the text",
        )
    else:
        rule, what = "unclosed_quote", "opens a quotation mark that is never closed"
    return Problem(rule, f"Line {line:,}: the cell in column {column} {what}.", line=line, column=column)


def _other_mark(text: memoryview, own: str, width: int) -> str | None:
    """What divides the first line into so many quoted cells, other than the file's own delimiter."""
    line = next(lines_of(text), "")
    for mark in PLURALS:
        try:
            cells = next(csv.reader([line], delimiter=mark, strict=True), [])
        except csv.Error:
            continue
        if mark != own and len(cells) == width > 1:
            return mark
    return None


def _place(well_quoted: memoryview, delimiter: str) -> tuple[int, str]:
    """The line and column letter of the cell that follows this well-quoted beginning."""
    number, cells, last = 0, [], ""
    for record in csv.reader(lines_of(well_quoted), delimiter=delimiter):
        number, cells = number + 1, record
    if len(well_quoted):
        last = chr(well_quoted[-1])
    if not number or last in "\r\n":
        return number + 1, column_letter(0)
    return number, column_letter(len(cells) - 1)
