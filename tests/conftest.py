import contextlib
import gc
import os
import pathlib
import shutil
import socket
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import duckdb
import pytest
import streamlit
from filelock import FileLock

from tests import server

ROOT = pathlib.Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the long checks whole")


def pytest_xdist_auto_num_workers(config):
    """For `-n auto`: one more than there are cores, as the tests in a browser wait a quarter of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config, items):
    """Long checks, and those of a server where there is none, are left out, not skipped: CI fails on any skip."""
    lacks = server.missing()
    if lacks and os.environ.get(server.NEEDED):
        raise pytest.UsageError(f"{server.NEEDED} is set, and this is missing: {lacks}")
    outside = {"slow"} if not config.getoption("--slow") else set()
    outside |= {"server"} if lacks else set()
    left_out = {item for item in items if outside & set(item.keywords)}
    if not config.getoption("--slow"):
        left_out |= beyond_the_dose(item for item in items if item not in left_out)
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=list(left_out))


def pytest_collection_finish(session):
    """The tests themselves live to the end: they need not be looked through whenever garbage is collected."""
    gc.collect()
    gc.freeze()


def beyond_the_dose(items: Iterable[pytest.Item]) -> set[pytest.Item]:
    """The rows of a table marked `dose(n)` but each n-th: sixty of one kind find hardly more than twenty do."""
    seen: Counter[str] = Counter()
    beyond = set()
    for item in items:
        if mark := item.get_closest_marker("dose"):
            table = item.nodeid.partition("[")[0]
            if seen[table] % mark.args[0]:
                beyond.add(item)
            seen[table] += 1
    return beyond


@pytest.fixture(scope="session", autouse=True)
def settings_of_the_server() -> None:
    """Read .streamlit/config.toml of the project before any test works in another folder: it is read once."""
    with contextlib.chdir(ROOT):
        streamlit.config.get_config_options()


@pytest.fixture(scope="session", autouse=True)
def one_thread_a_store(request) -> Iterator[None]:
    """Small stores answer in four fifths of the time; with --slow, and in a browser, DuckDB has all its threads."""
    connect = duckdb.connect
    if not request.config.getoption("--slow"):
        duckdb.connect = lambda *place, config=None, **more: connect(
            *place, config={"threads": 1, **(config or {})}, **more
        )
    yield
    duckdb.connect = connect


@pytest.fixture(scope="session")
def shared() -> pathlib.Path:
    return SHARED


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    return ROOT


@pytest.fixture(scope="session")
def folder_of_the_run(tmp_path_factory) -> pathlib.Path:
    """One for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def small_groups_made_once(folder_of_the_run) -> None:
    from tests.queries import small_group

    kept = folder_of_the_run / "small_groups"
    kept.mkdir(exist_ok=True)
    small_group.keep_stores_in(kept)


@pytest.fixture(scope="session")
def made_once(folder_of_the_run, tmp_path_factory) -> Callable[[str, Callable[[pathlib.Path], object]], pathlib.Path]:
    """made_once(name, make) -> the file that `make(folder)` left under that name; not to be opened but copied.

    The first process of a run that asks makes it, the others wait for it.
    """

    def made(name: str, make: Callable[[pathlib.Path], object]) -> pathlib.Path:
        path = folder_of_the_run / "made_once" / name
        path.parent.mkdir(exist_ok=True)
        with FileLock(f"{path}.lock"):
            if not path.exists():
                folder = tmp_path_factory.mktemp("making")
                make(folder)
                shutil.move(folder / name, path)
        return path

    return made


@pytest.fixture(scope="session")
def made_sample_store(made_once) -> pathlib.Path:
    """The sample store, unpacked once; not to be opened but copied."""
    from ingest.sample import unpack

    return made_once("sample.duckdb", lambda folder: unpack(folder / "sample.duckdb"))


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
def made_police_store(police_files, made_once) -> pathlib.Path:
    """Their store, the quarter closed; made once, not to be opened but copied."""
    from tests import police

    return made_once("police.duckdb", lambda folder: police.make_store(police_files, folder, ROOT))
