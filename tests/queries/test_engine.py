"""Which store a path names, and what is said where a database's cannot be opened. With a server: test_postgres.py."""

from pathlib import Path

import duckdb
import pytest

from queries import faults, postgres
from queries.postgres import Postgres, engine_of, place_of
from queries.refusals import ChangedMeanwhile, DiskFull, StoreUnusable
from queries.store import Store


def test_a_path_is_a_file_unless_it_begins_as_a_database_does(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert place_of(Path("postgres.duckdb")) == tmp_path / "postgres.duckdb"
    address = Path("postgres://trends@db.example:5433/our_group?sslmode=require")
    assert place_of(address) == address
    engine = engine_of(address)
    assert isinstance(engine, Postgres)
    assert engine.address == "postgresql://trends@db.example:5433/our_group?sslmode=require"
    assert (engine.shown, engine.label) == ("postgresql://trends@db.example:5433/our_group", "our_group")
    assert isinstance(engine_of(Path("postgresql://db.example/group")), Postgres)


@pytest.mark.parametrize("address", ["postgres://trends:secret@db/group", "postgres://db/group?password=secret"])
def test_a_password_in_an_address_is_refused_and_not_repeated(address):
    with pytest.raises(StoreUnusable, match="PGPASSWORD") as refused:
        Store.open(address)
    assert "secret" not in str(refused.value)


def test_without_the_packages_it_says_which_to_install(monkeypatch):
    monkeypatch.setattr(postgres, "_EXTENSION", "no_such_package")
    with pytest.raises(StoreUnusable, match=r"pip install -r requirements-server\.txt") as refused:
        Store.open("postgres://trends@127.0.0.1/group")
    assert duckdb.__version__ in str(refused.value)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("ERROR:  could not serialize access due to concurrent update", ChangedMeanwhile),
        ("ERROR:  canceling statement due to lock timeout", ChangedMeanwhile),
        ("ERROR:  deadlock detected", ChangedMeanwhile),
        ('ERROR:  could not extend file "base/1": No space left on device', DiskFull),
        ("server closed the connection unexpectedly", StoreUnusable),
        ("FATAL:  terminating connection due to administrator command", StoreUnusable),
        ('connection to server at "db", port 5432 failed: Connection refused', StoreUnusable),
        ('ERROR:  relation "x" does not exist', type(None)),
    ],
)
def test_what_the_server_says_becomes_a_refusal(said, kind):
    engine = engine_of(Path("postgres://trends@db/group"))
    assert isinstance(engine.refusal(duckdb.Error(said)), kind)


def test_a_file_s_own_errors_are_not_read_as_a_server_s():
    assert faults.while_writing(duckdb.IOException("server closed the connection"), Path("/nowhere/a")) is None
