"""Rows of a delimited file that another character divides, that are cut short or too wide."""

import csv
import io
import re
from collections.abc import Iterator

import pyarrow as pa

from ingest.problems import Problem, Refused
from ingest.reading.faults import PLURALS, SINGULARS, lines_of
from ingest.reading.grid import MOST_COLUMNS_SAID, Row, column_letter, is_blank, lines_in_words, sentence_start
from ingest.reading.like_rows import LINE_BREAK, Columns, shape_of

DELIMITERS = SINGULARS
BLOCK = 16
FAR = 10  # so many delimiters are not lost by mistake
ROW_IN_A_CELL = re.compile(r"\s*([^\s,;|~^¦]+)\W.*?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}", re.DOTALL)  # a reference, a date


def without_empty_columns(text: memoryview, delimiter: str, start: int, keep: int) -> memoryview:
    """The text with only the first `keep` columns; `start` is where its headings begin. Raises Refused where others
    hold something."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for line, cells in enumerate(csv.reader(lines_of(text[start:]), delimiter=delimiter, strict=True), start=1):
        beyond = next((at for at in range(len(cells) - 1, keep - 1, -1) if not is_blank(cells[at])), None)
        if beyond is not None:
            where = f"Row {line:,} of the table holds something in column {column_letter(beyond)}"
            raise Refused.because("too_many_columns", f"{where}; {MOST_COLUMNS_SAID}")
        writer.writerow(cells[:keep])
    return memoryview(bytes(text[:start]) + out.getvalue().encode())


def refuse_other_delimiter(lone: list[Row], rows: pa.Table, delimiter: str | None) -> None:
    """Refuse rows of one cell that are rows of the table divided by another character. Raises Refused."""
    if problems := other_delimiter(lone, rows, delimiter):
        raise Refused(problems)


def other_delimiter(lone: list[Row], rows: pa.Table, delimiter: str | None) -> list[Problem]:
    """A problem for each other character that divides some of these rows of one cell."""
    width = rows.num_columns - 1
    if width < 2 or not lone:
        return []
    columns = Columns(rows)
    known = columns.shapes[0]
    by_mark: dict[str | None, list[int]] = {}
    for line, cells in lone:
        cell = next((each for each in cells if not is_blank(each)), "")
        mark = next((each for each in DELIMITERS if _divides(cell, each, delimiter, width, known)), None)
        mark = mark or next((each for each in DELIMITERS if _divides_a_line(cell, each, columns)), None)
        row = ROW_IN_A_CELL.match(cell)
        if mark or (row and shape_of(row.group(1)) in known):
            by_mark.setdefault(mark, []).append(line)
    return [_other_delimiter(mark, lines, delimiter) for mark, lines in by_mark.items()]


def _divides(cell: str, mark: str, own: str | None, width: int, known: set[str]) -> bool:
    count = cell.count(mark)
    if not count:
        return False
    is_like = shape_of(cell.split(mark)[0].strip('" ')) in known
    return is_like or (count == width - 1 and width > 2 and mark not in (own, "," if own is None else own))


def _divides_a_line(cell: str, mark: str, columns: Columns) -> bool:
    """Whether some line of the cell is a row, whichever column comes first."""
    return any(columns.hold(line, mark, is_own=False) for line in LINE_BREAK.split(cell))


def _other_delimiter(mark: str | None, lines: list[int], own: str | None) -> Problem:
    where = sentence_start(lines_in_words(lines))
    one = len(lines) == 1
    if mark is None:
        what = f"{where} {'has' if one else 'have'} a whole row in one cell, as if spaces were between its cells"
    elif mark == own:
        what = f"{where} {'is one quoted cell' if one else 'are one quoted cell each'} that holds a whole row"
    else:
        rest = f", the rest by {PLURALS[own]}" if own else ", all in one cell"
        what = f"{where} {'is' if one else 'are'} divided by {PLURALS[mark]}{rest}"
    return Problem("other_delimiter", f"{what}. Save the whole file in one form and upload that.", line=lines[0])


def cut_short_by_excel(odd: list[Row], width: int, last: int, ends_in_line_break: bool) -> list[Row]:
    """The short rows from which Excel has left the empty columns at the end out: it does so in blocks of 16 rows.

    Each run of rows of one width begins with a block and goes to the end of one, or of the file (`last`).
    """
    found: list[Row] = []
    for run in _runs(odd):
        first, end, cells = run[0][0], run[-1][0], len(run[0][1])
        begins = (first - 1) % BLOCK in (0, 1) and first > BLOCK
        ends = end - first >= BLOCK - 2 if end != last else ends_in_line_break
        if 1 < cells < width and begins and ends and any(not is_blank(row[-1]) for _, row in run):
            found += run
    return found


def wider_by_nothing(odd: list[Row], rows: pa.Table, width: int) -> list[Row]:
    """The rows cut to the headings where all have many more cells than there are headings, and these hold nothing.

    A single such row may have a delimiter too many further left, and headings one too few.
    """
    more = {len(cells) for _, cells in odd}
    if rows.num_rows or len(odd) < 2 or len(more) > 1 or not more or max(more) < width + FAR:
        return []
    if any(not is_blank(cell) for _, cells in odd for cell in cells[width:]):
        return []
    return [(line, cells[:width]) for line, cells in odd]


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """Rows that follow one another and have the same number of cells."""
    run: list[Row] = []
    for row in rows:
        if run and (row[0] != run[-1][0] + 1 or len(row[1]) != len(run[0][1])):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def with_rows(rows: pa.Table, more: list[Row]) -> pa.Table:
    """The table with these rows in their places, the cells they lack empty."""
    if not more:
        return rows
    width = rows.num_columns - 1
    cells = [row + ("",) * (width - len(row)) for _, row in more]
    columns = list(zip(*cells, strict=True))
    added = {"line": pa.array([line for line, _ in more], pa.int32())}
    added |= {f"c{index}": pa.array(column, pa.string()) for index, column in enumerate(columns)}
    return pa.concat_tables([rows, pa.table(added)]).sort_by("line").combine_chunks()
