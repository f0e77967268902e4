"""The whole tree is checked and formatted, typed and its SQL linted, as pyproject.toml says."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


def run(module: str, *arguments: str) -> None:
    found = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("command", [("check",), ("format", "--check")], ids=" ".join)
def test_ruff_has_nothing_to_say(command):
    run("ruff", *command, ".")


def test_mypy_has_nothing_to_say():
    run("mypy")


def test_sqlfluff_has_nothing_to_say():
    run("sqlfluff", "lint", "--processes", "2", "queries", "ingest")
