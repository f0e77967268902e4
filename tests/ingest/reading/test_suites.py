"""Every file of the published suites, read to its content or refused with a true reason; other real files."""

import csv
import gzip
import json
import pathlib

import pytest

from ingest.problems import Refused
from ingest.reading import TextTable, read
from ingest.reading.workbook import sheets

DATA = pathlib.Path(__file__).parents[3].parent / "shared" / "data"
SUITES = DATA / "csv_suites"
POLLOCK_HEADINGS = [
    *("DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments")
]


def everything(table: TextTable) -> list[list[str]]:
    """The headings and all rows below, whether they count as incidents or not."""
    rows = zip(*(table.rows[name].to_pylist() for name in table.rows.column_names), strict=True)
    below = [(line, *cells) for line, cells in table.below]
    return [list(table.headings), *([*cells] for _, *cells in sorted([*rows, *below]))]


def outcome(path: pathlib.Path, **named) -> tuple[TextTable | None, str]:
    try:
        table = read(path.read_bytes(), path.name, **named)
    except Refused as refused:
        first = refused.problems[0]
        place = f" line {first.line}" if first.line else ""
        return None, first.rule + place + (f" column {first.column}" if first.column else "")
    return table, "read"


def csv_test_data() -> dict[str, str]:
    folder = SUITES / "csv_test_data"
    found = {}
    for path in sorted((folder / "csv").iterdir()):
        with_header = "header-" in path.name
        named = {"expected": ("foo", "bar", "baz")} if path.name.startswith(("bad-", "header-")) else {"header_row": 1}
        table, found[path.name] = outcome(path, **named)
        if table:
            wanted = json.loads((folder / "json" / f"{path.stem}.json").read_text())
            records = everything(table)
            got = [dict(zip(records[0], row, strict=True)) for row in records[1:]] if with_header else records
            found[path.name] = "read right" if got == wanted else "WRONG"
    return found


def test_csv_test_data_18_right_7_refused():
    found = csv_test_data()
    assert {name: result for name, result in found.items() if result != "read right"} == {
        "bad-header-less-fields.csv": "field_count line 2",
        "bad-header-more-fields.csv": "field_count line 2",
        "bad-header-no-header.csv": "file_empty",
        "bad-header-wrong-header.csv": "headings_not_recognised",
        "bad-missing-quote.csv": "unclosed_quote line 2 column B",
        "bad-quotes-with-unescaped-quote.csv": "text_after_quote line 2 column B",
        "bad-unescaped-quote.csv": "stray_quote line 2 column B",
    }
    assert len(found) == 25


def csv_spectrum() -> dict[str, str]:
    folder = SUITES / "csv_spectrum"
    found = {}
    for path in sorted((folder / "csvs").iterdir()):
        table, found[path.name] = outcome(path)
        if table:
            expected_json = (folder / "json" / f"{path.stem}.json").read_text()
            # newlines_crlf.csv lost its carriage returns on its way into the suite's repository
            lost = "\\r\\n" in expected_json and b"\r" not in path.read_bytes()
            wanted = json.loads(expected_json.replace("\\r\\n", "\\n") if lost else expected_json)
            headings, *rows = everything(table)
            got = [dict(zip(headings, row, strict=True)) for row in rows]
            found[path.name] = "read right" if got == wanted else "WRONG"
    return found


def test_csv_spectrum_11_of_12():
    """The twelfth has stray quotation marks, and an expected value that is itself wrong."""
    found = csv_spectrum()
    assert {name: result for name, result in found.items() if result != "read right"} == {
        "location_coordinates.csv": "stray_quote line 2 column B"
    }
    assert len(found) == 12


CSVLINT = {
    "cr-line-endings.csv": "read 3 rows",
    "crlf-line-endings.csv": "read 3 rows",
    "inconsistent-line-endings-unquoted.csv": "read 3 rows",
    "inconsistent-line-endings.csv": "read 3 rows",
    "invalid-byte-sequence.csv": "read 24 rows, asks encoding_not_unicode",
    "invalid_many_rows.csv": "text_after_quote line 4 column C",
    "lf-line-endings.csv": "read 3 rows",
    "spreadsheet.xls": "read 1 rows, asks workbook_form, asks no_rows",
    "spreadsheet.xlsx": "read 1 rows, asks no_rows",
    "title-row.csv": "read 3 rows",
    "valid.csv": "read 3 rows",
    "valid_many_rows.csv": "read 7 rows",
    "white space in filename.csv": "read 3 rows",
    "windows-line-endings.csv": "read 2 rows",
}


