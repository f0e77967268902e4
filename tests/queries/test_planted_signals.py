"""The made-up group's planted signals are found where `planted.csv` says, and nothing else is."""

import csv
import shutil
from datetime import date

import pytest

from ingest.making_sample import make_sample_store
from ingest.sample import FOLDER
from queries.store import Store
from queries.viewer import Viewer

GROUP = "group"
MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")
DELAY = 7  # months that a run of eight may take to show


def day(text: str) -> date:
    year, month = text.split("-")
    return date(int(year), int(month), 1)


def planted() -> list[dict]:
    with (FOLDER / "planted.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sample(made_sample_store, tmp_path_factory):
    path = shutil.copy(made_sample_store, tmp_path_factory.mktemp("planted") / "store.duckdb")
    store = Store.open(path)
    yield store
    store.close()


def signals(store: Store, chart: str) -> list[tuple[str, date, str, str]]:
    """(family, month, direction, rule) of every month that signals on one chart of each family."""
    viewer = Viewer.coordinator() if chart == GROUP else Viewer.lead(chart)
    rows = store.ask("control_chart", viewer, of="group" if chart == GROUP else "own")
    rows = rows[rows["signal"].notna()]
    return [(row.family, row.month.date(), row.direction, row.signal) for row in rows.itertuples()]


def inside(row: dict, chart: str, family: str, month: date, direction: str) -> bool:
    """A quarter that begins up to two months before may hold the first of them."""
    same = (row["chart"], row["family"], row["direction"]) == (chart, family, direction)
    return same and months_after(day(row["from"]), month) >= -2 and month <= day(row["to"])


def months_after(start: date, month: date) -> int:
    return (month.year - start.year) * 12 + month.month - start.month


def by_chance(store: Store, rows: list[dict]) -> set[tuple[str, str]]:
    """(chart, family) of charts with a signal that no row has."""
    return {
        (chart, family)
        for chart in (GROUP, *MEMBERS)
        for family, month, direction, _ in signals(store, chart)
        if not any(inside(row, chart, family, month, direction) for row in rows)
    }


def test_every_planted_signal_is_found_in_its_months(sample, capsys):
    found = {chart: signals(sample, chart) for chart in (GROUP, *MEMBERS)}
    lines = ["\n\nsignal            chart   family                         from     first seen  by"]
    for row in planted():
        if row["found"] != "yes":
            continue
        seen = [each for each in found[row["chart"]] if inside(row, row["chart"], *each[:3])]
        assert seen, row
        first = min(seen, key=lambda each: each[1])
        lines.append(
            f"{row['signal']:<17} {row['chart']:<7} {row['family']:<30} {row['from']}  {first[1]:%Y-%m}     {first[3]}"
        )
        assert months_after(day(row["from"]), first[1]) <= DELAY, row
    with capsys.disabled():
        print("\n".join(lines))


def test_nothing_else_is_found(sample):
    assert by_chance(sample, planted()) == set()


# quarter -> the group's headlines of it, by that quarter's test alone: those that must be there, those that may
DAMP, COST, MISSING = ("damp_and_mould", "up"), ("cost_of_living", "up"), ("missing_people", "up")
HEADLINES = {
    "2024-10": ({COST}, set()),
    "2025-01": (set(), {COST}),  # one month of the peak
    "2025-04": (set(), set()),
    "2025-07": (set(), set()),
    "2025-10": ({DAMP}, {("cost_of_living", "down")}),  # two months of it a year after the peak
    "2026-04": ({DAMP, MISSING}, set()),  # the cluster's first whole one
}


@pytest.mark.parametrize("quarter", HEADLINES)
def test_the_groups_headlines_are_the_planted_changes(sample, quarter):
    rows = sample.ask("headlines", Viewer.coordinator(), period=quarter)
    found = rows[rows["stands_out"]]
    must, may = HEADLINES[quarter]
    assert must <= set(zip(found["family"], found["direction"], strict=True)) <= must | may


def test_cedars_own_headline_is_its_cluster(sample):
    rows = sample.ask("headlines", Viewer.lead("cedar"), of="own")
    assert list(rows[rows["stands_out"]]["family"]) == ["missing_people"]


@pytest.mark.slow
def test_nothing_is_found_in_the_quiet_group(tmp_path):
    make_sample_store(tmp_path / "quiet.duckdb", FOLDER / "quiet")
    store = Store.open(tmp_path / "quiet.duckdb")
    assert by_chance(store, []) == set()
    for chart in (GROUP, *MEMBERS):
        viewer = Viewer.coordinator() if chart == GROUP else Viewer.lead(chart)
        rows = store.ask("headlines", viewer, of="group" if chart == GROUP else "own")
        assert not rows["stands_out"].any() and not rows["lasting"].any()
        assert set(rows["comparisons"]) == {10}
    store.close()
