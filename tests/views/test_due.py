"""Which quarters are due, worked out by hand on made-up days."""

from datetime import date

import pandas as pd
import pytest

from views import due

TODAY = date(2026, 10, 20)
APR, JUL = date(2026, 4, 1), date(2026, 7, 1)


def status(**by_quarter: str) -> pd.DataFrame:
    rows = [("alder", pd.Timestamp(quarter.removeprefix("q")), state) for quarter, state in by_quarter.items()]
    return pd.DataFrame([*rows, ("birch", pd.Timestamp(JUL), "not_returned")], columns=["member", "quarter", "status"])


@pytest.mark.parametrize(
    "by_quarter, says",
    [
        ({"q20260401": "returned", "q20260701": "returned"}, "Nothing is due: Jul–Sep 2026 is in"),
        ({"q20260401": "returned", "q20260701": "partial"}, "Jul–Sep 2026 is due by 31 Oct 2026"),
        (
            {"q20260401": "not_returned", "q20260701": "not_returned"},
            "Jul–Sep 2026 is due by 31 Oct 2026, and one earlier quarter",
        ),
        ({"q20260401": "partial", "q20260701": "returned"}, "Jul–Sep 2026 is in, one earlier quarter is not"),
    ],
)
def test_what_is_due(by_quarter, says):
    by = due.by_when(date(2026, 10, 31), TODAY)
    assert due.in_words(due.open_quarters(status(**by_quarter), "alder", TODAY), JUL, by) == says


@pytest.mark.parametrize(
    "due_on, says",
    [
        (date(2026, 10, 31), "is due by 31 Oct 2026"),
        (TODAY, "is due by 20 Oct 2026"),
        (date(2026, 10, 19), "was due on 19 Oct 2026"),
    ],
)
def test_until_when(due_on, says):
    assert due.by_when(due_on, TODAY) == says


OCT = date(2026, 10, 1)


@pytest.mark.parametrize(
    "joined, first_quarter, asked",
    [
        (None, None, None),
        (OCT, None, OCT),
        (date(2026, 11, 1), None, date(2027, 1, 1)),
        (None, JUL, JUL),
        (OCT, JUL, OCT),
        (APR, JUL, JUL),
    ],
)
def test_from_which_quarter_on_a_member_is_asked(joined, first_quarter, asked):
    assert due.first_asked(joined, first_quarter) == asked


def test_whoever_joins_in_october_owes_nothing_before():
    others = status(q20260701="returned")
    assert due.open_quarters(others, "cedar", TODAY, OCT) == []
    assert due.open_quarters(others.iloc[:0], "cedar", TODAY, OCT) == []
    assert due.in_words([], JUL, "", OCT) == "Nothing is due yet: your first quarter is Oct–Dec 2026"
