"""Reading a workbook beside openpyxl: that both read all rows and, with --slow, in which share of the time."""

from statistics import median

import pytest

from tests.benchmarks.workbook import MOST_SHARE, measure, table


def test_both_read_a_thousand_rows(tmp_path):
    ((now, before),) = measure(1_000, pairs=1, folder=tmp_path)
    assert now.output == before.output == "1000\n"


@pytest.mark.slow
def test_a_hundred_thousand_rows_in_a_quarter_of_the_time(tmp_path, capsys):
    pairs = measure(100_000, pairs=3, folder=tmp_path)
    with capsys.disabled():
        print("\n" + table(pairs))
    assert median(now.seconds / before.seconds for now, before in pairs) < MOST_SHARE
