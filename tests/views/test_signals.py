import pandas as pd
import pytest

from views import signals


def chart(marks: list[str | None], **other) -> pd.DataFrame:
    """Months from January 2026; a mark is 'outside high' or the like."""
    pairs = [mark.split() if mark else (None, None) for mark in marks]
    months = pd.date_range("2026-01-01", periods=len(marks), freq="MS")
    rows = pd.DataFrame({"month": months, "signal": [kind for kind, _ in pairs]})
    rows["direction"] = [way for _, way in pairs]
    return rows.assign(**({"withheld": None, "provisional": False, "basis": "months"} | other))


@pytest.mark.parametrize(
    ("marks", "other", "title"),
    [
        ([None, None], {}, "Damp: within its usual range in Feb 2026"),
        ([None, "outside high"], {}, "Damp: above its usual range, in Feb 2026"),
        (["outside low", "outside low", "outside low"], {}, "Damp: below its usual range, since Jan 2026"),
        (["outside low", "outside high"], {}, "Damp: above its usual range, in Feb 2026"),
        (["trend high", "trend high"], {}, "Damp: rising seven months running, since Jan 2026"),
        (["outside high", None], {}, "Damp: within its usual range in Feb 2026"),
        (["outside high"], {"provisional": True}, "Damp by month, up to Jan 2026"),
        ([None], {"withheld": "low_mean"}, "Damp by month, up to Jan 2026"),
        ([], {}, "Damp over time"),
    ],
)
def test_the_title_says_the_newest_months_signal(marks, other, title):
    assert signals.title(chart(marks, **other), "Damp") == title


def test_marked_months_are_listed_in_stretches_newest_first():
    marks = ["outside high", "outside high", None, "outside low", "shift low"]
    assert signals.listed(chart(marks)) == (
        "May 2026 below its average seven months running; Apr 2026 below its usual range; "
        "Jan 2026 to Feb 2026 above its usual range"
    )


def test_a_provisional_range_is_never_spoken_of():
    assert signals.listed(chart(["outside high"], provisional=True)) == ""


@pytest.mark.parametrize(
    ("withheld", "why"),
    [
        (None, ""),
        ("too_few_months", "fewer than eight months"),
        ("too_few_quarters", "fewer than eight quarters"),
        ("too_few_years", "the same month of an earlier year"),
        ("no_earlier_year", "no earlier year"),
        ("few_expected", "under five incidents expected"),
        ("many_under_5", "shown as under 5"),
        ("low_mean", "under two incidents a month"),
        ("little_variation", "too little variation"),
    ],
)
def test_why_there_is_no_range(withheld, why):
    said = signals.why_none(chart([None], withheld=withheld))
    assert why in said and bool(said) is bool(withheld)


def test_by_quarter_the_quarter_is_named():
    rows = chart(["outside high", "outside high"], basis="quarters")
    rows["month"] = pd.to_datetime(["2026-01-01", "2026-04-01"])
    assert signals.title(rows, "Damp") == "Damp: above its usual range, since Jan–Mar 2026"
    assert signals.listed(rows) == "Jan–Mar 2026 to Apr–Jun 2026 above its usual range"


def test_for_the_time_of_year():
    assert signals.title(chart([None], basis="time_of_year"), "Damp") == (
        "Damp: within its usual range for the time of year in Jan 2026"
    )
    assert signals.title(chart(["shift low"], basis="time_of_year"), "Damp") == (
        "Damp: below earlier years eight months running, in Jan 2026"
    )
