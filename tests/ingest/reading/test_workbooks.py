"""Workbooks: what a person sees in Excel beside the text that is read, and what is refused."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from ingest.problems import Refused
from ingest.reading import package, read, workbook
from ingest.reading.workbook import sheets


def made(*rows, **options) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in options.get("merged", ()):
        book.active.merge_cells(cells)
    for name in options.get("more", ()):
        book.create_sheet(name).append(["ref", "date", "type"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(content: bytes, part: str, old: str, new: str) -> bytes:
    """The same workbook with one of its parts rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, re.sub(old, new, text.decode()).encode() if name == part else text)
    return buffer.getvalue()


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


def refusal(content: bytes, **named) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read(content, "export.xlsx", **{"expected": ("ref", "type")} | named)
    (problem,) = refused.value.problems
    return problem.rule, problem.message


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        ("  as is ", None, "  as is "),
        (None, None, ""),
        (12, None, "12"),
        (12.0, None, "12"),
        (0.1 + 0.2, None, "0.3"),
        (1234567890123, None, "1234567890123"),
        (True, None, "TRUE"),
        ("#N/A", None, "#N/A"),
        (date(2026, 4, 30), "dd/mm/yyyy", "2026-04-30"),
        (datetime(2026, 4, 30), "mmm-yy", "2026-04-30"),
        (datetime(2026, 4, 30), "dd/mm/yyyy hh:mm", "2026-04-30 00:00"),
        (datetime(2026, 4, 30, 14, 5), "dd/mm/yyyy", "2026-04-30 14:05"),
        (datetime(2026, 4, 30, 14, 59, 59, 900000), "dd/mm/yyyy hh:mm", "2026-04-30 15:00"),
        (datetime(2026, 4, 30, 23, 59, 59, 997000), "dd/mm/yyyy hh:mm", "2026-04-30 23:59"),
        (datetime(2026, 4, 30, 23, 59, 59, 500000), "dd/mm/yyyy", "2026-04-30 23:59"),
        (time(9, 30), "hh:mm", "09:30"),
        (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    ],
)
def test_cells_as_text(value, number_format, text):
    book = openpyxl.Workbook()
    book.active.append(["ref", "type"])
    book.active.append(["1", value])
    if number_format:
        book.active["B2"].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    table = read(buffer.getvalue(), "export.xlsx")
    assert (table.kind, table.sheet, table.rows["c1"].to_pylist()) == ("xlsx", "Sheet", [text])


def test_title_rows_merged_across_are_read_over():
    content = made(["Incidents"], [], ["ref", "date", "type"], ["1", 2, "x"], merged=["A1:C2"])
    table = read(content, "export.xlsx", expected=("ref", "type"))
    assert (table.headings, table.header_row) == (("ref", "date", "type"), 3)
    assert table.rows.to_pylist() == [{"line": 4, "c0": "1", "c1": "2", "c2": "x"}]
    assert table.above == ((1, ("Incidents",)), (2, ()))


def test_rows_merged_in_the_table_would_read_as_blank():
    content = made(["ref", "type"], ["1", "x"], ["2", None], merged=["B2:B3"])
    assert refusal(content)[0] == "merged_cells"


def test_totals_notes_and_blank_rows_as_in_text():
    rows = [
        ["ref", "date", "type"],
        ["1", "2", "3"],
        [None, " "],
        ["4", "5", "6"],
        ["Total", None, 2],
        [],
        ["Note"],
    ]
    table = read(made(*rows, [None], [""]), "export.xlsx", expected=("ref", "type"))
    assert table.rows["line"].to_pylist() == [2, 4]
    assert table.below == ((3, ()), (5, ("Total", "", "2")), (7, ("Note", "", "")))
    assert [ask.rule for ask in table.asks] == ["totals_rows_left_out", "blank_rows_left_out"]


def test_a_column_without_heading_is_kept_only_with_cells_in_it():
    table = read(made(["ref", "type", None], ["1", "x", "y"], ["2", "z", None]), "x.xlsx", expected=("ref",))
    assert table.headings == ("ref", "type", "")
    assert table.rows["c2"].to_pylist() == ["y", ""]


