"""The months a file holds, whatever else is wrong with it."""

from datetime import date

import pytest

from ingest.intake import match_file, open_file
from ingest.matching import Matching

HEADINGS = "incident_ref,reported_on,category\n"


def months_held(text: str):
    matching = Matching.of_standard()
    return match_file(open_file(text.encode(), "export.csv", matching), matching).months_held


@pytest.mark.parametrize(
    "rows, held",
    [
        ("A1,2026-07-31,neglect\nA2,2026-09-02,neglect\n", (date(2026, 7, 1), date(2026, 9, 1))),
        ("A1,13/07/2026,no such word\nA2,1/6/2026,neglect\n", (date(2026, 6, 1), date(2026, 7, 1))),
        ("A1,Mar-26,neglect\n", (date(2026, 3, 1), date(2026, 3, 1))),
        ("A1,31/06/2026,neglect\nA2,01/07/2026,neglect\n", (date(2026, 7, 1), date(2026, 7, 1))),
        ("A1,soon,neglect\n", None),
    ],
)
def test_the_first_and_the_last_month(rows, held):
    assert months_held(HEADINGS + rows) == held


def test_no_dates_no_months():
    assert months_held("incident_ref,category\nA1,neglect\n") is None
