"""Kinds of files that lost or changed incidents without a word: what is wanted of each, and variants of each kind."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.__main__ import main
from ingest.matching import Matching, known_headings
from ingest.problems import Refused
from ingest.reading import ALL_SHEETS, TextTable, read
from tests.ingest.reading.books import book, incidents, log, rewritten, row, sheet

CASES = Path(__file__).parents[3].parent / "shared" / "cases"
EXPECTED = known_headings(Matching.of_standard())
few = settings(max_examples=25, deadline=None)
HEAD = "incident_ref,reported_on,category"


def table(content: bytes | str, **named) -> TextTable:
    content = content.encode() if isinstance(content, str) else content
    return read(content, "export", expected=EXPECTED, **named)


def refused(content: bytes | str, **named) -> tuple[str, str]:
    with pytest.raises(Refused) as found:
        table(content, **named)
    first = found.value.problems[0]
    return first.rule, first.message


def asked(content: bytes | str, **named) -> list[str]:
    return [ask.rule for ask in table(content, **named).asks]


def references(content: bytes | str, **named) -> list[str]:
    return table(content, **named).rows["c0"].to_pylist()


# case -> exit code, incidents, rules, words of a message
WANTED = {
    "01_swallowed_rows.csv": (0, 3, ["rows_in_a_cell"], "D3 goes on over 4 lines and holds what looks like rows"),
    "02_sheet_a_month.xlsx": (1, 0, ["sheets_alike"], "“August”, “September” have the same headings and are not read"),
    "03_second_half_by_semicolon.csv": (1, 0, ["other_delimiter"], "Lines 5, 6 and 7 are divided by semicolons"),
    "06_hidden_rows.xlsx": (0, 6, ["hidden_rows"], "2 rows are hidden by a filter"),
    "07_formulas_never_worked_out.xlsx": (1, 0, ["formula_without_result"], "Open it in Excel, save it"),
    "14_x000D.xlsx": (1, 0, ["repeated_reference"], ""),
    "16_excel_leaves_last_commas_out.csv": (0, 20, [], ""),
    "17_sixteen_thousand_empty_columns.csv": (0, 2, [], ""),
    "18_backslashes.xlsx": (0, 6, [], ""),
    "18b_workbook2.xlsx": (0, 6, [], ""),
    "19_strict.xlsx": (0, 6, [], ""),
    "24_mark_twice_quoted.csv": (0, 2, [], ""),
    "25_report.mht.xls": (1, 0, ["file_kind"], "a web page saved as one file (MHTML)"),
    "25c_sylk.csv": (1, 0, ["file_kind"], "a SYLK file"),
    "26_sensitivity_label.xlsx": (1, 0, ["file_labelled"], "choose a label without encryption"),
    "27_summary_first.xlsx": (1, 0, ["sheet_unclear"], "The other sheets are “Data”"),
    "28_lines_in_quotes.csv": (0, 6, [], ""),
    "29_blank_looking_end.csv": (0, 6, [], ""),
    "31_one_cell_in_the_last_row.xlsx": (0, 6, ["totals_rows_left_out"], "Line 1,048,576"),
    "33_date_zero.xlsx": (1, 0, ["date_zero"], "0 (shown as 00/01/1900)"),
    "34_group_totals.csv": (0, 6, ["totals_rows_left_out"], "Lines 5, 9 and 10"),
}


@pytest.mark.dose(2)
@pytest.mark.parametrize("case", WANTED)
def test_each_case_gives_what_is_wanted(case, capsys):
    exit_code, rows, rules, words = WANTED[case]
    period = ["--member=alder", "--from=2026-07", "--to=2026-09", "--json"]
    assert main(["check", str(CASES / case), *period]) == exit_code
    found = json.loads(capsys.readouterr().out)
    assert (found["rows"], sorted({p["rule"] for p in found["problems"]})) == (rows, rules)
    assert words in " ".join(p["message"] for p in found["problems"])


def test_references_are_read_with_the_zeros_that_are_shown():
    assert references((CASES / "12b_zero_padded.xlsx").read_bytes())[:3] == ["00001", "00002", "00003"]


class TestRowsInACell:
    def swallowed(self, break_: str = "\r\n", delimiter: str = ",", column: int = 3, rows: int = 2) -> str:
        lines = [["incident_ref", "reported_on", "category", "Notes"]]
        lines += [[f"DV/{n}", "13/07/2026", "neglect", "fine"] for n in range(1, 9)]
        lines[2][column] = '"' + lines[2][column]
        lines[2 + rows][column] += '"'
        return break_.join(delimiter.join(each) for each in lines) + break_

    @pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_in_any_dialect(self, break_, delimiter):
        assert asked(self.swallowed(break_, delimiter)) == ["rows_in_a_cell"]

    @few
    @given(column=st.integers(1, 3), rows=st.integers(1, 5))
    def test_in_any_column_over_any_number_of_rows(self, column, rows):
        assert asked(self.swallowed(column=column, rows=rows)) == ["rows_in_a_cell"]

    def test_a_text_of_several_lines_is_none(self):
        text = f'{HEAD},Notes\nDV/1,13/07/2026,neglect,"Called, no answer.\nCalled again, spoke"\n'
        assert asked(text) == []

    @pytest.mark.parametrize(
        "text",
        [
            # the swallowed row begins with a word, and only its beginning or its end is in the cell
            'category,incident_ref,reported_on\nneglect,"C-2,14/07/2026\nhoarding,C-3",20/08/2026\nneglect,C-4,17/09/2026\n',
            f'category,Notes,{HEAD[:-9]}\nneglect,"12"" pipe,C-2,14/07/2026\nhoarding,5"" gap",C-3,20/08/2026\n',
            # references are numbers and not the first column
            'category,incident_ref,reported_on\nneglect,1,13/07/2026\nneglect,"22,14/07/2026\nhoarding,3",15/07/2026\nhoarding,44,15/07/2026\n',
            # neither references nor months with digits of their own
            f'{HEAD}\nalpha,Jul 2026,neglect\n"bravo,Jul 2026,hoarding\ncharlie",Aug 2026,neglect\ndelta,Sep 2026,x\n',
            # rows pasted from a spreadsheet into a cell of a file that commas divide
            f'{HEAD},Notes\nC-1,13/07/2026,neglect,"C-2\t14/07/2026\tneglect\nC-3\t15/07/2026\thoarding"\n',
        ],
    )
    def test_parts_of_rows_and_rows_of_another_dialect(self, text):
        assert asked(text) == ["rows_in_a_cell"]

    @pytest.mark.parametrize(
        "note",
        ["1, visit\n2, call\n3, close", "Call, 13/07/2026\nVisit, 14/07/2026", "neglect, hoarding\nself_neglect, x"],
    )
    def test_a_list_or_a_diary_is_none(self, note):
        text = f'{HEAD},Notes\nC-1,13/07/2026,neglect,"{note}"\nC-2,14/07/2026,hoarding,x\nC-3,14/07/2026,hoarding,x\n'
        assert asked(text) == []

    def test_rows_pasted_into_a_cell_of_a_workbook(self):
        rows = [row(1, (*HEAD.split(","), "Notes")), row(2, ("C-1", "13/07/2026", "neglect", "x"))]
        rows.append(row(3, ("C-2", "14/07/2026", "neglect", "C-3\t15/07/2026\tneglect\nC-4\t16/07/2026\tneglect")))
        found = table(book({"Log": sheet(rows)})).asks
        assert [(ask.rule, ask.column, ask.line) for ask in found] == [("rows_in_a_cell", "D", 3)]
        assert "pasted into one cell" in found[0].message


def test_where_a_sheet_has_no_rows_the_others_are_named():
    content = book({"Summary": sheet([row(1, ("Total", "Category", "Month", "Location"))]), "Log": log("C-1")})
    (asks,) = table(content).asks
    assert (asks.rule, asks.soft) == ("no_rows", False)
    assert "This is sheet “Summary”; the other is “Log”." in asks.message


TWO_MONTHS = {"July": log("J-1", "J-2"), "August": log("A-1", day=46_250)}


class TestSheetsAlike:
    def test_all_sheets_are_one_table_and_each_row_knows_its_sheet(self):
        found = table(book(TWO_MONTHS), sheet=ALL_SHEETS)
        assert found.rows["c0"].to_pylist() == ["J-1", "J-2", "A-1"]
        assert (found.rows["line"].to_pylist(), found.joined) == (
            [10_000_002, 10_000_003, 20_000_002],
            ("July", "August"),
        )

    def test_a_sheet_named_is_read_alone(self):
        assert references(book(TWO_MONTHS), sheet="August") == ["A-1"]

    def test_columns_are_joined_by_heading(self):
        august = sheet(
            [
                row(1, ("category", "reported_on", "Team", "incident_ref")),
                row(2, ("neglect", 46_250, "x", "A-1"), (0, 1)),
            ]
        )
        found = table(book({"July": log("J-1"), "August": august}), sheet=ALL_SHEETS)
        assert found.headings == ("incident_ref", "reported_on", "category", "Team")
        assert found.rows.to_pylist()[1] == {
            "line": 20_000_002,
            "c0": "A-1",
            "c1": "2026-08-16",
            "c2": "neglect",
            "c3": "x",
        }

    def test_title_rows_may_differ(self):
        august = sheet(
            [
                row(1, ("August log",)),
                *[row(3, ("incident_ref", "reported_on", "category"))],
                *incidents("A-1", first=4),
            ]
        )
        assert refused(book({"July": log("J-1"), "August": august}))[0] == "sheets_alike"

    def test_empty_months_hidden_sheets_and_summaries_are_no_question(self):
        summary = sheet([row(1, ("Category", "Count")), row(2, ("neglect", 2))])
        sheets = {"July": log("J-1"), "August": log(), "Summary": summary, "Old": log("O-1")}
        assert references(book(sheets, hidden=["Old"])) == ["J-1"]

    def test_needed_headings_must_be_the_same(self):
        sheets = {"July": log("J-1"), "August": log("A-1", headings=("incident_ref", "reported_on", "Type of thing"))}
        assert refused(book(sheets), sheet=ALL_SHEETS)[0] == "sheets_differ"

    @few
    @given(st.lists(st.integers(1, 4), min_size=2, max_size=6))
    def test_nothing_is_lost(self, counts):
        sheets = {f"M{n}": log(*(f"R{n}-{i}" for i in range(count))) for n, count in enumerate(counts)}
        assert refused(book(sheets))[0] == "sheets_alike"
        assert len(references(book(sheets), sheet=ALL_SHEETS)) == sum(counts)

    def test_messages_name_the_sheet(self, tmp_path, capsys):
        path, matching = tmp_path / "log.xlsx", tmp_path / "m.json"
        path.write_bytes(book({"July": log("J-1"), "August": log("A-1", day=46_250)}))
        columns = {"incident_ref": "incident_ref", "reported_on": "reported_on", "category": "category"}
        matching.write_text(json.dumps({"sheet": "*", "columns": columns}))
        period = ["--member=alder", "--from=2026-07", "--to=2026-07", "--json"]
        assert main(["check", str(path), "--matching", str(matching), *period]) == 1
        (problem,) = json.loads(capsys.readouterr().out)["problems"]
        assert (problem["line"], problem["sheet"]) == (2, "August")
        assert problem["message"].startswith("Row 2 of sheet “August”, column B")


class TestTheWrongSheet:
    def test_a_summary_with_several_known_headings(self):
        summary = sheet([row(1, ("Category", "Location", "Count")), row(2, ("neglect", "Leeds", 4))])
        data = log("D-1", headings=("incident_ref", "reported_on", "category"))
        rule, message = refused(book({"At a glance": summary, "Notes": sheet([row(1, ("x",))]), "Data": data}))
        assert rule == "sheet_unclear"
        assert "On sheet “At a glance”" in message
        assert "“Notes”, “Data”" in message

    def test_the_log_first_is_read_without_a_question(self):
        assert references(
            book({"Data": log("D-1"), "Summary": sheet([row(1, ("Category", "n")), row(2, ("x", 1))])})
        ) == ["D-1"]


class TestOtherDialects:
    @pytest.mark.parametrize(
        ("own", "other", "name"), [(",", "\t", "tabs"), (";", ",", "commas"), ("|", ";", "semicolons")]
    )
    def test_at_the_end(self, own, other, name):
        lines = [HEAD, "C-1,13/07/2026,neglect", "C-2,14/07/2026,neglect"]
        text = "\n".join([*(line.replace(",", own) for line in lines), "C-3,15/07/2026,neglect".replace(",", other)])
        rule, message = refused(text)
        assert rule == "other_delimiter"
        assert f"Line 4 is divided by {name}" in message

    def test_whole_rows_in_one_quoted_cell(self):
        assert refused(f'{HEAD}\nC-1,13/07/2026,neglect\n"C-2,14/07/2026,neglect"\n')[0] == "other_delimiter"

    def test_in_a_workbook(self):
        rows = [
            row(1, ("incident_ref", "reported_on", "category")),
            *incidents("C-1"),
            row(3, ("C-2;14/07/2026;neglect",)),
        ]
        assert refused(book({"Log": sheet(rows)}))[0] == "other_delimiter"

    @pytest.mark.parametrize("between", ["   ", "~", "^", " ¦ ", " : "])
    def test_parted_by_what_no_file_is_divided_by(self, between):
        last = between.join(("C-3", "15/07/2026", "neglect"))
        rule, message = refused(f"{HEAD}\nC-1,13/07/2026,neglect\n{last}\n")
        assert rule == "other_delimiter"
        assert message.startswith("Line 3 has a whole row in one cell")

    @pytest.mark.parametrize("note", ["C-1 was withdrawn", "Exported on 15/07/2026", "As at 2026-07-15: C-1 open"])
    def test_a_note_with_a_reference_or_a_date_is_no_row(self, note):
        assert asked(f"{HEAD}\nC-1,13/07/2026,neglect\n{note}\n") == ["totals_rows_left_out"]

    def test_a_footnote_is_none(self):
        assert asked(f"{HEAD}\nC-1,13/07/2026,neglect\nExported by the system; ask IT\n") == ["totals_rows_left_out"]

    @few
    @given(st.integers(1, 20))
    def test_any_number_of_rows(self, count):
        rows = "".join(f"C-{n};14/07/2026;neglect\n" for n in range(count))
        assert refused(f"{HEAD}\nC-100,13/07/2026,neglect\n{rows}")[0] == "other_delimiter"


class TestHiddenRows:
    def hidden(self, attributes: str, after: str = "", count: int = 3) -> bytes:
        rows = [row(n + 2, (f"C-{n}", 46_216, "neglect"), (0, 1), attributes if n % 2 else "") for n in range(count)]
        return book({"Log": sheet([row(1, ("incident_ref", "reported_on", "category")), *rows], after)})

    @pytest.mark.parametrize(
        "attributes",
        ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"', "hidden = '1'", 'ht="0.75"', 'ht="1"', 'ht="1.5"'],
    )
    def test_however_they_are_hidden(self, attributes):
        assert asked(self.hidden(attributes)) == ["hidden_rows"]

    def test_a_filter_is_named(self):
        (ask,) = table(self.hidden('hidden="1"', '<autoFilter ref="A1:C4"/>')).asks
        assert ask.message.startswith("1 row is hidden by a filter on sheet “Log” (line 3)")

    def test_hidden_titles_and_empty_rows_are_no_question(self):
        rows = [row(1, ("title",), attributes='hidden="1"'), row(2, ("incident_ref", "reported_on", "category"))]
        rows += [*incidents("C-1", first=3), row(4, (" ",), attributes='hidden="1"')]
        assert asked(book({"Log": sheet(rows)})) == []

    @few
    @given(st.integers(2, 30))
    def test_all_are_counted(self, count):
        (ask,) = table(self.hidden('hidden="1"', count=count)).asks
        assert ask.message.split()[0] == str(count // 2)


class TestFormulas:
    def with_results(self, *results: str, calculation: str = '<calcPr fullCalcOnLoad="1"/>') -> bytes:
        rows = [row(1, ("incident_ref", "reported_on", "category", "repeat_concern"))]
        for at, result in enumerate(results, start=2):
            rows.append(row(at, (f"C-{at}", 46_216, "neglect", f"<f>A{at}</f>{result}"), (0, 1)))
        return book({"Log": sheet(rows)}, calculation=calculation)

    @pytest.mark.parametrize("result", ["<v>0</v>", "<v></v>", "", "<v/>"])
    def test_results_that_nobody_calculated(self, result):
        assert refused(self.with_results(result, result))[0] == "formula_without_result"

    def test_references_made_by_formulas(self):
        rows = [row(1, ("incident_ref", "reported_on", "category"))]
        rows += [row(n, ("<f>ROW()</f><v>0</v>", 46_216, "neglect"), (0, 1)) for n in (2, 3)]
        content = book({"Log": sheet(rows)}, calculation="<calcPr calcId='1' fullCalcOnLoad='true'/>")
        assert refused(content)[0] == "formula_without_result"

    def test_calculated_zeros_are_read(self):
        assert table(self.with_results("<v>0</v>", "<v>0</v>", calculation="")).rows["c3"].to_pylist() == ["0", "0"]
        assert table(self.with_results("<v>0</v>", "<v>1</v>")).rows["c3"].to_pylist() == ["0", "1"]

    @few
    @given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
    def test_refused_exactly_where_all_are_zero(self, results):
        content = self.with_results(*(f"<v>{each}</v>" for each in results))
        if any(results):
            assert table(content).rows["c3"].to_pylist() == [str(each) for each in results]
        else:
            assert refused(content)[0] == "formula_without_result"


class TestFormats:
    @pytest.mark.parametrize(
        ("code", "number", "text"),
        [
            ("00000", 1, "00001"),
            ("0000", 12345, "12345"),
            ('"ASB-"0000', 12, "ASB-0012"),
            (r"\D\V\-000", 7, "DV-007"),
            ("00-00-00", 12345, "01-23-45"),
            ('"REF"0', 45, "REF45"),
            ('0000"/A"', 45, "0045/A"),
            ("[Red]000;-000", 5, "005"),
            ("0", 5, "5"),
            ("#,##0", 12000, "12000"),
            ("0.00", 5, "5"),
            ('0" days"', 5, "5"),
            ("0%", 1, "1"),
            ("[$£-809]#,##0", 5, "5"),
            ("@", 5, "5"),
            ("General", 5, "5"),
        ],
    )
    def test_digits_and_letters_are_read_as_shown_others_as_stored(self, code, number, text):
        assert references(book({"Log": log(number, style=3)}, formats=[code])) == [text]

    @few
    @given(number=st.integers(0, 10**9), width=st.integers(2, 12))
    def test_padding(self, number, width):
        content = book({"Log": log(number, style=3)}, formats=["0" * width])
        assert references(content) == [str(number).zfill(width)]

    @pytest.mark.parametrize(
        ("written", "text"),
        [("C_x002D_1", "C-1"), ("C-1_x000A_", "C-1\n"), ("C_x005F_x0041_", "C_x0041_"), ("C_x41_", "C_x41_")],
    )
    def test_escapes_are_undone_as_excel_shows_them(self, written, text):
        assert references(book({"Log": log(written)})) == [text]

    def test_escapes_in_headings(self):
        assert (
            table(book({"Log": log("C-1", headings=("incident_ref_x000D_", "reported_on", "category"))})).headings[0]
            == "incident_ref"
        )

    @pytest.mark.parametrize(
        ("serial", "style", "text"),
        [
            (46_216, 1, "2026-07-13"),
            (46_216, 2, "2026-07-13 00:00"),
            (46_216.5, 2, "2026-07-13 12:00"),
            (0, 1, "1900-01-00"),
            (0, 2, "1900-01-00"),
        ],
    )
    def test_dates(self, serial, style, text):
        rows = [row(1, ("incident_ref", "reported_on", "category")), row(2, ("C-1", serial, "neglect"), (0, style))]
        assert table(book({"Log": sheet(rows)})).rows["c1"].to_pylist() == [text]

    def test_error_values_are_read_as_shown(self):
        rows = [
            row(1, ("incident_ref", "reported_on", "category")),
            '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2"><v>3</v></c></row>',
        ]
        assert references(book({"Log": sheet(rows)})) == ["#N/A"]


def prefixed(xml: str) -> str:
    """The same sheet with a prefix for its namespace."""
    return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")


class TestPackages:
    log_xml = log("C-1", "C-2")
    log = book({"Log": log_xml})

    @pytest.mark.parametrize(
        "content",
        [
            rewritten(log, names=("/", "\\\\")),
            rewritten(log, names=("xl/w", "XL/W")),
            rewritten(rewritten(log, names=("xl/", "book/")), texts=("xl/workbook", "/book/workbook")),
            rewritten(log, texts=("worksheets/", "/xl/worksheets/")),
            rewritten(
                log,
                texts=(
                    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    "http://purl.oclc.org/ooxml/spreadsheetml/main",
                ),
            ),
            book({"Log": prefixed(log_xml)}),
        ],
        ids=["backslashes", "other case", "elsewhere", "absolute targets", "strict", "prefixes"],
    )
    def test_valid_and_tolerated_packages_are_read(self, content):
        assert references(content) == ["C-1", "C-2"]

    @few
    @given(st.sampled_from(["workbook2", "Workbook", "book", "x/y/z"]), st.booleans())
    def test_the_workbook_part_under_any_name(self, name, absolute):
        target = ("/" if absolute else "") + f"xl/{name}.xml"
        folder, _, last = f"xl/{name}".rpartition("/")
        content = rewritten(self.log, texts=('Target="xl/workbook.xml"', f'Target="{target}"'))
        content = rewritten(content, texts=('Target="(worksheets/|styles)', r'Target="/xl/\1'))
        content = rewritten(content, names=("^xl/workbook.xml$", f"xl/{name}.xml"))
        assert references(
            rewritten(content, names=("^xl/_rels/workbook.xml.rels$", f"{folder}/_rels/{last}.xml.rels"))
        ) == ["C-1", "C-2"]


class TestKinds:
    @pytest.mark.parametrize(
        ("content", "what"),
        [
            (b"From: <Saved by Windows Internet Explorer 8>\r\nMIME-Version: 1.0\r\n\r\n<table>", "MHTML"),
            (b"\xef\xbb\xbf\r\n<div><table><tr><td>x</td></tr></table></div>", "a web page (HTML)"),
            ("<html><body>".encode("utf-16"), "a web page (HTML)"),
            (b"<!-- saved from x -->\n<html>", "a web page (HTML)"),
            (b'<meta http-equiv="Content-Type"><table>', "a web page (HTML)"),
            (
                b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
                b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
                "an XML Spreadsheet 2003",
            ),
            (b"<Incidents><Incident/></Incidents>", "an XML document"),
            (b"ID;PSCALC3\nC;X1;Y1;K1\nE\n", "a SYLK file"),
            (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "a Data Interchange file"),
            (b'[{"incident_ref": "C-1"}]', "JSON"),
            (b'{\n "value": []}', "JSON"),
        ],
    )
    def test_are_named_as_what_they_are(self, content, what):
        rule, message = refused(content)
        assert (rule, what in message) == ("file_kind", True)

    @few
    @given(st.text(" \t\r\n", max_size=20), st.sampled_from(["<TABLE>", "<Html >", "<!DOCTYPE html>", "<Style>"]))
    def test_after_any_white_space(self, before, tag):
        assert "a web page (HTML)" in refused(before + tag + "<tr><td>1</td></tr>")[1]

    def test_headings_that_begin_like_one_are_none(self):
        assert references("ID;Personal;incident_ref;reported_on;category\nC-1;x;y;z;a\n") == ["C-1"]

    @pytest.mark.parametrize(
        "stream", ["DRMEncryptedDataSpace", "\x06DataSpaces/TransformInfo/DRMEncryptedTransform", "EncryptedDRMContent"]
    )
    def test_labels_are_told_from_passwords(self, stream):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        assert refused(ole + "EncryptedPackage".encode("utf-16-le") + stream.encode("utf-16-le"))[0] == "file_labelled"
        assert refused(ole + "EncryptedPackage".encode("utf-16-le"))[0] == "file_encrypted"


class TestShortRows:
    def blocks(self, *widths: int) -> str:
        lines = ["incident_ref,reported_on,category,repeat_concern,Team"]
        for block, width in enumerate(widths):
            cells = [f"C-{block}", "13/07/2026", "neglect", "yes", "North"][:width]
            first = [f"C-{block}-0", *cells[1:]]
            rest = [
                [f"C-{block}-{n}", "13/07/2026", "neglect", *[""] * (width - 3)] for n in range(1, 16 - (block == 0))
            ]
            lines += [",".join(each) for each in (first, *rest)]
        return "\r\n".join(lines) + "\r\n"

    @pytest.mark.parametrize("widths", [(5, 3), (5, 4), (5, 4, 3), (5, 5, 3, 5)])
    def test_blocks_of_sixteen_without_their_last_columns_are_read(self, widths):
        found = table(self.blocks(*widths))
        assert (found.rows.num_rows, found.asks) == (16 * len(widths) - 1, ())
        assert found.rows["line"].to_pylist() == list(range(2, 16 * len(widths) + 1))

    @pytest.mark.parametrize("line", [5, 20, 31])
    def test_a_single_short_row_is_still_refused(self, line):
        lines = self.blocks(5, 5).split("\r\n")
        lines[line - 1] = lines[line - 1].rpartition(",")[0]
        assert refused("\r\n".join(lines))[0] == "field_count"

    @few
    @given(st.integers(2, 40))
    def test_a_file_cut_in_the_middle_is_refused(self, rows):
        text = f"{HEAD}\n" + "".join(f"C-{n},13/07/2026,neglect\n" for n in range(rows))
        assert refused(text.removesuffix(",neglect\n"))[0] == "field_count"


class TestColumnsAndMarks:
    @pytest.mark.parametrize("width", [501, 1000, 16_384])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_empty_columns_at_the_right(self, width, delimiter):
        more = delimiter * (width - 3)
        lines = [HEAD, "C-1,13/07/2026,neglect", 'C-2,14/07/2026,"hoarding"']
        found = table("".join(line.replace(",", delimiter) + more + "\r\n" for line in lines))
        assert found.headings == ("incident_ref", "reported_on", "category")
        assert found.rows["c2"].to_pylist() == ["neglect", "hoarding"]

    def test_a_cell_far_right_is_refused(self):
        more = "," * 600
        assert refused(f"{HEAD}{more}\nC-1,13/07/2026,neglect{more}x\n")[0] == "too_many_columns"

    @pytest.mark.parametrize(
        "mark",
        [
            *(b"\xef\xbb\xbf" * 2, b"\xef\xbb\xbf" * 3, "\ufeff\ufeff".encode("utf-16-le")),
            *("ï»¿".encode(), "\ufeffï»¿".encode(), "ï»¿\ufeff".encode()),
            "\ufeffï»¿".encode("utf-16-le"),
        ],
    )
    def test_marks_repeated(self, mark):
        quoted = '"incident_ref","reported_on","category"\n"C-1","13/07/2026","neglect"\n'
        text = quoted.encode("utf-16-le" if mark.startswith(b"\xff") else "utf-8")
        assert table(mark + text).headings[0] == "incident_ref"

    @pytest.mark.parametrize("more", ["," * 10, ", " * 20, "," * 1000])
    def test_rows_that_are_all_wider_than_the_headings_by_nothing(self, more):
        text = f"{HEAD}\nC-1,13/07/2026,neglect{more}\nC-2,14/07/2026,hoarding{more}\n"
        assert [row["c2"] for row in table(text).rows.to_pylist()] == ["neglect", "hoarding"]
        assert refused(text.replace(f"neglect{more}", f"neglect{more}x"))[0] == "field_count"
        assert refused(text.replace(f"neglect{more}", "neglect"))[0] == "field_count"

    @few
    @given(st.integers(0, 5), st.booleans())
    def test_any_number_of_marks(self, marks, quoted):
        head = '"incident_ref","reported_on","category"' if quoted else HEAD
        assert table("\ufeff" * marks + head + "\nC-1,13/07/2026,neglect\n").headings[0] == "incident_ref"


class TestLinesInQuotes:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_each_line_one_quoted_cell(self, delimiter):
        lines = [HEAD, "C-1,13/07/2026,neglect", "C-2,14/07/2026,hoarding"]
        text = "\r\n".join(f'"{line.replace(",", delimiter)}"' for line in lines)
        assert references(text) == ["C-1", "C-2"]

    def test_with_quotes_inside_and_blank_lines_between(self):
        text = f'"{HEAD}"\n\n"C-1,13/07/2026,""neglect, and more"""\n'
        assert table(text).rows.to_pylist() == [{"line": 3, "c0": "C-1", "c1": "13/07/2026", "c2": "neglect, and more"}]

    @pytest.mark.parametrize(
        ("before", "head", "end"),
        [
            ("", f'"{HEAD}"', ",,,"),
            ("", f'"{HEAD}"', ";"),
            ("", HEAD, ""),
            ('"Log of 2026"\n', f'"{HEAD}"', ""),
            ("sep=,\n", f'"{HEAD}"', ""),
            ("\n\n", f'"{HEAD}"', ""),
        ],
    )
    def test_beside_empty_cells_below_titles_and_with_headings_of_their_own(self, before, head, end):
        text = f'{before}{head}{end}\n"C-1,13/07/2026,neglect"{end}\n"C-2,14/07/2026,""sad, too"""{end}\n'
        assert [each["c2"] for each in table(text).rows.to_pylist()] == ["neglect", "sad, too"]

    def test_a_table_in_which_only_the_first_column_is_filled_stays_as_it_is(self):
        text = f'{HEAD},Team\n"C-1, again",,,\n"C-2, once more",,,\n'
        assert asked(text) == ["totals_rows_left_out", "no_rows"]

    @few
    @given(st.lists(st.text("abc ,;", min_size=1, max_size=8), min_size=1, max_size=6))
    def test_as_the_file_without_its_quotes(self, words):
        quote = '"'
        plain = [HEAD, *(f'C-{n},13/07/2026,"x{word}"' for n, word in enumerate(words))]
        wrapped = "\n".join(f'"{line.replace(quote, quote * 2)}"' for line in plain)
        assert table(wrapped).rows.equals(table("\n".join(plain)).rows)


