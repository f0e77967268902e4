from datetime import date

import pandas as pd
import pytest

from views import wording


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (wording.month("2026-01"), "Jan 2026"),
        (wording.month(date(2025, 12, 1)), "Dec 2025"),
        (wording.month(pd.Timestamp("2026-09-01")), "Sep 2026"),
        (wording.quarter("2026-07"), "Jul–Sep 2026"),
        (wording.quarter("2026-10-01"), "Oct–Dec 2026"),
        (wording.quarter(date(2026, 1, 1)), "Jan–Mar 2026"),
        (wording.financial_year("2026-04"), "2026-27"),
        (wording.financial_year("1999-04"), "1999-00"),
        (wording.period("2026-07", "month"), "Jul 2026"),
        (wording.period("2026-07", "quarter"), "Jul–Sep 2026"),
        (wording.period("2026-04", "year"), "2026-27"),
        (wording.last_time("2026-01"), "Jan–Mar 2025"),
        (wording.last_time("2026-04"), "Apr–Jun 2025"),
        (wording.last_time("2026-07"), "Jul–Sep 2025"),
        (wording.last_time("2026-10"), "Oct–Dec 2025"),
        (wording.last_time("2026-04", "year"), "the year before"),
    ],
)
def test_periods(call, expected):
    assert call == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (wording.number_word(0), "none"),
        (wording.number_word(4), "four"),
        (wording.number_word(10), "ten"),
        (wording.number_word(11), "11"),
        (wording.listed([]), ""),
        (wording.listed(["Other"]), "Other"),
        (wording.listed(["Fire", "Other"]), "Fire and Other"),
        (wording.listed(["Debt", "Fire", "Other"]), "Debt, Fire and Other"),
        (wording.rate_number(0), "0"),
        (wording.rate_number(0.004), "0"),
        (wording.rate_number(0.314), "0.31"),
        (wording.rate_number(0.996), "1.0"),
        (wording.rate_number(4.08), "4.1"),
        (wording.rate_number(1234.5), "1,234.5"),
        (wording.rate(4.08), "4.1 per 1,000 homes"),
        (wording.rate_range(2.1, 7.2), "2.1 to 7.2 per 1,000 homes"),
        (wording.rate_range(None, None), "no homes figure, so no rate"),
        (wording.rate_range(float("nan"), float("nan")), "no homes figure, so no rate"),
    ],
)
def test_numbers(call, expected):
    assert call == expected


@pytest.mark.parametrize(
    ("low", "high", "shown", "expected"),
    [
        (0, 0, "0", "0 incidents"),
        (1, 1, "1", "1 incident"),
        (12, 12, "12", "12 incidents"),
        (1234, 1234, "1,234", "1,234 incidents"),
        (0, 4, "under 5", "under 5 incidents"),
        (5, 7, "5", "about 5 incidents"),
        (13, 17, "15", "about 15 incidents"),
        (1998, 2002, "2,000", "about 2,000 incidents"),
        (8, 24, "8 to 24", "8 to 24 incidents"),
    ],
)
def test_counts(low, high, shown, expected):
    assert wording.count(low, high, shown) == expected


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (wording.members(5, 7), "5 of 7 members"),
        (wording.members(7, 7), "all 7 members"),
        (wording.rests_on(5, 7), "Rests on returns from 5 of 7 members."),
        (wording.rests_on(7, 7, 4), "Rests on returns from all 7 members; 4 of them supplied this column."),
    ],
)
def test_what_it_rests_on(call, expected):
    assert call == expected


@pytest.mark.parametrize("kind", ["outside", "trend", "two_of_three", "shift"])
def test_signals_have_words_both_ways_without_method(kind):
    high, low = wording.signal(kind, "high"), wording.signal(kind, "low")
    assert high != low
    assert not {"limit", "rule", "sigma", "significant"} & set((high + " " + low).split())


def test_signals():
    assert wording.signal("outside", "high") == "above its usual range"
    assert wording.signal("trend", "high") == "rising seven months running"


def test_too_few():
    assert wording.too_few(["Exploitation", "Other"]) == "Too few to compare: Exploitation and Other."
