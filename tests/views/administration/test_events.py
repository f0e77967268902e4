"""Events: added on their page, shown on the trends."""

import json
from datetime import date

from ingest import returns
from ingest.group import closing
from queries.viewer import Viewer
from tests.views.conftest import steady, table, title
from views.access import front_door

NAME = "New referral form"


def add(page, label, month, *, rebases=False):
    next(box for box in page.selectbox if box.label == "Month").set_value(month)
    page.text_input[0].set_value(label)
    if rebases:
        page.checkbox[0].check()
    return next(each for each in page.button if each.label == "Add this event").click().run()


def notes(page) -> str:
    """What is written into the chart of months."""
    spec = json.loads(page.get("plotly_chart")[0].proto.spec)
    return "\n".join(note["text"] for note in spec["layout"]["annotations"])


def ranges(page) -> int:
    """How many different usual ranges the months' table has."""
    months = table(page, "Signal").query("Average != ''")
    return months[["Average", "Usual range from", "to"]].drop_duplicates().shape[0]


def counts():
    """A little more from August 2025 on."""
    made = steady()
    made["alder"]["neglect"] = ([20, 40, 25, 35] * 4) + [60, 80, 65, 75] * 2 + [60, 80, 65]
    return made


def close_the_next(path):
    """One more quarter, while the dashboard has the store open."""
    store = front_door._opened(path)
    lead = Viewer.lead("alder", "lead@alder.example")
    returns.nil(store, lead, date(2026, 7, 1), date(2026, 9, 1))
    closing.close(store, Viewer.coordinator("coordinator@group.example"), date(2026, 7, 1))


def trends(opened, store, be, **more):
    return opened(store, "trends", be=be, family="abuse_and_neglect", category="neglect", **more)


def test_a_national_event_is_on_its_familys_trend_only(make_store, opened):
    store = make_store(counts())
    damp = opened(store, "trends", be="coordinator", family="damp_and_mould")
    assert "Awaab's Law: damp and mould" in notes(damp)
    assert "Awaab" not in notes(trends(opened, store, "coordinator"))


def test_everybody_sees_the_coordinators_event_and_it_may_rebase_the_groups_range(make_store, opened):
    store = make_store(counts())
    assert ranges(trends(opened, store, "lead_birch")) == 1
    page = add(opened(store, "events", be="coordinator"), NAME, date(2025, 8, 1), rebases=True)
    assert title(page) == f"The newest of the group's events: {NAME}, Aug 2025"
    assert ranges(trends(opened, store, "lead_birch")) == 1, "from the next closing on"
    close_the_next(store)
    for be in ("lead_birch", "lead_alder", "coordinator"):
        page = trends(opened, store, be)
        assert NAME in notes(page)
        assert ranges(page) == 2
    assert ranges(trends(opened, store, "lead_alder", of="own")) == 1


def test_a_leads_event_is_its_own_and_rebases_its_own_range(make_store, opened):
    store = make_store(counts())
    add(opened(store, "events", be="lead_alder"), "New triage team", date(2025, 8, 1), rebases=True)
    own = trends(opened, store, "lead_alder", of="own")
    assert "New triage team" in notes(own) and ranges(own) == 2
    assert ranges(trends(opened, store, "lead_alder")) == 1
    assert "New triage team" not in notes(trends(opened, store, "lead_birch"))
    shared = trends(opened, store, "lead_alder", present=True)
    assert "New triage team" not in notes(shared)


def test_an_event_without_a_month_is_refused(make_store, opened):
    page = add(opened(make_store(counts()), "events", be="coordinator"), NAME, None)
    assert "choose the event's month" in page.error[0].value.replace("\\", "")


def test_a_reader_cannot_change_events(make_store, opened):
    page = opened(make_store(counts()), "events", be="reader_alder")
    assert len(page.text_input) == 0
    assert "not known yet" in table(page, "Event")["Month"].tolist()
