"""Exports made up in four styles, with what each of their words means, written from the standard.

A style has columns of a field (their words and what they mean) and columns that are no field. A later export of it has
two new words and one heading renamed. The same style and quarter give the same file.
"""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import xlsxwriter

Words = dict[str, str | None]
"""Word -> its code; "": nothing recorded; None: out of scope."""
OLDEST_DAY, DAYS = date(2026, 7, 1), 92


@dataclass(frozen=True)
class Column:
    """One column. `of` is its field, None for a column that is no field; `filled`: in this share of the rows."""

    heading: str
    of: str | None = None
    words: Words = field(default_factory=dict)
    cells: tuple[str, ...] = ()
    separator: str = ""
    filled: float = 1.0
    code: str | None = None
    """Of a ticked column: the code that a tick means."""


@dataclass(frozen=True)
class Style:
    """An export of one system. `new_words` come in the later one: field -> words; `renamed`: heading -> its new one."""

    name: str
    rows: int
    columns: tuple[Column, ...]
    new_words: dict[str, Words]
    renamed: tuple[str, str]
    file_name: str
    above: tuple[str, ...] = ()
    dates: str = "%d/%m/%Y"
    encoding: str = "utf-8"
    delimiter: str = ","

    def of(self, name: str) -> list[Column]:
        return [each for each in self.columns if each.of == name]

    def words(self, name: str, *, later: bool) -> Words:
        """Every word that may be in the columns of a field."""
        found = {word: code for each in self.of(name) for word, code in each.words.items()}
        return found | (self.new_words.get(name, {}) if later else {})

    def headings(self, *, later: bool) -> list[str]:
        old, new = self.renamed
        return [new if later and each.heading == old else each.heading for each in self.columns]


def export(style: Style, *, later: bool = False) -> bytes:
    """The file: .csv or .xlsx by the style's file name."""
    rows = list(rows_of(style, later=later))
    headings = style.headings(later=later)
    if style.file_name.endswith(".xlsx"):
        return _workbook(style, headings, rows)
    out = io.StringIO(newline="")
    lines = csv.writer(out, delimiter=style.delimiter)
    lines.writerows([text] for text in style.above)
    lines.writerow(headings)
    lines.writerows([_text(style, cell) for cell in row] for row in rows)
    return out.getvalue().encode(style.encoding)


def rows_of(style: Style, *, later: bool = False) -> Iterator[list]:
    """The cells of each row, a datetime for a date."""
    chance = random.Random(f"{style.name} {later}")
    new = style.new_words if later else {}
    for number in range(style.rows):
        day = OLDEST_DAY + timedelta(days=number * DAYS // style.rows)
        row = [_cell(each, number, day, new.get(each.of, {}), chance) for each in style.columns]
        yield _without_contradictions(style, row)


def _without_contradictions(style: Style, row: list) -> list:
    """No decision where nothing was referred, and no category twice in a row."""
    said = {each.of: each.words.get(cell) for each, cell in zip(style.columns, row, strict=True) if each.words}
    empty = set()
    if said.get("referred_to_la") != "yes":
        empty.add("la_decision")
    also = next((at for at, each in enumerate(style.columns) if each.of == "also_involves"), None)
    if also is not None:
        words = style.columns[also].words
        row[also] = "; ".join(word for word in row[also].split("; ") if words.get(word) != said.get("category"))
    return ["" if each.of in empty else cell for each, cell in zip(style.columns, row, strict=True)]


def _cell(column: Column, number: int, day: date, new: Words, chance: random.Random):
    if column.of == "incident_ref":
        return column.cells[0].format(1_001 + number)
    if column.of == "reported_on" or column.cells == ("date",):
        return datetime.combine(day, time(9 + number % 8, number % 60))
    if column.of == "closed_on":
        return datetime.combine(day + timedelta(days=chance.randint(2, 20)), time()) if number % 3 else ""
    if column.cells == ("age",):
        return str(chance.randint(3, 97))
    words = list(column.words or column.cells)
    if column.words and column.of in ("category", *new):
        words += list(new)
        if number < len(words):  # each word once, then by chance
            return words[number]
    if chance.random() > column.filled:
        return ""
    return (
        column.separator.join(chance.sample(words, chance.randint(1, 2))) if column.separator else chance.choice(words)
    )


def _text(style: Style, cell: object) -> str:
    return cell.strftime(style.dates) if isinstance(cell, datetime) else cell


def _workbook(style: Style, headings: list[str], rows: list[list]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Log")
        for at, line in enumerate([*([text] for text in style.above), headings, *rows]):
            sheet.write_row(at, 0, line)
    return out.getvalue()