class TestEnds:
    @few
    @given(
        st.lists(st.text("\u00a0\u2007\u202f\u200b\ufeff \u3000", max_size=3), min_size=3, max_size=3),
        st.integers(1, 4),
    )
    def test_rows_that_look_blank_at_the_end_are_dropped_silently(self, cells, count):
        found = table(f"{HEAD}\nC-1,13/07/2026,neglect\n" + (",".join(cells) + "\n") * count)
        assert (found.rows.num_rows, found.asks, found.below) == (1, (), ())

    @pytest.mark.parametrize("blank", ["\u00a0,\u00a0,\u00a0", "\u00a0", "\u200b,,", "\u202f,\u2009,\u3000"])
    def test_in_text(self, blank):
        assert asked(f"{HEAD}\nC-1,13/07/2026,neglect\n{blank}\n") == []
        assert asked(f"{HEAD}\nC-1,13/07/2026,neglect\n{blank}\nC-2,13/07/2026,neglect\n") == ["blank_rows_left_out"]

    @pytest.mark.parametrize(
        "total",
        [
            *("Team A Total,3,", "North Count,12,", ",Week 1 Total,3", "Grand Total,6,", "B Average,,1.5"),
            *(
                "3,,neglect Count",
                "3,,Grand Total",
                ",,neglect StdDev",
                "B Varp,2,",
                "Count: 3,,",
                "Team A Total (3),,",
            ),
            *("Number of records: 6,,", "neglect Max,14/07/2026,", "neglect Min,1,2026-07-14"),
        ],
    )
    def test_totals_of_groups(self, total):
        found = table(f"{HEAD}\nC-1,13/07/2026,neglect\n{total}\nC-2,14/07/2026,neglect\n")
        assert found.rows["c0"].to_pylist() == ["C-1", "C-2"]
        assert [ask.rule for ask in found.asks] == ["totals_rows_left_out"]

    @pytest.mark.parametrize("row", ["12,13/07/2026,Total", "12,13.07.2026,Head Count", "Low Count,14/07/2026,"])
    def test_an_incident_with_a_date_is_no_total(self, row):
        assert asked(f"{HEAD}\n{row}\nC-2,14/07/2026,neglect\n") == []

    def test_an_incident_that_ends_so_is_kept(self):
        assert references(f"{HEAD}\nOur Total,13/07/2026,neglect\nC-2,14/07/2026,neglect\n") == ["Our Total", "C-2"]

    @few
    @given(st.text("abcXYZ 1", min_size=1, max_size=10).filter(str.strip), st.integers(0, 999))
    def test_of_any_group(self, group, count):
        found = table(f"{HEAD}\nC-1,13/07/2026,neglect\n{group.strip()} Total,{count},\nC-2,14/07/2026,neglect\n")
        assert found.rows["c0"].to_pylist() == ["C-1", "C-2"]


