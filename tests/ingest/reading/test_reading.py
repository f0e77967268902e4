"""Literal files beside what is read from them, or the reason they are refused."""

import csv
import time

import pytest

from ingest.problems import Refused
from ingest.reading import TextTable, column_letter, read, shape

HEADINGS = ("ref", "date", "type")


def cells(table: TextTable) -> list[tuple[str, ...]]:
    columns = [table.rows[name].to_pylist() for name in table.rows.column_names[1:]]
    return list(zip(*columns, strict=True))


def lines(table: TextTable) -> list[int]:
    return table.rows["line"].to_pylist()


def reasons(content: bytes, **named) -> list[tuple[str, int | None]]:
    with pytest.raises(Refused) as refused:
        read(content, "export.csv", **{"expected": HEADINGS} | named)
    return [(problem.rule, problem.line) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b"ref,date,type\n1,2,3\n", [("1", "2", "3")]),
        (b"ref,date,type\r\n1,2,3\r\n4,5,6", [("1", "2", "3"), ("4", "5", "6")]),
        (b"ref,date,type\r1,2,3\r", [("1", "2", "3")]),
        (b"ref,date,type\r\n1,2,3\n4,5,6\r7,8,9", [("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9")]),
        (b"ref;date;type\n1;2,5;3\n", [("1", "2,5", "3")]),
        (b"ref\tdate\ttype\n1\t2\t3\n", [("1", "2", "3")]),
        (b"ref|date|type\n1|2|3\n", [("1", "2", "3")]),
        (b'ref,date,type\n" 1","2,""x""",3 \n', [(" 1", '2,"x"', "3 ")]),
        (b'ref,date,type\n1,"two\r\nlines",3\n', [("1", "two\r\nlines", "3")]),
        (b"ref,date,type\nNA,null,\n1,2,3\n", [("NA", "null", ""), ("1", "2", "3")]),
        (b"\xef\xbb\xbfref,date,type\n1,\xc2\xa32,3\n", [("1", "£2", "3")]),
        ("ref,date,type\n1,£2,3\n".encode("utf-16"), [("1", "£2", "3")]),
        (b"\xfe\xff" + "ref,date,type\n1,£2,3\n".encode("utf-16-be"), [("1", "£2", "3")]),
    ],
)
def test_dialects(content, rows):
    table = read(content, "export.csv", expected=HEADINGS)
    assert (table.headings, cells(table), table.asks) == (HEADINGS, rows, ())


def test_a_line_is_the_row_a_spreadsheet_shows():
    table = read(b'A report,,\n\nref,date,type\n1,"a\nb",3\n4,5,6\n', "x.csv", expected=HEADINGS)
    assert table.header_row == 3
    assert table.above == ((1, ("A report", "", "")), (2, ("",)))
    assert lines(table) == [4, 5]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"ref,date,type\n1,2\n4,5,6\n", [("field_count", 2)]),
        (b"ref,date,type\n1,2,3\n4,5,6,7\n8,9\n", [("field_count", 3), ("field_count", 4)]),
        (b"ref,date,type\n1,2,3\n\n\n8,9\n", [("field_count", 5)]),
        (b'ref,date,type\n1,2,3\n4,"5,6\n', [("unclosed_quote", 3)]),
        (b'ref,date,type\n1,a "b" c,3\n', [("stray_quote", 2)]),
        (b'ref,date,type\n1,"a" b,3\n', [("text_after_quote", 2)]),
        (b'ref,date,type\n1, "a, b",3\n', [("space_before_quote", 2)]),
        (b'ref,date,type\n"1\n1",2,3\n4,5"6,7\n', [("stray_quote", 3)]),
        (b"ref,date,type\n1,2\0,3\n", [("nul_bytes", 2)]),
        ("ref,date,type\n1,2,3\n".encode("utf-16-le"), [("nul_bytes", 1)]),
        (b"ref,date,type\n1,2,3\nref,date,type\n4,5,6\n", [("headings_unclear", 1)]),
        (b"", [("file_empty", None)]),
        (b"\xef\xbb\xbf", [("file_empty", None)]),
        (b"\r\n,,\r\n", [("file_empty", None)]),
        (b"a,b,c\n1,2,3\n", [("headings_not_recognised", None)]),
    ],
)
def test_refused_with_the_line(content, found):
    assert reasons(content) == found


