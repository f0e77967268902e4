"""What a page takes from an answer about everything is what the question says of that family or category."""

import shutil
from contextlib import closing
from datetime import date

import pytest

from ingest.group import events
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.frames import assert_same_values
from views import visit
from views.visit import Visit
from views.what_happened import what_happened

LEAD = Viewer.lead("alder", "lead@alder.example")
WANTED = {
    "a family": ("damp_and_mould", None),
    "another": ("self_neglect_and_hoarding", None),
    "a category": ("self_neglect_and_hoarding", "hoarding"),
    "one that shares its family": ("self_neglect_and_hoarding", "self_neglect"),
}


@pytest.fixture
def opened(made_sample_store, tmp_path):
    visit._answer.clear()
    with closing(Store.open(shutil.copy(made_sample_store, tmp_path / "store.duckdb"))) as store:
        events.add(store, LEAD, date(2025, 4, 1), "Of all")
        events.add(store, LEAD, date(2025, 5, 1), "Of a category", category="hoarding", rebases=True)
        events.add(store, LEAD, date(2025, 6, 1), "Of a family", category="self_neglect_and_hoarding")
        yield Visit(store, LEAD)


@pytest.mark.parametrize("wanted", WANTED)
def test_figures_and_charts(opened, wanted):
    family, category = WANTED[wanted]
    for question, parameters in (
        ("control_chart", {"of": "own"}),
        ("control_chart", {"of": "group"}),
        ("own_figures", {"by": "month"}),
        ("group_figures", {"by": "year"}),
    ):
        asked = opened.ask(question, family=family, category=category, **parameters)
        assert len(asked)
        assert_same_values(opened.ask_of(question, family, category, **parameters), asked)


@pytest.mark.parametrize("wanted", WANTED)
def test_events_and_actions(opened, wanted):
    family, category = WANTED[wanted]
    asked = opened.ask("events", family=family, category=category).dropna(subset=["date"])
    found = what_happened(opened, family, category)
    assert_same_values(found, asked)
    assert ("Of a category" in set(found["label"])) == (wanted in ("another", "a category"))
    assert ("Of a family" in set(found["label"])) == (wanted != "a family") and "Of all" in set(found["label"])


def test_the_sample_has_an_action_on_some_family(opened):
    """So that the comparison above has one to compare."""
    assert "action" in set(opened.ask("events")["kind"])
    assert len(what_happened(opened, "damp_and_mould")) < len(opened.ask("events").dropna(subset=["date"]))


def test_another_family_asks_the_store_nothing(opened, monkeypatch):
    for family in ("damp_and_mould", "missing_people"):
        opened.ask_of("control_chart", family, of="own")
        what_happened(opened, family)
        monkeypatch.setattr(Store, "ask_kept", lambda *_, **__: pytest.fail("asked again"))
