"""Packs of the sample store, made once: (pack, who) -> the file's bytes."""

import shutil
from pathlib import Path

import pytest

from queries.store import Store
from queries.viewer import Viewer
from views.packs import making
from views.visit import Visit

QUARTER = making.date(2026, 4, 1)
VIEWERS = {"coordinator": Viewer.coordinator(), "public": Viewer.public(), "cedar": Viewer.lead("cedar")}


@pytest.fixture(scope="session")
def sample_path(made_sample_store, tmp_path_factory):
    return Path(shutil.copy(made_sample_store, tmp_path_factory.mktemp("packs") / "sample.duckdb"))


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
