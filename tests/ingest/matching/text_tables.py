"""Small text tables for tests, from lines with `|` between the cells."""

import pyarrow as pa

from ingest.reading import TextTable


def text_table(headings: str, *rows: str, header_row: int = 1) -> TextTable:
    """Headings and rows with `|` between the cells."""
    names = headings.split("|")
    return table_of(names, [row.split("|") for row in rows], header_row=header_row)


def table_of(names: list[str], cells: list[list[str]], header_row: int = 1) -> TextTable:
    columns = {f"c{at}": pa.array([row[at] for row in cells], pa.string()) for at in range(len(names))}
    lines = pa.array(range(header_row + 1, header_row + 1 + len(cells)), pa.int32())
    return TextTable(
        headings=tuple(names),
        rows=pa.table({"line": lines} | columns),
        above=(),
        below=(),
        header_row=header_row,
        encoding="utf-8",
        delimiter=",",
        sheet=None,
        kind="csv",
        asks=(),
    )
