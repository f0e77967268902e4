"""Several sheets of one shape as one table. A row's line then says its sheet too: see `ROWS_OF_A_SHEET`."""

import re
from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa

from ingest.problems import ROWS_OF_A_SHEET as SHEET
from ingest.problems import Problem
from ingest.reading.grid import Grid, Row
from ingest.words import normalised

LINES = re.compile(r"\b([Ll]ines?|[Rr]ows?) (\d[\d,]*(?:(?:, | and | to |–)\d[\d,]*)*)")
CELL = re.compile(r"\b([A-Z]{1,3})(\d{8,10})\b")


def with_sheet(number: int, grid: Grid) -> Grid:
    """A grid whose lines say that they are of sheet `number` (from 1)."""
    base = number * SHEET
    lines = pa.array([base + line for line in grid.rows["line"].to_pylist()], pa.int32())

    def moved(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple((base + line, cells) for line, cells in rows)

    return replace(
        grid,
        above=moved(grid.above),
        short=moved(grid.short),
        header=(base + grid.header[0], grid.header[1]),
        rows=grid.rows.set_column(0, "line", lines),
    )


def joined(headings: list[tuple[str, ...]], tables: list[pa.Table]) -> tuple[tuple[str, ...], pa.Table]:
    """One table of several by their headings, as the first has them; a column that a table lacks is empty there."""
    places = [_places(each) for each in headings]
    order: dict[tuple[str, int], str] = {}
    for each, place in zip(headings, places, strict=True):
        for heading, key in zip(each, place, strict=True):
            order.setdefault(key, heading)
    parts = []
    for place, table in zip(places, tables, strict=True):
        at = {key: f"c{index}" for index, key in enumerate(place)}
        empty = pa.chunked_array([[""] * table.num_rows], pa.string())
        columns = {f"c{n}": table[at[key]] if key in at else empty for n, key in enumerate(order)}
        parts.append(pa.table({"line": table["line"]} | columns))
    return tuple(order.values()), pa.concat_tables(parts)


def _places(headings: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each heading with how often it came before."""
    names = [normalised(heading) for heading in headings]
    return [(name, names[:at].count(name)) for at, name in enumerate(names)]


def line_and_sheet(line: int | None, sheets: tuple[str, ...]) -> tuple[int | None, str | None]:
    """The line in its sheet, and the sheet's name; the line itself where it says no sheet."""
    if line is None or line < SHEET or not 1 <= line // SHEET <= len(sheets):
        return line, None
    return line % SHEET, sheets[line // SHEET - 1]


def in_words(problem: Problem, sheets: tuple[str, ...]) -> Problem:
    """The problem as a person reads it: "line 10,000,005" becomes "line 5 of sheet “July”"."""
    if not sheets:
        return problem

    def lines(match: re.Match[str]) -> str:
        return f"{match.group(1)} " + re.sub(r"\d[\d,]*\d|\d", _line(sheets), match.group(2))

    def cell(match: re.Match[str]) -> str:
        line, sheet = line_and_sheet(int(match.group(2)), sheets)
        return f"{match.group(1)}{line} of sheet “{sheet}”" if sheet else match.group()

    message = CELL.sub(cell, LINES.sub(lines, problem.message))
    return replace(problem, message=message, sheet=line_and_sheet(problem.line, sheets)[1])


def _line(sheets: tuple[str, ...]) -> Callable[[re.Match[str]], str]:
    def shown(match: re.Match[str]) -> str:
        line, sheet = line_and_sheet(int(match.group().replace(",", "")), sheets)
        return f"{line:,} of sheet “{sheet}”" if sheet else match.group()

    return shown
