"""Every page beside its twin: that both show the same, and, with --slow, how much longer a page may take."""

import os
import shutil
from collections.abc import Iterator

import pytest

from ingest.sample import sample_store_path
from tests.benchmarks.pages import MOST_TIMES_COLD, MOST_TIMES_WARM, measure, table
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
    both.run_cold()
    both.run()
    both.prove_alike()
    assert both.charts == charts


@pytest.mark.slow
def test_no_page_takes_much_longer_than_its_twin(capsys):
    measured = [measure(page, pairs=9) for page in PAGES]
    with capsys.disabled():
        print("\n" + table(measured))
    assert {
        each.page: each.times_twin(each.warm) for each in measured if each.times_twin(each.warm) > MOST_TIMES_WARM
    } == {}
    assert {
        each.page: each.times_twin(each.cold) for each in measured if each.times_twin(each.cold) > MOST_TIMES_COLD
    } == {}
