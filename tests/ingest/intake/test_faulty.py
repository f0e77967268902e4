"""Every wrong file of the sample data on the command line: refused, said why, and the store is as it was."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.group import setup
from queries.store import Store

SAMPLE = Path(__file__).parents[3] / "sample_data"
EXPECTED = list(csv.DictReader((SAMPLE / "faulty" / "expected.csv").read_text("utf-8").splitlines()))
PERSONAL = SAMPLE / "faulty" / "personal_data.csv"


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory):
    """The sample's members with one small return of alder's, on the sample's today."""
    folder = tmp_path_factory.mktemp("faulty")
    path = folder / "sample.duckdb"
    store = setup.make_store(path, *(SAMPLE / f"{name}.csv" for name in ("members", "homes", "people")))
    with store.write() as cursor:
        store.set(cursor, "today", "2026-10-20", "test")
    store.close()
    small = folder / "small.csv"
    small.write_text("incident_ref,reported_on,category\nZ1,2026-07-03,damp_mould\n", "utf-8")
    assert main(["load", str(small), *period("alder", "2026-07", "2026-09"), "--store", str(path)]) == 0
    return path


def period(member: str, from_month: str, to_month: str) -> list[str]:
    return ["--member", member, "--from", from_month, "--to", to_month]


def content(path) -> dict[str, list]:
    store = Store.open(path)
    cursor = store.cursor()
    tables = cursor.execute("select table_name from information_schema.tables where table_type = 'BASE TABLE'")
    found = {name: cursor.execute(f"select * from {name} order by all").fetchall() for (name,) in tables.fetchall()}
    store.close()
    del found["upload"]  # that it was refused, and for which rules: test_uploads.py
    return found


@pytest.mark.dose(3)
@pytest.mark.parametrize("name", sorted({row["file"] for row in EXPECTED}))
def test_a_wrong_file_is_refused_and_nothing_is_written(sample_store, tmp_path, capsys, name):
    expected = [row for row in EXPECTED if row["file"] == name]
    path = tmp_path / "copy.duckdb"
    shutil.copy(sample_store, path)
    before = content(path)
    asked = period(*(expected[0][part] for part in ("member", "from", "to")))
    code = main(["load", str(SAMPLE / "faulty" / name), *asked, "--store", str(path), "--json"])
    refused = json.loads(capsys.readouterr().out)
    assert (code, refused["outcome"], refused["return"]) == (1, "refused", None)
    assert {(p["rule"], str(p["line"] or ""), p["column"] or "") for p in refused["problems"]} == {
        (row["rule"], row["line"], row["column"]) for row in expected
    }
    assert content(path) == before


@pytest.mark.parametrize("form", [["--json"], []])
def test_no_personal_value_is_printed_whole(sample_store, tmp_path, capsys, form):
    path = tmp_path / "copy.duckdb"
    shutil.copy(sample_store, path)
    columns = {p["column"] for p in map(dict, EXPECTED) if p["file"] == PERSONAL.name}
    letters = [ord(letter) - ord("A") for letter in columns]
    rows = list(csv.reader(PERSONAL.read_text("utf-8-sig").splitlines()))[1:]
    planted = {row[at] for row in rows for at in letters} - {""}
    assert len(planted) > 8
    main(["load", str(PERSONAL), *period("alder", "2026-07", "2026-09"), "--store", str(path), *form])
    printed = "".join(capsys.readouterr())
    assert [value for value in planted if value in printed] == []
