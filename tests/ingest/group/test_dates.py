"""The group's dates, worked out by hand; who sets them is in the rights matrix."""

from datetime import date

import pytest

from ingest.group import dates
from ingest.problems import Refused
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
TODAY = date(2026, 10, 20)


@pytest.mark.parametrize(
    ("quarter", "days", "due"),
    [
        (date(2026, 1, 1), None, date(2026, 4, 30)),
        (date(2026, 7, 1), None, date(2026, 10, 31)),
        (date(2026, 10, 1), None, date(2027, 1, 31)),
        (date(2026, 1, 1), 28, date(2026, 4, 28)),  # it ends on 31 March
        (date(2026, 4, 1), 1, date(2026, 7, 1)),
        (date(2026, 10, 1), 60, date(2027, 3, 1)),  # 31 of January and 28 of February are 59
        (date(2027, 10, 1), 60, date(2028, 2, 29)),
        (date(2026, 7, 1), 90, date(2026, 12, 29)),
    ],
)
def test_until_when_a_quarters_returns_are_due(store, quarter, days, due):
    if days:
        dates.set_dates(store, COORDINATOR, days, None)
    assert dates.due_on(store, quarter) == due


@pytest.mark.parametrize("meeting", [TODAY, date(2026, 11, 12), date(2027, 10, 21)])
def test_the_next_meeting_is_named_until_its_day(store, meeting):
    dates.set_dates(store, COORDINATOR, None, meeting)
    assert dates.next_meeting(store) == meeting
    with store.write() as cursor:
        store.set(cursor, "today", "2027-10-22", "test")
    assert dates.next_meeting(store) is None


@pytest.mark.parametrize(
    ("days", "meeting", "faults"),
    [(0, None, 1), (91, None, 1), (None, date(2026, 10, 19), 1), (None, date(2027, 10, 22), 1), (-1, date(1, 1, 1), 2)],
)
def test_out_of_bounds_is_refused_and_changes_nothing(store, days, meeting, faults):
    dates.set_dates(store, COORDINATOR, 20, date(2026, 11, 12))
    with pytest.raises(Refused) as refusal:
        dates.set_dates(store, COORDINATOR, days, meeting)
    assert len(refusal.value.problems) == faults
    assert (dates.due_days(store), dates.next_meeting(store)) == (20, date(2026, 11, 12))


def test_what_was_set_is_on_record_and_can_be_taken_back(store):
    dates.set_dates(store, COORDINATOR, 20, date(2026, 11, 12))
    dates.set_dates(store, COORDINATOR, None, date(2026, 11, 12))
    assert store.ask("audit_trail", COORDINATOR)["detail"].tolist()[:2] == [
        "due_days = none",
        "due_days = 20, next_meeting = 2026-11-12",
    ]
    with pytest.raises(Refused, match="Nothing was changed"):
        dates.set_dates(store, COORDINATOR, None, date(2026, 11, 12))
    assert dates.due_on(store, date(2026, 7, 1)) == date(2026, 10, 31)