class TestFarAway:
    @pytest.mark.parametrize("line", [5_000, 70_000, 1_048_576])
    def test_one_cell_far_down_costs_nothing(self, line):
        rows = [
            row(1, ("incident_ref", "reported_on", "category")),
            *incidents("C-1"),
            f'<row r="{line}"><c r="B{line}"><v>1</v></c></row>',
        ]
        found = table(book({"Log": sheet(rows)}))
        assert (found.rows.num_rows, [each for each, _ in found.below]) == (1, [line])

    def test_an_incident_far_down_is_read_with_its_line(self):
        rows = [
            row(1, ("incident_ref", "reported_on", "category")),
            *incidents("C-1"),
            *incidents("C-2", first=900_000),
        ]
        found = table(book({"Log": sheet(rows)}))
        assert found.rows["line"].to_pylist() == [2, 900_000]
        assert [ask.rule for ask in found.asks] == ["blank_rows_left_out"]

    @few
    @given(st.lists(st.integers(2, 1_048_576), min_size=1, max_size=8, unique=True))
    def test_incidents_anywhere(self, lines):
        rows = [
            row(1, ("incident_ref", "reported_on", "category")),
            *(incidents("C", first=n)[0] for n in sorted(lines)),
        ]
        assert table(book({"Log": sheet(rows)})).rows["line"].to_pylist() == sorted(lines)


