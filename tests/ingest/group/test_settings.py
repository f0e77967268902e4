"""Settings have bounds, belong to the coordinator, and are on record."""

import pytest

from ingest.group import settings, setup
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")


def value(store, name: str) -> int:
    return settings.value_of(store, next(each for each in settings.SETTINGS if each.name == name))


def test_they_have_a_value_before_anybody_sets_one(store):
    assert {each.name: settings.value_of(store, each) for each in settings.SETTINGS} == {
        "keep_years": 7,
        "keep_replaced_months": 12,
        "idle_minutes": 30,
    }


def test_the_newest_one_counts_and_the_earlier_one_stays_on_record(store):
    settings.change(store, COORDINATOR, "idle_minutes", 20)
    settings.change(store, COORDINATOR, "idle_minutes", 45)
    assert value(store, "idle_minutes") == 45
    kept = "select value, set_by from setting where name = 'idle_minutes' order by rowid"
    assert store.cursor().execute(kept).fetchall() == [("20", COORDINATOR.email), ("45", COORDINATOR.email)]
    assert store.ask("audit_trail", COORDINATOR)["detail"].tolist()[:2] == [
        "idle_minutes = 45",
        "idle_minutes = 20",
    ]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("keep_years", 0),
        ("keep_years", 31),
        ("keep_replaced_months", 0),
        ("idle_minutes", 4),
        ("idle_minutes", 481),
    ],
)
def test_out_of_bounds_is_refused(store, name, number):
    with pytest.raises(Refused, match=r"from \d+ to \d+"):
        settings.change(store, COORDINATOR, name, number)


def test_only_those_there_are(store):
    with pytest.raises(Refused, match="no setting 'sample'"):
        settings.change(store, COORDINATOR, "sample", 1)


@pytest.mark.parametrize("viewer", [Viewer.lead("alder"), Viewer.reader("alder"), COORDINATOR.presenting()])
def test_only_the_coordinator(store, viewer):
    with pytest.raises(NotAllowed):
        settings.change(store, viewer, "idle_minutes", 20)
    with pytest.raises(NotAllowed):
        setup.set_peer_figures(store, viewer, "exact")
