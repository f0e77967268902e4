"""The made-up group's planted signals are found where `planted.csv` says, and nothing else is."""

import csv
from datetime import date

import pytest

from ingest.sample import FOLDER, make_sample_store
from queries.store import Store
from queries.viewer import Viewer

GROUP = "group"
MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")
DELAY = 6  # months that a run of seven may take to show


def day(text: str) -> date:
    year, month = text.split("-")
    return date(int(year), int(month), 1)


def planted() -> list[dict]:
    with (FOLDER / "planted.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "store.duckdb"
    make_sample_store(path)
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
    same = (row["chart"], row["family"], row["direction"]) == (chart, family, direction)
    return same and day(row["from"]) <= month <= day(row["to"])


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
        start = day(row["from"])
        months_late = (first[1].year - start.year) * 12 + first[1].month - start.month
        assert months_late <= DELAY, row
    with capsys.disabled():
        print("\n".join(lines))


def test_nothing_else_is_found(sample):
    rows = planted()
    for chart in (GROUP, *MEMBERS):
        for *where, rule in signals(sample, chart):
            assert any(inside(row, chart, *where) for row in rows), (chart, *where, rule)


# edition -> the group's headlines of its newest quarter. A lasting change is news once: after that, what
# it did to the quarters before counts as the family's own variation
HEADLINES = {
    7: [("cost_of_living", "up")],  # October to December 2024
    8: [],
    9: [],
    10: [],
    11: [("damp_and_mould", "up")],  # October to December 2025
    13: [("missing_people", "up")],  # April to June 2026, the first whole quarter of the cluster
}


@pytest.mark.parametrize("edition", HEADLINES)
def test_the_groups_headlines_are_the_planted_changes(sample, edition):
    rows = sample.ask("headlines", Viewer.coordinator(), edition=edition)
    found = rows[rows["stands_out"]]
    assert list(zip(found["family"], found["direction"], strict=True)) == HEADLINES[edition]


def test_cedars_own_headline_is_its_cluster(sample):
    rows = sample.ask("headlines", Viewer.lead("cedar"), of="own")
    assert list(rows[rows["stands_out"]]["family"]) == ["missing_people"]


@pytest.mark.slow
def test_nothing_is_found_in_the_quiet_group(tmp_path):
    make_sample_store(tmp_path / "quiet.duckdb", FOLDER / "quiet")
    store = Store.open(tmp_path / "quiet.duckdb")
    for chart in (GROUP, *MEMBERS):
        assert signals(store, chart) == []
        viewer = Viewer.coordinator() if chart == GROUP else Viewer.lead(chart)
        rows = store.ask("headlines", viewer, of="group" if chart == GROUP else "own")
        assert not rows["stands_out"].any()
        assert set(rows["comparisons"]) == {10}
    store.close()
