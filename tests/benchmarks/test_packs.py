"""PowerPoint and workbook beside bare files of their kind, with --slow: a ratio, since machines differ."""

import shutil

import pytest

from queries.store import Store
from tests.benchmarks.packs import MOST, SECONDS, measure, table


@pytest.mark.slow
def test_packs_take_a_few_times_what_a_bare_file_takes(made_sample_store, tmp_path, capsys):
    store = Store.open(shutil.copy(made_sample_store, tmp_path / "sample.duckdb"))
    found = measure(store)
    store.close()
    with capsys.disabled():
        print("\n" + table(found))
    for name, (own, bare) in found.items():
        assert own / bare < MOST[name] and own < SECONDS[name], name
