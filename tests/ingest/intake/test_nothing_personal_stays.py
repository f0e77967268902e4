"""After a refused upload no planted value is left: printed, in the store, in a log or in a temporary file."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = ("init", "--members", "members.csv", "--homes", "homes.csv", "--people", "people.csv")
LOAD = ("load", "export.csv", "--member", "alder", "--from", "2026-07", "--to", "2026-09")
LISTS = {
    "members.csv": "member,name\nalder,Alder\n",
    "homes.csv": "member,year_start,needs_type,homes\nalder,2026-04-01,general_needs,5000\n",
    "people.csv": "email,role,member\nlead@alder.example,lead,alder\n",
}
PLANTED = {
    "Contact": "josephine.bloggs@example.org",
    "Tel": "07700 900461",
    "NHS no": "999 000 0018",
    "NI": "QQ 12 34 56 C",
    "Where": "SW1A 2AA",
    "Remarks": "born 3 February 1948",
    "Tenant name": "Josephine Bloggs",
    "Address": "14 Invented Street",
    "UPRN": "100099900461",
}
forms = pytest.mark.parametrize("form", [(), pytest.param(("--json",), marks=pytest.mark.slow)], ids=["words", "json"])
COLUMNS = {"incident_ref": "A1", "reported_on": "2026-07-03", "category": "hoarding"}


def run(root, folder, *arguments: str) -> subprocess.CompletedProcess:
    surroundings = os.environ | {"TMPDIR": str(folder / "temporary"), "HOME": str(folder / "home")}
    command = [sys.executable, "-m", "ingest", *arguments, "--store", "group.duckdb"]
    surroundings["PYTHONPATH"] = str(root)
    return subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, check=False)


@pytest.fixture(scope="module")
def made(root, tmp_path_factory):
    """A store, and empty folders for whatever a process leaves behind."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("temporary", "home"):
        (folder / name).mkdir()
    for name, text in LISTS.items():
        (folder / name).write_text(text, "utf-8")
    assert run(root, folder, *MAKE).returncode == 0
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """The same, for one test."""
    return Path(shutil.copytree(made, tmp_path / "folder"))


def left_behind(folder, *printed: bytes) -> bytes:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "export.csv"]
    assert any(path.suffix == ".duckdb" for path in files)
    return b"\n".join([*printed, *(path.read_bytes() for path in files)]).lower()


@pytest.mark.dose(3)
@forms
@pytest.mark.parametrize(
    "columns",
    [
        COLUMNS | PLANTED,
        COLUMNS | {"category": PLANTED["Tel"], "reported_on": PLANTED["Remarks"], "closed_on": PLANTED["NHS no"]},
        COLUMNS | {"incident_ref": PLANTED["Contact"]},
        {PLANTED["Contact"]: "x"} | COLUMNS,
    ],
    ids=["columns of their own", "instead of words and dates", "as a reference", "as a heading"],
)
def test_no_planted_value_is_left(root, folder, columns, form):
    with (folder / "export.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns.keys(), columns.values()])
    done = run(root, folder, *LOAD, *form)
    assert done.returncode == 1, done.stderr
    found = left_behind(folder, done.stdout, done.stderr)
    assert [value for value in PLANTED.values() if value.lower().encode() in found] == []
    compact = [value.replace(" ", "").lower().encode() for value in PLANTED.values()]
    assert [value for value in compact if value in found] == []


@pytest.mark.dose(4)
@forms
@pytest.mark.parametrize(
    "matching",
    [
        {"columns": {PLANTED["Contact"]: "incident_ref", "reported_on": "reported_on"}},
        {"columns": {PLANTED["Contact"]: "incident_ref", PLANTED["Contact"].upper(): "reported_on"}},
        {
            "columns": {
                PLANTED["Where"]: "no field",
                PLANTED["Tel"]: "incident_ref",
                PLANTED["NI"]: "incident_ref",
            }
        },
        {"columns": {name: name for name in COLUMNS}, "values": {"category": {PLANTED["Tel"]: None}}},
        {
            "columns": {name: name for name in COLUMNS},
            "values": {"category": {PLANTED["Contact"]: "no code"}},
        },
        {"columns": {}, PLANTED["Contact"]: 1},
        {"columns": {}, "sheet": PLANTED["Contact"], "date_format": "%d " + PLANTED["Tel"] * 9},
    ],
    ids=["heading", "heading twice", "no field", "word out of scope", "no code", "key", "settings"],
)
def test_no_planted_value_of_a_matching_is_left(root, folder, matching, form):
    """The member's own file too, but what is printed may be kept by whatever runs this unattended."""
    (folder / "export.csv").write_text(f"incident_ref,reported_on,category\nA1,2026-07-03,{PLANTED['Tel']}\n", "utf-8")
    (folder / "temporary" / "matching.json").write_text(json.dumps(matching), "utf-8")
    done = run(root, folder, *LOAD, "--matching", "temporary/matching.json", *form)
    assert done.returncode == 1, done.stderr
    printed = (done.stdout + done.stderr).lower()
    stored = b"".join(path.read_bytes() for path in folder.glob("group.duckdb*"))
    for value in PLANTED.values():
        assert value.lower().encode() not in printed + stored, value


def test_the_search_would_find_one(root, folder):
    """The same search does find what an upload that is not refused leaves in the store."""
    (folder / "export.csv").write_text("incident_ref,reported_on,category\nBX-55512,2026-07-03,hoarding\n", "utf-8")
    assert run(root, folder, *LOAD).returncode == 0
    assert b"bx-55512" in left_behind(folder)
