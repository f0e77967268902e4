"""No real return goes into the made-up figures; the files that came with the program do."""

import json
from datetime import date
from pathlib import Path

import pytest

from ingest import returns, sample
from ingest.__main__ import main
from ingest.intake import preview_counts
from ingest.sample_files import FOLDER, came_with_the_program
from queries.store import Store
from queries.viewer import Viewer

REAL = "incident_ref,reported_on,category\nA-1,14/07/2026,damp_mould\n"
PERIOD = ["--member", "alder", "--from", "2026-07", "--to", "2026-09"]


@pytest.fixture
def sample_marked(store_path) -> Path:
    store = Store.open(store_path)
    with store.write() as cursor:
        store.set(cursor, "sample", "yes", "program")
    store.close()
    return store_path


def test_a_real_file_is_refused_with_how_to_start_a_store(sample_marked, tmp_path, capsys):
    (tmp_path / "july.csv").write_text(REAL, "utf-8")
    code = main(["load", str(tmp_path / "july.csv"), *PERIOD, "--store", str(sample_marked), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (code, said["outcome"], said["problems"][0]["rule"]) == (1, "refused", "sample_store")
    assert "python -m ingest init --store" in said["problems"][0]["message"]
    store = Store.open(sample_marked)
    assert store.cursor().execute("select count(*) from member_return").fetchone() == (0,)
    store.close()


def test_the_same_file_is_loaded_into_a_store_of_the_groups_own(store_path, tmp_path):
    (tmp_path / "july.csv").write_text(REAL, "utf-8")
    assert main(["load", str(tmp_path / "july.csv"), *PERIOD, "--store", str(store_path)]) == 0


def test_a_visitor_may_try_out_counts(sample_marked):
    store, lead = Store.open(sample_marked), Viewer.lead("alder", "lead@alder.example")
    months = date(2026, 7, 1), date(2026, 9, 1)
    receipt = returns.save(store, lead, preview_counts(store, lead, *months, {(months[0], "damp_mould"): 1}))
    assert receipt.outcome == "loaded"
    store.close()


def test_every_export_of_the_made_up_group_came_with_the_program():
    exports = [*FOLDER.glob("returns/*"), *FOLDER.glob("to_upload/*"), *FOLDER.glob("faulty/*.csv")]
    assert len(came_with_the_program()) >= len(exports) > 10


def test_where_the_cache_cannot_be_written_the_sample_is_unpacked_in_a_temporary_folder(tmp_path, monkeypatch):
    in_the_way = tmp_path / "a file, not a folder"
    in_the_way.write_text("")
    monkeypatch.setattr(sample, "_cache", lambda: in_the_way / "cache")
    monkeypatch.setattr(sample, "unpack", lambda path: path.write_bytes(b"unpacked"))
    monkeypatch.setattr(sample.tempfile, "tempdir", str(tmp_path))
    made = sample.sample_store_path()
    assert made.read_bytes() == b"unpacked"
    assert made.parent.parent == tmp_path
