"""Closing on the page: who is missing, a look at what everybody will see, late returns, taking back, the erratum."""

from datetime import date

import pytest

from ingest.group.what_changes import WhatChanges
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup
from tests.views.conftest import START, steady, table, texts, title
from views.access import front_door
from views.administration import after_closing, close_quarter


def press(page, label):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception, page.exception[0].message
    return page


def close(page, label):
    page.checkbox[0].check().run()
    return press(page, label)


def said(page):
    return page.success[0].value.replace("\\", "")


@pytest.fixture
def six_of_seven(make_store):
    """April 2024 to June 2026 of all but Gorse, nothing closed."""
    return make_store({member: steady()[member] for member in SEVEN[:6]}, closed=False)


def later(path, member, counts):
    """A return that comes after the closing, while the dashboard has the store open."""
    group = SmallGroup.of(front_door._opened(path), 90)
    group.returns(member, START, counts)


def test_it_names_who_is_missing_and_closes_every_quarter_that_waits(six_of_seven, opened):
    page = opened(six_of_seven, "close_quarter", be="coordinator")
    assert title(page) == "Apr–Jun 2026 is waiting: 6 of 7 members have returned it; eight earlier quarters wait too"
    rows = table(page, "Not returned whole")
    assert rows.iloc[0].tolist() == ["Apr–Jun 2026", "6 of 7", "Gorse"]
    assert rows["Quarter"].tolist()[-1] == "Apr–Jun 2024"
    label = "Close nine quarters, Apr–Jun 2024 to Apr–Jun 2026"
    assert next(button for button in page.button if button.label == label).disabled
    close(page, label)
    assert said(page) == (
        "nine quarters, Apr–Jun 2024 to Apr–Jun 2026 are closed: 6 of 7 members count in the last of them. "
        "Everybody can see the figures now."
    )
    assert title(page) == "No quarter is waiting to be closed"
    assert not page.checkbox


def test_only_quarters_up_to_the_chosen_one_are_closed(six_of_seven, opened):
    page = opened(six_of_seven, "close_quarter", be="coordinator", close="2024-07")
    close(page, "Close two quarters, Apr–Jun 2024 to Jul–Sep 2024")
    assert table(page, "Members counted")["Quarter"].tolist() == ["Jul–Sep 2024", "Apr–Jun 2024"]
    assert not page.checkbox[0].value, "the tick is not kept for the next closing"


def test_fewer_than_five_members_is_a_warning(make_store, opened):
    store = make_store({member: steady()[member] for member in SEVEN[:4]}, closed=False)
    page = opened(store, "close_quarter", be="coordinator", close="2024-04")
    assert "never has a figure of the group: Apr–Jun 2024" in page.warning[0].value.replace("\\", "")


def test_a_look_shows_this_quarter_as_everybody_will_see_it_and_closes_nothing(six_of_seven, opened):
    page = opened(six_of_seven, "close_quarter", be="coordinator")
    press(page, "Look at what everybody will see")
    shown = texts(page)
    assert "This is what everybody will see. Nothing is closed yet." in shown
    assert "Closed on" in shown and "with 6 of 7 members" in shown
    assert "Each family, all members together" in shown
    assert front_door._opened(six_of_seven).ask("closings", Viewer.coordinator()).empty
    close(page, "Close nine quarters, Apr–Jun 2024 to Apr–Jun 2026")
    assert "This is what everybody will see" not in texts(page)


def test_what_came_later_is_shown_when_the_coordinator_says_so(six_of_seven, opened):
    page = opened(six_of_seven, "close_quarter", be="coordinator")
    close(page, "Close nine quarters, Apr–Jun 2024 to Apr–Jun 2026")
    later(six_of_seven, "gorse", {"neglect": [1] * 3})
    page.run()
    assert "- Gorse: Apr–Jun 2024" in texts(page)
    assert title(page) == "1 return came since Apr–Jun 2024 was closed: close again"
    press(page, "Close again, with these")
    assert said(page) == "What came later is shown now, marked as that."
    rows = table(page, "Came later")
    assert rows["Came later"].tolist()[-1] == "Gorse" and rows["Not returned"].tolist()[0] == "Gorse"


