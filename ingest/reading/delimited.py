"""Delimited text -> rows. A delimiter is accepted only if the whole file is a table under its headings."""

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

import pyarrow as pa

from ingest.problems import Problem, Refused
from ingest.reading.dialects import (
    DELIMITERS,
    cut_short_by_excel,
    other_delimiter,
    wider_by_nothing,
    with_rows,
    without_empty_columns,
)
from ingest.reading.faults import lines_of, quoting_fault, read_records, width_faults
from ingest.reading.grid import MOST_COLUMNS, MOST_COLUMNS_SAID, Grid, Row, filled, is_blank
from ingest.reading.headings import DEEPEST, find_headings, matches
from ingest.reading.named_delimiter import named_by_the_file, used
from ingest.reading.rows_in_a_cell import ask_about_rows_in_a_cell
from ingest.reading.shape import MOST_ODD_ROWS, is_well_quoted, parse
from ingest.reading.trim import is_total, last_full_line
from ingest.reading.wrapped import unquoted_lines, without_equals_signs, without_list_schema

MOST_CELLS = 20_000_000  # twice a million rows of nine columns


@dataclass
class Attempt:
    """One delimiter tried on the file, and the result. `typical` is its median count in the first lines."""

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
    def header_line(self) -> int:
        return self.header[0] if self.header else 0

    @property
    def width(self) -> int:
        return len(self.header[1]) if self.header else 0


def read_delimited(
    text: memoryview, *, delimiter: str | None, header_row: int | None, expected: Collection[str]
) -> Grid:
    """Read with the delimiter named, if the file has it, else with the only one that makes a table of the file.

    A matching names the delimiter of the file it was made from; another export of the same member may have another.
    Raises Refused.
    """
    text = without_equals_signs(unquoted_lines(without_list_schema(text), expected))
    named = used(text, delimiter) or named_by_the_file(text)
    attempts = [_find_header(text, each, header_row, expected) for each in ([named] if named else DELIMITERS)]
    attempt = _check_shape(text, _most_likely(text, attempts), named) if named else _decide(text, attempts)
    if attempt.header is None or attempt.problems:
        raise Refused(attempt.problems)
    above = tuple(row for row in attempt.head if row[0] < attempt.header_line)
    asks = tuple(ask_about_rows_in_a_cell(attempt.rows, attempt.delimiter))
    return Grid(above, attempt.header, attempt.rows, attempt.short, delimiter=attempt.delimiter, asks=asks)


def _find_header(text: memoryview, delimiter: str, header_row: int | None, expected: Collection[str]) -> Attempt:
    head, ends, broken = read_records(text, delimiter, max(DEEPEST, header_row or 0))
    counts = [line.count(delimiter) for line in islice(lines_of(text), DEEPEST) if line.strip()]
    attempt = Attempt(delimiter, median(counts or [0]), head)
    try:
        attempt.header = find_headings(head, expected, header_row)
    except Refused as refused:
        attempt.problems = [quoting_fault(text, delimiter)] if broken else refused.problems
        return attempt
    line, cells = attempt.header
    attempt.score = matches(cells, expected)
    attempt.start = ends[line]
    return attempt


def _decide(text: memoryview, attempts: list[Attempt]) -> Attempt:
    """The one delimiter that makes a table of the file and finds most of the expected headings."""
    best = max(attempt.score for attempt in attempts)
    likely = [attempt for attempt in attempts if attempt.score == best and attempt.width > 1]
    if not likely:
        return _one_column(text, attempts)
    first = min(attempt.header_line for attempt in likely)
    tried = [_check_shape(text, attempt, attempt.delimiter) for attempt in likely if attempt.header_line == first]
    valid = [attempt for attempt in tried if not attempt.problems]
    widest = max(attempt.width for attempt in tried)
    if len(tried) > 1 and valid and (len(valid) > 1 or valid[0].width < widest):
        names = " or by ".join(DELIMITERS[attempt.delimiter] for attempt in tried)
        raise Refused.because("delimiter_unclear", f"The file could be divided by {names}. Name the delimiter.")
    return valid[0] if valid else _most_likely(text, [attempt for attempt in attempts if attempt.problems])


def _one_column(text: memoryview, attempts: list[Attempt]) -> Attempt:
    """A file is read as a single column only if no delimiter at all is outside quotation marks."""
    attempt = _most_likely(text, attempts)
    return _check_shape(text, attempt, "".join(DELIMITERS))


