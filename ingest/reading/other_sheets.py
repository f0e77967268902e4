"""Sheets of a workbook that are not read but look as if they held more incidents: new references beside dates."""

import re
from collections.abc import Collection, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem, Refused
from ingest.reading.grid import Row, is_blank
from ingest.reading.like_rows import LEARNT_FROM, shape_of, shapes_of
from ingest.reading.workbook import SheetRows, Workbook

LOOKED_AT = 2_000  # rows of a sheet
FEW_DIGITS = 4  # a number of fewer may be a count, not a reference
DATE = re.compile(r"\s*(?:\d{4}-\d{2}-\d{2}|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{2,4})\b.*", re.DOTALL)


def ask_about_other_sheets(workbook: Workbook, read: Sequence[SheetRows]) -> Iterator[Problem]:
    """Ask about each sheet, hidden ones too, with rows like those read whose references are not among them."""
    names = {each.name for each in read}
    columns = [column for each in read for column in _references(each)]
    shapes = {shape for column in columns for shape in shapes_of(column.slice(0, LEARNT_FROM).to_pylist())}
    for name in workbook.names if columns else ():
        if name in names:
            continue
        try:
            rows = workbook.read(name).head(LOOKED_AT)
        except Refused:
            continue  # nothing of it is read
        found = list(_new_rows(rows, shapes, columns))
        if found:
            yield _question(name, found, is_hidden=name not in workbook.visible)


def _references(rows: SheetRows) -> list[pa.Array]:
    """The columns that may be references: with digits, no dates, and nearly every cell another one."""
    found = []
    for column in rows.columns:
        cells = column.slice(0, LOOKED_AT).to_pylist()
        held = [cell for cell in cells[1:] if not is_blank(cell)]
        like = [cell for cell in held if _may_be_reference(cell)]
        if held and len(like) > 0.8 * len(held) and len(set(like)) > 0.8 * len(like):
            found.append(column)
    return found


def _may_be_reference(cell: str) -> bool:
    text = cell.strip()
    if not any(each.isdigit() for each in text) or len(text) > 64 or DATE.fullmatch(text):
        return False
    return re.fullmatch(r"[\d.,]+", text) is None or (text.isdigit() and len(text) >= FEW_DIGITS)


def _new_rows(rows: Sequence[Row], shapes: Collection[str], columns: Sequence[pa.Array]) -> Iterator[int]:
    """The lines with a date and a reference of a known shape that is not among those read."""
    candidates = [
        (line, cell.strip())
        for line, cells in rows
        if any(DATE.fullmatch(cell) for cell in cells)
        for cell in cells
        if _may_be_reference(cell) and shape_of(cell) in shapes
    ]
    if not candidates:
        return
    known: set[str] = set()
    wanted = pa.array([cell for _, cell in candidates], pa.string())
    for column in columns:
        trimmed = pc.utf8_trim_whitespace(column)
        known.update(trimmed.filter(pc.is_in(trimmed, value_set=wanted)).to_pylist())
    by_line: dict[int, bool] = {}
    for line, cell in candidates:
        by_line[line] = by_line.get(line, True) and cell not in known
    yield from (line for line, is_new in by_line.items() if is_new)


def _question(name: str, lines: Sequence[int], *, is_hidden: bool) -> Problem:
    many = "1 row" if len(lines) == 1 else f"{len(lines):,} rows"
    looks = "looks like an incident" if len(lines) == 1 else "look like incidents"
    hidden = "is hidden and is" if is_hidden else "is"
    return Problem(
        "sheet_not_read",
        f"Sheet “{name}” {hidden} not read, but {many} of it {looks} that the return does not have (the first is line "
        f"{lines[0]:,}). Accept that if none belongs to the return; else move them to the sheet that is read.",
        soft=True,
    )
