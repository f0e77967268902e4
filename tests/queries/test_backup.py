"""A backup: the whole store as one file, from one moment, while it is in use."""

import os
import stat
from datetime import date

import pytest

from queries.backup import backup, backup_to
from queries.refusals import NotAllowed, StoreUnusable
from queries.store import Store
from queries.viewer import Viewer

QUARTER = date(2026, 7, 1)
COORDINATOR = Viewer.coordinator("coordinator@group.example")


@pytest.fixture
def filled(group):
    for member in ("alder", "birch", "cedar", "damson", "elder"):
        group.returns(member, QUARTER, {"damp_mould": [3, 4, 5]})
    group.close(QUARTER)
    return group


def everything(store):
    """Every table's rows."""
    cursor = store.cursor()
    tables = cursor.execute("select table_name from duckdb_tables() order by table_name").fetchall()
    assert len(tables) > 10
    return {name: cursor.execute(f"select * from {name} order by all").fetchall() for (name,) in tables}


def test_it_holds_all_that_the_store_held_and_the_store_goes_on(filled, tmp_path):
    before = everything(filled.store)
    backup_to(tmp_path / "copy.duckdb", filled.store, COORDINATOR)
    copy = Store.open(tmp_path / "copy.duckdb")
    assert everything(copy) == before
    assert copy.ask("group_figures", COORDINATOR).equals(filled.ask("group_figures", COORDINATOR))
    copy.close()
    filled.returns("fir", QUARTER, {"damp_mould": [1, 1, 1]})
    assert len(filled.ask("own_incidents", "fir")) == 3


def test_it_is_of_one_moment(filled, tmp_path):
    """What another cursor has not committed is not in it."""
    writing = filled.store.cursor().begin()
    writing.execute("insert into member values ('heather', 'Heather', null, null, 0)")
    backup_to(tmp_path / "copy.duckdb", filled.store, COORDINATOR)
    writing.commit()
    copy = Store.open(tmp_path / "copy.duckdb")
    assert "heather" not in copy.ask("members", COORDINATOR)["member"].tolist()
    copy.close()


def test_nothing_is_left_beside_the_store_and_the_file_is_for_its_owner_only(filled, tmp_path):
    before = {file.name for file in tmp_path.iterdir()}
    size = backup_to(tmp_path / "copy.duckdb", filled.store, COORDINATOR)
    assert {file.name for file in tmp_path.iterdir()} == before | {"copy.duckdb"}
    assert (tmp_path / "copy.duckdb").stat().st_size == size > 0
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "copy.duckdb").stat().st_mode) == 0o600


def test_it_is_recorded(filled):
    content = backup(filled.store, COORDINATOR)
    newest = filled.ask("audit_trail", COORDINATOR).iloc[0]
    assert (newest["who"], newest["action"], newest["detail"]) == (
        "coordinator@group.example",
        "backup",
        f"{len(content):,} bytes",
    )


@pytest.mark.parametrize("viewer", [Viewer.lead("alder"), Viewer.public(), Viewer.lead("alder").presenting()])
def test_only_the_coordinator_takes_one(filled, viewer):
    with pytest.raises(NotAllowed, match="Only the coordinator takes a backup"):
        backup(filled.store, viewer)


def test_it_is_never_written_over_a_file(filled, tmp_path):
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(StoreUnusable, match="is there already"):
        backup_to(tmp_path / "letter.txt", filled.store, COORDINATOR)
    assert (tmp_path / "letter.txt").read_text() == "dear all"
