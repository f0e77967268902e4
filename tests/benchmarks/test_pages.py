"""Every page beside its twin: that both show the same, and, with --slow, how much longer a page may take."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing

import pytest

from ingest.sample import sample_store_path
from queries.store import Store
from queries.viewer import Viewer
from tests.benchmarks.pages import MOST_TIMES_COLD, MOST_TIMES_WARM, UNNOTICED, measure, table, with_incidents
from tests.benchmarks.twins import Page
from views.pages import PAGES


@pytest.fixture(scope="module", autouse=True)
def on_the_sample(tmp_path_factory) -> Iterator[None]:
    """On a copy, because one process at a time can open a store."""
    copy = shutil.copy(sample_store_path(), tmp_path_factory.mktemp("sample") / "sample.duckdb")
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "PEER_TRENDS_STORE", str(copy))
        yield


@pytest.mark.parametrize(("page", "charts"), [("trends", 3), ("people", 0)])
def test_a_twin_shows_what_its_page_shows(page, charts):
    both = Page(page, PAGES[page].benchmark_visitor)
    both.run_anew()
    both.run_cold()
    both.run()
    both.prove_alike()
    assert both.charts == charts


def test_the_lead_has_as_many_incidents_as_wanted_and_its_figures_know_them(tmp_path):
    with closing(Store.open(with_incidents(20_000, tmp_path))) as store:
        held = store.cursor().execute("select count(*) from current_incident where member = 'alder'").fetchone()[0]
        assert 13_000 < held <= 20_000  # whole copies of some 6,400
        assert store.ask("own_figures", Viewer.lead("alder"), by="month")["n"].sum() == held


@pytest.mark.slow
def test_no_page_takes_much_longer_than_its_twin(capsys):
    measured = [measure(page, pairs=9) for page in PAGES]
    with capsys.disabled():
        print("\n" + table(measured))
    for runs, most in (("warm", MOST_TIMES_WARM), ("cold", MOST_TIMES_COLD)):
        beyond = {each.page: each.beyond(getattr(each, runs), most) for each in measured}
        assert {page: seconds for page, seconds in beyond.items() if seconds > UNNOTICED} == {}, runs
