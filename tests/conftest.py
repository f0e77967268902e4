import os
import pathlib
import socket
import sys

import pytest

from tests import server

ROOT = pathlib.Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the long checks whole")


def pytest_collection_modifyitems(config, items):
    """Long checks, and those of a server where there is none, are left out, not skipped: CI fails on any skip."""
    lacks = server.missing()
    if lacks and os.environ.get(server.NEEDED):
        raise pytest.UsageError(f"{server.NEEDED} is set, and this is missing: {lacks}")
    outside = {"slow"} if not config.getoption("--slow") else set()
    outside |= {"server"} if lacks else set()
    left_out = [item for item in items if outside & set(item.keywords)]
    items[:] = [item for item in items if not outside & set(item.keywords)]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    return SHARED


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    return ROOT


@pytest.fixture(scope="session")
def made_sample_store(tmp_path_factory) -> pathlib.Path:
    """The sample store, made once; not to be opened but copied."""
    from ingest.sample import make_sample_store

    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    make_sample_store(path)
    return path


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server, started for the tests that are marked `server`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = server.Server(port)
    yield started
    started.remove()


@pytest.fixture(scope="session")
def police_files(tmp_path_factory, shared) -> dict:
    """Seven forces' real files of April to June 2021: (member, month) -> path."""
    from tests import police

    return police.unpack(shared / "data" / "police_uk_street", tmp_path_factory.mktemp("police"))


@pytest.fixture(scope="session")
def police_counted(police_files):
    """What is in scope in them, counted without the program: (member, family) -> incidents."""
    from tests import police

    return police.count(police_files)


@pytest.fixture(scope="session")
def made_police_store(police_files, tmp_path_factory) -> pathlib.Path:
    """Their store, the quarter closed; made once, not to be opened but copied."""
    from tests import police

    return police.make_store(police_files, tmp_path_factory.mktemp("police_store"), ROOT)
