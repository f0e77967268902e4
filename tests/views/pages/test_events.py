"""Events on the page: each adds and removes what is its own; what is wrong is said."""

import pytest

from tests.views.pages.conftest import said, steady, table, title


def add(page, month: str, label: str) -> None:
    page.text_input[0].set_value(month)
    page.text_input[1].set_value(label)
    next(each for each in page.button if each.label == "Add this event").click().run()


def test_a_lead_adds_and_removes_its_own(make_store, opened):
    store = make_store(steady())
    page = opened(store, "events", be="lead_alder")
    add(page, "2026-05", "New triage team")
    assert page.success[0].value.replace("\\", "") == "Added: New triage team, May 2026."
    assert ["May 2026", "New triage team", "Every trend", "our own", ""] in table(
        page, "Event"
    ).values.tolist()
    assert "New triage team" not in table(opened(store, "events", be="lead_birch"), "Event")["Event"].tolist()
    next(each for each in page.button if each.label == "Take it off the trends").click().run()
    assert "New triage team" not in table(page, "Event")["Event"].tolist()


def test_the_coordinators_is_everybodys(make_store, opened):
    store = make_store(steady())
    add(opened(store, "events", be="coordinator"), "2026-05", "New referral form")
    page = opened(store, "events", be="reader_birch")
    assert title(page) == "The newest of the group's events: New referral form, May 2026"
    assert not page.button and not page.text_input, "a reader looks only"


@pytest.mark.parametrize(
    ("month", "label", "because"),
    [
        ("May", "New", "A month is written YYYY-MM"),
        ("2026-13", "New", "month"),
        ("2026-05", "", "one to 60 letters"),
        ("2026-05", "Ring 07700 900123", "personal data"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(make_store, opened, month, label, because):
    page = opened(make_store(steady()), "events", be="lead_alder")
    before = len(table(page, "Event"))
    add(page, month, label)
    assert because.lower() in page.error[0].value.replace("\\", "").lower()
    assert "900123" not in page.error[0].value
    assert len(table(page, "Event")) == before and "Add an event" in said(page)
