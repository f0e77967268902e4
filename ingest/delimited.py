"""Delimited text -> rows. The shape of the whole file is proved before a cell of it is believed.

One regular expression states what a file of so many columns is, quoting and line ends included; a linear-time
matcher (RE2, in Arrow) holds the file against it at about 800 MB a second. Only then is it parsed. Whatever does not
match is read again, slowly, to say what is wrong and where.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from ingest.edges import is_total, last_full_line
from ingest.faults import cells_of, quoting_fault, read_records, width_faults
from ingest.grid import MOST_COLUMNS, Grid, Row, filled
from ingest.headings import DEEPEST, find_headings, matches
from ingest.problems import Problem, Refused

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
BLOCK = 1 << 23
MOST_ODD_ROWS = 1000


@dataclass
class Reading:
    """One delimiter tried on the file: how far it got."""

    delimiter: str
    head: list[Row]
    header: Row | None = None
    start: int = 0
    score: int = 0
    problems: list[Problem] = field(default_factory=list)
    rows: pa.Table | None = None
    short: tuple[Row, ...] = ()

    @property
    def width(self) -> int:
        return len(self.header[1]) if self.header else 0


def read_delimited(
    text: memoryview, *, delimiter: str | None, header_row: int | None, expected: Collection[str]
) -> Grid:
    """Refuses unless exactly one delimiter makes a table of the file, or the one named does."""
    named = _named(delimiter) or _named_by_the_file(text)
    readings = [_find_header(text, d, header_row, expected) for d in ([named] if named else DELIMITERS)]
    if named:
        reading = readings[0]
        _prove(text, reading, reading.delimiter)
    else:
        reading = _decide(text, readings)
    if reading.problems:
        raise Refused(reading.problems)
    above = tuple(row for row in reading.head if row[0] < reading.header[0])
    return Grid(above, reading.header, reading.rows, reading.short, delimiter=reading.delimiter)


def _named(delimiter: str | None) -> str | None:
    if not delimiter:
        return None
    by_name = {name: character for character, name in DELIMITERS.items()}
    character = by_name.get(delimiter.strip().lower(), delimiter)
    if character not in DELIMITERS:
        raise Refused.because(
            "delimiter_unknown", "The delimiter must be one of comma, semicolon, tab and pipe."
        )
    return character


def _named_by_the_file(text: memoryview) -> str | None:
    """Excel's own first line, "sep=;"."""
    first = bytes(text[:6])
    character = chr(first[4]) if len(first) > 4 and first[:4].lower() == b"sep=" else None
    return character if character in DELIMITERS and first[5:6] in (b"", b"\r", b"\n") else None


def _find_header(
    text: memoryview, delimiter: str, header_row: int | None, expected: Collection[str]
) -> Reading:
    head, ends, broken = read_records(text, delimiter, max(DEEPEST, header_row or 0))
    reading = Reading(delimiter, head)
    try:
        reading.header = find_headings(head, expected, header_row)
    except Refused as refused:
        reading.problems = [quoting_fault(text, delimiter)] if broken else refused.problems
        return reading
    line, cells = reading.header
    reading.score = matches(cells, expected)
    reading.start = ends[line]
    return reading


def _decide(text: memoryview, readings: list[Reading]) -> Reading:
    """The one delimiter that makes a table of it, under the headings that are expected."""
    best = max(reading.score for reading in readings)
    likely = [reading for reading in readings if reading.score == best and reading.width > 1]
    if not likely:
        return _one_column(text, readings)
    first = min(reading.header[0] for reading in likely)
    likely = [reading for reading in likely if reading.header[0] == first]
    for reading in likely:
        _prove(text, reading, reading.delimiter)
    if len(likely) == 1:
        return likely[0]
    sound = [reading for reading in likely if not reading.problems]
    if len(sound) == 1 and sound[0].width == max(reading.width for reading in likely):
        return sound[0]
    raise Refused.because(
        "delimiter_unclear",
        f"The file could be divided by {' or by '.join(DELIMITERS[r.delimiter] for r in likely)}. Name the delimiter.",
    )


