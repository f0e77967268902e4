"""A small group's store on a made-up day, for whatever writes to one."""

from datetime import date
from pathlib import Path

import pytest

from ingest.group import setup
from queries.store import Store

TODAY = date(2026, 10, 20)
MEMBERS = "member,name\nalder,Alder\nbirch,Birch\ncedar,Cedar\n"
HOMES = "member,year_start,needs_type,homes\nalder,2026-04-01,general_needs,5000\n"
PEOPLE = (
    "email,role,member\ncoordinator@group.example,coordinator,\nlead@alder.example,lead,alder\n"
    "reader@alder.example,reader,alder\nlead@birch.example,lead,birch\n"
)


@pytest.fixture
def group_lists(tmp_path) -> dict[str, Path]:
    """members.csv, homes.csv and people.csv of three members."""
    return written(tmp_path)


def written(folder: Path) -> dict[str, Path]:
    lists = {"members": MEMBERS, "homes": HOMES, "people": PEOPLE}
    for name, text in lists.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return {name: folder / f"{name}.csv" for name in lists}


@pytest.fixture(scope="session")
def made_store(tmp_path_factory) -> bytes:
    """The file of a store of alder, birch and cedar on 20 October 2026: made once."""
    folder = tmp_path_factory.mktemp("made")
    store = setup.make_store(folder / "group.duckdb", **written(folder))
    with store.write() as cursor:
        store.set(cursor, "today", TODAY.isoformat(), "test")
    store.close()
    return (folder / "group.duckdb").read_bytes()


@pytest.fixture
def store_path(tmp_path, group_lists, made_store) -> Path:
    """A copy of that store; the lists that it was made from lie beside it."""
    path = tmp_path / "group.duckdb"
    path.write_bytes(made_store)
    return path


@pytest.fixture
def store(store_path):
    """The same store, open."""
    opened = Store.open(store_path)
    yield opened
    opened.close()
