"""What of a workbook's sheet is refused or asked about: merged rows, formulas without a result, hidden rows."""

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from ingest.problems import Problem, Refused
from ingest.reading.dialects import DELIMITERS
from ingest.reading.grid import Row, column_letter, lines_in_words
from ingest.reading.headings import matches
from ingest.reading.sheet_xml import SheetXml
from ingest.reading.workbook import SheetRows

BLANK = r"^\s*$"


def merged_rows(sheet: SheetXml, header_row: int) -> Iterator[Problem]:
    """Cells merged over several rows below the headings."""
    lines = sorted({top for top, bottom in sheet.merged if bottom > top and bottom > header_row})
    if lines:
        message = f"Cells are merged over several rows ({lines_in_words(lines)}): Excel keeps the text in one."
        yield Problem("merged_cells", f"{message} Unmerge them and fill in every row.", line=lines[0])


def formulas_without_result(sheet: SheetXml, header_row: int, recalculates: bool) -> Iterator[Problem]:
    """Formulas without a stored result, and columns of them whose results are all 0 or empty, as some programs write.

    Those programs ask Excel to calculate when the file is opened (`recalculates`).
    """
    missing = [(line, at) for line, at, stored in sheet.special.formulas if stored is None]
    if recalculates:
        by_column: dict[int, list[tuple[int, bytes | None]]] = {}
        for line, at, stored in sheet.special.formulas:
            if line > header_row:
                by_column.setdefault(at, []).append((line, stored))
        for at, found in by_column.items():
            if all(stored in (b"0", b"0.0", b"") for _, stored in found):
                missing += [(line, at) for line, _ in found]
    if missing:
        line, at = min(missing)
        many = "1 formula has" if len(missing) == 1 else f"{len(missing):,} formulas have"
        message = f"{many} no result stored in the file, the first in {column_letter(at)}{line}."
        yield Problem(
            "formula_without_result",
            f"{message} Open it in Excel, save it and upload that.",
            line=line,
            column=column_letter(at),
        )


def hidden_rows(rows: SheetRows, body: pa.Table) -> list[Problem]:
    """Ask about rows of the table that a person does not see in Excel."""
    if not rows.xml.hidden:
        return []
    found = body.filter(pc.is_in(body["line"], value_set=pa.array(rows.xml.hidden, pa.int32())))
    empty = [pc.match_substring_regex(found[name], BLANK) for name in found.column_names[1:]]
    lines = [
        line
        for line, *blank in zip(found["line"].to_pylist(), *(each.to_pylist() for each in empty), strict=True)
        if not all(blank)
    ]
    if not lines:
        return []
    many = "1 row is" if len(lines) == 1 else f"{len(lines):,} rows are"
    by = " by a filter" if rows.xml.is_filtered else ""
    return [
        Problem(
            "hidden_rows",
            f"{many} hidden{by} on sheet “{rows.name}” ({lines_in_words(lines)}) and would be counted. Accept that if "
            "they are part of the return; else delete them, or copy the rows that are shown to a new workbook.",
            line=lines[0],
            soft=True,
        )
    ]


def refuse_rows_in_one_column(head: list[Row], expected: Collection[str]) -> None:
    """Refuse a delimited file that was opened as one column and saved as a workbook."""
    for line, cells in head:
        if len(cells) == 1 and any(matches(cells[0].split(mark), expected) > 1 for mark in DELIMITERS):
            raise Refused.because(
                "rows_in_one_column",
                f"All the headings are in one cell, A{line}, so the rows are too: a text file was opened as one column "
                "and saved as a workbook. Upload the text file itself, or divide column A in Excel (Data, Text to "
                "Columns) and save it again.",
                line=line,
                column="A",
            )


def which_sheet(refused: Refused, chosen: str, names: list[str]) -> Refused:
    if len(names) == 1:
        return refused
    message = f"On sheet “{chosen}”: {refused.problems[0].message} {other_sheets(names, chosen)}"
    return Refused.because(refused.problems[0].rule, message)


def other_sheets(names: list[str], first: str) -> str:
    others = [name for name in names if name != first]
    return f"The other sheets are {quoted_names(others)}."


def quoted_names(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
