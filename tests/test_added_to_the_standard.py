"""A field, a code and a category added to the standard, and nothing else touched: the whole program knows them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = ("dashboard.py", "queries", "views", "sample_data", ".streamlit")
LISTS = ("members", "homes", "people")
FIELD = {
    "name": "storey_kind",
    "title": "Kind of storey",
    "description": "On which level of the building the home is.",
    "type": "string",
    "kind": "code",
    "code_list": "storey_kind",
    "kept_as": "storey_kind",
    "synonyms": ["Storey"],
}
CODES = """raised_by,interpreter,Interpreter,An interpreter raised it.,translator,
storey_kind,ground,Ground floor,The home is on the ground floor.,street level,
storey_kind,upper,Upper floor,The home is above the ground floor.,upstairs,
"""
INCIDENTS = """incident_ref,reported_on,category,also_involves,Storey,raised_by
A1,2026-07-03,abandonment,damp_mould,street level,interpreter
A2,2026-08-04,damp_mould,abandonment,Upper floor,colleague
A3,2026-08-05,damp_mould,,,colleague
"""
MATCHING = {
    "columns": {"Storey": "storey_kind"}
    | {name: name for name in INCIDENTS.split("\n")[0].split(",") if name != "Storey"},
    "values": {"storey_kind": {"street level": "ground", "Upper floor": "upper"}},
}
TABLE = """
import json
from queries.store import Store
store = Store.open({store!r})
found = "from code where code in ('abandonment', 'interpreter', 'ground')"
codes = store.cursor().execute(f"select field, code, label, family {{found}} order by all").fetchall()
sql = "select category, also_involves, storey_kind, raised_by from current_incident order by incident_ref"
print(json.dumps([codes, store.cursor().execute(sql).fetchall()]))
"""
PAGE = """
import json
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
said, tables = [], []
for column in ("raised_by", "storey_kind"):
    page = AppTest.from_file("dashboard.py", default_timeout=60)
    page.query_params["be"], page.query_params["column"] = "lead_alder", column
    page._page_hash = calc_hash("data_dictionary")  # as tests/pages.py does
    page.run()
    assert not page.exception, page.exception[0].message
    said += [each.value for each in page.markdown]
    tables += [each.proto.body for each in page.get("html")]
print(json.dumps(["\\n".join(said), tables]))
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory, root) -> Path:
    """The program with a field more in the standard, and a line for each new code and category."""
    folder = tmp_path_factory.mktemp("grown")
    shutil.copytree(root / "ingest", folder / "ingest", ignore=shutil.ignore_patterns("__pycache__"))
    for name in PROGRAM:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, folder / name)
    with (folder / "ingest/standard/codes.csv").open("a", encoding="utf-8") as file:
        file.write(CODES)
    schema = folder / "ingest/standard/incident.schema.json"
    written = json.loads(schema.read_text("utf-8"))
    written["fields"].insert(7, FIELD)
    schema.write_text(json.dumps(written), "utf-8")
    with (folder / "ingest/standard/categories.csv").open("a", encoding="utf-8") as file:
        file.write("abandonment,Abandonment,other,Left behind by everybody.,Always.,Never.,no,,left behind\n")
    return folder


def run(folder: Path, *arguments: str, **places: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **places},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def store(grown, root) -> Path:
    """A store made before, and a return that uses what was added, checked and loaded by the command line."""
    path, file, matching = grown / "group.duckdb", grown / "incidents.csv", grown / "alder.json"
    file.write_text(INCIDENTS, "utf-8")
    matching.write_text(json.dumps(MATCHING), "utf-8")
    lists = [part for name in LISTS for part in (f"--{name}", f"sample_data/{name}.csv")]
    run(root, "-m", "ingest", "init", "--store", str(path), *lists)
    set_value(grown, path, "today", "2026-10-20")
    period = ["--member", "alder", "--from", "2026-07", "--to", "2026-09", "--store", str(path)]
    period += ["--matching", str(matching)]
    checked = json.loads(run(grown, "-m", "ingest", "check", str(file), *period, "--json"))
    assert (checked["outcome"], checked["rows"]) == ("ok", 3)
    run(grown, "-m", "ingest", "load", str(file), *period)
    set_value(grown, path, "sample", "yes")  # afterwards: a sample takes no file of somebody else
    return path


def set_value(grown: Path, path: Path, name: str, value: str) -> None:
    code = f"from queries.store import Store; store = Store.open({str(path)!r})\n"
    run(grown, "-c", f"{code}with store.write() as cursor:\n    store.set(cursor, {name!r}, {value!r}, 'test')\n")


def test_the_store_holds_it_and_its_label(grown, store):
    codes, incidents = json.loads(run(grown, "-c", TABLE.format(store=str(store))))
    assert codes == [
        ["also_involves", "abandonment", "Abandonment", "other"],
        ["category", "abandonment", "Abandonment", "other"],
        ["raised_by", "interpreter", "Interpreter", None],
        ["storey_kind", "ground", "Ground floor", None],
    ]
    assert incidents == [
        ["abandonment", ["damp_mould"], "ground", "interpreter"],
        ["damp_mould", ["abandonment"], "upper", "colleague"],
        ["damp_mould", None, None, "colleague"],
    ]


def test_the_template_has_a_column_for_it(grown):
    headings = run(grown, "-m", "ingest", "template").strip().split(",")
    assert headings[6:9] == ["agreement_type", "storey_kind", "age_band"]


def test_incidents_are_broken_down_by_it(grown, store):
    asked = ["--store", str(store), "--as", "alder", "--format", "json", "--set", "of=own", "--set", "period=2026-07"]
    answer = json.loads(run(grown, "-m", "queries", "breakdown", *asked, "--set", "field=storey_kind"))
    assert [(each["code"], each["label"], each["low"]) for each in answer] == [
        ("ground", "Ground floor", 1),
        ("upper", "Upper floor", 1),
        ("not_given", "Not given", 1),
    ]


def test_the_data_dictionary_explains_it(grown, store):
    said, tables = json.loads(run(grown, "-c", PAGE, PEER_TRENDS_STORE=str(store)).splitlines()[-1])
    tables = [re.sub(r' data-heading="[^"]*"', "", table) for table in tables]
    assert "**Abandonment** (`abandonment`) – Left behind by everybody" in said
    assert any(
        "interpreter</th><td>Interpreter</td><td>An interpreter raised it.</td><td>translator" in table
        for table in tables
    )
    assert any(
        "storey_kind</th><td>Kind of storey</td><td>no</td><td>one code</td><td>all</td><td>On which level" in table
        for table in tables
    )
    assert any(
        "ground</th><td>Ground floor</td><td>The home is on the ground floor.</td><td>street level" in table
        for table in tables
    )


def test_the_program_as_it_is_refuses_it(root, grown, store):
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "check", str(grown / "incidents.csv"), "--member", "alder",
         "--from", "2026-07", "--to", "2026-09", "--json"],
        cwd=root, capture_output=True, text=True,
    )  # fmt: skip
    problems = json.loads(done.stdout)["problems"]
    assert {problem["field"] for problem in problems if not problem["soft"]} >= {"category", "raised_by"}
