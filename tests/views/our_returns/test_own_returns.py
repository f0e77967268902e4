"""What counts in place of a return that is withdrawn, worked out by hand."""

from datetime import date

import pandas as pd
import pytest

from views.our_returns.own_returns import counting, in_words, would_move
from views.our_returns.withdrawing import consequences

JUN, JUL, AUG, SEP = (date(2026, month, 1) for month in (6, 7, 8, 9))


def returns(*rows: tuple) -> pd.DataFrame:
    """own_returns of (return_id, from, to, status), the oldest first."""
    return pd.DataFrame(
        [
            {
                "return_id": name,
                "saved_order": order,
                "from_month": pd.Timestamp(first),
                "to_month": pd.Timestamp(last),
                "status": status,
                "months_counting": 1,
                "kind": "file",
                "rows": 12,
                "left_out": 0,
                "saved_at": pd.Timestamp(2026, 10, order),
                "saved_by": "lead@alder.example",
                "withdrawn_at": pd.Timestamp(2026, 10, 9) if status == "withdrawn" else pd.NaT,
            }
            for order, (name, first, last, status) in enumerate(rows, 1)
        ]
    )


OLD_AND_NEW = (("a-1", JUN, AUG, "partly replaced"), ("a-2", AUG, SEP, "current"))


def test_the_newest_that_is_not_withdrawn_counts():
    assert counting(returns(*OLD_AND_NEW)) == {JUN: "a-1", JUL: "a-1", AUG: "a-2", SEP: "a-2"}
    withdrawn = (OLD_AND_NEW[0], ("a-2", AUG, SEP, "withdrawn"))
    assert counting(returns(*withdrawn)) == {JUN: "a-1", JUL: "a-1", AUG: "a-1"}


@pytest.mark.parametrize(
    "rows, chosen, moved",
    [
        (OLD_AND_NEW, "a-2", {"a-1": (AUG,), "": (SEP,)}),
        (OLD_AND_NEW, "a-1", {"": (JUN, JUL)}),
        ((OLD_AND_NEW[0], ("a-2", AUG, SEP, "withdrawn")), "a-2", {"a-2": (AUG, SEP)}),
        ((("a-1", JUL, JUL, "replaced"), ("a-2", JUN, AUG, "current")), "a-1", {}),
    ],
    ids=["withdraw the newer", "withdraw the older", "restore", "counts nowhere"],
)
def test_what_would_count_instead(rows, chosen, moved):
    assert would_move(returns(*rows), chosen) == moved


def test_consequences_in_sentences():
    assert consequences({"a-1": (AUG,), "": (SEP,)}, "a-2") == [
        "Aug 2026: a-1 would count again in its place.",
        "Sep 2026: no return would count. These months would read “not returned”, not zero.",
        "The group's figures stay as they are until the coordinator closes the quarter again.",
    ]
    assert consequences({"a-2": (AUG, SEP)}, "a-2")[0] == "Aug 2026 to Sep 2026, 2 months: a-2 would count again."
    assert consequences({}, "a-1") == ["No month is counted differently: newer returns count for all of its months."]


def test_a_return_in_words():
    row = in_words(returns(OLD_AND_NEW[0], ("a-2", AUG, SEP, "withdrawn"))).to_dict("records")
    assert row[0] == {
        "Return": "a-1",
        "Months": "Jun 2026 to Aug 2026",
        "Status": "counts for 1 of 3 months",
        "Kind": "a file",
        "Incidents": 12,
        "Left out": 0,
        "Saved": "01 Oct 2026",
        "By": "lead@alder.example",
    }
    assert row[1]["Status"] == "withdrawn 9 Oct 2026"
