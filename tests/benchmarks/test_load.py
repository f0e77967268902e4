"""A load beside a bare read and frictionless: that all three run and, with --slow, what the ratios may be."""

from statistics import median

import pytest

from ingest.standard import STANDARD
from tests.benchmarks.large_file import HEADINGS, write_large_file
from tests.benchmarks.load import (
    LEAST_TIMES_FASTER,
    MOST_MEMORY,
    MOST_TIMES_A_BARE_READ,
    MOST_TIMES_LINEAR,
    cost_of_a_row,
    measure,
    table,
)


def test_the_large_file_is_the_same_every_time(tmp_path):
    for name in ("once", "again"):
        write_large_file(tmp_path / name, 1_000)
    once = (tmp_path / "once").read_text("utf-8")
    assert once == (tmp_path / "again").read_text("utf-8")
    lines = once.splitlines()
    assert lines[0] == ("incident_ref,reported_on,category,about,age_band,gender,raised_by,referred_to_la,la_decision")
    assert len(lines) == 1_001
    assert {line.split(",")[2] for line in lines[1:]} == set(STANDARD.codes("category"))


def test_all_three_take_ten_thousand_rows(tmp_path):
    measured = measure(10_000, pairs=1, frictionless=1, folder=tmp_path)
    assert '"rows": 10000' in measured.load[0].output
    assert len(HEADINGS) == 9
    assert [line.split()[:2] for line in table([measured]).splitlines()[1:]] == [
        ["10,000", "load"],
        ["10,000", "bare"],
        ["10,000", "frictionless"],
    ]


@pytest.mark.slow
def test_a_million_rows(tmp_path, capsys):
    small = measure(10_000, pairs=3, frictionless=0, folder=tmp_path)
    middling = measure(100_000, pairs=3, frictionless=0, folder=tmp_path)
    large = measure(1_000_000, pairs=3, frictionless=3, folder=tmp_path)
    with capsys.disabled():
        print("\n" + table([small, middling, large]))
    assert median(large.against_bare) <= MOST_TIMES_A_BARE_READ
    assert median(large.against_frictionless) >= LEAST_TIMES_FASTER
    assert max(run.peak_bytes for run in large.load) < MOST_MEMORY
    assert cost_of_a_row(middling, large) <= MOST_TIMES_LINEAR * cost_of_a_row(small, middling)
