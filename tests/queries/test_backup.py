"""A backup taken while the store is in use comes from one moment, and is a store again."""

import shutil
import stat
import subprocess
import sys
import threading
from datetime import date

import pytest

from queries.backup import backup, backup_to
from queries.refusals import NotAllowed, StoreUnusable
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

COORDINATOR = Viewer.coordinator("coordinator@group.example")
APRIL = date(2026, 4, 1)


@pytest.fixture
def group(tmp_path):
    made = SmallGroup(tmp_path / 'it\'s a "group".duckdb')
    for place, member in enumerate(("alder", "birch", "cedar", "damson", "elder")):
        made.returns(member, APRIL, {"damp_mould": [3 + place, 2, 4]})
    made.close(APRIL)
    yield made
    made.store.close()


def restored(content: bytes, path) -> Store:
    path.write_bytes(content)
    return Store.open(path)


def test_a_restored_store_answers_as_the_one_it_was_taken_of(group, tmp_path):
    asked = [
        ("group_figures", Viewer.public(), {"by": "quarter", "family": "damp_and_mould"}),
        ("own_figures", Viewer.lead("alder"), {"by": "month", "family": "damp_and_mould"}),
        ("member_figures", Viewer.lead("birch"), {"by": "quarter"}),
        ("closings", COORDINATOR, {}),
        ("returns_status", COORDINATOR, {}),
    ]
    before = [group.store.ask(name, viewer, **parameters) for name, viewer, parameters in asked]
    again = restored(backup(group.store, COORDINATOR), tmp_path / "restored.duckdb")
    after = [again.ask(name, viewer, **parameters) for name, viewer, parameters in asked]
    again.close()
    assert len(before[1]) == 3
    assert all(one.equals(other) for one, other in zip(before, after, strict=True))


def test_it_goes_on_where_it_was_left(group, tmp_path):
    again = restored(backup(group.store, COORDINATOR), tmp_path / "restored.duckdb")
    with again.write() as cursor:
        again.record(cursor, "somebody", "upload")
    assert again.ask("audit_trail", COORDINATOR)["action"].tolist()[0] == "upload"
    again.close()


def test_each_comes_from_one_moment_while_others_write(group, tmp_path):
    """Every transaction writes one line in each of two tables: a copy that has one more in either tore it."""
    done = threading.Event()
    written = 0

    def write():
        nonlocal written
        while not done.is_set():
            with group.store.write() as cursor:
                cursor.execute("insert into how_we_record values ('alder', ?, 'yes')", [f"q{written}"])
                cursor.execute(
                    "insert into event (event_id, label, rebases) values (?, '', false)",
                    [str(written)],
                )
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [backup(group.store, COORDINATOR) for _ in range(6)]
    finally:
        done.set()
        writer.join()
    counts = []
    for number, content in enumerate(copies):
        again = restored(content, tmp_path / f"{number}.duckdb")
        found = again.cursor().execute("select (select count(*) from how_we_record), (select count(*) from event)")
        counts.append(found.fetchone())
        again.close()
    assert all(one == other for one, other in counts), counts
    assert counts == sorted(counts) and counts[-1][0] > counts[0][0], "something was written meanwhile"


def test_two_at_once_are_both_whole(group, tmp_path):
    copies = []
    threads = [threading.Thread(target=lambda: copies.append(backup(group.store, COORDINATOR))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(copies) == 4
    for number, content in enumerate(copies):
        restored(content, tmp_path / f"{number}.duckdb").close()


def test_nothing_is_left_beside_the_store_and_it_is_on_record(group, tmp_path):
    backup(group.store, COORDINATOR)
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []
    newest = group.store.ask("audit_trail", COORDINATOR).iloc[0]
    assert (newest["who"], newest["action"]) == ("coordinator@group.example", "backup")


@pytest.mark.parametrize(
    "viewer", [Viewer.lead("alder"), Viewer.reader("alder"), Viewer.public(), COORDINATOR.presenting()]
)
def test_only_the_coordinator_takes_one(group, viewer):
    with pytest.raises(NotAllowed):
        backup(group.store, viewer)


def test_a_file_that_is_there_is_not_written_over(group, tmp_path):
    out = tmp_path / "out.duckdb"
    backup_to(out, group.store, COORDINATOR)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(StoreUnusable, match="is there already"):
        backup_to(out, group.store, COORDINATOR)


def test_the_command_line_as_the_guide_says_it(group, tmp_path, root):
    """docs/backup_and_restore.md: back up while nobody has the store, put it back where the store was."""
    store = tmp_path / "group.duckdb"
    group.store.close()
    shutil.move(group.store.path, store)
    taken = tmp_path / "taken.duckdb"

    def run(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "queries", *arguments]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    assert run("backup", str(taken), "--store", str(store)).returncode == 0
    before = run("own_figures", "--store", str(store), "--as", "alder").stdout
    store.unlink()
    shutil.copy(taken, store)
    assert run("own_figures", "--store", str(store), "--as", "alder").stdout == before != ""


def test_the_store_of_a_running_dashboard_is_refused_with_exit_code_3(group, tmp_path, root):
    command = [
        sys.executable,
        "-m",
        "queries",
        "backup",
        str(tmp_path / "b"),
        "--store",
        str(group.store.path),
    ]
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert found.returncode == 3 and "in use" in found.stderr
