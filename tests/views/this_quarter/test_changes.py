import pandas as pd
import pytest

from views.this_quarter import changes


@pytest.mark.parametrize(
    ("ratio", "low", "high", "expected"),
    [
        (1.27, 1.10, 1.50, "up by about a quarter on Jul–Sep 2025"),
        (1.27, 0.98, 1.60, "no clear change on Jul–Sep 2025"),
        (1.27, 1.00, 1.60, "no clear change on Jul–Sep 2025"),
        (1.04, 1.01, 1.08, "up by less than a tenth on Jul–Sep 2025"),
        (1.10, 1.02, 1.20, "up by about a tenth on Jul–Sep 2025"),
        (1.48, 1.20, 1.90, "up by about half on Jul–Sep 2025"),
        (2.10, 1.40, 3.00, "about twice the figure of Jul–Sep 2025"),
        (3.10, 2.40, 4.00, "about three times the figure of Jul–Sep 2025"),
        (0.66, 0.50, 0.90, "down by about a third on Jul–Sep 2025"),
        (0.50, 0.30, 0.80, "down by about half on Jul–Sep 2025"),
        (0.20, 0.10, 0.40, "down by about three quarters on Jul–Sep 2025"),
    ],
)
def test_changes(ratio, low, high, expected):
    assert changes.change(ratio, low, high, "Jul–Sep 2025") == expected


def test_headlines():
    up = changes.change(1.27, 1.1, 1.5, "Jul–Sep 2025")
    assert changes.headline("Damp and mould", up, 4.08, 3.2, 7, 7) == (
        "Damp and mould incidents are up by about a quarter on Jul–Sep 2025: 4.1 per 1,000 homes, was 3.2. "
        "A clear change. All 7 returned."
    )
    still = changes.change(1.1, 0.9, 1.3, "Oct–Dec 2025")
    assert changes.headline("Exploitation", still, 0.5, 0.45, 6, 7) == (
        "Exploitation incidents show no clear change on Oct–Dec 2025: 0.50 per 1,000 homes, was 0.45. 6 of 7 returned."
    )


def test_findings_and_titles():
    damp = changes.finding("Damp and mould", "up", "Oct–Dec 2025", 4, 7)
    assert damp == "Damp and mould incidents are up on Oct–Dec 2025, in four of seven members"
    assert changes.finding("Other", "down", "the year before") == "Other incidents are down on the year before"
    assert changes.title([]) == "No change that stands out"
    assert changes.title([damp]) == damp
    assert changes.title(["A is up", "B is up"]) == "A is up – and one more change"
    assert changes.title(["A is up", "B is up", "C is down"]) == "A is up – and two more changes"


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
    assert changes.moved(now, before) == (1, 1, 5)
