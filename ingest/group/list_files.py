"""The group's lists as files: read as returns are, in the form in which a spreadsheet saves them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ingest.problems import Problem, Refused
from ingest.reading import TextTable, read
from ingest.reading.file_type import file_type
from ingest.words import INVISIBLE

MEANT = {
    "address": "email",
    "e_mail": "email",
    "email_address": "email",
    "code": "member",
    "year": "year_start",
    "year_starts": "year_start",
    "homes_managed": "homes",
}
"""Headings as the pages have them -> as the lists have them."""
HARMLESS = ("blank_rows_left_out", "encoding_not_unicode", "no_rows")
"""Questions about a file of incidents that nobody need answer here: the list is on the page afterwards."""
DIVIDERS_ALONE = re.compile(rb"^[,;|\t ]+(?=\r?$)", re.MULTILINE)  # Excel writes rows that were once filled
IN_A_LIST = {
    "file_empty": "The file is empty.",
    "totals_rows_left_out": "A row of totals or a note is not part of the list. Delete it from the file.",
}


@dataclass(frozen=True)
class Row:
    """One row of a list: its line, its cells by heading, trimmed, and the file that it comes from."""

    line: int
    cells: Mapping[str, str]
    file: str = ""  # empty: typed on a page

    def fault(self, name: str, message: str) -> Problem:
        where = f"{self.file}, line {self.line}" if self.file else f"line {self.line}"
        return Problem(f"{name}_list", f"{where}: {message}", line=self.line)


def read_list(path: Path, headings: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[Row]:
    """The rows of a file with exactly these headings, in any order; it may have the optional ones. Raises Refused."""
    try:
        content = path.read_bytes()
    except OSError:
        raise Refused.because("no_file", f"{path} cannot be read: check its name.") from None
    return read_content(content, path.name, headings, optional)


def read_content(content: bytes, name: str, headings: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[Row]:
    """The same of a file that was uploaded: text with any divider, or a workbook. Raises Refused."""
    try:
        is_text = file_type(content) == "text"
        table = read(DIVIDERS_ALONE.sub(b"", content) if is_text else content, name, expected=headings)
    except Refused as refusal:
        if refusal.problems[0].rule.startswith("headings_"):
            raise _other_headings(name, headings, refusal.problems[0].line) from None
        raise Refused([_named(each, name) for each in refusal.problems]) from None
    found = [_heading(each, headings + optional) for each in table.headings]
    if len(set(found)) < len(found) or not set(headings) <= set(found) <= {*headings, *optional}:
        raise _other_headings(name, headings, table.header_row)
    if asked := [each for each in table.asks if each.rule not in HARMLESS]:
        raise Refused([_named(each, name) for each in asked])
    return _rows(table, found, name)


def _other_headings(name: str, headings: tuple[str, ...], line: int | None) -> Refused:
    return Refused.because("headings", f"{name}: its first line must be {','.join(headings)}.", line=line)


def _heading(words: str, headings: tuple[str, ...]) -> str:
    """'Needs type' -> 'needs_type'"""
    name = re.sub(r"[\s_-]+", "_", words.strip().casefold())
    return name if name in headings else MEANT.get(name, name)


def _rows(table: TextTable, headings: list[str], name: str) -> list[Row]:
    """Without the blank rows that Excel leaves where something once was."""
    columns = [table.rows.column(f"c{place}").to_pylist() for place in range(len(headings))]
    lines = table.rows.column("line").to_pylist()
    cells = ([_seen(cell) for cell in row] for row in zip(*columns, strict=True))
    return [
        Row(line, dict(zip(headings, row, strict=True)), name)
        for line, row in zip(lines, cells, strict=True)
        if any(row)
    ]


def _seen(cell: str) -> str:
    """Trimmed, nothing invisible in it: an address with a zero-width space would let nobody in."""
    return " ".join(cell.translate(INVISIBLE).split())


def _named(problem: Problem, name: str) -> Problem:
    return Problem(problem.rule, f"{name}: {IN_A_LIST.get(problem.rule, problem.message)}", line=problem.line)