def with_formulas(**results) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["ref", "type"])
    for row, (ref, result) in enumerate(results.items(), start=1):
        sheet.write(row, 0, ref)
        sheet.write_formula(row, 1, '=IF(A1="","","x")', None, result)
    book.close()
    return buffer.getvalue()


def test_a_formula_reads_as_its_kept_result_the_empty_text_included():
    content = edited(with_formulas(a="x", b="y", c=3), SHEET, "<v>y</v>", "<v></v>")
    table = read(content, "export.xlsx", expected=("ref",))
    assert table.rows["c1"].to_pylist() == ["x", "", "3"]


def test_a_formula_without_a_kept_result_refuses_the_file():
    rule, message = refusal(made(["ref", "type"], ["1", "x"], ["2", "=A2"], ["3", "=A3"]))
    assert rule == "formula_without_result"
    assert "2 formulas" in message
    assert "B3" in message
    assert "Open it in Excel, save it" in message


def test_the_first_visible_sheet_or_the_one_named():
    content = made(["ref", "date"], ["1", "2"], more=["July", "August"])
    assert sheets(content) == ["Sheet", "July", "August"]
    assert read(content, "x.xlsx").sheet == "Sheet"
    assert read(content, "x.xlsx", sheet="July").headings == ("ref", "date", "type")
    hidden = edited(
        content,
        "xl/workbook.xml",
        r'state="visible"',
        r'state="hidden"',
    )
    assert sheets(edited(hidden, "xl/workbook.xml", r'(name="August"[^>]*)state="hidden"', r'\1state="visible"')) == [
        "August",
        "Sheet",
        "July",
    ]


def test_a_sheet_that_is_not_there_or_not_the_right_one_names_the_others():
    content = made(["About this file"], more=["July"])
    assert refusal(content, sheet="June") == (
        "sheet_unknown",
        "There is no sheet “June”. The workbook has: “Sheet”, “July”.",
    )
    rule, message = refusal(content)
    assert rule == "headings_not_recognised"
    assert message.startswith("On sheet “Sheet”:")
    assert message.endswith("The other sheets are “July”.")


def test_the_content_decides_not_the_name():
    assert read(made(["ref", "type"], ["1", "x"]), "export.csv").kind == "xlsx"
    assert read(b"ref,type\n1,x\n", "export.xlsx").kind == "csv"


@pytest.mark.parametrize(
    ("content", "rule", "what"),
    [
        (
            zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
            "file_damaged",
            "save it again",
        ),
        (zipped(word__document_dot_xml="<w/>"), "file_kind", "Word document"),
        (zipped(xl__workbook_dot_bin="x"), "file_damaged", "save it again"),
        (zipped(incidents_dot_csv="ref,type"), "file_kind", "compressed folder (.zip)"),
        (zipped(xl__workbook_dot_xml="<workbook/>"), "sheet_unknown", "no sheet of cells"),
        (made(["ref", "type"], ["1", "x"])[:-900], "file_damaged", "Export it again"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "file_encrypted",
            "password",
        ),
    ],
)
def test_other_packages_are_refused_by_name(content, rule, what):
    found = refusal(content)
    assert found[0] == rule
    assert what in found[1]


def test_a_workbook_that_unpacks_to_more_than_the_limit_is_not_unpacked(monkeypatch):
    content = made(*([["ref", "type"]] + [["1", "x" * 50 + str(i)] for i in range(2000)]))
    monkeypatch.setattr(package, "LARGEST_UNPACKED", 100_000)
    monkeypatch.setattr(workbook, "CalamineWorkbook", None)  # no other library unpacks it
    assert refusal(content)[0] == "workbook_too_large"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (r'<row r="2"', r'<row r="2000000000"', "file_damaged"),
        (r'r="B2"', r'r="XFD2"', "too_many_columns"),
        (r"</sheetData>", r"", "file_damaged"),
        (r'<row r="2"', r'<row r="1"', "file_damaged"),
        (r"^", r'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>', "file_damaged"),
    ],
)
def test_crafted_sheets_are_refused_without_much_ado(old, new, rule):
    assert refusal(edited(made(["ref", "type"], ["1", "x"]), SHEET, old, new))[0] == rule


def test_an_empty_workbook():
    assert refusal(made())[0] == "headings_not_recognised"
    assert refusal(made(), expected=())[0] == "headings_missing"
