"""Takes off rows that are not incidents and columns that are empty: totals, footnotes, blank rows."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem
from ingest.reading.dialects import refuse_other_delimiter
from ingest.reading.grid import Grid, Row, filled, is_blank, lines_in_words, sentence_start

TOTALS = r"(?i)^\s*(grand\s+|sub[\s-]*)?totals?(\s|:|$)"
# Excel's own ("Team A Total", "Neglect StdDev"), and what reports write below their groups ("Number of records: 6")
FUNCTION = r"sub-?totals?|totals?|counts?(\s+nums)?|averages?|sum|min|max|product|std\s?devp?|varp?"
OF_A_GROUP = (
    rf"(?i)\S\s+({FUNCTION})(\s*[:=(]\s*\d[\d,]*\)?)?\s*:?\s*$"
    r"|^\s*((record|row)\s+)?counts?\s*[:=]\s*\d*\s*$|^\s*(number|no\.?) of \w+\s*[:=]\s*\d*\s*$"
)
EXTREME = r"(?i)\s(min|max|average)\s*:?\s*$"
BLANK = r"^[\s\p{Z}\x1a\x{feff}\x{200b}-\x{200d}\x{2060}\x{ad}\x{180e}\x85]*$"
NUMBER = r"^[\s£€$+-]*[\d.,]+\s*%?\s*$"
DATE = r"^\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\s*$"
TAIL = 200


def is_total(cells: tuple[str, ...]) -> bool:
    """The first cell that is filled begins with "Total", "Grand total" or "Subtotal".

    Or one cell ends so ("Team A Total"), and the others that are filled are numbers; of the earliest or the latest of
    a group they may be dates.
    """
    held = [cell for cell in cells if not is_blank(cell)]
    if held and re.match(TOTALS, held[0]):
        return True
    words = [cell for cell in held if not re.match(NUMBER, cell) or re.match(DATE, cell)]
    labels = [cell for cell in words if re.search(TOTALS, cell) or re.search(OF_A_GROUP, cell)]
    if len(labels) != 1:
        return False
    others = [cell for cell in words if cell not in labels]
    return not others or bool(re.search(EXTREME, labels[0]) and all(re.match(DATE, each) for each in others))


def last_full_line(rows: pa.Table, otherwise: int) -> int:
    """The last line that is neither blank, nor a total, nor a lone cell. What is below it are footnotes."""
    blank, totals = _blank_and_totals(rows)
    kept = _without(rows, [*blank, *totals])
    kept = kept.slice(0, kept.num_rows - len(_lone_cells_at_end(kept)))
    return kept["line"][-1].as_py() if kept.num_rows else otherwise


def rows_of(rows: pa.Table) -> list[Row]:
    """A few rows of a table as Python values."""
    columns = [column.to_pylist() for column in rows.columns]
    return [(line, tuple(cells)) for line, *cells in zip(*columns, strict=True)]


def trim_rows(grid: Grid) -> tuple[pa.Table, tuple[Row, ...], list[Problem]]:
    """The incidents, the rows left out (with their lines and cells), and the questions about them.

    Trailing blank rows are dropped silently; any other dropped row must be confirmed. A table of one column is
    left as it is: there, a blank or lone cell may be an incident.
    """
    if grid.rows.num_columns <= 2:
        return grid.rows, (), []
    blank, totals = _blank_and_totals(grid.rows)
    rows = _without(grid.rows, [*blank, *totals])
    notes = _lone_cells_at_end(rows) if rows.num_columns > 3 else []
    rows = rows.slice(0, rows.num_rows - len(notes))
    refuse_other_delimiter([*notes, *(row for row in grid.short if filled(row[1]) == 1)], rows, grid.delimiter)
    last = rows["line"][-1].as_py() if rows.num_rows else 0
    asked_blank = [(line, ()) for line in blank if line < last]
    left_out = rows_of(grid.rows.filter(_among(grid.rows, totals))) if totals else []
    short = [row for row in grid.short if filled(row[1]) or row[0] < last]
    below = tuple(sorted([*left_out, *notes, *short, *asked_blank]))
    return rows, below, _questions(below)


def trim_columns(headings: tuple[str, ...], rows: pa.Table) -> tuple[tuple[str, ...], pa.Table]:
    """Drop columns at the right-hand end that have neither a heading nor a filled cell."""
    keep = len(headings)
    while keep > 1 and not headings[keep - 1]:
        column = rows[f"c{keep - 1}"]
        if pc.any(pc.invert(pc.match_substring_regex(column, BLANK))).as_py():
            break
        keep -= 1
    return headings[:keep], rows.select(rows.column_names[: keep + 1])


def _blank_and_totals(rows: pa.Table) -> tuple[list[int], list[int]]:
    """Lines without a filled cell, and lines whose first filled cell is a total."""
    totals: list[int] = []
    blank = may_be = rows  # rows that are blank so far, and those that hold numbers at most
    for name in rows.column_names[1:]:
        totals += blank["line"].filter(pc.match_substring_regex(blank[name], TOTALS)).to_pylist()
        labelled = may_be.filter(pc.match_substring_regex(may_be[name], f"{TOTALS}|{OF_A_GROUP}"))
        totals += [line for line, cells in rows_of(labelled) if is_total(cells)]
        blank = blank.filter(pc.match_substring_regex(blank[name], BLANK))
        may_be = may_be.filter(pc.match_substring_regex(may_be[name], f"{BLANK}|{NUMBER}"))
        if not may_be.num_rows:
            break
    return blank["line"].to_pylist(), sorted(set(totals))


def _lone_cells_at_end(rows: pa.Table) -> list[Row]:
    """The rows at the end that have one filled cell each. The table has no blank rows."""
    found: list[Row] = []
    while len(found) < rows.num_rows:
        end = rows.num_rows - len(found)
        start = max(0, end - TAIL)
        for row in reversed(rows_of(rows.slice(start, end - start))):
            if filled(row[1]) > 1:
                return found
            found.append(row)
    return found


def _without(rows: pa.Table, lines: list[int]) -> pa.Table:
    return rows.filter(pc.invert(_among(rows, lines))) if lines else rows


def _among(rows: pa.Table, lines: list[int]) -> pa.ChunkedArray:
    return pc.is_in(rows["line"], value_set=pa.array(lines, pa.int32()))


def _questions(below: tuple[Row, ...]) -> list[Problem]:
    blank = [line for line, cells in below if not filled(cells)]
    others = [line for line, cells in below if filled(cells)]
    questions = []
    if others:
        questions.append(
            Problem(
                "totals_rows_left_out",
                f"{sentence_start(lines_in_words(others))} would be left out: totals or notes, not "
                "incidents. Accept that, or delete them from the file.",
                line=others[0],
                soft=True,
            )
        )
    if blank:
        questions.append(
            Problem(
                "blank_rows_left_out",
                f"{sentence_start(lines_in_words(blank))} would be left out: blank, with rows below. "
                "Accept that if nothing is missing there.",
                line=blank[0],
                soft=True,
            )
        )
    return questions
