"""A group whose figures are easy to work out by hand, and pages opened on it as somebody of it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest import returns
from tests.pages import switch_to
from tests.queries.small_group import SEVEN, SmallGroup
from tests.views.html_tables import html_tables

START = date(2024, 4, 1)
MONTHS = 27  # April 2024 to June 2026
COLUMNS = ("incident_ref", "reported_on", "category", "age_band")

Counts = dict[str, dict[str, list[int]]]


def steady() -> Counts:
    """A month: 8 physical abuse at alder, 4 at birch, …; 1 neglect each; missing people only at cedar, 2."""
    sizes = dict(zip(SEVEN, (8, 4, 3, 2, 2, 1, 1), strict=True))
    counts = {member: {"physical_abuse": [n] * MONTHS, "neglect": [1] * MONTHS} for member, n in sizes.items()}
    counts["cedar"]["missing_person"] = [2] * MONTHS
    return counts


@pytest.fixture(autouse=True)
def own_files(monkeypatch):
    """Stores here are marked as the sample, so that a test chooses whom to be, and take the tests' own files too."""
    monkeypatch.setattr(returns, "require_own_store", lambda store, file_sha256: None)


@pytest.fixture(scope="session")
def stores_made() -> dict[str, bytes]:
    """What a store was made of -> the file: closing nine quarters takes longer than most pages."""
    return {}


def fill(
    path: Path,
    counts: Mapping[str, Mapping[str, list[int]]],
    *,
    closed: bool,
    homes: bool,
    fields: Mapping[str, tuple[str, ...]] | None,
) -> None:
    group = SmallGroup(path)
    with group.store.write() as cursor:
        group.store.set(cursor, "sample", "yes", "test")
    if not homes:
        group.change("delete from homes")
    for member, by_category in counts.items():
        group.returns(
            member,
            START,
            by_category,
            fields=(fields or {}).get(member, COLUMNS),
            more={"age_band": "25_44"},
        )
    if closed:
        group.close(date(2026, 4, 1))
    group.store.close()


@pytest.fixture
def make_store(tmp_path: Path, stores_made: dict[str, bytes]) -> Callable[..., Path]:
    """A sample store of members' counts, the quarter April to June 2026 closed. Made once, then copied."""

    def make(
        counts: Mapping[str, Mapping[str, list[int]]],
        *,
        closed: bool = True,
        homes: bool = True,
        fields: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Path:
        path, made_of = tmp_path / "group.duckdb", repr((counts, closed, homes, fields))
        if made_of not in stores_made:
            fill(path, counts, closed=closed, homes=homes, fields=fields)
            stores_made[made_of] = path.read_bytes()
        path.write_bytes(stores_made[made_of])
        return path

    return make


@pytest.fixture
def opened(root: Path, monkeypatch) -> Callable[..., AppTest]:
    """A page as a visitor of the sample sees it: `be` is the user, the rest is the address."""

    def open_page(store: Path, page: str, be: str = "lead_alder", present: bool = False, **address) -> AppTest:
        monkeypatch.setenv("PEER_TRENDS_STORE", str(store))
        dashboard = AppTest.from_file(str(root / "dashboard.py"), default_timeout=60)
        for key, value in {"be": be, **address}.items():
            dashboard.query_params[key] = value
        dashboard.session_state["present"] = present
        switch_to(dashboard, page).run()
        assert not dashboard.exception, dashboard.exception[0].message
        return dashboard

    return open_page


def title(page: AppTest) -> str:
    return plain(page.title[0].value)


def plain(markdown: str) -> str:
    """Without the backslashes that escape it, and the joiners that keep it on one line."""
    return markdown.replace("\\", "").replace("\N{WORD JOINER}", "")


def texts(page: AppTest) -> str:
    """All texts on the page, without the backslashes that escape Markdown."""
    elements = [*page.title, *page.header, *page.markdown, *page.caption, *page.info]
    return plain("\n".join(element.value for element in elements))


def table(page: AppTest, heading: str):
    """The first table with that heading."""
    return next(each for each in tables(page) if heading in each.columns)


def tables(page: AppTest) -> list:
    """All tables: first the grids of the page, then its tables to read, as text."""
    return [*(each.value for each in page.dataframe), *html_tables(page)]
