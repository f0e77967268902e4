"""A store in PostgreSQL is the same store: the same answers, the same refusals, and other processes beside it."""

import contextlib
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ingest import returns, uploads
from ingest.group import closing, look, retention
from ingest.problems import Problem
from queries import moving
from queries.__main__ import main
from queries.backup import backup
from queries.moving import move
from queries.question import questions
from queries.refusals import ChangedMeanwhile, StoreUnusable
from queries.schema import VERSION, tables
from queries.store import Store
from queries.verify import MUST_BE_NONE
from queries.viewer import Viewer
from tests.benchmarks import postgresql
from tests.queries.small_group import SmallGroup

pytestmark = pytest.mark.server
COORDINATOR = Viewer.coordinator("coordinator@group.example")
APRIL, JULY, SEPTEMBER = date(2026, 4, 1), date(2026, 7, 1), date(2026, 9, 1)
FIVE = ("alder", "birch", "cedar", "damson", "elder")


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    """A group of seven, of which five returned a quarter that is closed."""
    made = SmallGroup(tmp_path_factory.mktemp("group") / "group.duckdb")
    for place, member in enumerate(FIVE):
        made.returns(member, APRIL, {"damp_mould": [3 + place, 2, 4]})
    refused = uploads.Became.refused([Problem("required", "…")])
    uploads.note(made.store, lead("birch"), uploads.Upload("incidents"), refused)
    made.close(APRIL)
    made.store.close()
    return made.store.path


@pytest.fixture(scope="module")
def moved(postgres, file) -> Path:
    """The same group in a database; not to be opened but copied. Each question is compared once."""
    place = postgres.database()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moving, "asked_of", once_each)
        assert move(file, place).answers == len(questions())
    return place


@pytest.fixture
def address(postgres, moved) -> Path:
    return postgres.database(template=moved.name)


EVERYTHING = moving.asked_of


def once_each(store: Store) -> list[tuple]:
    return list({question.name: (question, *more) for question, *more in reversed([*EVERYTHING(store)])}.values())


@pytest.fixture
def two(address):
    """Two processes' stores."""
    with contextlib.closing(Store.open(address)) as one, contextlib.closing(Store.open(address)) as other:
        yield one, other


def lead(member: str) -> Viewer:
    return Viewer.lead(member, f"lead@{member}.example")


def held(store: Store, table: str) -> list[str]:
    with contextlib.closing(store.cursor()) as cursor:
        return sorted(map(str, cursor.execute(f"select * from {table}").fetchall()))


def save(store: Store, member: str, damp: int) -> None:
    returns.save_counts(store, lead(member), JULY, SEPTEMBER, {(JULY, "damp_mould"): damp})


def figures(store: Store, viewer: Viewer = COORDINATOR) -> list[tuple]:
    answer = store.ask("group_figures", viewer, by="quarter", family="damp_and_mould")
    return list(answer.itertuples(index=False, name=None))


