"""Workbooks by three writers beside a second reader (pandas, openpyxl): the same cells, or the difference explained.

The converter of LibreOffice is run in a slow test only.
"""

import io
import math
import shutil
import subprocess
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from ingest.reading import read

DATA = Path(__file__).parents[3].parent / "shared" / "data"

# name -> value, number format
CELLS = {
    "text": ("Damp and mould", None),
    "blanks around": ("  as is  ", None),
    "digits as text": ("00012", None),
    "letters of other scripts": ("Łódź – “naïve” 東京 🙂", None),
    "line break": ("one\ntwo", None),
    "markup": ("<b>&amp;</b>", None),
    "formula as text": ("'=1+1", None),
    "long text": ("x" * 5000, None),
    "whole number": (42, None),
    "fraction": (1.25, None),
    "sum of fractions": (0.1 + 0.2, None),
    "negative": (-3, None),
    "thirteen digits": (1234567890123, None),
    "yes": (True, None),
    "no": (False, None),
    "day": (date(2026, 7, 13), "dd/mm/yyyy"),
    "day, American": (date(2026, 7, 13), "m/d/yy"),
    "day before March 1900": (datetime(1900, 2, 27), "dd/mm/yyyy"),
    "moment": (datetime(2026, 7, 13, 16, 5), "dd/mm/yyyy hh:mm"),
    "month": (datetime(2026, 7, 1), "mmm yyyy"),
    "time of day": (time(9, 30), "hh:mm"),
    "duration": (timedelta(hours=30, minutes=5), "[h]:mm"),
    "money": (12.5, "£#,##0.00"),
    "share": (0.25, "0%"),
    "zeros shown": (12, "00000"),
    "letters shown": (12, '"ASB-"0000'),
    "escape": ("CASE_x0041_1", None),
    "nothing": (None, None),
}
EXPLAINED = {
    "sum of fractions": "0.3, as Excel shows fifteen digits; the second reader keeps 0.30000000000000004",
    "zeros shown": "00012, as Excel shows it: a reference is what a person sees",
    "letters shown": "ASB-0012, as Excel shows it",
    "duration": "30:05, as Excel shows it; the second reader has a difference of time",
    "day before March 1900": "Excel counts a 29 February 1900; readers differ on days before it",
    "escape": "CASEA1, as Excel shows it; which writers escape their underscores differs",
}


def of_openpyxl(**options) -> bytes:
    book = openpyxl.Workbook(**options)
    page = book.active if book.worksheets else book.create_sheet()
    page.append(["ref", "type"])
    for row, (name, (value, number_format)) in enumerate(CELLS.items(), start=2):
        cell = openpyxl.cell.WriteOnlyCell(page, value)
        if number_format:
            cell.number_format = number_format
        page.append([name, cell])
        assert options or page.cell(row, 1).value == name
    return saved(book)


def of_xlsxwriter(**options) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True} | options)
    page = book.add_worksheet()
    page.write_row(0, 0, ["ref", "type"])
    for row, (name, (value, number_format)) in enumerate(CELLS.items(), start=1):
        style = book.add_format({"num_format": number_format}) if number_format else None
        page.write_string(row, 0, name)
        if isinstance(value, str):
            page.write_string(row, 1, value)
        elif value is not None:
            page.write(row, 1, value, style)
    book.close()
    return out.getvalue()


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_openpyxl_with_rich_text() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(of_openpyxl()))
    for row in book.active.iter_rows(min_row=2):
        if row[0].value == "text":
            row[1].value = CellRichText("Damp ", TextBlock(InlineFont(b=True), "and"), " mould")
    return saved(book)


def by_sheet_of_other_data() -> bytes:
    """Beside a chart, a comment, a filter, a hidden sheet and a table of Excel's own."""
    book = openpyxl.load_workbook(io.BytesIO(of_openpyxl()))
    page = book.active
    page.auto_filter.ref = f"A1:B{page.max_row}"
    page.freeze_panes = "A2"
    page["A2"].comment = openpyxl.comments.Comment("seen", "someone")
    page["A3"].hyperlink = "https://example.org"
    page.column_dimensions["A"].hidden = True
    hidden = book.create_sheet("Lists")
    hidden.append(["a", "b"])
    hidden.sheet_state = "hidden"
    return saved(book)


