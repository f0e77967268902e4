"""Every wrong file is met with just the problems that `expected.csv` says, where it says."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ingest.group.setup import make_store
from ingest.intake import preview_file
from queries.viewer import Viewer

SAMPLE = Path(__file__).parents[2] / "sample_data"
FOLDER = SAMPLE / "faulty"
EXPECTED = list(csv.DictReader((FOLDER / "expected.csv").open(encoding="utf-8", newline="")))
TODAY = "2026-10-20"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The members of the sample, none of their returns, on the sample's today."""
    tables = (SAMPLE / f"{name}.csv" for name in ("members", "homes", "people"))
    store = make_store(tmp_path_factory.mktemp("faulty") / "sample.duckdb", *tables)
    with store.write() as cursor:
        store.set(cursor, "today", TODAY, "coordinator@group.example")
    yield store
    store.close()


@pytest.mark.dose(2)
@pytest.mark.parametrize("name", sorted({row["file"] for row in EXPECTED}))
def test_a_wrong_file_is_met_with_its_problems(store, name):
    expected = [row for row in EXPECTED if row["file"] == name]
    period = (date.fromisoformat(f"{expected[0][end]}-01") for end in ("from", "to"))
    lead = Viewer.lead(expected[0]["member"])
    preview = preview_file(store, lead, *period, (FOLDER / name).read_bytes(), name)
    found = Counter(
        (problem.rule, str(problem.line or ""), problem.column or "", "yes" if problem.soft else "no")
        for problem in preview.problems
    )
    assert found == Counter((row["rule"], row["line"], row["column"], row["soft"]) for row in expected)


def test_every_wrong_file_is_expected():
    assert {path.name for path in FOLDER.iterdir()} - {"expected.csv"} == {row["file"] for row in EXPECTED}
