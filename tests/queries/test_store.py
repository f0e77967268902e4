"""The store: for its owner only, upgraded in place, one process, all or nothing, and nothing outside it."""

import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime

import duckdb
import pytest

from queries import schema
from queries.refusals import StoreInUse, StoreUnusable
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup

HOLD = """
import sys
from queries.store import Store
store = Store.open(sys.argv[1])
print("open", flush=True)
input()
"""


@pytest.fixture
def path(tmp_path):
    """A store that is closed."""
    Store.create(tmp_path / "made.duckdb").close()
    return tmp_path / "made.duckdb"


def by_hand(path, *statements):
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_it_and_what_lies_beside_it_is_for_its_owner_only(tmp_path):
    store = Store.create(tmp_path / "new.duckdb")
    with store.write() as cursor:
        store.set(cursor, "something", "written", "test")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    store.close()
    assert "new.duckdb" in modes
    if os.name == "posix":
        assert set(modes.values()) == {0o600}


def test_an_answer_keeps_its_words_as_pythons_own(tmp_path):
    """Small answers are read in four fifths of the time that Arrow's strings take."""
    members = SmallGroup(tmp_path / "group.duckdb").ask("members", "alder")
    assert (len(members), members["name"].dtype.storage) == (7, "python")


def test_a_store_is_not_made_over_another(path):
    before = path.read_bytes()
    with pytest.raises(StoreUnusable, match="is there already"):
        Store.create(path)
    assert path.read_bytes() == before


def test_views_and_macros_of_an_older_program_are_made_anew(path):
    by_hand(
        path,
        "create or replace macro least_contributors() as 1",
        "insert into setting values ('sql', 'of an older program', 'program', now()::timestamp, 99)",
    )
    store = Store.open(path)
    assert store.cursor().execute("select least_contributors()").fetchone() == (5,)
    store.close()


def test_views_and_macros_are_not_made_again_while_nothing_changed(path, monkeypatch):
    ran = []
    monkeypatch.setattr(schema, "_run", lambda cursor, file: ran.append(file.name))
    Store.open(path).close()
    assert ran == []


def test_a_store_of_a_newer_version_is_refused_and_left_alone(path):
    by_hand(path, "update setting set value = '99' where name = 'schema_version'", "checkpoint")
    before = path.read_bytes()
    with pytest.raises(StoreUnusable) as refusal:
        Store.open(path)
    says = f"made by a newer version of this program (store version 99, this program knows {schema.VERSION})"
    assert says in str(refusal.value)
    assert path.read_bytes() == before


def test_a_missing_store_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreUnusable, match="python -m ingest init --store"):
        Store.open(tmp_path / "nowhere.duckdb")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"hello", b"", b"PK\x03\x04" + b"\0" * 5000])
def test_a_file_that_is_no_store(tmp_path, content):
    path = tmp_path / "letter.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreUnusable):
        Store.open(path)


def test_another_programs_database_is_no_store_and_stays_as_it_is(tmp_path):
    path = tmp_path / "theirs.duckdb"
    by_hand(path, "create table theirs (a integer)", "checkpoint")
    with pytest.raises(StoreUnusable, match="is not a store of this program"):
        Store.open(path)
    with duckdb.connect(str(path)) as connection:
        tables = connection.execute("select table_name from information_schema.tables").fetchall()
    assert tables == [("theirs",)]


def test_the_log_of_another_store_beside_one_is_named(path, tmp_path):
    """What a restore meets where only the store was moved away."""
    other = Store.create(tmp_path / "other.duckdb")
    other.note("test", "note")
    log = path.with_name(f"{path.name}.wal")
    shutil.copy(tmp_path / "other.duckdb.wal", log)
    other.close()
    with pytest.raises(StoreUnusable, match=rf"{path.name}\.wal, beside .* belongs to another store"):
        Store.open(path)
    log.unlink()
    Store.open(path).close()


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreUnusable):
        Store.open(tmp_path)


