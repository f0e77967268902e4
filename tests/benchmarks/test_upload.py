"""A click on the upload page beside one on Our returns: that both run and, with --slow, what the ratio may be."""

import os
import shutil
from collections.abc import Iterator

import pytest

from ingest.sample import sample_store_path
from tests.benchmarks.upload import MOST_TIMES_OUR_RETURNS, measure, table


@pytest.fixture(scope="module", autouse=True)
def on_the_sample(tmp_path_factory) -> Iterator[None]:
    """On a copy, because one process at a time can open a store."""
    copy = shutil.copy(sample_store_path(), tmp_path_factory.mktemp("sample") / "sample.duckdb")
    with pytest.MonkeyPatch.context() as patched:
        patched.setitem(os.environ, "PEER_TRENDS_STORE", str(copy))
        yield


@pytest.mark.slow
@pytest.mark.parametrize("own_words", [False, True])
def test_both_pages_take_a_click(own_words):
    measured = measure(300, pairs=2, own_words=own_words)
    assert len(measured.upload) == len(measured.our_returns) == 2
    assert len(table([measured]).splitlines()) == 2


@pytest.mark.slow
def test_a_click_with_six_thousand_rows(capsys):
    measured = [measure(6_000, pairs=15, own_words=own_words) for own_words in (False, True)]
    with capsys.disabled():
        print("\n" + table(measured))
    assert [each.kind for each in measured if each.ratio > MOST_TIMES_OUR_RETURNS] == []
