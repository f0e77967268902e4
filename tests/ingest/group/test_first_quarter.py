"""From which quarter on returns are due: a member's longer history makes nobody late."""

from datetime import date

import pytest

from ingest import returns
from ingest.group import closing, setup
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
ALDER, BIRCH, CEDAR = (Viewer.lead(member) for member in ("alder", "birch", "cedar"))
JAN, APR, JUL, SEP = (date(2026, month, 1) for month in (1, 4, 7, 9))


def states(store) -> set[tuple[str, str, str]]:
    rows = store.ask("returns_status", COORDINATOR)
    return set(zip(rows["member"], rows["quarter"].dt.strftime("%Y-%m"), rows["status"], strict=True))


RETURNED = {
    ("alder", "2026-01"),
    ("alder", "2026-04"),
    ("alder", "2026-07"),
    ("birch", "2026-07"),
    ("cedar", "2026-07"),
}


@pytest.fixture
def one_longer(store):
    """Alder returned nine months, the other two the last three."""
    returns.nil(store, ALDER, JAN, SEP)
    for viewer in (BIRCH, CEDAR):
        returns.nil(store, viewer, JUL, SEP)
    return store


def test_a_members_longer_history_makes_nobody_late(one_longer):
    assert states(one_longer) == {(*each, "returned") for each in RETURNED}


def test_the_coordinators_quarter_goes_before(one_longer):
    setup.set_first_quarter(one_longer, COORDINATOR, APR)
    late = {("birch", "2026-04", "not_returned"), ("cedar", "2026-04", "not_returned")}
    assert states(one_longer) == {(*each, "returned") for each in RETURNED} | late


def test_a_closing_awaits_nobody_before_it(one_longer):
    closed = closing.close(one_longer, COORDINATOR, JUL).quarters
    assert [(each.counted, each.awaited) for each in closed] == [
        (("alder",), ()), (("alder",), ()), (("alder", "birch", "cedar"), ()),
    ]  # fmt: skip


def test_a_month_within_a_quarter_and_another_person_are_refused(store):
    with pytest.raises(Refused, match="2026-05 does not begin a quarter"):
        setup.set_first_quarter(store, COORDINATOR, date(2026, 5, 1))
    with pytest.raises(NotAllowed):
        setup.set_first_quarter(store, ALDER, APR)