def test_a_closing_nobody_has_seen_is_taken_back(six_of_seven, opened):
    page = opened(six_of_seven, "close_quarter", be="coordinator")
    close(page, "Close nine quarters, Apr–Jun 2024 to Apr–Jun 2026")
    press(page, "Take the closing of Apr–Jun 2026 back")
    assert said(page) == "Apr–Jun 2026 is open again."
    assert title(page).startswith("Apr–Jun 2026 is waiting")


def test_a_closing_that_was_seen_is_not_taken_back(make_store, opened):
    path = make_store(steady())
    opened(path, "this_quarter", be="lead_alder")
    page = opened(path, "close_quarter", be="coordinator")
    assert not [button for button in page.button if button.label.startswith("Take the closing")]


def test_an_erratum_is_given_with_a_reason_and_everybody_sees_it(make_store, opened):
    path = make_store(steady())
    later(path, "alder", {"physical_abuse": [20] * 3, "neglect": [1] * 3})
    page = opened(path, "close_quarter", be="coordinator")
    page.selectbox(key="erratum_quarter").select(date(2024, 4, 1))
    page.text_input(key="erratum_reason").input("A system had been left out.")
    press(page, "Give this erratum")
    assert said(page) == "An erratum is given for Alder, Apr–Jun 2024. Everybody sees it."
    rows = table(page, "Shown before")
    assert rows[["Family", "Shown before", "Shown now"]].values.tolist() == [["Abuse and neglect", "25", "65"]]
    seen = opened(path, "this_quarter", be="lead_birch", quarter="2024-04")
    assert "Erratum for Alder (Abuse and neglect): A system had been left out." in texts(seen)


def test_an_erratum_without_a_reason_is_refused(make_store, opened):
    page = opened(make_store(steady()), "close_quarter", be="coordinator")
    press(page, "Give this erratum")
    assert "Give a reason" in page.error[0].value


def test_with_nothing_returned_there_is_nothing_to_close(make_store, opened):
    page = opened(make_store({}, closed=False), "close_quarter", be="coordinator")
    assert title(page) == "No quarter is waiting to be closed"
    assert not page.button and "Nothing yet" in texts(page)


APR, JUL, OCT = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)
NAMES = {"fir": "Fir", "gorse": "Gorse"}


def test_what_closing_changes_is_said_by_quarter_and_for_whom():
    changed = WhatChanges((JUL, OCT), ((APR, "gorse"),), (date(2026, 1, 1),), (date(2025, 4, 1),))
    assert close_quarter.change_lines(changed, NAMES) == [
        "two quarters, Jul–Sep 2026 to Oct–Dec 2026: their figures are new for everybody.",
        "Apr–Jun 2026: Gorse's own figures are added, marked “came later”; the group's stay as they are.",
        "Jan–Mar 2026: the group's breakdowns by outcome are added, as outcomes come late.",
        "2025-26: the figures of the whole year are new for everybody.",
        "Nothing else that was shown changes.",
    ]


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ([(APR, "fir")], "1 return came since Apr–Jun 2026 was closed: close again"),
        ([(APR, "fir"), (APR, "gorse")], "2 returns came since Apr–Jun 2026 was closed: close again"),
        ([(APR, "fir"), (JUL, "fir")], "Two closed quarters were returned since by Fir: close again"),
    ],
)
def test_what_came_since_a_closing(found, says):
    assert after_closing.came_since(found, NAMES) == says


def test_the_tick_goes_when_something_is_saved_after_it(six_of_seven, opened):
    page = opened(six_of_seven, "close_quarter", be="coordinator")
    page.checkbox[0].check().run()
    later(six_of_seven, "gorse", {"neglect": [1] * 3})
    page.run()
    assert not page.checkbox[0].value
