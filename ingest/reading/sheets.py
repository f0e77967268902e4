"""Which sheet of a workbook is the table, or which sheets together, and what has to be asked about them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

import pyarrow as pa

from ingest.problems import Problem, Refused
from ingest.reading.grid import ALL_SHEETS, Grid, Row, filled, heading_words
from ingest.reading.headings import DEEPEST, find_headings, matches
from ingest.reading.other_sheets import ask_about_other_sheets
from ingest.reading.rows_in_a_cell import ask_about_rows_in_a_cell
from ingest.reading.sheet_questions import (
    formulas_without_result,
    hidden_rows,
    merged_rows,
    other_sheets,
    quoted_names,
    refuse_rows_in_one_column,
    which_sheet,
)
from ingest.reading.workbook import SheetRows, Workbook, opened

FEWEST_HEADINGS = 3  # a reference, a date and what it is


@dataclass
class _Table:
    """A sheet with its headings found. `score` counts the expected headings among them."""

    rows: SheetRows
    header: Row
    score: int

    @property
    def names(self) -> set[str]:
        return {heading_words(cell) for cell in self.header[1]} - {""}


def read_workbook(
    content: bytes, kind: str, *, sheet: str | None, header_row: int | None, expected: Collection[str]
) -> list[Grid]:
    """Read the sheet named, else the first visible one; with ALL_SHEETS every visible one of its shape.

    Raises Refused, also where it has to be asked which sheet is meant.
    """
    with opened(content, kind) as workbook:
        workbook.read = cache(workbook.read)
        chosen = _chosen(workbook, sheet)
        first = _first(workbook, chosen, header_row, expected, sheet)
        others = [] if sheet not in (None, ALL_SHEETS) else _others(workbook, chosen, header_row, expected)
        alike = [other for other in others if _is_alike(first, other, expected)]
        if sheet is None:
            _refuse_better(first, [*others, *_hidden(workbook, first, expected)], workbook)
            _refuse_alike(first, alike)
        elif sheet == ALL_SHEETS:
            _refuse_other_headings(first, alike, expected)
        tables = [first, *alike] if sheet == ALL_SHEETS else [first]
        is_said = sheet not in (None, ALL_SHEETS)
        asks = () if is_said else tuple(ask_about_other_sheets(workbook, [table.rows for table in tables]))
    problems = [each for table in tables for each in _faults(table, workbook, named=len(tables) > 1)]
    if problems:
        raise Refused(problems)
    grids = [_grid(table, workbook) for table in tables]
    return [replace(grids[0], asks=(*grids[0].asks, *asks)), *grids[1:]]


def _chosen(workbook: Workbook, sheet: str | None) -> str:
    names = workbook.names
    if names and (sheet is None or sheet == ALL_SHEETS):
        return names[0]
    if sheet in names:
        return sheet
    same = [name for name in names if name.strip().casefold() == (sheet or "").strip().casefold()]
    if len(same) == 1:
        return same[0]
    there = f"The workbook has: {quoted_names(names)}." if names else "The workbook has no sheet of cells."
    raise Refused.because("sheet_unknown", f"There is no sheet “{sheet or ''}”. {there}")


def _first(
    workbook: Workbook, chosen: str, header_row: int | None, expected: Collection[str], sheet: str | None
) -> _Table:
    """The sheet chosen; with ALL_SHEETS, the first visible one in which headings are found."""
    names = [chosen, *(n for n in workbook.visible if n != chosen)] if sheet == ALL_SHEETS else [chosen]
    refusals: list[Refused] = []
    for name in names:
        try:
            return _table(workbook, name, header_row, expected)
        except Refused as refused:
            if len(names) > 1 and refused.problems[0].rule not in ("headings_not_recognised", "headings_missing"):
                raise
            refusals.append(refused)
    raise which_sheet(refusals[0], chosen, workbook.names) from None


def _table(workbook: Workbook, name: str, header_row: int | None, expected: Collection[str]) -> _Table:
    rows = workbook.read(name)
    head = rows.head(max(DEEPEST, header_row or 0))
    refuse_rows_in_one_column(head, expected)
    header = find_headings(head, expected, header_row)
    return _Table(rows, header, matches(header[1], expected))


def _hidden(workbook: Workbook, first: _Table, expected: Collection[str]) -> list[_Table]:
    """The hidden sheets that have headings and rows, where the first sheet has too few headings for a return."""
    if not expected or first.score >= FEWEST_HEADINGS:
        return []
    hidden = [name for name in workbook.names if name not in workbook.visible]
    return _others(workbook, first.rows.name, None, expected, hidden) if hidden else []


def _others(
    workbook: Workbook, chosen: str, header_row: int | None, expected: Collection[str], names: Collection[str] = ()
) -> list[_Table]:
    """The other sheets of these, or of the visible ones, that have headings and rows below them."""
    found = []
    for name in names or workbook.visible:
        if name == chosen:
            continue
        try:
            table = _table(workbook, name, header_row, expected)
        except Refused as refused:
            if refused.problems[0].rule in ("workbook_too_large", "file_damaged"):
                raise
            continue
        if any(filled(cells) for line, cells in table.rows.head(DEEPEST * 2) if line > table.header[0]):
            found.append(table)
    return found


def _known(table: _Table, expected: Collection[str]) -> set[str]:
    known = {heading_words(each) for each in expected} - {""}
    return table.names & known if known else table.names


def _is_alike(first: _Table, other: _Table, expected: Collection[str]) -> bool:
    """Whether most of the known headings are the same: several months of one log, and no summary of it."""
    ours, theirs = _known(first, expected), _known(other, expected)
    shared = len(ours & theirs)
    return other.rows.name != first.rows.name and shared >= min(2, len(ours)) and 2 * shared > len(ours)


def _refuse_better(first: _Table, others: list[_Table], workbook: Workbook) -> None:
    """The first sheet may be a summary: another with more of the expected headings is then the log."""
    better = [other for other in others if other.score > first.score]
    if better:
        hidden = {name: "" if name in workbook.visible else " (hidden)" for name in workbook.names}
        found = ", ".join(f"“{each.rows.name}”{hidden[each.rows.name]} has {each.score}" for each in better)
        raise Refused.because(
            "sheet_unclear",
            f"On sheet “{first.rows.name}”, which comes first, {first.score} of the headings that are expected "
            f"{'was' if first.score == 1 else 'were'} found, but {found}. Say which sheet holds the incidents. "
            f"{other_sheets(workbook.names, first.rows.name)}",
        )


def _refuse_alike(first: _Table, alike: list[_Table]) -> None:
    if alike:
        other = [each.rows.name for each in alike]
        verb = "sheets {} have the same headings and are" if len(other) > 1 else "sheet {} has the same headings and is"
        raise Refused.because(
            "sheets_alike",
            f"Sheet “{first.rows.name}” would be read, but {verb.format(quoted_names(other))} not read. Say whether "
            "all of these sheets together are the return, or which one is.",
        )


def _refuse_other_headings(first: _Table, alike: list[_Table], expected: Collection[str]) -> None:
    """Sheets are one table only where the headings that are needed are the same in all of them."""
    ours = _known(first, expected)
    for other in alike:
        different = ours ^ _known(other, expected)
        if different:
            raise Refused.because(
                "sheets_differ",
                f"Sheets “{first.rows.name}” and “{other.rows.name}” cannot be read as one table: "
                f"{len(different)} of the known headings {'is' if len(different) == 1 else 'are'} on one of them only. "
                "Give both the same headings, or read one sheet.",
            )


def _faults(table: _Table, workbook: Workbook, *, named: bool) -> list[Problem]:
    xml, header_row = table.rows.xml, table.header[0]
    faults = [
        *merged_rows(xml, header_row),
        *formulas_without_result(xml, header_row, workbook.recalculates),
    ]
    if not named:
        return faults
    return [Problem(p.rule, f"Sheet “{table.rows.name}”: {p.message}", p.line, p.column) for p in faults]


def _grid(table: _Table, workbook: Workbook) -> Grid:
    rows, (line, headings) = table.rows, table.header
    start = next((at for at, each in enumerate(rows.lines.to_pylist()) if each > line), len(rows.lines))
    columns = [column.slice(start) for column in rows.columns]
    width = max(1, len(headings), len(columns))
    lines = rows.lines.slice(start)
    columns += [pa.array([""] * len(lines), pa.string())] * (width - len(columns))
    body = pa.table({"line": lines} | {f"c{index}": column for index, column in enumerate(columns)})
    above = tuple(row for row in rows.head(start) if row[0] < line)
    headings += ("",) * (width - len(headings))
    asks = (*workbook.asks, *hidden_rows(rows, body), *ask_about_rows_in_a_cell(body, None))
    return Grid(above, (line, headings), body, sheet=rows.name, sheets=tuple(workbook.names), asks=asks)
