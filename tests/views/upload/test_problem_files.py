"""The list of problems to take away, and the table with them beside it."""

import csv
import io

import pyarrow as pa

from ingest.problems import Problem
from ingest.reading import TextTable
from views.upload.problem_files import problems_csv, table_with_problems

PROBLEMS = [
    Problem("required", "Row 3, column B: the cell is empty.", 3, "B", "=Cat", "category"),
    Problem("not_for_category", "+ a question", 3, "C", "Hazard", "hazard_level", soft=True),
    Problem("more_problems", "And 5 more problems, not listed."),
]


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_list():
    assert rows_of(problems_csv(PROBLEMS)) == [
        ["row", "column", "heading", "field", "rule", "question", "message"],
        ["3", "B", "'=Cat", "category", "required", "no", "Row 3, column B: the cell is empty."],
        ["3", "C", "Hazard", "hazard_level", "not_for_category", "yes", "'+ a question"],
        ["", "", "", "", "more_problems", "no", "And 5 more problems, not listed."],
    ]


def test_the_table_with_the_problems_in_their_rows():
    rows = {
        "line": pa.array([2, 3, 4], pa.int32()),
        "c0": ["a1", "a2", "@a3"],
        "c1": ["=1+1", "", "-2"],
        "c2": ['say "so"', "x\ny", "\tz"],
    }
    table = TextTable(("Ref", "=Cat", "Note"), pa.table(rows), (), (), 1, "utf-8", ",", None, "csv", ())
    assert rows_of(table_with_problems(table, PROBLEMS)) == [
        ["Problems | And 5 more problems, not listed.", "Ref", "'=Cat", "Note"],
        ["", "a1", "'=1+1", 'say "so"'],
        ["Row 3, column B: the cell is empty. | + a question", "a2", "", "x\ny"],
        ["", "'@a3", "'-2", "'\tz"],
    ]


def test_a_table_without_problems_is_the_table():
    table = TextTable(
        ("Ref",),
        pa.table({"line": pa.array([2], pa.int32()), "c0": ["a"]}),
        (),
        (),
        1,
        "utf-8",
        ",",
        None,
        "csv",
        (),
    )
    assert rows_of(table_with_problems(table, [])) == [["Problems", "Ref"], ["", "a"]]