def csvlint() -> dict[str, str]:
    found = {}
    for path in sorted((SUITES / "csvlint_fixtures/features/fixtures").iterdir()):
        table, found[path.name] = outcome(path)
        if table:
            asks = "".join(f", asks {ask.rule}" for ask in table.asks)
            found[path.name] = f"read {len(everything(table))} rows{asks}"
    return found


def test_csvlint_fixtures():
    assert csvlint() == CSVLINT


def test_csvlint_contents():
    folder = SUITES / "csvlint_fixtures/features/fixtures"
    table, _ = outcome(folder / "title-row.csv")
    assert everything(table) == [["Foo", "Bsr", "Baz"], ["Biff", "Baff", "Boff"], ["Qux", "Teaspoon", "Doge"]]
    table, _ = outcome(folder / "invalid-byte-sequence.csv")
    assert table.headings[2:5] == ("Histórico", "Data do Balancete", "Número do documento")


def pollock(expected: list[str]) -> dict[str, str]:
    folder = SUITES / "pollock"
    found = {}
    for path in sorted((folder / "csv").iterdir()):
        table, found[path.stem] = outcome(path, expected=expected)
        if table:
            with open(folder / "clean" / path.name, newline="") as clean:
                right = everything(table) == list(csv.reader(clean))
            found[path.stem] = "read right" if right else "WRONG"
    return found


def pollock_truth() -> dict[str, str]:
    """What is wrong with each polluted file, from its name: row N of the data is line N + 1."""
    truth = {
        "file_escape_char_0x00": "text_after_quote line 11 column F",
        "file_escape_char_0x5C": "text_after_quote line 11 column F",
        "file_field_delimiter_0x20": "stray_quote line 1 column A",
        "file_field_delimiter_0x2C_0x20": "space_before_quote line 1 column G",
        "file_header_multirow_2": "headings_unclear line 1",
        "file_header_multirow_3": "headings_unclear line 1",
        "file_multitable_less": "text_after_quote line 106 column G",
        "file_multitable_more": "text_after_quote line 106 column G",
        "file_multitable_same": "text_after_quote line 106 column G",
        "file_no_header": "headings_not_recognised",
        "file_no_payload": "file_empty",
        "file_quotation_char_0x27": "stray_quote line 11 column G",
        "row_less_sep_row0_col8": "text_after_quote line 1 column H",
    }
    truth |= {f"row_extra_quote0_col{i}": f"text_after_quote line 1 column {'ABCDEF'[i]}" for i in range(6)}
    truth |= {f"row_field_delimiter_{i}_0x20": f"stray_quote line {i + 1} column A" for i in (0, 10, 11, 12, 13, 14)}
    for row in (0, 1, 9, 42, 83):
        for kind, columns in (("less", (2, 8)), ("more", (0, 2, 8))):
            for column in columns:
                # with a wrong heading row, every row below it is of another width
                truth.setdefault(f"row_{kind}_sep_row{row}_col{column}", f"field_count line {max(row, 1) + 1}")
    return truth


def test_pollock_is_read_right_or_refused_with_a_true_reason():
    found = pollock(POLLOCK_HEADINGS)
    assert {name: result for name, result in found.items() if result != "read right"} == pollock_truth()
    assert len(found) == 59
    assert sorted(name for name, result in found.items() if result == "read right") == [
        "file_double_trailing_newline",
        "file_field_delimiter_0x3B",
        "file_field_delimiter_0x9",
        "file_header_only",
        "file_no_trailing_newline",
        "file_one_data_row",
        "file_preamble",
        "file_record_delimiter_0xA",
        "file_record_delimiter_0xD",
        "source",
    ]


def test_no_pollock_file_is_loaded_wrongly_when_no_headings_are_expected():
    assert "WRONG" not in pollock([]).values()