def test_a_fault_names_the_column_too():
    with pytest.raises(Refused) as refused:
        read(b'ref,date,type\n1,a "b" c,3\n', "x.csv")
    assert (refused.value.problems[0].line, refused.value.problems[0].column) == (2, "B")


def test_the_same_fault_in_most_rows_is_said_once():
    found = reasons(b"ref,date,type\n" + b"1,2,3,4\n" * 50)
    assert found == [("field_count", 2)]


def test_headings_without_rows():
    table = read(b"ref,date,type\n", "x.csv")
    assert (table.headings, table.rows.num_rows) == (HEADINGS, 0)
    assert [(ask.rule, ask.soft) for ask in table.asks] == [("no_rows", False)]
    assert "Nothing to report" in table.asks[0].message


@pytest.mark.parametrize(
    ("content", "expected", "header_row"),
    [
        (b"ref,date,type\n1,2,3\n", HEADINGS, 1),
        (b"Incidents\nApril to June\n\nref,date,type\n1,2,3\n", HEADINGS, 4),
        (b"Incidents,,\n,,\nRef.,DATE,Type \n1,2,3\n", HEADINGS, 3),
        (b"Incidents,,\nReference,When,What\n1,2,3\n", (), 2),
        (b"Person,,,Concern,\nref,age,sex,date,type\n1,2,3,4,5\n", HEADINGS, 2),
        (b"Reference,When,What\na,b,c\nd,e,f\n", (), 1),
    ],
)
def test_the_row_of_headings(content, expected, header_row):
    assert read(content, "x.csv", expected=expected).header_row == header_row


@pytest.mark.parametrize(
    ("content", "expected", "rule"),
    [
        (b"ref,date,type\nref,date,type\n1,2,3\n", (), "headings_repeated"),
        (b"1,01/04/2026,x\n2,02/04/2026,y\n", (), "headings_missing"),
        (b"A,B,C\n1,2,3\nref,date,type\n4,5,6\n", HEADINGS, "headings_unclear"),
        (b"a,a,b\n1,2,3\n", (), "headings_missing"),
    ],
)
def test_headings_are_not_guessed(content, expected, rule):
    assert [found for found, _ in reasons(content, expected=expected)] == [rule]


def test_a_named_row_of_headings_is_taken():
    content = b"ref,date,type\nref,date,type\n1,2,3\n"
    assert read(content, "x.csv", header_row=2, expected=HEADINGS).header_row == 2
    assert reasons(content, header_row=9) == [("headings_missing", None)]


def test_duplicate_headings_are_kept_for_the_matching_to_judge():
    assert read(b"ref,note,note\n1,2,3\n", "x.csv", expected=("ref",)).headings == ("ref", "note", "note")


@pytest.mark.parametrize(
    ("content", "named", "delimiter"),
    [
        (b"a,b;c\n1,2;3\n", {"expected": ("a", "b;c")}, ","),
        (b"a,b;c\n1,2;3\n", {"expected": ("c",)}, ";"),
        (b"a,b;c\n1,2;3\n", {"delimiter": "semicolon"}, ";"),
        (b"sep=;\na,b;c\n1,2;3\n", {}, ";"),
        (b"a;b,c\n1;2\n", {"delimiter": ";"}, ";"),
        (b"ref,date\n1,2\n", {"delimiter": "|"}, ","),  # a matching made from another export
        (b"ref,date\n1,2\n", {"delimiter": "|", "header_row": 1}, ","),
        (b"ref\n1\n", {"delimiter": "|"}, ","),
    ],
)
def test_the_delimiter_is_proved_or_named(content, named, delimiter):
    assert read(content, "x.csv", **named).delimiter == delimiter