@pytest.fixture
def in_use(path, root):
    """The store while another process has it."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "open\n"
    yield path
    holder.communicate("\n", timeout=60)


def test_a_store_in_use_by_another_process_says_so_with_the_way_out(in_use):
    with pytest.raises(StoreInUse) as refusal:
        Store.open(in_use)
    says = "in use by another process, most likely the running dashboard. Stop the dashboard and try again"
    assert says in str(refusal.value)


def test_a_transaction_is_whole_or_nothing(path):
    store = Store.open(path)
    with pytest.raises(RuntimeError, match="half way"), store.write() as cursor:
        cursor.execute("insert into member values ('alder', 'Alder', null, null, 0, null)")
        store.set(cursor, "today", "2026-10-20", "test")
        store.record(cursor, "test", "something")
        raise RuntimeError("half way")
    counts = "select (select count(*) from member), (select count(*) from audit)"
    assert store.cursor().execute(counts).fetchone() == (0, 0)
    assert (store.setting("today"), store.version) == (None, 0)
    with store.write() as cursor:
        cursor.execute("insert into member values ('alder', 'Alder', null, null, 0, null)")
    assert store.version == 1
    assert store.cursor().execute(counts).fetchone() == (1, 0)
    store.close()


def test_a_refused_statement_takes_the_whole_transaction_with_it(path):
    store = Store.open(path)
    with pytest.raises(duckdb.Error), store.write() as cursor:
        cursor.execute("insert into member values ('alder', 'Alder', null, null, 0, null)")
        cursor.execute("insert into nowhere values (1)")
    assert store.cursor().execute("select count(*) from member").fetchone() == (0,)
    store.close()


def test_settings_are_added_to_and_the_last_one_counts(path):
    store = Store.open(path)
    for who, value in (("first", "exact"), ("second", "interval"), ("third", "exact")):
        with store.write() as cursor:
            store.set(cursor, "peer_figures", value, who)
    rows = store.cursor().execute("select set_by, value from setting where name = 'peer_figures'")
    assert rows.fetchall() == [("first", "exact"), ("second", "interval"), ("third", "exact")]
    assert store.setting("peer_figures") == "exact"
    assert store.setting("never set") is None
    store.close()


def test_the_audit_trail_keeps_what_is_noted_without_a_new_version(path, monkeypatch):
    monkeypatch.setattr("queries.store.now", lambda: datetime(2026, 10, 20, 9, 30))
    store = Store.open(path)
    store.note("lead@alder.example", "download", "alder", "member_figures")
    assert store.version == 0
    row = store.ask("audit_trail", Viewer.coordinator()).astype(object).iloc[0].tolist()
    assert row == [datetime(2026, 10, 20, 9, 30), "lead@alder.example", "download", "alder", "member_figures"]
    store.close()


def test_today_is_the_real_date_but_the_sample_groups_story_ends_on_its_own(path):
    store = Store.open(path)
    assert store.today() == date.today()
    with store.write() as cursor:
        store.set(cursor, "today", "2026-10-20", "sample")
    assert store.today() == date(2026, 10, 20)
    store.close()


OUTSIDE = [
    "select * from read_csv('{file}')",
    "select * from read_text('{file}')",
    "select * from '{file}'",
    "copy (select 1) to '{file}.out'",
    "attach '{file}.duckdb' as other",
    "export database '{file}.folder'",
    "load 'httpfs'",
    "install httpfs",
    "set enable_external_access = true",
    "set allowed_paths = ['{file}']",
    "set lock_configuration = false",
]


@pytest.mark.parametrize("statement", OUTSIDE)
def test_nothing_outside_the_store_is_reached_through_it(path, tmp_path, statement):
    file = tmp_path / "outside.csv"
    file.write_text("secret\nword\n")
    store = Store.open(path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(duckdb.Error):
        store.cursor().execute(statement.format(file=file))
    assert sorted(tmp_path.iterdir()) == before
    store.close()


def test_a_parameter_is_a_value_whatever_it_looks_like(group):
    """Tables stand after it, and it is only looked for."""
    group.returns("alder", date(2026, 7, 1), {"damp_mould": [1, 1, 1]})
    with pytest.raises(Exception, match="There is no family"):
        group.ask("own_figures", "alder", family="x'; drop table incident; --")
    assert len(group.ask("own_incidents", "alder")) == 3


def rows_each(group, asks, threads):
    """Every thread asks with a cursor of its own; what came back of somebody else, or too little."""
    counts = {member: place + 1 for place, member in enumerate(SEVEN)}
    for member, n in counts.items():
        group.returns(member, date(2026, 7, 1), {"damp_mould": [n, n, n]})

    def ask(turn):
        member = SEVEN[turn % len(SEVEN)]
        rows = group.ask("own_incidents", member)
        references = {reference.split("-")[0] for reference in rows["incident_ref"]}
        right = references == {f"r{counts[member]}"} and len(rows) == 3 * counts[member]
        return None if right else (member, len(rows), references)

    with ThreadPoolExecutor(threads) as pool:
        return [wrong for wrong in pool.map(ask, range(asks)) if wrong]


def test_who_reads_does_not_wait_for_a_writer(group):
    for member in SEVEN:
        group.returns(member, date(2026, 4, 1), {"damp_mould": [9, 9, 9]})
    group.close(date(2026, 4, 1))
    assert not group.ask("headlines", "alder").empty, "the closing is seen now"
    group.returns("birch", date(2026, 7, 1), {"damp_mould": [1, 1, 1]})
    with ThreadPoolExecutor(1) as pool, group.store.write():
        assert not pool.submit(group.ask, "headlines", "alder").result(timeout=30).empty


def test_threads_get_their_own_rows(group):
    assert rows_each(group, asks=70, threads=7) == []


@pytest.mark.slow
def test_threads_get_their_own_rows_1600_times(group):
    assert rows_each(group, asks=1600, threads=8) == []


def test_a_copied_file_is_the_same_store(path, tmp_path):
    """What a restore is: stop, put the file back, start."""
    by_hand(path, "insert into member values ('alder', 'Alder', null, null, 0, null)", "checkpoint")
    shutil.copy(path, tmp_path / "copy.duckdb")
    store = Store.open(tmp_path / "copy.duckdb")
    assert store.ask("members", Viewer.coordinator())["member"].tolist() == ["alder"]
    store.close()
