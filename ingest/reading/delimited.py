"""Delimited text -> rows. The delimiter is decided by proof: the whole file is a table under its headings."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

import pyarrow as pa

from ingest.problems import Problem, Refused
from ingest.reading.edges import is_total, last_full_line
from ingest.reading.faults import lines_of, quoting_fault, read_records, width_faults
from ingest.reading.grid import MOST_COLUMNS, Grid, Row
from ingest.reading.headings import DEEPEST, find_headings, matches
from ingest.reading.shape import MOST_ODD_ROWS, is_well_quoted, parse

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


@dataclass
class Reading:
    """One delimiter tried on the file: how far it got. `typical` is its median count in the first lines."""

    delimiter: str
    typical: float
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
    readings = [_find_header(text, each, header_row, expected) for each in ([named] if named else DELIMITERS)]
    reading = _prove(text, _meant(text, readings), named) if named else _decide(text, readings)
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
        choices = "comma, semicolon, tab and pipe"
        raise Refused.because("delimiter_unknown", f"The delimiter must be one of {choices}.")
    return character


def _named_by_the_file(text: memoryview) -> str | None:
    """Excel's own first line, "sep=;"."""
    first = bytes(text[:6]).lower()
    if first.startswith(b"sep=") and first[5:6] in (b"", b"\r", b"\n"):
        return next((each for each in DELIMITERS if first[4:5] == each.encode()), None)
    return None


def _find_header(text: memoryview, delimiter: str, header_row: int | None, expected: Collection[str]) -> Reading:
    head, ends, broken = read_records(text, delimiter, max(DEEPEST, header_row or 0))
    counts = [line.count(delimiter) for line in islice(lines_of(text), DEEPEST) if line.strip()]
    reading = Reading(delimiter, median(counts or [0]), head)
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
    """The one delimiter that makes a table of the file, with most of the expected headings over it."""
    best = max(reading.score for reading in readings)
    likely = [reading for reading in readings if reading.score == best and reading.width > 1]
    if not likely:
        return _one_column(text, readings)
    first = min(reading.header[0] for reading in likely)
    tried = [_prove(text, reading, reading.delimiter) for reading in likely if reading.header[0] == first]
    sound = [reading for reading in tried if not reading.problems]
    widest = max(reading.width for reading in tried)
    if len(tried) > 1 and sound and (len(sound) > 1 or sound[0].width < widest):
        names = " or by ".join(DELIMITERS[reading.delimiter] for reading in tried)
        raise Refused.because("delimiter_unclear", f"The file could be divided by {names}. Name the delimiter.")
    return sound[0] if sound else _meant(text, [reading for reading in readings if reading.problems])


def _one_column(text: memoryview, readings: list[Reading]) -> Reading:
    """A single column is believed only when no delimiter at all stands outside quotation marks."""
    reading = _meant(text, readings)
    return _prove(text, reading, "".join(DELIMITERS))


def _meant(text: memoryview, readings: list[Reading]) -> Reading:
    """The delimiter whose faults are worth telling; after bad quoting, missing headings are no news."""
    reading = max(readings, key=lambda reading: (reading.score, reading.typical))
    if not reading.header and not is_well_quoted(text, reading.delimiter):
        reading.problems = [quoting_fault(text, reading.delimiter)]
    return reading


def _prove(text: memoryview, reading: Reading, separators: str) -> Reading:
    """Adds the rows if the file is a table throughout, else what is wrong with it."""
    if not reading.header:
        return reading
    line, width = reading.header[0], reading.width
    head, body = text[: reading.start], text[reading.start :]
    if width > MOST_COLUMNS:
        reading.problems = [Problem("too_many_columns", f"More than {MOST_COLUMNS} columns: {width:,} headings.")]
        return reading
    even = is_well_quoted(body, separators, width)
    if not is_well_quoted(head, separators) or not (even or is_well_quoted(body, separators)):
        reading.problems = [quoting_fault(text, reading.delimiter)]
        return reading
    reading.rows, odd = parse(body, reading.delimiter, width, first_line=line + 1)
    last = last_full_line(reading.rows, otherwise=line) if odd else line
    reading.short = tuple(row for row in odd if _is_no_incident(row, last, width))
    wrong = [row for row in odd if row not in reading.short]
    reading.problems = width_faults(wrong, width, more=len(odd) >= MOST_ODD_ROWS)
    if not even and not odd:
        reading.problems = [
            Problem(
                "delimiter_unclear",
                "There is one heading, but there are delimiters below. Name the delimiter.",
            )
        ]
    return reading


def _is_no_incident(row: Row, last: int, width: int) -> bool:
    """A total, or text without a delimiter below the last full row; both are asked about later."""
    line, cells = row
    return len(cells) < width and (is_total(cells) or (line > last and len(cells) == 1 and width > 2))