class TestHiddenColumnsOfDynamics:
    headings = "(Do Not Modify) Incident,(Do Not Modify) Row Checksum,incident_ref,reported_on,category"
    text = headings + "\n{},LS1 4DY,C-1,13/07/2026,neglect\n"

    def test_are_emptied_before_anything_looks_at_them(self):
        found = table(self.text.format("07700 900123"))
        assert (found.rows["c0"].to_pylist(), found.rows["c1"].to_pylist()) == ([""], [""])

    def test_are_kept_where_the_matching_needs_one(self):
        found = read(self.text.format("4f1c").encode(), "x", expected=EXPECTED | {"(Do Not Modify) Incident"})
        assert (found.rows["c0"].to_pylist(), found.rows["c1"].to_pylist()) == (["4f1c"], [""])

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("(do not modify) case", "( Do  Not Modify )Row Checksum"),
            ("(DO NOT MODIFY) Case", "(DO\u00a0NOT\u00a0MODIFY) Row Checksum"),
            ("[Do Not Modify] Case", "\u200b(Do Not Modify) Modified On"),
            ("(Do_Not_Modify)_Case", "Row Checksum"),
            ("Case (Do Not Modify)", "(DoNotModify) Checksum"),
            ("(Nicht ändern) Anfrage", "(Nicht ändern) Prüfsumme der Zeile"),
            ("(Ne pas modifier) Incident", "(Ne pas modifier) Somme de contrôle de la ligne"),
            ("(No modificar) Caso", "(NO MODIFICAR) Suma de comprobación de fila"),
            ("(Niet wijzigen) Aanvraag", "(Peidiwch ag addasu) Swm gwirio"),
        ],
    )
    def test_in_other_case_spaces_and_languages(self, first, second):
        text = self.text.replace("(Do Not Modify) Incident", first).replace("(Do Not Modify) Row Checksum", second)
        found = table(text.format("07700 900123"))
        assert (found.rows["c0"].to_pylist(), found.rows["c1"].to_pylist()) == ([""], [""])

    def test_in_a_language_that_is_not_known(self):
        text = "(Ekki breyta) Mál,(Ekki breyta) Gátsumma,(Ekki breyta) Breytt,incident_ref,reported_on,category\n"
        text += "f81d4fae-7dec-11d0-a765-00a0c91e6bf6,aE5SW1A1AAtZ0q9xYv3kLmNoPqRs0tUv==,14/07/2026,C-1,13/07/2026,x\n"
        rows = table(text).rows.to_pylist()
        assert [rows[0][each] for each in ("c0", "c1", "c2", "c3")] == ["", "", "", "C-1"]

    @pytest.mark.parametrize("heading", ["(Risk) Level", "Do not modify?", "Modified On", "Checksum agreed"])
    def test_other_columns_stay(self, heading):
        text = f"(Risk) Type,{heading},incident_ref,reported_on,category\nhigh,low,C-1,13/07/2026,neglect\n"
        assert [table(text).rows.to_pylist()[0][each] for each in ("c0", "c1")] == ["high", "low"]

    @few
    @given(st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789+/= ", max_size=40))
    def test_whatever_a_checksum_looks_like(self, checksum):
        assert table(self.text.format(f'"{checksum}"')).rows["c0"].to_pylist() == [""]


SCHEMA = 'ListSchema={"schemaXmlList":["<Field ID=\\"{x}\\" Name=\\"Title\\"/>"]}'
QUOTED_SCHEMA = '"ListSchema={""schemaXmlList"":[""<Field,\n Name=""""Title""""/>""]}"'


class TestTheListSchemaOfSharePoint:
    @pytest.mark.parametrize(
        "above",
        [
            f"{SCHEMA}\r\n",
            f"\ufeff{SCHEMA}\r\n",
            f"{SCHEMA},,\n",
            f"{QUOTED_SCHEMA}\n",
            f"{QUOTED_SCHEMA},,\n",
            "listschema={}\n",
        ],
    )
    @pytest.mark.parametrize("delimiter", [",", ";"])
    def test_is_passed_over(self, above, delimiter):
        text = '"incident_ref","reported_on","category"\r\n"C-1","13/07/2026","neglect"\r\n'.replace(",", delimiter)
        found = table(above + text)
        assert found.header_row == 2
        assert found.rows.to_pylist() == [{"line": 3, "c0": "C-1", "c1": "13/07/2026", "c2": "neglect"}]

    def test_after_the_line_that_names_the_separator_and_over_lines_in_quotes(self):
        text = f'sep=,\n{SCHEMA}\n"{HEAD}"\n"C-1,13/07/2026,neglect"\n'
        assert (table(text).header_row, references(text)) == (3, ["C-1"])

    @few
    @given(st.text("abc,;{}[]<>=/ '", max_size=30))
    def test_whatever_it_holds(self, schema):
        assert references(f"ListSchema={schema}\n{HEAD}\nC-1,13/07/2026,neglect\n") == ["C-1"]


class TestRowsOfAnotherDialect:
    """Rows that another character divides: at the end, in the middle, or quoted."""

    @pytest.mark.parametrize(
        "rows, words",
        [
            (
                ["C-1,13/07/2026,neglect", "C-2;14/07/2026;neglect", "C-3,15/07/2026,neglect"],
                "Line 3 is divided by semi",
            ),
            (
                ["C-1,13/07/2026,neglect", '"C-2";"14/07/2026";"neglect"'],
                "Line 3 and perhaps others are divided by semi",
            ),
            (
                ["C-1,13/07/2026,neglect", '"C-2"\t"14/07/2026"\t"neglect"'],
                "Line 3 and perhaps others are divided by tabs",
            ),
        ],
    )
    def test_the_character_is_named(self, rows, words):
        rule, message = refused("\r\n".join([HEAD, *rows]))
        assert rule == "other_delimiter" and words in message

    @pytest.mark.parametrize("heads", ["category,reported_on,incident_ref", "reported_on,category,incident_ref,Team"])
    def test_rows_in_one_quoted_cell_whatever_column_comes_first(self, heads):
        cells = {"category": "neglect", "reported_on": "13/07/2026", "incident_ref": "C-{}", "Team": "North"}
        rows = [",".join(cells[each] for each in heads.split(",")).format(n) for n in range(1, 6)]
        lone = '"' + "\n".join(rows[2:]) + '"'
        rule, message = refused("\n".join([heads, *rows[:2], lone]))
        assert rule == "other_delimiter" and "one quoted cell" in message

    def test_a_workbook_with_everything_in_column_a(self):
        lines = [HEAD, "C-1,13/07/2026,neglect"]
        rows = [row(at, (text,)) for at, text in enumerate(lines, start=1)]
        rule, message = refused(book({"Log": sheet(rows)}))
        assert rule == "rows_in_one_column" and "one cell, A1" in message and "Text to Columns" in message


def test_the_mark_at_the_end_of_an_old_text_file_is_no_row():
    found = table(f"{HEAD}\r\nC-1,13/07/2026,neglect\r\n\x1a")
    assert (found.rows["c0"].to_pylist(), found.asks, found.below) == (["C-1"], (), ())


@pytest.mark.parametrize(
    "cell, asks", [("13/07/2026,\u00a015:05", False), ("caf\u00a0noir", True), ("caf\u00e9", True)]
)
def test_a_space_that_does_not_break_needs_no_question(cell, asks):
    content = f'{HEAD},Stage\r\nC-1,13/07/2026,neglect,"{cell}"\r\n'.encode("cp1252")
    assert (asked(content) == ["encoding_not_unicode"]) is asks


def test_a_page_with_an_xml_beginning_is_a_web_page():
    rule, message = refused(
        '<?xml version="1.0"?>\n<!-- x -->\n<html><table><tr><td>incident_ref</td></tr></table></html>'
    )
    assert rule == "file_kind" and "a web page (HTML)" in message


@pytest.mark.parametrize("before, after", ["''", "‘’", "“”"])
def test_single_and_curly_quotation_marks_around_headings(before, after):
    lines = [[f"{before}{each}{after}" for each in line.split(",")] for line in (HEAD, "C-1,13/07/2026,neglect")]
    assert table("\n".join(map(",".join, lines))).headings == tuple(HEAD.split(","))


def test_too_many_columns_says_what_to_do():
    rule, message = refused(",".join([HEAD, *(f"Column{n}" for n in range(600))]) + "\nC-1,13/07/2026,neglect\n")
    assert rule == "too_many_columns" and "603 headings" in message and "Delete the columns to the right" in message


def test_answers_that_are_headings_elsewhere_do_not_hide_the_headings():
    lines = [
        "When was it?,What is the number?,Police,What kind?",
        "13/07/2026,C-1,Yes,Category",
        "14/07/2026,C-2,Location,Yes",
    ]
    assert table("\n".join(lines)).header_row == 1


def test_a_summary_before_a_hidden_log_is_not_taken_for_the_log():
    pivot = sheet([row(1, ("Category", "Location")), row(2, ("neglect", "x"))])
    rule, message = refused(book({"Pivot": pivot, "Data": log("C-1", "C-2")}, hidden=["Data"]))
    assert rule == "sheet_unclear" and "“Data” (hidden) has 3" in message


@pytest.mark.parametrize(
    "line, words",
    [
        ("C-2,14/07/2026", "has 2 cells, but there are 5 headings. A comma is missing, or the program"),
        ("C-2,14/07/2026,neglect,a,b,c", "has 6 cells, but there are 5 headings. A comma is one too many"),
    ],
)
def test_a_row_that_is_too_short_or_too_long_says_how_to_correct_it(line, words):
    rule, message = refused(f"{HEAD},Stage,Area\nC-1,13/07/2026,neglect,a,b\n{line}\nC-3,15/07/2026,neglect,a,b\n")
    assert rule == "field_count" and f"Line 3 {words}" in message
