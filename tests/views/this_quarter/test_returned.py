from datetime import date

import pandas as pd

from views.this_quarter.returned import Returned

NAMES = {"alder": "Alder", "birch": "Birch", "fir": "Fir"}
STATUS = pd.DataFrame(
    [
        ["alder", "2026-01-01", "returned"],
        ["birch", "2026-01-01", "returned"],
        ["fir", "2026-01-01", "not_returned"],
        ["alder", "2026-04-01", "returned"],
        ["birch", "2026-04-01", "partial"],
        ["fir", "2026-04-01", "not_returned"],
    ],
    columns=["member", "quarter", "status"],
).assign(quarter=lambda rows: pd.to_datetime(rows["quarter"]))


def test_who_is_awaited_and_since_when():
    assert Returned(STATUS, NAMES).in_words(date(2026, 4, 1)) == (
        "Apr–Jun 2026: 1 of 3 members have returned. Not yet: Birch (part returned) and Fir (since Jan–Mar 2026)."
    )
    assert Returned(STATUS, NAMES).in_words(date(2026, 1, 1)) == (
        "Jan–Mar 2026: 2 of 3 members have returned. Not yet: Fir."
    )


def test_all_returned():
    status = STATUS[STATUS["member"] != "fir"]
    assert Returned(status, NAMES).in_words(date(2026, 1, 1)) == "Jan–Mar 2026: all 2 members have returned."


def test_a_quarter_nobody_is_expected_in():
    returned = Returned(STATUS, NAMES)
    assert returned.in_words(date(2022, 1, 1)) == "Jan–Mar 2022: nobody is expected to have returned."
    assert returned.newest == date(2026, 4, 1)


def test_a_return_in_between_breaks_the_run():
    assert Returned(STATUS, NAMES).first_missing("birch", date(2026, 4, 1)) == date(2026, 4, 1)
    assert Returned(STATUS, NAMES).first_missing("fir", date(2026, 4, 1)) == date(2026, 1, 1)
