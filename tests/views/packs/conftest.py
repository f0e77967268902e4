"""Packs of the sample store, made once: (pack, who) -> the file's bytes."""

import pytest

from ingest.sample import make_sample_store
from queries.store import Store
from queries.viewer import Viewer
from views.packs import making
from views.visit import Visit

QUARTER = making.date(2026, 4, 1)
VIEWERS = {"coordinator": Viewer.coordinator(), "public": Viewer.public(), "cedar": Viewer.lead("cedar")}


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("packs") / "sample.duckdb"
    make_sample_store(path)
    return path


@pytest.fixture(scope="session")
def sample(sample_path):
    store = Store.open(sample_path)
    yield store
    store.close()


@pytest.fixture(scope="session")
def visits(sample):
    return {who: Visit(sample, viewer) for who, viewer in VIEWERS.items()}


@pytest.fixture(scope="session")
def packs(visits):
    return {
        (name, who): making.make(visit, name, QUARTER)
        for who, visit in visits.items()
        for name in making.offered(visit)
    }
