"""Answers as CSV and JSON, cell by cell; no cell that a spreadsheet would run."""

import csv
import io
import json
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest

from queries.exports import as_csv, as_json, defused

FORMULAS = [
    "=1+1",
    "+441632960001",
    "-2",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://example.org")',
]
HARMLESS = ["", "a=b", "1 - 2", "'=1", " =1", "Women’s Aid", "£5", "under 5", "8 to 24"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_runs_as_a_formula_is_defused(cell):
    assert defused(cell) == "'" + cell


@pytest.mark.parametrize("cell", HARMLESS)
def test_everything_else_stays_as_it_is(cell):
    assert defused(cell) == cell


ANSWER = pd.DataFrame(
    {
        "period": pd.to_datetime(["2026-07-01", None]),
        "month": [date(2026, 7, 1), None],
        "acted_at": [datetime(2026, 7, 1, 9, 30), None],
        "n": pd.array([12, None], dtype="Int32"),
        "rate": [1.5, np.nan],
        "again": pd.array([True, None], dtype="boolean"),
        "name": ["=Alder, “one”", None],
        "also_involves": [np.array(["neglect", "hoarding"], dtype=object), None],
        "counts": [np.array([1, 2]), np.array([], dtype=object)],
    }
)


def test_json_is_one_object_a_row():
    assert json.loads(as_json(ANSWER)) == [
        {
            "period": "2026-07-01",
            "month": "2026-07-01",
            "acted_at": "2026-07-01 09:30:00",
            "n": 12,
            "rate": 1.5,
            "again": True,
            "name": "=Alder, “one”",
            "also_involves": ["neglect", "hoarding"],
            "counts": [1, 2],
        },
        dict.fromkeys(ANSWER.columns) | {"counts": []},
    ]


def test_csv_is_flat_and_defused():
    assert as_csv(ANSWER) == (
        "period,month,acted_at,n,rate,again,name,also_involves,counts\n"
        '2026-07-01,2026-07-01,2026-07-01 09:30:00,12,1.5,True,"\'=Alder, “one”",neglect;hoarding,1;2\n'
        ",,,,,,,,\n"
    )


def test_whole_numbers_stay_whole_beside_a_missing_one():
    """pandas would write 12.0 where a column has a gap."""
    assert as_csv(ANSWER[["n"]]) == 'n\n12\n""\n'


def test_headings_are_defused_too():
    assert as_csv(pd.DataFrame({"=cmd": ["x"]})) == "'=cmd\nx\n"


def test_a_list_is_defused_as_the_cell_it_becomes():
    frame = pd.DataFrame({"codes": [np.array(["=1", "+2"], dtype=object)]})
    assert as_csv(frame) == "codes\n'=1;+2\n"


def test_numbers_below_zero_are_numbers():
    assert as_csv(pd.DataFrame({"z": [-1.5]})) == "z\n-1.5\n"


def test_an_empty_answer_has_its_headings():
    empty = ANSWER.iloc[:0]
    assert as_csv(empty) == ",".join(ANSWER.columns) + "\n"
    assert as_json(empty) == "[]\n"


@pytest.mark.parametrize("cell", [*HARMLESS, 'say "so"', "two\nlines", "a,b", ";", "\u202e", "ﷺ", "<b>", "NULL", "nan"])
def test_text_comes_back_as_it_went(cell):
    frame = pd.DataFrame({"text": [cell], "more": ["x"]})
    rows = list(csv.reader(io.StringIO(as_csv(frame)), strict=True))
    assert rows == [["text", "more"], [cell, "x"]]
    assert json.loads(as_json(frame)) == [{"text": cell, "more": "x"}]
