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
        (wording.last_time("2026-01"), "last winter"),
        (wording.last_time("2026-04"), "last spring"),
        (wording.last_time("2026-07"), "last summer"),
        (wording.last_time("2026-10"), "last autumn"),
        (wording.last_time("2026-04", "year"), "the year before"),
    ],
)
def test_periods(call, expected):
    assert call == expected


def test_a_quarter_does_not_begin_in_february():
    with pytest.raises(KeyError):
        wording.last_time("2026-02")


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
        (1234, 1234, "1234", "1,234 incidents"),
        (0, 4, "under 5", "under 5 incidents"),
        (5, 7, "5", "about 5 incidents"),
        (13, 17, "15", "about 15 incidents"),
        (1998, 2002, "2000", "about 2,000 incidents"),
        (8, 24, "8 to 24", "8 to 24 incidents"),
    ],
)
def test_counts(low, high, shown, expected):
    assert wording.count(low, high, shown) == expected


def test_a_figure_is_its_count_and_its_rate():
    assert wording.figure(13, 17, "15", 2.1, 7.2) == "about 15 incidents, 2.1 to 7.2 per 1,000 homes"
    assert wording.figure(3, 3, "3") == "3 incidents, no homes figure, so no rate"


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


@pytest.mark.parametrize(
    ("ratio", "low", "high", "expected"),
    [
        (1.27, 1.10, 1.50, "up by about a quarter on last summer"),
        (1.27, 0.98, 1.60, "no clear change on last summer"),
        (1.27, 1.00, 1.60, "no clear change on last summer"),
        (1.04, 1.01, 1.08, "up by less than a tenth on last summer"),
        (1.10, 1.02, 1.20, "up by about a tenth on last summer"),
        (1.48, 1.20, 1.90, "up by about half on last summer"),
        (2.10, 1.40, 3.00, "about twice last summer’s figure"),
        (3.10, 2.40, 4.00, "about three times last summer’s figure"),
        (0.66, 0.50, 0.90, "down by about a third on last summer"),
        (0.50, 0.30, 0.80, "down by about half on last summer"),
        (0.20, 0.10, 0.40, "down by about three quarters on last summer"),
    ],
)
def test_changes(ratio, low, high, expected):
    assert wording.change(ratio, low, high, "last summer") == expected


def test_headlines():
    up = wording.change(1.27, 1.1, 1.5, "last summer")
    assert wording.headline("Damp and mould", up, 4.08, 3.2, 7, 7) == (
        "Damp and mould is up by about a quarter on last summer: 4.1 per 1,000 homes, was 3.2. "
        "A clear change. All 7 returned."
    )
    still = wording.change(1.1, 0.9, 1.3, "last autumn")
    assert wording.headline("Exploitation", still, 0.5, 0.45, 6, 7) == (
        "Exploitation shows no clear change on last autumn: 0.50 per 1,000 homes, was 0.45. 6 of 7 returned."
    )


def test_findings_and_titles():
    damp = wording.finding("Damp and mould", "up", "last autumn", 4, 7)
    assert damp == "Damp and mould is up on last autumn, in four of seven members"
    assert wording.finding("Other", "down", "the year before") == "Other is down on the year before"
    assert wording.title([]) == "No change that stands out"
    assert wording.title([damp]) == damp
    assert wording.title(["A is up", "B is up"]) == "A is up – and one more change"
    assert wording.title(["A is up", "B is up", "C is down"]) == "A is up – and two more changes"


def figures(**rows):
    return pd.DataFrame([{"member": member, "low": low, "high": high} for member, (low, high) in rows.items()])


def test_how_many_members_moved_by_what_is_shown():
    before = figures(alder=(7, 7), birch=(8, 12), cedar=(0, 4), damson=(38, 42), elder=(10, 10), fir=(5, 7))
    now = figures(
        alder=(11, 11),  # own, 7 to 11: roots 0.67 apart, as chance may have it
        birch=(28, 32),  # from 12 at the most to 28 at the least: 1.83
        cedar=(5, 7),  # from under 5 to 5: may be one incident
        damson=(18, 22),  # from 38 at the least to 22 at the most: 1.47 down
        elder=(10, 10),
        gorse=(0, 4),  # no figure a year before: not counted
    )
    assert wording.moved(now, before) == (1, 1, 5)


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
