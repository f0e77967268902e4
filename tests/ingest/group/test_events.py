"""Events: national ones from a file, the group's by its coordinator, a member's own by its lead."""

from datetime import date

import pytest

from ingest.group import events, setup
from ingest.problems import Refused
from ingest.standard import STANDARD
from queries.refusals import NotAllowed
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
ALDER, BIRCH = Viewer.lead("alder", "lead@alder.example"), Viewer.lead("birch", "lead@birch.example")
READER = Viewer.reader("alder", "reader@alder.example")
MAY = date(2026, 5, 1)


def own_and_group(store, viewer: Viewer, **parameters) -> list[tuple[str, str]]:
    found = store.ask("events", viewer, **parameters)
    found = found[found["kind"] != "national"]
    return list(zip(found["label"], found["kind"], strict=True))


def test_the_national_events_are_there_from_the_start(store_path):
    store = setup.open_store(store_path)
    found = store.ask("events", ALDER)
    store.close()
    found["month"] = found["month"].dt.strftime("%Y-%m").fillna("")
    assert found[["month", "label", "category"]].values.tolist() == [
        ["2022-07", "£326 cost of living payment", "cost_of_living"],
        ["2022-11", "£324 cost of living payment", "cost_of_living"],
        ["2023-04", "£301 cost of living payment", "cost_of_living"],
        ["2023-10", "£300 cost of living payment", "cost_of_living"],
        ["2024-02", "£299 cost of living payment", "cost_of_living"],
        ["2025-10", "Awaab's Law: damp and mould", "damp_and_mould"],
        ["2026-04", "Crime and Policing Act 2026", "exploitation"],
        ["2026-04", "Crisis and Resilience Fund", "cost_of_living"],
        ["2026-06", "Hazard rating system amended", "damp_and_mould"],
        ["", "Awaab's Law, second phase (2026)", "damp_and_mould"],
        ["", "Awaab's Law, third phase (2027)", "damp_and_mould"],
    ]
    assert set(found["kind"]) == {"national"} and not found["rebases"].any()


def test_every_national_event_is_about_a_family_or_category_of_the_standard():
    known = {each.code for each in (*STANDARD.families, *STANDARD.categories)}
    assert {each["category"] for each in events.national()} <= known


def test_they_are_copied_once(store_path):
    for _ in range(2):
        store = setup.open_store(store_path)
        assert len(store.ask("events", ALDER)) == len(events.national())
        assert store.version == 0
        store.close()


def test_the_groups_event_is_everybodys_and_a_members_own_is_its_own(store):
    events.add(store, COORDINATOR, MAY, "New referral form", of_group=True)
    events.add(store, ALDER, MAY, "New triage team", category="damp_mould", rebases=True)
    assert own_and_group(store, ALDER) == [("New referral form", "group"), ("New triage team", "own")]
    assert own_and_group(store, READER) == [("New referral form", "group"), ("New triage team", "own")]
    for viewer in (BIRCH, COORDINATOR, COORDINATOR.presenting()):
        assert own_and_group(store, viewer) == [("New referral form", "group")]


def test_a_trend_gets_the_events_that_are_about_it(store):
    events.add(store, ALDER, MAY, "About all")
    events.add(store, ALDER, MAY, "About damp", category="damp_mould")
    events.add(store, ALDER, MAY, "About the family", category="damp_and_mould")
    events.add(store, ALDER, MAY, "About neglect", category="neglect")
    about_all = [("About all", "own")]
    assert own_and_group(store, ALDER, family="missing_people") == about_all
    assert own_and_group(store, ALDER, category="neglect") == [*about_all, ("About neglect", "own")]
    assert own_and_group(store, ALDER, family="damp_and_mould") == [
        *about_all,
        ("About damp", "own"),
        ("About the family", "own"),
    ]


@pytest.mark.parametrize(
    ("viewer", "of_group"),
    [
        (ALDER, True),
        (READER, True),
        (READER, False),
        (COORDINATOR, False),
        (COORDINATOR.presenting(), True),
        (ALDER.presenting(), False),
        (Viewer.public(), True),
    ],
)
def test_who_may_not_add(store, viewer, of_group):
    with pytest.raises(NotAllowed):
        events.add(store, viewer, MAY, "New", of_group=of_group)
    assert own_and_group(store, ALDER) == []


def test_who_may_remove_what(store):
    events.copy_national(store)
    of_group = events.add(store, COORDINATOR, MAY, "The group's", of_group=True)
    of_alder = events.add(store, ALDER, MAY, "Alder's own")
    for viewer, event in [(ALDER, of_group), (BIRCH, of_alder), (READER, of_alder), (COORDINATOR, of_alder)]:
        with pytest.raises(NotAllowed):
            events.remove(store, viewer, event)
    with pytest.raises(NotAllowed, match="national event stays"):
        events.remove(store, COORDINATOR, "awaabs_law_1")
    events.remove(store, COORDINATOR, of_group)
    events.remove(store, ALDER, of_alder)
    assert own_and_group(store, ALDER) == []
    with pytest.raises(Refused, match="not there any more"):
        events.remove(store, ALDER, of_alder)
    assert store.ask("audit_trail", COORDINATOR)["action"].tolist()[:4] == [
        "event removed",
        "event removed",
        "event added",
        "event added",
    ]


@pytest.mark.parametrize(
    ("month", "label", "category", "because"),
    [
        (date(2026, 5, 2), "New", None, "first day"),
        (MAY, "   ", None, "one to 60 letters"),
        (MAY, "x" * 61, None, "one to 60 letters"),
        (MAY, "New", "weather", "no category or family 'weather'"),
        (MAY, "Ask jo.bloggs@alder.example", None, "personal data"),
        (MAY, "Ring 07700 900123", None, "personal data"),
    ],
)
def test_what_an_event_may_not_be(store, month, label, category, because):
    with pytest.raises(Refused, match=because):
        events.add(store, ALDER, month, label, category=category)
    assert own_and_group(store, ALDER) == []


def test_an_event_that_rebases_starts_only_its_own_chart_afresh(store):
    events.add(store, ALDER, MAY, "New process", category="damp_mould", rebases=True)
    events.add(store, COORDINATOR, MAY, "New form", rebases=True, of_group=True)
    held = (
        store.cursor().execute("select member, category from event where rebases order by member nulls last").fetchall()
    )
    assert held == [("alder", "damp_mould"), (None, None)]