def _most_likely(text: memoryview, attempts: list[Attempt]) -> Attempt:
    """The attempt whose faults to report. Bad quoting explains missing headings, so it is reported instead."""
    attempt = max(attempts, key=lambda attempt: (attempt.score, attempt.typical))
    if not attempt.header and not is_well_quoted(text, attempt.delimiter):
        attempt.problems = [quoting_fault(text, attempt.delimiter)]
    return attempt


def _refuse_too_many_cells(body: memoryview, delimiter: str) -> None:
    """Counted before a reader makes room for them: a few megabytes of commas would take gigabytes."""
    held = bytes(body)
    if held.count(delimiter.encode()) + held.count(b"\n") + held.count(b"\r") > MOST_CELLS:
        raise Refused.because(
            "file_too_large",
            f"The file has more than {MOST_CELLS:,} cells: more than a return has. Export only the months and columns "
            "that belong to it.",
        )


def _check_shape(text: memoryview, attempt: Attempt, separators: str) -> Attempt:
    """Add the rows if the whole file is a table, else what is wrong with it."""
    if not attempt.header:
        return attempt
    if attempt.width > MOST_COLUMNS:
        text = _cut_empty_columns(text, attempt, attempt.header)
    line, width = attempt.header[0], attempt.width
    head, body = text[: attempt.start], text[attempt.start :]
    if width > MOST_COLUMNS:
        attempt.problems = [Problem("too_many_columns", f"There are {width:,} headings; {MOST_COLUMNS_SAID}")]
        return attempt
    _refuse_too_many_cells(body, attempt.delimiter)
    even = is_well_quoted(body, separators, width)
    if not is_well_quoted(head, separators) or not (even or is_well_quoted(body, separators)):
        attempt.problems = [quoting_fault(text, attempt.delimiter, width)]
        return attempt
    attempt.rows, odd = parse(body, attempt.delimiter, width, line + 1, is_even=even)
    had_odd = bool(odd)
    if odd:
        ends_in_line_break = bytes(body[-1:]) in (b"\r", b"\n")
        last = max(odd[-1][0], attempt.rows["line"][-1].as_py() if attempt.rows.num_rows else 0)
        cut = [*cut_short_by_excel(odd, width, last, ends_in_line_break), *wider_by_nothing(odd, attempt.rows, width)]
        lines = {line for line, _ in cut}
        attempt.rows, odd = with_rows(attempt.rows, cut), [row for row in odd if row[0] not in lines]
    last = last_full_line(attempt.rows, otherwise=line) if odd else line
    attempt.short = tuple(row for row in odd if _is_no_incident(row, last, width))
    wrong = [row for row in odd if row not in attempt.short]
    attempt.problems = other_delimiter(
        [row for row in wrong if len(row[1]) == 1], attempt.rows, attempt.delimiter
    ) or width_faults(wrong, width, attempt.delimiter, more=len(odd) >= MOST_ODD_ROWS)
    if not even and not had_odd:
        attempt.problems = [
            Problem(
                "delimiter_unclear",
                "There is one heading, but there are delimiters below. Name the delimiter.",
            )
        ]
    return attempt


def _cut_empty_columns(text: memoryview, attempt: Attempt, header: Row) -> memoryview:
    """Take the columns at the right off that have neither a heading nor a cell, if that makes few enough."""
    line, cells = header
    keep = max((at + 1 for at, cell in enumerate(cells) if not is_blank(cell)), default=0)
    if not 0 < keep <= MOST_COLUMNS or not is_well_quoted(text, attempt.delimiter):
        return text
    start = next((end for at, end in read_records(text, attempt.delimiter, line)[1].items() if at == line - 1), 0)
    text = without_empty_columns(text, attempt.delimiter, start, keep)
    attempt.header = line, cells[:keep]
    attempt.start = read_records(text, attempt.delimiter, line)[1][line]
    return text


def _is_no_incident(row: Row, last: int, width: int) -> bool:
    """A total, or text without a delimiter below the last full row. Both are asked about later."""
    line, cells = row
    is_note = line > last and len(cells) == 1 and width > 2
    return len(cells) < width and (is_total(cells) or not filled(cells) or is_note)
