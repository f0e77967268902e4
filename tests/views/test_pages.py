"""The declared pages: each is a function of the visit, and its folder is its own."""

import ast
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import views
from queries.store import Store
from queries.viewer import Viewer
from tests.views.conftest import steady
from views.pages import PAGES
from views.visit import Visit

ROOT = Path(views.__file__).parent
FOLDERS = {folder.name for folder in ROOT.iterdir() if (folder / "page.py").exists()} | {"administration"}
USERS = {"lead_alder": Viewer.lead("alder"), "coordinator": Viewer.coordinator()}


def draw():
    """One page by itself: no front door, no menu, no address."""
    import streamlit as st

    from views.pages import PAGES, menu

    visit, name = st.session_state["visit"], st.session_state["name"]
    menu(visit)
    PAGES[name].draw(visit)


@pytest.fixture
def store(make_store):
    opened = Store.open(make_store(steady()))
    yield opened
    opened.close()


def imported(module: Path) -> set[str]:
    """The modules that a file imports, and `package.name` for what it imports from a package."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_every_page_is_drawn_for_a_visit_and_links_to_pages_that_are_there(store):
    linked = set()
    for name, page in PAGES.items():
        by_itself = AppTest.from_function(draw, default_timeout=60)
        by_itself.session_state["visit"] = Visit(store, USERS[page.benchmark_visitor])
        by_itself.session_state["name"] = name
        by_itself.run()
        assert not by_itself.exception, (name, by_itself.exception[0].message)
        assert by_itself.title, name
        linked |= {link.proto.page for link in by_itself.get("page_link")}
    assert {"trends", "compare", "drill_down"} <= linked <= set(PAGES)


def test_a_page_is_timed_as_somebody_who_may_open_it():
    assert {page.benchmark_visitor for page in PAGES.values()} <= set(USERS)
    assert [page.name for page in PAGES.values() if not page.is_open_to(USERS[page.benchmark_visitor])] == []


@pytest.mark.parametrize("folder", sorted(FOLDERS - {"packs", "meeting"}))
def test_a_pages_parts_are_its_own(folder):
    """What two pages need is at the root of views. A page may show another whole, and takes no part of it.

    Packs and the meeting alone are made of the other pages' parts: that is their purpose.
    """
    others = tuple(f"views.{other}" for other in FOLDERS - {folder})
    whole_pages = {f"views.{other}.page" for other in FOLDERS} | {"views.this_quarter.page.overview"}
    whole_pages |= {"views.learning", "views.learning.open_actions"}  # This quarter shows the open actions whole
    # Cost of living shows whole what comes together with it
    whole_pages |= {"views.drill_down", "views.drill_down.together", "views.drill_down.place"}
    whole_pages |= {"views.drill_down.place.Place"}
    for module in sorted((ROOT / folder).glob("*.py")):
        foreign = [name for name in imported(module) if name.startswith(others)]
        assert set(foreign) <= whole_pages, module.name


def test_what_pages_share_knows_no_page():
    for module in sorted([*ROOT.glob("*.py"), *(ROOT / "access").glob("*.py"), *(ROOT / "charts").glob("*.py")]):
        if module.name != "pages.py":
            of_pages = tuple(f"views.{folder}" for folder in (*FOLDERS, "pages"))
            assert [name for name in imported(module) if name.startswith(of_pages)] == [], module.name


def test_a_page_knows_no_database_and_a_chart_no_streamlit():
    for module in sorted(ROOT.rglob("*.py")):
        forbidden = {"duckdb"} | ({"streamlit", "views.visit"} if module.parent.name == "charts" else set())
        assert imported(module) & forbidden == set(), module.relative_to(ROOT)
        written = module.read_text("utf-8")
        assert not [sql for sql in (".execute(", ".cursor()") if sql in written], module.relative_to(ROOT)
