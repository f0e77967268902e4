"""What the coordinator does next, worked out by hand for days of the year."""

from datetime import date

import pytest

from views.administration.what_is_next import steps

OCT, JAN = date(2026, 10, 20), date(2027, 1, 31)


def in_words(today, **given):
    return [each.in_words(today) for each in steps(today, **given)]


def test_in_october_with_the_quarter_open_and_a_member_without_homes():
    assert in_words(OCT, newest_is_closed=False, missing_homes=["Gorse"]) == [
        "By 30 Apr 2026 (this day is past): enter the homes of 2026-27 of Gorse: no rates yet.",
        "By 31 Oct 2026: returns of Jul–Sep 2026 are in; Packs has a reminder for whoever is awaited.",
        "By 14 Nov 2026: close Jul–Sep 2026, then meet: Packs has the slides, Meeting the agenda.",
        "By 31 Jan 2027: review the standard: Data dictionary has its change note.",
        "By 30 Apr 2027: enter the homes of 2027-28 on Members and homes.",
        "By 30 Apr 2027: clear out rows that are older than the group keeps, on Settings.",
    ]


@pytest.mark.parametrize(
    ("today", "closed", "first", "review"),
    [
        (OCT, True, "By 31 Jan 2027: returns of Oct–Dec 2026", date(2027, 1, 31)),
        (JAN, False, "By 31 Jan 2027: returns of Oct–Dec 2026", date(2027, 1, 31)),
        (date(2027, 2, 1), True, "By 30 Apr 2027: returns of Jan–Mar 2027", date(2028, 1, 31)),
    ],
)
def test_when_the_newest_quarter_is_closed_the_next_one_comes(today, closed, first, review):
    found = steps(today, newest_is_closed=closed, missing_homes=[])
    assert any(each.in_words(today).startswith(first) for each in found)
    assert [each.by for each in found if "standard" in each.words] == [review]