def test_the_table_of_outcomes(capsys):
    suites = {
        "csv_test_data": csv_test_data(),
        "csv_spectrum": csv_spectrum(),
        "csvlint_fixtures": csvlint(),
        "pollock": pollock(POLLOCK_HEADINGS),
    }
    with capsys.disabled():
        print("\n\nsuite             files  read  refused  loaded wrongly")
        for name, found in suites.items():
            right = sum(result.startswith("read") for result in found.values())
            wrong = sum(result == "WRONG" for result in found.values())
            print(f"{name:16} {len(found):6} {right:5} {len(found) - right - wrong:8} {wrong:15}")
        for name, found in suites.items():
            for file, result in found.items():
                if not result.startswith("read right"):
                    print(f"  {name}/{file}: {result}")
    assert not any(result == "WRONG" for found in suites.values() for result in found.values())


def test_fire_brigade_gbk_is_not_read_as_windows_1252():
    folder = DATA / "lfb_animal_rescue"
    gbk = folder / "animal_rescue_gbk_yyyy-m-d.csv"
    assert outcome(gbk)[1] == "encoding_unknown line 1"
    table, _ = outcome(gbk, encoding="gbk")
    assert table.headings[7] == "HourlyNotionalCost(￡)"
    earlier, _ = outcome(folder / "animal_rescue_utf8_ddmmyyyy.csv")
    assert earlier.headings[7] == "HourlyNotionalCost(£)"
    references = [set(each.rows["c0"].to_pylist()) for each in (earlier, table)]
    assert len(references[0] & references[1]) == 5898


def test_bare_carriage_returns():
    table, _ = outcome(DATA / "nyc_311_housing/311_cut_CR_only_line_endings.csv", expected=("Unique Key",))
    with open(DATA / "nyc_311_housing/311_cut_CR_only_line_endings.csv", newline="") as file:
        assert everything(table) == list(csv.reader(file.read().split("\r")))
    assert table.rows.num_rows == 2386


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("year", "sheet", "header_row", "rows"),
    [
        (24, "Table_Coverage", 4, 360),
        (24, "LCRA_Perception", 3, 355),
        (24, "Management_Info", 3, 358),
        (25, "Table_Coverage", 4, 363),
        (25, "LCRA_Perception", 11, 353),
        (25, "Management_Info", 10, 359),
    ],
)
def test_regulator_headings_are_found_below_the_titles_in_both_forms(year, sheet, header_row, rows):
    name = sheet if sheet == "Table_Coverage" else f"TSM{year}_{sheet}"
    expected = ("Landlord name", "Landlord code")
    text, _ = outcome(DATA / f"rsh_tsm/TSM{year}_{sheet}.csv", expected=expected)
    book, _ = outcome(DATA / f"rsh_tsm/tsm20{year}.xlsx", expected=expected, sheet=name)
    for table in (text, book):
        assert (table.header_row, table.rows.num_rows) == (header_row, rows)
        assert table.headings[:2] == expected
    assert book.headings == text.headings
    assert book.rows.select(["c0", "c1", "c2"]).equals(text.rows.select(["c0", "c1", "c2"]).combine_chunks())


def test_regulator_notes_under_the_table_are_asked_about():
    table, _ = outcome(DATA / "rsh_tsm/TSM24_LCRA_Perception.csv", expected=("Landlord name",))
    assert [line for line, _ in table.below] == [360, 361, 362, 363, 364, 365]
    assert [ask.rule for ask in table.asks] == ["totals_rows_left_out"]


def test_regulator_first_sheet_has_no_table_and_the_others_are_named():
    path = DATA / "rsh_tsm/tsm2025.xlsx"
    with pytest.raises(Refused, match=r"On sheet “Introduction”: .*“TSM25_LCRA_Perception”"):
        read(path.read_bytes(), path.name, expected=("Landlord name",))
    assert len(sheets(path.read_bytes())) == 10


def test_police_files():
    paths = sorted(DATA.glob("police_uk_street/*/*.csv.gz"))
    assert len(paths) == 21
    for path in paths:
        content = gzip.decompress(path.read_bytes())
        table = read(content, path.stem, expected=("Crime ID", "Month", "Crime type"))
        assert table.asks == ()
        assert table.rows.num_rows == content.count(b"\n") - 1
        assert set(table.rows["c1"].to_pylist()) == {path.name[:7]}