def _one_column(text: memoryview, readings: list[Reading]) -> Reading:
    """A single column is believed only when no delimiter at all stands outside quotation marks."""
    reading = max(readings, key=lambda r: max((len(cells) for _, cells in r.head), default=0))
    if reading.header:
        _prove(text, reading, "".join(DELIMITERS))
    return reading


def _prove(text: memoryview, reading: Reading, separators: str) -> None:
    """Parses the rows if the file is a table throughout, else says what is wrong with it."""
    if not reading.header:
        return
    if reading.width > MOST_COLUMNS:
        reading.problems = [
            Problem(
                "too_many_columns",
                f"The table has {reading.width:,} columns; at most {MOST_COLUMNS} are read.",
            )
        ]
        return
    head, body = text[: reading.start], text[reading.start :]
    even = _is_wholly(body, separators, f"{{{reading.width - 1}}}")
    if not _is_wholly(head, separators, "*") or not (even or _is_wholly(body, separators, "*")):
        reading.problems = [quoting_fault(text, reading.delimiter)]
        return
    odd = _parse(body, reading)
    last = last_full_line(reading.rows, otherwise=reading.header[0]) if odd else 0
    reading.short = tuple(row for row in odd if _is_no_incident(row, last, reading.width))
    wrong = [row for row in odd if row not in reading.short]
    reading.problems = width_faults(wrong, reading.width, more=len(odd) >= MOST_ODD_ROWS)
    if not even and not odd:
        reading.problems = [
            Problem("delimiter_unclear", "The headings are one column, the rows more. Name the delimiter.")
        ]


def _is_no_incident(row: Row, last: int, width: int) -> bool:
    """A total, or a lone cell of text below the last full row; both are asked about later."""
    line, cells = row
    return len(cells) < width and (is_total(cells) or (line > last and filled(cells) == 1 and width > 2))


def _is_wholly(text: memoryview, separators: str, repeated: str) -> bool:
    """Whether the text is well-quoted records with so many separators each (a regular expression's count), or blank."""
    mark = re.escape(separators)
    cell = rf'(?:"(?:[^"]|"")*"|[^"\r\n{mark}]*)'
    record = rf"(?:{cell}(?:[{mark}]{cell}){repeated})?"
    pattern = rf"\A{record}(?:(?:\r\n|\r|\n){record})*\z"
    offsets = pa.py_buffer(np.array([0, len(text)], dtype="int64"))
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, pa.py_buffer(text)])
    return pc.match_substring_regex(whole, pattern)[0].as_py()


def _parse(body: memoryview, reading: Reading) -> list[Row]:
    """Fills in the reading's rows, all cells as text; returns those that are not as wide as the headings."""
    names = [f"c{index}" for index in range(reading.width)]
    odd: list[tuple[int, str]] = []

    def keep_apart(row: pa_csv.InvalidRow) -> str:
        odd.append((row.number, row.text))
        return "skip" if len(odd) < MOST_ODD_ROWS else "error"

    try:
        rows = pa_csv.read_csv(
            pa.BufferReader(pa.py_buffer(body)),
            read_options=pa_csv.ReadOptions(column_names=names, use_threads=False, block_size=BLOCK),
            parse_options=pa_csv.ParseOptions(
                delimiter=reading.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep_apart,
            ),
            convert_options=pa_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
        )
    except pa.ArrowInvalid:
        if len(body) and len(odd) < MOST_ODD_ROWS:
            raise Refused.because("cell_too_long", f"A cell is longer than {BLOCK:,} bytes.") from None
        rows = pa.table({name: pa.array([], pa.string()) for name in names})
    first = reading.header[0] + 1
    lines = np.arange(first, first + rows.num_rows + len(odd), dtype="int32")
    lines = np.delete(lines, [number - 1 for number, _ in odd])[: rows.num_rows]
    reading.rows = rows.add_column(0, "line", pa.array(lines))
    return [(first + number - 1, cells_of(text, reading.delimiter)) for number, text in odd]