WRITERS = {
    "openpyxl": of_openpyxl,
    "openpyxl, written row by row": lambda: of_openpyxl(write_only=True),
    "openpyxl, rich text": as_openpyxl_with_rich_text,
    "openpyxl, beside other things": by_sheet_of_other_data,
    "XlsxWriter": of_xlsxwriter,
    "XlsxWriter, texts in their cells": lambda: of_xlsxwriter(constant_memory=True),
    "XlsxWriter, days from 1904": lambda: of_xlsxwriter(date_1904=True),
}


def ours(content: bytes) -> dict[str, str]:
    table = read(content, "log.xlsx", expected=("ref", "type"))
    return dict(zip(table.rows["c0"].to_pylist(), table.rows["c1"].to_pylist(), strict=True))


def second(content: bytes, engine: str = "openpyxl") -> dict[str, str]:
    frame = pd.read_excel(io.BytesIO(content), engine=engine, dtype=object, keep_default_na=False, na_filter=False)
    return {name: shown(value) for name, value in zip(frame["ref"], frame["type"], strict=True)}


def shown(value: object) -> str:
    """A value of the second reader as text: days and times in ISO's form, to the minute."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)


def differences(found: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str, str]]:
    assert list(found) == list(other)
    return {name: (found[name], other[name]) for name in found if found[name] != other[name]}


@pytest.mark.parametrize("writer", WRITERS)
def test_cells_are_those_of_a_second_reader_or_the_difference_is_explained(writer):
    content = WRITERS[writer]()
    found = ours(content)
    assert len(found) == len(CELLS)
    assert differences(found, second(content)).keys() <= EXPLAINED.keys()
    assert (found["zeros shown"], found["letters shown"], found["sum of fractions"]) == ("00012", "ASB-0012", "0.3")
    assert found["duration"] == "30:05"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.parametrize("writer", ["openpyxl", "XlsxWriter"])
@pytest.mark.parametrize("form", ["xlsx", "ods", "xls"])
def test_what_libreoffice_makes_of_them_is_the_same(writer, form, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "log.xlsx").write_bytes(WRITERS[writer]())
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "in" / "log.xlsx")], check=True, capture_output=True, timeout=300)
    content = (tmp_path / f"log.{form}").read_bytes()
    engine = "openpyxl" if form == "xlsx" else "calamine"
    assert differences(ours(content), second(content, engine)).keys() <= EXPLAINED.keys()


@pytest.mark.parametrize(
    ("year", "sheet", "header_row"), [(2024, "TSM24_LCRA_Perception", 11), (2025, "TSM25_LCRA_Perception", 11)]
)
def test_the_regulators_workbooks_beside_a_second_reader(year, sheet, header_row):
    content = (DATA / "rsh_tsm" / f"tsm{year}.xlsx").read_bytes()
    table = read(content, "tsm.xlsx", sheet=sheet, header_row=header_row)
    frame = pd.read_excel(
        io.BytesIO(content), sheet_name=sheet, header=None, skiprows=header_row, dtype=object, na_filter=False
    )
    width = len(table.headings)
    others = [[shown(value) for value in row] for row in frame.iloc[:, :width].itertuples(index=False)]
    lines = table.rows["line"].to_pylist()
    columns = [table.rows[f"c{at}"].to_pylist() for at in range(width)]
    for line, *cells in zip(lines, *columns, strict=True):
        other = others[line - header_row - 1]
        assert [close(a, b) for a, b in zip(cells, other, strict=True)] == [True] * width, (line, cells, other)


def close(ours: str, other: str) -> bool:
    """The same text, or the same number to the fifteen digits that Excel shows."""
    if ours == other:
        return True
    try:
        return math.isclose(float(ours), float(other), rel_tol=1e-14)
    except ValueError:
        return False