@pytest.mark.parametrize(
    ("content", "named", "rule"),
    [
        (b"a,b;c\n1,2;3\n", {}, "delimiter_unclear"),
        (b"a;b,c\n1;2\n", {"delimiter": ","}, "field_count"),
        (b"a,b\n1,2\n", {"delimiter": ":"}, "delimiter_unknown"),
        (b"notes\nplain\nhello, world\n", {}, "field_count"),
        (b"a,b\nx|y|z,1\n1|2|3,1,2\n", {}, "field_count"),
        (b"notes\n" + b"x\n" * 60 + b"hello; world\n", {}, "delimiter_unclear"),
    ],
)
def test_the_delimiter_is_not_guessed(content, named, rule):
    assert reasons(content, **{"expected": ()} | named)[0][0] == rule


def test_totals_and_notes_are_named_and_left_out_only_with_consent():
    content = b"ref,date,type\n1,2,3\nSubtotal,,1\n4,5,6\n,Grand total: 2,\n\nPrinted by the system\n,,\n"
    table = read(content, "x.csv", expected=HEADINGS)
    assert cells(table) == [("1", "2", "3"), ("4", "5", "6")]
    assert table.below == (
        (3, ("Subtotal", "", "1")),
        (5, ("", "Grand total: 2", "")),
        (7, ("Printed by the system",)),
    )
    (ask,) = table.asks
    assert (ask.rule, ask.soft, ask.line) == ("totals_rows_left_out", True, 3)
    assert "Lines 3, 5 and 7" in ask.message
    assert "Printed" not in ask.message


def test_blank_rows_between_incidents_are_asked_about_and_those_at_the_end_are_not():
    table = read(b"ref,date,type\n1,2,3\n\n, ,\n4,5,6\n\n,,\n", "x.csv", expected=HEADINGS)
    assert lines(table) == [2, 5]
    assert table.below == ((3, ()), (4, ()))
    assert [(ask.rule, ask.soft, ask.line) for ask in table.asks] == [("blank_rows_left_out", True, 3)]


def test_a_lone_cell_among_incidents_stays_for_the_checks_to_fault():
    table = read(b"ref,date,type\n1,2,3\nMay,,\n4,5,6\n", "x.csv", expected=HEADINGS)
    assert cells(table) == [("1", "2", "3"), ("May", "", ""), ("4", "5", "6")]
    assert table.asks == ()


@pytest.mark.parametrize(
    ("content", "headings"),
    [
        (b"ref,date,type,,\n1,2,3,,\n", ("ref", "date", "type")),
        (b"ref,date,type,,\n1,2,3,x,\n", ("ref", "date", "type", "")),
        (b"ref,date,type,note\n1,2,3,\n", ("ref", "date", "type", "note")),
        (b"ref,,type\n1,,3\n", ("ref", "", "type")),
    ],
)
def test_only_columns_at_the_end_that_hold_nothing_are_dropped(content, headings):
    table = read(content, "x.csv", expected=("ref", "type"))
    assert table.headings == headings
    assert table.rows.num_columns == len(headings) + 1


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office document"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"<html><table><tr><td>1</td></tr></table>", "web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>', "XML"),
    ],
)
def test_other_kinds_are_refused_by_name_whatever_they_are_called(content, what):
    with pytest.raises(Refused) as refused:
        read(content, "export.csv")
    assert refused.value.problems[0].rule == "file_kind"
    assert what in refused.value.problems[0].message


def test_a_long_text_is_no_fault():
    long = "x" * 300_000
    table = read(f'ref,date,type\n1,"{long}",3\n'.encode(), "x.csv", expected=HEADINGS)
    assert cells(table) == [("1", long, "3")]
    assert reasons(f"ref,date,type\n1,{long},3\n4,5\n".encode()) == [("field_count", 3)]
    assert reasons(f'ref,date,type\n1,{long},3\n4,"5" 6,7\n'.encode()) == [("text_after_quote", 3)]


