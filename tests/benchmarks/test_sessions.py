"""Sessions beside savers: that nothing breaks and every figure is right; with --slow, how long it takes, and memory."""

from collections.abc import Iterator

import pytest

from tests.benchmarks.sessions import (
    MOST_GROWTH,
    MOST_TIMES_ALONE,
    Server,
    growth,
    measure,
    serving,
    soak,
    soak_table,
    table,
    walk,
)


@pytest.fixture(scope="module")
def server(made_sample_store) -> Iterator[Server]:
    with serving(made_sample_store) as running:
        yield running


@pytest.mark.slow
def test_a_lead_opens_pages_while_members_save_and_every_figure_is_right(server):
    server.tell("check yes")
    server.tell("save 1")
    took, errors = walk(server, "lead_alder", 1, 1, 0, ("this_quarter", "compare", "our_returns"))
    server.tell("save 0")
    server.tell("check no")
    report = server.report()
    assert errors == report["wrong"] == report["refused"] == 0
    assert len(took) == 3 and report["compared"] > 20 and report["saved"] > 0


@pytest.mark.slow
def test_twelve_walk_and_seven_save(server, capsys):
    found = measure(server, 12, 1, 4, 10)
    with capsys.disabled():
        print("\n" + table(found))
    for each in found:
        assert each.errors == each.report["wrong"] == each.report["refused"] == 0, each.name
    alone, together, checked = found
    assert together.report["saved"] > alone.report["saved"] and checked.report["compared"] > 1_000
    assert together.slowest_twentieth <= MOST_TIMES_ALONE * alone.slowest_twentieth


@pytest.mark.slow
def test_memory_levels_off(server, capsys):
    found = soak(server, 800)
    with capsys.disabled():
        print("\n" + soak_table(found))
    assert found[-1][2] == 0
    assert growth(found) < MOST_GROWTH