def test_a_store_is_moved_there_and_back_whole(file, address, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(moving, "asked_of", lambda store: once_each(store)[:5])
    back = tmp_path / "back.duckdb"
    assert main(["move", str(address), str(back)]) == 0
    assert "answers of both were compared and are equal" in capsys.readouterr().out
    with contextlib.closing(Store.open(file)) as before, contextlib.closing(Store.open(back)) as after:
        for table in tables():
            assert [r for r in held(before, table) if "'sql'" not in r] == [
                r for r in held(after, table) if "'sql'" not in r
            ], table
    assert main(["move", str(file), str(address)]) == 1, "there is a store already"


def test_a_return_and_a_closing_come_to_the_same_as_in_a_file(file, address, tmp_path):
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(file.read_bytes())
    found = []
    for place in (copy, address):
        with contextlib.closing(Store.open(place)) as store:
            for n, member in enumerate(FIVE):
                save(store, member, 10 + n)
            closing.close(store, COORDINATOR, JULY)
            found.append((figures(store), held(store, "shown"), store.ask("own_figures", lead("alder")).to_csv()))
    assert found[0] == found[1]
    assert len(found[0][0]) == 2


def test_a_look_before_closing_writes_nothing(address):
    with contextlib.closing(Store.open(address)) as store:
        for n, member in enumerate(FIVE):
            save(store, member, 10 + n)
        before = held(store, "shown")
        with contextlib.closing(look.look_at(store, COORDINATOR, JULY)) as seen:
            assert len(figures(seen)) == 2
        assert held(store, "shown") == before
        assert len(figures(store)) == 1


def test_old_rows_are_cleared_out(address):
    with contextlib.closing(Store.open(address)) as store:
        assert held(store, "incident")
        with store.write() as cursor:
            store.set(cursor, "today", "2040-01-01", "test")
        retention.clear_out(store, COORDINATOR, retention.preview(store, COORDINATOR))
        assert not held(store, "incident")


def test_what_one_process_writes_the_other_shows_at_its_next_run(two):
    one, other = two

    def rests_on(member):
        return other.rests_on("own_figures", member)

    def alders():
        return rests_on("alder")

    def birches():
        return rests_on("birch")

    other.look_again()
    before = alders(), birches()
    other.look_again()
    assert (alders(), birches()) == before
    save(one, "alder", 8)
    other.look_again()
    assert alders() != before[0]
    assert birches() == before[1], "a save leaves the answers of everybody else"
    with one.write() as cursor:
        one.set(cursor, "peer_figures", "exact", "test")
    other.look_again()
    assert other.setting("peer_figures") == "exact"
    assert birches() != before[1]


def test_writers_of_two_processes_wait_for_each_other(two):
    one, other = two
    other.engine.longest_wait = 1
    with one.write() as cursor:
        one.record(cursor, "one", "test")
        with pytest.raises(ChangedMeanwhile), other.write():
            pass
    other.note("other", "test")
    orders = [order for *_, order in _rows(other, "select * from audit")]
    assert len(orders) == len(set(orders))


def _rows(store: Store, sql: str) -> list[tuple]:
    with contextlib.closing(store.cursor()) as cursor:
        return cursor.execute(sql).fetchall()


SAVER = """
import sys
from datetime import date
from pathlib import Path
from ingest.problems import Refused
from queries.store import Store
from tests.queries import test_postgres as t
store = Store.open(Path(sys.argv[1]))
print("open", flush=True)
for n in range(int(sys.argv[3])):
    try:
        t.save(store, sys.argv[2], int(sys.argv[4]) + n)
        print("saved", flush=True)
    except Refused as refused:
        assert {each.rule for each in refused.problems} == {"saved_meanwhile"}
        print("refused", flush=True)
"""


def saver(address: Path, member: str, times: int, first: int, root: Path) -> subprocess.Popen:
    """Saves so many returns, each with another count."""
    command = [sys.executable, "-c", SAVER, str(address), member, str(times), str(first)]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


JULYS = "from member_return where from_month = '2026-07-01'"
DOUBLED = (
    "select audit_order from audit group by 1 having count(*) > 1",
    "select set_order from setting group by 1 having count(*) > 1",
    f"select member, saved_order {JULYS} group by all having count(*) > 1",
)
MUST_STAY_NONE = set(MUST_BE_NONE) - {"nobody who coordinates"}


@pytest.mark.parametrize("times", [3, pytest.param(40, marks=pytest.mark.slow)])
def test_savers_race_and_one_is_killed(address, root, times, capsys):
    """Nothing lost, torn or doubled; and whoever is left goes on. With --slow, a line says what became of all."""
    racing = [saver(address, "alder", times, first, root) for first in (1, 5_001)]
    doomed = saver(address, "birch", 1_000, 1, root)
    said = [doomed.stdout.readline() for _ in range(3)]
    doomed.kill()
    said += doomed.stdout.read().splitlines()
    by_racers = [line for each in racing for line in each.communicate(timeout=300)[0].split()[1:]]
    assert [each.returncode for each in racing] == [0, 0]
    assert len(by_racers) == 2 * times and by_racers.count("saved") >= times
    said_saved = {"alder": by_racers.count("saved"), "birch": said.count("saved\n") + said.count("saved")}
    with contextlib.closing(Store.open(address)) as store:
        saved = dict(_rows(store, f"select member, count(*) {JULYS} group by 1"))
        found = {
            "attempts": len(by_racers) + said_saved["birch"] + 1,  # it was killed in one, or before the next
            "said to be saved": sum(said_saved.values()),
            "saved": sum(saved.values()),
            "refused": by_racers.count("refused"),
            "lost": sum(max(0, said_saved[member] - saved[member]) for member in saved),
            "torn": sum(_rows(store, sql)[0][0] for what, sql in MUST_BE_NONE.items() if what in MUST_STAY_NONE),
            "doubled": sum(len(_rows(store, sql)) for sql in DOUBLED),
        }
        with capsys.disabled() if times > 3 else contextlib.nullcontext():
            print("\n" + ", ".join(f"{name}: {count}" for name, count in found.items()))
        assert found["lost"] == found["torn"] == found["doubled"] == 0
        assert saved["alder"] == said_saved["alder"]
        assert saved["birch"] <= said_saved["birch"] + 1, "the one in which it was killed"
        save(store, "birch", 5)


def test_a_process_that_dies_in_the_middle_of_a_save_lets_go(address, postgres, root):
    code = """
import os, signal, sys
from pathlib import Path
from queries.store import Store
store = Store.open(Path(sys.argv[1]))
with store.write() as cursor:
    cursor.execute("delete from member")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", code, str(address)], cwd=root).returncode < 0
    with contextlib.closing(Store.open(address)) as store:
        assert len(held(store, "member")) == 7
        save(store, "alder", 4)


def test_a_backup_is_a_file_that_answers_as_the_database(address, tmp_path):
    with contextlib.closing(Store.open(address)) as store:
        (tmp_path / "copy.duckdb").write_bytes(backup(store, COORDINATOR))
        assert not store.engine.copy.exists()
        with contextlib.closing(Store.open(tmp_path / "copy.duckdb")) as copy:
            assert figures(copy) == figures(store) != []


def test_a_server_that_stops_is_said_in_a_sentence_and_answers_when_it_is_back(address, postgres):
    with contextlib.closing(Store.open(address)) as store:
        before = figures(store)
        postgres.stop()
        try:
            for act in (lambda: figures(store), store.look_again, lambda: save(store, "alder", 4)):
                with pytest.raises(StoreUnusable, match="does not answer"):
                    act()
            assert store.health() == (False, "The store does not answer: no connection to its database.")
            with pytest.raises(StoreUnusable, match="PGPASSWORD"):
                Store.open(address)
        finally:
            postgres.start()
        assert figures(store) == before
        save(store, "alder", 4)


def test_one_group_s_user_does_not_reach_another_group_s_database(postgres, address):
    mine, theirs = postgres.database(), address
    postgres.sql("postgres", "create role mine login")
    postgres.sql("postgres", f"revoke connect on database {theirs.name} from public")
    postgres.sql("postgres", f"alter database {mine.name} owner to mine")
    with pytest.raises(StoreUnusable, match="does not answer"):
        Store.open(Path(str(theirs).replace("trends@", "mine@")))
    with contextlib.closing(Store.create(Path(str(mine).replace("trends@", "mine@")))) as store:
        assert held(store, "member") == []


def test_what_questions_cost_is_measured_on_both(file, address, tmp_path):
    copy = Path(shutil.copy(file, tmp_path / "copy.duckdb"))
    found = postgresql.measure({"file": copy, "PostgreSQL": address}, 1)
    assert all(took["file"] > 0 and took["PostgreSQL"] > 0 for _, took in found)
    assert len(postgresql.table(found).splitlines()) == len(postgresql.ASKED) + 1


@pytest.mark.slow
def test_the_sample_is_moved_with_every_answer(made_sample_store, postgres, tmp_path):
    copy, address = tmp_path / "sample.duckdb", postgres.database()
    copy.write_bytes(made_sample_store.read_bytes())
    there = move(copy, address)
    assert there.answers > 200 and there.rows > 100_000
    assert move(address, tmp_path / "back.duckdb") == there


def test_a_database_of_an_older_version_is_upgraded_in_place(address):
    with contextlib.closing(Store.open(address)) as now, now.write() as cursor:
        cursor.execute("drop table store.public.upload")
        cursor.execute("alter table store.public.member drop column short_name")
        cursor.execute("update store.public.setting set value = '5' where name = 'schema_version'")
    with contextlib.closing(Store.open(address)) as upgraded:
        made = "select database_name, schema_name from duckdb_tables() where table_name = 'upload'"
        assert upgraded.cursor().execute(made).fetchall() == [("store", "public")]
        assert upgraded.setting("schema_version") == str(VERSION)
        assert upgraded.ask("own_uploads", lead("alder"))["outcome"].tolist() == ["saved"]
        assert set(upgraded.ask("members", lead("alder"))["short_name"]) == {""}
    with contextlib.closing(Store.open(address)) as again:
        assert again.ask("own_uploads", lead("alder"))["outcome"].tolist() == ["saved"]


def test_what_became_of_an_upload_is_seen_by_the_other_process(two):
    one, other = two
    for store in two:
        store.look_again()
    upload, before = uploads.Upload("incidents"), one.version
    uploads.note(one, lead("alder"), upload, uploads.Became.refused([Problem("required", "…")]))
    for store in two:
        store.look_again()
    assert one.version == before, "what the page keeps of the file is good still"
    (row,) = other.ask("own_uploads", lead("alder")).itertuples()
    assert (row.outcome, list(row.rules), list(row.found)) == ("refused", ["required"], [1])