@pytest.mark.dose(4)
@pytest.mark.parametrize("where", ["ref", "1"])
@pytest.mark.parametrize("limit", [1 << 23, 1 << 30])
def test_a_cell_beyond_all_bounds(where, limit):
    """Also where another library has raised the limit of Python's own reader."""
    content = b"ref,date,type\n1,2,3\n".replace(where.encode(), b"y" * 20_000_000)
    before = csv.field_size_limit(limit)
    try:
        assert reasons(content) == [("cell_too_long", None)]
    finally:
        csv.field_size_limit(before)


def test_letters_of_columns():
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_more_columns_than_a_return_can_have():
    wide = ",".join(f"h{index}" for index in range(600)).encode()
    assert reasons(wide + b"\n" + b"," * 599 + b"\n", expected=("h1",)) == [("too_many_columns", None)]


@pytest.mark.parametrize("block", [64, 101, 256, 1000])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_right_wherever_the_parser_cuts_the_file(monkeypatch, block, line_end):
    monkeypatch.setattr(shape, "LONGEST_RECORD", block)
    rows = [f'INC-{i},"two\nlines {i}",x' for i in range(200)]
    table = read(line_end.join(["ref,date,type", *rows]).encode(), "x.csv", expected=HEADINGS)
    assert table.rows["line"].to_pylist() == list(range(2, 202))
    assert table.rows["c1"].to_pylist() == [f"two\nlines {i}" for i in range(200)]
    rows[100:100] = ["a,b"]
    rows[150:150] = ["c,d,e,f"]
    assert reasons(line_end.join(["ref,date,type", *rows]).encode()) == [
        ("field_count", 102),
        ("field_count", 152),
    ]


PLANTED = "Avery Quill", "avery.quill@example.org", "07700 900123"


@pytest.mark.parametrize(
    "fault",
    [
        "{0},{1}",
        "{0},{1},{2},{0}",
        '"{0},{1},{2}',
        '{0},"{1}" {2},x',
        "{0},{1},\0{2}",
        "ref,{1},type\nref,date,type",
    ],
)
def test_no_message_holds_what_a_cell_holds(fault):
    content = ("ref,date,type\n1,2,3\n" + fault.format(*PLANTED)).encode()
    with pytest.raises(Refused) as refused:
        read(content, "x.csv", expected=HEADINGS)
    told = str(refused.value) + "".join(problem.message for problem in refused.value.problems)
    assert not any(word in told for value in PLANTED for word in value.split())


def test_no_question_holds_what_a_cell_holds():
    content = "ref,date,type\n1,2,Avery Quíll\n\n4,5,6\nTotal Quill,,\n07700 900123\n".encode("cp1252")
    asks = read(content, "x.csv", expected=HEADINGS).asks
    assert [ask.rule for ask in asks] == [
        "encoding_not_unicode",
        "totals_rows_left_out",
        "blank_rows_left_out",
    ]
    assert not any(word in ask.message for ask in asks for word in ("Avery", "Quill", "Quíll", "07700", "900123"))


@pytest.mark.slow
def test_a_million_rows(capsys):
    row = '{:07d},2026-04-30,"damp, ""mould""",a,b,c,d,e,f'
    rows = (row.format(number) for number in range(1_000_000))
    content = "\r\n".join(["ref,date,type,c4,c5,c6,c7,c8,c9", *rows]).encode()
    started = time.process_time()
    table = read(content, "x.csv", expected=HEADINGS)
    seconds = time.process_time() - started
    with capsys.disabled():
        print(f"\nread {len(content) / 1e6:.0f} MB, a million rows, in {seconds:.2f} s of processor time")
    assert table.rows["line"][-1].as_py() == 1_000_001
    assert table.rows["c0"][-1].as_py() == "0999999"
    assert seconds < 3
