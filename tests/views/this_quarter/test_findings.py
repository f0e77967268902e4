import pandas as pd
import pytest

from views.this_quarter import changes, findings

CLEAR = {
    "family": "damp_and_mould", "stands_out": True, "lasting": False, "since": None,
    "direction": "up", "no_ratio": None,
    "low": 163, "high": 167, "shown": "165", "before_low": 118, "before_high": 122, "before_shown": "120",
    "rate": 4.1, "before_rate": 3.2, "ratio": 1.27, "ratio_low": 1.1, "ratio_high": 1.5,
    "contributors": 7, "members": 7,
}  # fmt: skip

LASTING = {"stands_out": False, "lasting": True, "since": "2025-10-01"}


def titled(rows, labels, since, moved) -> str:
    return changes.title(findings.each(rows, labels, since, moved))


def row(**other) -> pd.Series:
    return pd.Series(CLEAR | other)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "up by about a quarter on Jul–Sep 2025"),
        ({"stands_out": False}, "up by about a quarter on Jul–Sep 2025, which may be chance"),
        ({"stands_out": False, "direction": None, "ratio_low": 0.9}, "no clear change on Jul–Sep 2025"),
        (LASTING, "still up by about a quarter on Jul–Sep 2025, since Oct–Dec 2025"),
        (LASTING | {"ratio_low": 0.9}, "still up on Jul–Sep 2025, since Oct–Dec 2025"),
        ({"no_ratio": "may_be_zero", "before_low": 0, "before_high": 4, "before_shown": "under 5"},
         "was under 5 incidents in Jul–Sep 2025; too few to compare"),
        ({"no_ratio": "different_members"},
         "was about 120 incidents in Jul–Sep 2025, but not from the same members"),
        ({"no_ratio": "no_homes"}, "was about 120 incidents in Jul–Sep 2025; no homes figure, so no rate"),
        ({"no_ratio": "nothing_last_year", "before_high": None}, "no figure for Jul–Sep 2025"),
        ({"no_ratio": "no_figure", "before_high": None}, "fewer than five returned"),
    ],
)  # fmt: skip
def test_a_change_in_words(given, words):
    assert findings.changed(row(**given), "Jul–Sep 2025") == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Damp incidents are up by about a quarter on Jul–Sep 2025: 4.1 per 1,000 homes, was 3.2. A clear change. "
             "All 7 returned."),
        ({"contributors": 5}, "Damp incidents are up by about a quarter on Jul–Sep 2025: 4.1 per 1,000 homes, was 3.2. "
                              "A clear change. 5 of 7 returned."),
        ({"contributors": 1, "members": 1},
         "Damp incidents are up by about a quarter on Jul–Sep 2025: 4.1 per 1,000 homes, was 3.2. A clear change."),
        ({"ratio_low": 0.95}, "Damp incidents are up on Jul–Sep 2025: 4.1 per 1,000 homes, was 3.2. A clear change. "
                              "All 7 returned."),
        ({"no_ratio": "may_be_zero", "before_low": 0, "before_high": 4, "before_shown": "under 5"},
         "Damp incidents are up on Jul–Sep 2025: about 165 incidents, was under 5 incidents. A clear change."),
        (LASTING, "Damp incidents are still up by about a quarter on Jul–Sep 2025: 4.1 per 1,000 homes, was 3.2. "
                  "It has gone on since Oct–Dec 2025. All 7 returned."),
    ],
)  # fmt: skip
def test_a_headline_in_a_sentence(given, words):
    assert findings.sentence(row(**given), "Damp", "Jul–Sep 2025") == words


def test_the_title_counts_the_members_that_moved_the_same_way():
    labels = {"damp_and_mould": "Damp and mould", "other": "Other"}
    rows = [CLEAR, CLEAR | {"family": "other", "direction": "down"}]
    assert titled(rows[:1], labels, "Jul–Sep 2025", {"damp_and_mould": (4, 1, 7)}) == (
        "Damp and mould incidents are up on Jul–Sep 2025, in four of seven members"
    )
    assert titled(rows, labels, "Jul–Sep 2025", {}) == (
        "Damp and mould incidents are up on Jul–Sep 2025 – and one more change"
    )
    assert titled([CLEAR | {"stands_out": False}], labels, "Jul–Sep 2025", {}) == ("No change that stands out")


@pytest.mark.parametrize(
    ("high", "before", "few"), [(4, 4, True), (4, None, True), (3, 7, False), (7, 4, False), (0, 0, True)]
)
def test_too_few_is_under_five_now_and_then(high, before, few):
    assert findings.is_too_few(row(high=high, before_high=before)) is few
