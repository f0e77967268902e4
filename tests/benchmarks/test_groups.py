"""Many groups in one process: that each is opened and answers; the figures are for the command."""

import shutil

import pytest

from tests.benchmarks.groups import measure, table


@pytest.mark.slow
def test_three_groups_are_opened_and_answer(made_sample_store, tmp_path):
    found = measure(shutil.copy(made_sample_store, tmp_path / "made.duckdb"), 3, 2)
    assert [row[0] for row in found] == [2, 3]
    assert len(table(found).splitlines()) == 3
