"""A code added to its list, and nothing else touched: the whole program knows it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = ("dashboard.py", "queries", "views", "sample_data", ".streamlit")
LISTS = ("members", "homes", "people")
INCIDENTS = """incident_ref,reported_on,category,also_involves,raised_by
A1,2026-07-03,abandonment,damp_mould,interpreter
A2,2026-08-04,damp_mould,abandonment,colleague
"""
TABLE = """
import json
from queries.store import Store
store = Store.open({store!r})
found = "from code where code in ('abandonment', 'interpreter')"
codes = store.cursor().execute(f"select field, code, label, family {{found}} order by all").fetchall()
sql = "select category, also_involves, raised_by from current_incident order by category"
print(json.dumps([codes, store.cursor().execute(sql).fetchall()]))
"""
PAGE = """
import json
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
page = AppTest.from_file("dashboard.py", default_timeout=60)
page.query_params["be"], page.query_params["column"] = "lead_alder", "raised_by"
page._page_hash = calc_hash("data_dictionary")  # as tests/pages.py does
page.run()
assert not page.exception, page.exception[0].message
said = "\\n".join(each.value for each in page.markdown)
print(json.dumps([said, [each.value.to_csv() for each in page.table]]))
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory, root) -> Path:
    """The program with two lines more in the standard's lists."""
    folder = tmp_path_factory.mktemp("grown")
    shutil.copytree(root / "ingest", folder / "ingest", ignore=shutil.ignore_patterns("__pycache__"))
    for name in PROGRAM:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, folder / name)
    with (folder / "ingest/standard/codes.csv").open("a", encoding="utf-8") as file:
        file.write("raised_by,interpreter,Interpreter,An interpreter raised it.,translator,\n")
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
def store(grown) -> Path:
    """A store with a return that uses both codes, checked and loaded by the command line."""
    path, file = grown / "group.duckdb", grown / "incidents.csv"
    file.write_text(INCIDENTS, "utf-8")
    lists = [part for name in LISTS for part in (f"--{name}", f"sample_data/{name}.csv")]
    run(grown, "-m", "ingest", "init", "--store", str(path), *lists)
    set_value(grown, path, "today", "2026-10-20")
    period = ["--member", "alder", "--from", "2026-07", "--to", "2026-09", "--store", str(path)]
    checked = json.loads(run(grown, "-m", "ingest", "check", str(file), *period, "--json"))
    assert (checked["outcome"], checked["rows"]) == ("ok", 2)
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
    ]
    assert incidents == [
        ["abandonment", ["damp_mould"], "interpreter"],
        ["damp_mould", ["abandonment"], "colleague"],
    ]


def test_the_data_dictionary_explains_it(grown, store):
    said, tables = json.loads(run(grown, "-c", PAGE, PEER_TRENDS_STORE=str(store)).splitlines()[-1])
    assert "**Abandonment** (`abandonment`) – Left behind by everybody" in said
    assert any("interpreter,Interpreter,An interpreter raised it.,translator" in table for table in tables)


def test_the_program_as_it_is_refuses_it(root, grown, store):
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "check", str(grown / "incidents.csv"), "--member", "alder",
         "--from", "2026-07", "--to", "2026-09", "--json"],
        cwd=root, capture_output=True, text=True,
    )  # fmt: skip
    problems = json.loads(done.stdout)["problems"]
    assert {problem["field"] for problem in problems if not problem["soft"]} >= {"category", "raised_by"}
