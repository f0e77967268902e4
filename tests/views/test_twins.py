"""Two stores that differ only in what is private of others: every page, chart and download is the same in both.

The same is asked of the questions in tests/queries/test_every_question.py; here, of all that is made from them.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from random import Random

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from queries.__main__ import main as ask_by_command
from queries.store import Store
from queries.viewer import Viewer
from tests.queries import whole_group
from tests.queries.scrambled import scramble
from tests.views.test_pages import draw
from views import visit
from views.pages import PAGES
from views.visit import Visit

LEAD = Viewer.lead("alder", "lead@alder.example")
VISITS = {
    "lead": (LEAD, False),
    "coordinator": (Viewer.coordinator("coordinator@group.example"), False),
    "presenting": (LEAD, True),
}
"""The public has no pages; it is asked for at the command line."""
DOSE = [("this_quarter", "lead"), ("compare", "lead"), ("close_quarter", "coordinator"), ("hazards", "presenting")]
MAY_OPEN = [
    (name, visitor)
    for name, page in PAGES.items()
    for visitor, (viewer, presenting) in VISITS.items()
    if page.is_open_to(viewer.presenting() if presenting else viewer)
]
STAMPED = re.compile(rb"/media/[\w.]+|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\bDTSTAMP:\d{8}T\d{6}Z")
"""An address rests on a secret and a session; an office file and a calendar say when they were made."""


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """The store and another that differs in all that is private of everybody but alder."""
    folder = tmp_path_factory.mktemp("twins")
    files = [whole_group.make(folder / "one.duckdb")]
    files.append(scramble(files[0], folder / "other.duckdb", 1, "alder"))
    pair = [Store.open(each) for each in files]
    yield pair
    for store in pair:
        store.close()


@pytest.fixture
def offered(monkeypatch) -> list[tuple[str, object]]:
    """What the download buttons of a run would give, by file name; nothing is recorded of it."""
    found, original = [], streamlit.download_button

    def button(label, data, *args, **more):
        found.append((more.get("file_name") or label, data))
        return original(label, data, *args, **more)

    monkeypatch.setattr(streamlit, "download_button", button)
    monkeypatch.setattr(Store, "record", lambda *args: None)
    return found


class Opened:
    """One page on one store."""

    def __init__(self, store: Store, name: str, visitor: str, offered: list):
        viewer, presenting = VISITS[visitor]
        self._offered = offered
        self.page = AppTest.from_function(draw, default_timeout=120)
        self.page.session_state["visit"] = Visit(store, viewer, presenting)
        self.page.session_state["name"] = name
        self.run()

    def run(self) -> None:
        visit._answer.clear()
        self._offered.clear()
        self.page.run()
        assert not self.page.exception, self.page.exception[0].message
        self.downloads = dict(self._offered)

    def shows(self) -> list[bytes]:
        """All elements as they go to a browser, charts' JSON and tables among them."""
        return [STAMPED.sub(b"", each) for each in _elements(self.page._tree)]

    def gives(self) -> dict[str, bytes | dict]:
        """What the downloads hold; a backup holds every row of everybody, and is no answer."""
        answers = {name: data for name, data in self.downloads.items() if not name.endswith(".duckdb")}
        made = {name: data() if callable(data) else data for name, data in answers.items()}
        return {name: _parts(content) for name, content in made.items()}


def _elements(block) -> Iterator[bytes]:
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from _elements(child)
        elif child.type == "download_button":
            yield child.proto.label.encode()
        else:
            yield child.type.encode() + child.proto.SerializeToString(deterministic=True)


def _parts(content: str | bytes) -> bytes | dict:
    """An office file's parts: the archive itself says when each was written."""
    content = content.encode() if isinstance(content, str) else content
    if not content.startswith(b"PK"):
        return STAMPED.sub(b"", content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: _parts(archive.read(name)) for name in archive.namelist()}


def both(twins, name, visitor, offered) -> list[Opened]:
    return [Opened(store, name, visitor, offered) for store in twins]


def prove_alike(one: Opened, other: Opened) -> None:
    assert one.shows() == other.shows()
    assert one.gives() == other.gives()


@pytest.mark.parametrize(("name", "visitor"), DOSE)
def test_a_page_and_its_downloads_do_not_tell_the_stores_apart(twins, offered, name, visitor):
    one, other = both(twins, name, visitor, offered)
    assert len(one.shows()) > 5
    prove_alike(one, other)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "visitor"), MAY_OPEN)
def test_no_page_nor_what_is_chosen_on_it_tells_them_apart(twins, offered, name, visitor):
    """Each page for everybody who may open it, then with eight things chosen on it by lot."""
    one, other = both(twins, name, visitor, offered)
    prove_alike(one, other)
    random = Random(f"{name} {visitor}")
    for _ in range(8):
        choosing = [(kind, at) for kind in ("selectbox", "radio") for at in range(len(one.page.get(kind)))]
        if not choosing:
            break
        kind, at = random.choice(choosing)
        option = random.randrange(len(one.page.get(kind)[at].options))
        for each in (one, other):
            box = each.page.get(kind)[at]
            box.set_value(_value(box, box.options[option]))
            each.run()
        prove_alike(one, other)


def _value(box, label: str) -> object:
    """What a page's code calls this option: AppTest asks for that where the labels stand in a dictionary."""
    labels = getattr(box.format_func, "__self__", None)
    return next((each for each in labels if labels[each] == label), label) if isinstance(labels, dict) else label


def test_the_backup_page_gives_a_backup(twins, offered):
    """Which is left out above."""
    ((name, take),) = Opened(twins[0], "backup", "coordinator", offered).downloads.items()
    assert name.endswith(".duckdb") and take()[8:12] == b"DUCK"


def test_another_members_own_page_does_tell_them_apart(twins, offered, monkeypatch):
    monkeypatch.setitem(VISITS, "lead", (Viewer.lead("birch"), False))
    one, other = both(twins, "this_quarter", "lead", offered)
    assert one.shows() != other.shows()


@pytest.mark.parametrize("viewer", ["alder", "coordinator", "public"])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_command_line_does_not_tell_them_apart(twins, capsys, monkeypatch, viewer, form):
    answers = []
    for store in twins:
        monkeypatch.setattr("queries.__main__.Store.open", lambda *args, store=store, **more: store)
        monkeypatch.setattr(store, "close", lambda: None, raising=False)
        for question in ("group_figures", "member_figures", "headlines", "closings", "errata", "own_figures"):
            code = ask_by_command([question, "--store", str(store.path), "--as", viewer, "--format", form])
            answers.append((question, code, *capsys.readouterr()))
    assert answers[:6] == answers[6:]
    assert 0 in [code for _, code, *_ in answers]
