"""The whole tree is checked and formatted, typed and its SQL linted, as pyproject.toml says."""

import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT

SQL = sorted(file for folder in ("queries", "ingest") for file in (ROOT / folder).rglob("*.sql"))
DOSE = ("queries/macros/40_disclosure.sql",)  # the linter takes a second or more for each file
KEYWORDS = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|CASE|WHEN|AND|OR|NOT|NULL|AS|WITH|UNION|INSERT)\b")


def run(module: str, *arguments: str) -> None:
    found = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("command", [("check",), ("format", "--check")], ids=" ".join)
def test_ruff_has_nothing_to_say(command):
    run("ruff", *command, ".")


def test_mypy_has_nothing_to_say():
    run("mypy")


@pytest.mark.parametrize(
    "files", [DOSE, pytest.param(("queries", "ingest"), marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_sqlfluff_has_nothing_to_say(files):
    run("sqlfluff", "lint", *files)


@pytest.mark.parametrize("file", SQL, ids=lambda file: file.stem)
def test_sql_has_the_look_of_the_house(file):
    """The cheapest of the linter's rules, for every file."""
    found = [
        (number, line)
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1)
        if not line.lstrip().startswith("--")
        and (len(line) > 120 or "\t" in line or line != line.rstrip() or KEYWORDS.search(re.sub("'[^']*'", "", line)))
    ]
    assert found == []
