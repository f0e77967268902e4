"""A new group, from lists that a spreadsheet saved to figures that can be read, by the guide alone."""

import csv
import io
import tomllib
from collections import Counter

import pytest

from tests.first_quarter import guide
from tests.test_docs import DOCS, blocks
from tests.views.access.test_front_door import opened, title
from tests.views.conftest import texts
from views.access import local_user


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """(the folder, what each command of the guide did in it)"""
    folder = tmp_path_factory.mktemp("first_quarter")
    return folder, guide.follow(folder)


def counted(word: str) -> Counter[str]:
    """Member -> rows of its export whose category is that word, counted without the program."""
    found: Counter[str] = Counter()
    for file in ("alder", "birch", "cedar", "damson"):
        rows = csv.reader((guide.FOLDER / f"{file}.csv").read_text("utf-8").splitlines(), delimiter=";")
        found[file] = sum(row[2] == word for row in rows)
    return found


def test_the_lists_are_as_a_spreadsheet_saves_them():
    saved = {file.stem: file.read_bytes() for file in guide.FOLDER.glob("*.csv")}
    assert b"alder;01/04/2026;General needs;12000\n" in saved["homes"] and b"\n;;;\n" in saved["homes"]
    assert b"lead@alder.example;Lead;alder\n" in saved["people"] and b"\n;;\n" in saved["people"]
    assert "Birch & Côte Housing".encode("cp1252") in saved["members"]


def test_every_command_of_the_guide_runs_and_prints_what_the_guide_shows(followed):
    done = followed[1]
    assert [each.command for each in done if each.code != 0] == []
    assert [(each.command, each.printed.splitlines()) for each in done if each.shown] == [
        (each.command, each.shown) for each in done if each.shown
    ]
    assert sum(bool(each.shown) for each in done) == 2
    assert [each.command.split()[3] for each in done] == [
        "init", "load", "load", "load", "load", "nil", "returns", "close", "group_figures", "own_figures",
    ]  # fmt: skip


def test_the_closed_quarters_figures_are_those_of_the_files(followed):
    *_, closed, group, own = (each.printed for each in followed[1])
    assert closed == "Closed 2026-04: 5 of 5 members count in it.\n"
    [row] = csv.DictReader(io.StringIO(group))
    damp = counted("Damp and mould") + counted("damp_mould")
    assert damp == {"alder": 15, "birch": 12, "cedar": 7, "damson": 9}
    assert int(row["low"]) <= damp.total() <= int(row["high"]) and row["shown"] == "45"
    assert (row["period"], row["contributors"]) == ("2026-04-01", "5")
    assert row["homes"] == str(12_000 + 1_500 + 8_200 + 300 + 5_000 + 4_100 + 650 + 900)
    [row] = csv.DictReader(io.StringIO(own))
    assert (row["n"], row["homes"]) == (str(damp["alder"]), "13500")


def test_the_pages_open_with_the_guides_settings_and_show_the_quarter(followed, root, monkeypatch):
    monkeypatch.setattr(local_user, "listens_on_loopback", lambda: True)
    monkeypatch.setattr(local_user, "came_from_elsewhere", lambda: False)
    monkeypatch.delenv("PEER_TRENDS_STORE", raising=False)
    [settings] = blocks(DOCS / "on_a_laptop.md", "toml")
    monkeypatch.chdir(followed[0])
    page = opened(root, **tomllib.loads(settings))
    assert "Apr–Jun 2026" in title(page)
    assert "Closed on" in texts(page) and "all 5 members" in texts(page)
