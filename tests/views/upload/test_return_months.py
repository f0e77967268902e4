"""What is due and what is proposed, by hand, on made-up days."""

from datetime import date

import pandas as pd
import pytest

from ingest import months
from views.upload import return_months

TODAY = date(2026, 10, 20)
APR, JUL = date(2026, 4, 1), date(2026, 7, 1)
TO_JUNE = set(months.listed(date(2023, 4, 1), date(2026, 6, 1)))


def status(**by_quarter: str) -> pd.DataFrame:
    rows = [("alder", pd.Timestamp(quarter.removeprefix("q")), said) for quarter, said in by_quarter.items()]
    return pd.DataFrame([*rows, ("birch", pd.Timestamp(JUL), "not_returned")], columns=["member", "quarter", "status"])


@pytest.mark.parametrize(
    "today, newest",
    [(date(2026, 10, 1), JUL), (date(2026, 9, 30), APR), (date(2027, 1, 2), date(2026, 10, 1))],
)
def test_the_last_finished_quarter(today, newest):
    assert return_months.newest_quarter(today) == newest


@pytest.mark.parametrize(
    "by_quarter, says",
    [
        ({"q20260401": "returned", "q20260701": "returned"}, "Nothing is due: Jul–Sep 2026 is in"),
        ({"q20260401": "returned", "q20260701": "partial"}, "Jul–Sep 2026 is due"),
        (
            {"q20260401": "not_returned", "q20260701": "not_returned"},
            "Jul–Sep 2026 is due, and one earlier quarter",
        ),
        ({"q20260401": "partial", "q20260701": "returned"}, "Jul–Sep 2026 is in, one earlier quarter is not"),
        ({}, "Jul–Sep 2026 is due"),
    ],
)
def test_what_is_due(by_quarter, says):
    assert return_months.title(return_months.awaited(status(**by_quarter), "alder", TODAY), JUL) == says


@pytest.mark.parametrize(
    "returned, held, proposed",
    [
        (TO_JUNE, None, ((2025, 10), (2026, 9))),
        (TO_JUNE, ((2026, 7), (2026, 9)), ((2026, 7), (2026, 9))),  # the new quarter alone: the rest stays
        (TO_JUNE, ((2025, 12), (2026, 9)), ((2025, 12), (2026, 9))),
        (TO_JUNE, ((2023, 4), (2026, 9)), ((2025, 10), (2026, 9))),  # all its history: no more than a year
        (TO_JUNE, ((2026, 9), (2026, 9)), ((2026, 7), (2026, 9))),  # July is missing: it is a zero now
        (set(), ((2026, 8), (2026, 9)), ((2025, 10), (2026, 9))),
        (TO_JUNE, ((2026, 10), (2026, 10)), ((2026, 7), (2026, 9))),
    ],
)
def test_which_months_are_proposed(returned, held, proposed):
    days = tuple(date(*each, 1) for each in held) if held else None
    assert return_months.proposal(TODAY, returned, days) == tuple(date(*each, 1) for each in proposed)
