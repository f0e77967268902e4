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
    lists = {"members": MEMBERS, "homes": HOMES, "people": PEOPLE}
    for name, text in lists.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    return {name: tmp_path / f"{name}.csv" for name in lists}


@pytest.fixture
def store_path(tmp_path, group_lists) -> Path:
    """A store of alder, birch and cedar on 20 October 2026, closed again."""
    path = tmp_path / "group.duckdb"
    store = setup.make_store(path, **group_lists)
    with store.write() as cursor:
        store.set(cursor, "today", TODAY.isoformat(), "test")
    store.close()
    return path


@pytest.fixture
def store(store_path):
    """The same store, open."""
    opened = Store.open(store_path)
    yield opened
    opened.close()
