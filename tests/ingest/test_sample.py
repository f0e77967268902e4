"""The sample store: the made-up group as anybody's files, made once and found again."""

import contextlib
import csv
import os
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ingest import making_sample, sample
from ingest.group import setup
from ingest.making_sample import make_sample_store
from queries import schema
from queries.store import Store
from queries.viewer import Viewer


@pytest.fixture(scope="module", params=["sample_data", pytest.param("sample_data/quiet", marks=pytest.mark.slow)])
def made(request, tmp_path_factory, root):
    """The store of the sample group, and of the quiet one."""
    path = tmp_path_factory.mktemp("sample") / "sample.duckdb"
    if request.param == "sample_data":
        shutil.copy(request.getfixturevalue("made_sample_store"), path)
    else:
        make_sample_store(path, root / request.param)
    store = Store.open(path)
    yield store
    store.close()


def test_it_says_that_it_is_the_sample_and_what_day_it_is(made):
    assert (made.setting("sample"), made.today().isoformat()) == ("yes", "2026-10-20")


def test_the_groups_hardship_totals_hold_the_sum_of_the_file(made, root):
    """To the nearest five and the nearest thousand; gorse enters none, and elder no income."""
    shown = made.ask("hardship_totals", Viewer.coordinator())
    if made.ask("own_hardship_totals", Viewer.lead("alder")).empty:  # the quiet group
        assert shown.empty
        return
    with (root / "sample_data" / "hardship_totals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(shown) == 4 * len({row["quarter"] for row in rows} - {"2026-07"})
    for each in shown.itertuples():
        given = [int(row[each.total]) for row in rows if row["quarter"] == f"{each.quarter:%Y-%m}" and row[each.total]]
        nearest = 1000 if each.total in ("pounds", "income_maximised") else 5
        assert each.low <= sum(given) <= each.high and each.high - each.low == nearest - 1
        assert each.contributors == len(given) == (5 if each.total == "income_maximised" else 6)


def test_all_have_returned_to_june_and_two_are_awaited(made):
    status = made.ask("returns_status", Viewer.coordinator())
    awaited = status[status["status"] != "returned"]
    assert sorted(awaited["member"]) == ["damson", "gorse"]
    assert set(awaited["quarter"].astype(str)) == {"2026-07-01"}
    assert len(status) == 7 * 14


def test_every_quarter_to_june_is_closed_with_all_seven(made):
    closings = made.ask("closings", Viewer.coordinator())
    quarters = closings["quarter"].dt.strftime("%Y-%m").tolist()
    assert (len(quarters), quarters[0], quarters[-1]) == (13, "2023-04", "2026-04")
    assert {len(counted) for counted in closings["counted"]} == {7}


def test_each_member_has_said_how_it_records(made, root):
    said = list(csv.DictReader((root / "sample_data" / "how_we_record.csv").open(encoding="utf-8", newline="")))
    asked = made.ask("how_we_record", Viewer.coordinator())
    assert sorted(asked.itertuples(index=False, name=None)) == sorted(tuple(row.values()) for row in said)


@pytest.fixture(scope="module")
def packed_and_made(made_sample_store, tmp_path_factory):
    """The sample store that comes with the program, and one made from the files; both open."""
    folder = tmp_path_factory.mktemp("both")
    shutil.copy(made_sample_store, folder / "packed.duckdb")
    make_sample_store(folder / "made.duckdb")
    with contextlib.ExitStack() as stores:
        yield [stores.enter_context(closing(setup.open_store(folder / f"{n}.duckdb"))) for n in ("packed", "made")]


def test_what_is_packed_is_what_its_files_make(packed_and_made):
    """Else: python -m ingest.making_sample. Apart from times, and ids that are drawn."""
    for table in schema.tables():
        packed, made = (rows_without_times(store, table) for store in packed_and_made)
        assert packed == made, table


DRAWN = ("upload_id", "lesson_id", "event_id")


def rows_without_times(store, table: str) -> list[tuple]:
    columns = store.cursor().execute(f"select * from {table} limit 0").description
    kept = ", ".join(
        f'"{name}"' for name, kind, *_ in columns if name not in DRAWN and not str(kind).startswith("TIMESTAMP")
    )
    left_out = " where name <> 'sql'" if table == "setting" else ""
    return store.cursor().execute(f"select {kept} from {table}{left_out} order by all").fetchall()


def test_packing_writes_a_store_that_is_unpacked_for_its_owner_only(tmp_path, monkeypatch, group_lists):
    monkeypatch.setattr(making_sample, "make_sample_store", lambda path: setup.make_store(path, **group_lists).close())
    monkeypatch.setattr(sample, "PACKED", tmp_path / "sample.duckdb.gz")
    making_sample.pack(tmp_path / "sample.duckdb.gz")
    sample.unpack(path := tmp_path / "unpacked.duckdb")
    with closing(Store.open(path)) as store:
        assert store.ask("members", Viewer.coordinator())["member"].tolist() == ["alder", "birch", "cedar"]
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.fixture
def cache(tmp_path, monkeypatch, group_lists):
    """A cache directory of its own, and a small sample."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "cache")
    monkeypatch.setattr(sample, "unpack", lambda path: setup.make_store(path, **group_lists).close())
    return tmp_path / "cache"


def test_it_is_unpacked_once_in_the_cache_directory(cache):
    path = sample.sample_store_path()
    assert cache in path.parents
    first = path.stat().st_mtime_ns
    assert sample.sample_store_path() == path
    assert path.stat().st_mtime_ns == first
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_out_of_date_one_goes_unless_it_is_in_use(cache, monkeypatch, root):
    monkeypatch.setattr(sample, "_fingerprint", lambda: "of another day")
    old = sample.sample_store_path()
    monkeypatch.setattr(sample, "_fingerprint", lambda: "of yesterday")
    used = old.with_name("sample-in-use.duckdb")
    old.rename(used)
    (old.parent / "sample-broken.duckdb").write_text("no store")
    program = f"from queries.store import Store; s = Store.open({str(used)!r}); print('open', flush=True); input()"
    user = subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert user.stdout.readline() == "open\n"
    path = sample.sample_store_path()
    assert {file for file in path.parent.glob("*.duckdb")} == {path, used}
    user.communicate("\n")
    monkeypatch.setattr(sample, "_fingerprint", lambda: "of today")
    path = sample.sample_store_path()
    assert {file for file in path.parent.glob("*.duckdb")} == {path}


def test_whatever_it_is_made_from_changes_its_name(monkeypatch, tmp_path):
    for name in ("sample_data", "ingest/standard", "queries/macros"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "sample_data" / "sample.duckdb.gz").write_text("packed")
    (tmp_path / "queries" / "macros" / "10_schema.sql").write_text("select 1")
    monkeypatch.setattr(sample, "PROGRAM", tmp_path)
    monkeypatch.setattr(sample, "PACKED", tmp_path / "sample_data" / "sample.duckdb.gz")
    names = {sample._fingerprint()}
    for changed in (
        "sample_data/sample.duckdb.gz",
        "ingest/intake.py",
        "ingest/standard/codes.csv",
        "queries/macros/10_schema.sql",
        "queries/macros/40_disclosure.sql",
    ):
        (tmp_path / changed).write_text("changed")
        names.add(sample._fingerprint())
    assert len(names) == 6
