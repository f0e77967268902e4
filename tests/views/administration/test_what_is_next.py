"""What the coordinator does next, worked out by hand for days of the year."""

from datetime import date

import pytest

from views.administration.what_is_next import next_to_close, steps

OCT, JAN = date(2026, 10, 20), date(2027, 1, 31)
JULY, DUE = date(2026, 7, 1), date(2026, 10, 31)


def test_in_october_with_the_quarter_open_and_a_member_without_homes():
    assert [each.in_words(OCT) for each in steps(OCT, JULY, DUE, None, ["Gorse"])] == [
        "By 30 Apr 2026 (this day is past): enter the homes of 2026-27 of Gorse: no rates yet.",
        "By 31 Oct 2026: returns of Jul–Sep 2026 are in; Packs has a reminder for whoever is awaited.",
        "By 14 Nov 2026: close Jul–Sep 2026, then meet: Packs has the slides, Meeting the agenda.",
        "By 31 Jan 2027: review the standard: Data dictionary has its change note.",
        "By 30 Apr 2027: enter the homes of 2027-28 on Members and homes.",
        "By 30 Apr 2027: clear out rows that are older than the group keeps, on Settings.",
    ]


@pytest.mark.parametrize(
    ("due", "meeting", "says"),
    [
        (
            date(2026, 10, 28),
            date(2026, 11, 5),
            [
                "By 28 Oct 2026: returns of Jul–Sep 2026 are in; Packs has a reminder for whoever is awaited.",
                "By 5 Nov 2026: close Jul–Sep 2026.",
                "On 5 Nov 2026: the group meets: Packs has the slides, Meeting the agenda.",
            ],
        ),
        (  # the meeting is about the quarter before
            date(2026, 11, 14),
            date(2026, 10, 22),
            [
                "On 22 Oct 2026: the group meets: Packs has the slides, Meeting the agenda.",
                "By 14 Nov 2026: returns of Jul–Sep 2026 are in; Packs has a reminder for whoever is awaited.",
                "By 28 Nov 2026: close Jul–Sep 2026.",
            ],
        ),
    ],
)
def test_the_days_that_the_group_has_set(due, meeting, says):
    assert [each.in_words(OCT) for each in steps(OCT, JULY, due, meeting, [])][:3] == says


@pytest.mark.parametrize(
    ("today", "closed", "quarter", "review"),
    [
        (OCT, False, JULY, date(2027, 1, 31)),
        (OCT, True, date(2026, 10, 1), date(2027, 1, 31)),
        (JAN, False, date(2026, 10, 1), date(2027, 1, 31)),
        (date(2027, 2, 1), True, date(2027, 1, 1), date(2028, 1, 31)),
    ],
)
def test_when_the_newest_quarter_is_closed_the_next_one_comes(today, closed, quarter, review):
    assert next_to_close(today, newest_is_closed=closed) == quarter
    found = steps(today, quarter, DUE, None, [])
    assert [each.by for each in found if "standard" in each.words] == [review]
