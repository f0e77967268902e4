"""A heading that is gone, and the new one that is the same: its cells must fit, and no other as well."""

import pytest

from ingest.matching import Matching
from ingest.matching.renaming import gone, renamed
from ingest.reading import read

BEFORE = Matching(
    columns={"Ref": "incident_ref", "Logged": "reported_on", "Type": "category", "Reported By": "raised_by"},
    values={"category": {"Mould": "damp_mould"}, "raised_by": {"Scheme staff": "colleague"}},
)


def table(headings: str, *rows: str):
    return read("\n".join([headings, *rows]).encode(), "export.csv", expected=set(headings.split(",")))


@pytest.mark.parametrize(
    "headings, rows, found",
    [
        (
            "Ref,Logged,Type,Concern Raised By",
            ("1,01/07/2026,Mould,Scheme staff", "2,02/07/2026,Mould,Contractor"),
            {"Reported By": "Concern Raised By"},
        ),
        ("Ref,Logged,Type,Reported Where", ("1,01/07/2026,Mould,Kitchen", "2,02/07/2026,Mould,Hall"), {}),
        (
            "Ref,Date of log,Type,Reported By",
            ("1,01/07/2026,Mould,Scheme staff", "2,02/07/2026,Mould,Scheme staff"),
            {"Logged": "Date of log"},
        ),
        (
            "Ref,Logged,Type,By one,By two",  # two that fit alike: nobody can tell
            ("1,01/07/2026,Mould,Scheme staff,Contractor", "2,02/07/2026,Mould,Contractor,Scheme staff"),
            {},
        ),
        ("Ref,Logged,Type,Reported By", ("1,01/07/2026,Mould,Scheme staff",), {}),
    ],
)
def test_which_heading_is_the_same(headings, rows, found):
    assert renamed(table(headings, *rows), BEFORE) == found


def test_headings_are_compared_as_they_are_read():
    assert gone(table(" ref ,LOGGED,Type,Other", "1,01/07/2026,Mould,x"), BEFORE) == ["Reported By"]
