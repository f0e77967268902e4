import re
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.queries.hazard_group import hazards
from tests.queries.small_group import SmallGroup
from tests.views.conftest import steady, table, texts, title


@pytest.fixture
def group(make_store) -> Path:
    return make_store(steady())


def counted(path: Path) -> int:
    with duckdb.connect(str(path)) as beside:
        return beside.execute("select count(*) from current_month where member = 'alder'").fetchone()[0]


def choose(page, label: str, option: str):
    return next(each for each in page.selectbox if each.label == label).select(option).run()


def test_what_was_submitted_and_what_is_still_due(group, opened):
    page = opened(group, "our_returns")
    assert title(page) == "27 months are in; Jul–Sep 2026 is not"
    row = table(page, "Return").iloc[0]
    assert (row["Return"], row["Months"], row["Status"], row["Incidents"]) == (
        "r1",
        "Apr 2024 to Jun 2026",
        "current",
        "243",
    )


def test_withdrawing_says_first_what_would_count_and_can_be_undone(group, opened):
    page = choose(opened(group, "our_returns"), "Return", "r1")
    assert "Apr 2024 to Jun 2026, 27 months: no return would count." in texts(page)
    act = next(each for each in page.button if each.label == "Withdraw this return")
    assert act.disabled
    next(each for each in page.checkbox if each.label == "Yes, withdraw r1").check().run()
    page = next(each for each in page.button if each.label == "Withdraw this return").click().run()
    assert counted(group) == 0
    page = choose(page, "Return", "r1")
    next(each for each in page.checkbox if each.label == "Yes, restore r1").check().run()
    next(each for each in page.button if each.label == "Restore this return").click().run()
    assert counted(group) == 27


def test_a_reader_sees_the_list_and_changes_nothing(group, opened):
    page = opened(group, "our_returns", be="reader_alder")
    assert table(page, "Our answer")["Our answer"].tolist() == ["not said"] * 5
    assert "A lead of your organisation changes these answers." in texts(page)
    assert not [each for each in page.selectbox if each.label == "Children too?"]
    assert table(page, "Return")["Return"].tolist() == ["r1"]
    assert [each.label for each in page.button] == []


def test_a_lead_says_how_the_member_records(group, opened):
    page = opened(group, "our_returns")
    next(each for each in page.selectbox if each.label == "Children too?").select("Yes, children too")
    page = next(each for each in page.button if each.label == "Save our answers").click().run()
    assert [each.value for each in page.success] == ["Your answers are saved."]
    with duckdb.connect(str(group)) as beside:
        assert beside.execute("select * from how_we_record").fetchall() == [("alder", "children", "Yes, children too")]


def test_hazard_files_are_listed_beside_and_can_be_withdrawn(tmp_path, opened):
    group = SmallGroup(tmp_path / "group.duckdb")
    with group.store.write() as cursor:
        group.store.set(cursor, "sample", "yes", "test")
    group.returns("alder", date(2026, 4, 1), {"neglect": [1, 0, 0]})
    hazards(group, "alder", date(2026, 4, 1), [[{}, {}], [{}], []])
    group.store.close()
    page = opened(tmp_path / "group.duckdb", "our_returns")
    row = table(page, "Hazards").iloc[0]
    assert (row["Return"], row["Months"], row["Status"], row["Hazards"]) == (
        "alder-h0001", "Apr 2026 to Jun 2026", "current", "3",
    )  # fmt: skip
    # a screen reader tells the two lists apart
    names = [name for each in page.get("html") for name in re.findall(r'<table aria-label="([^"]+)"', each.proto.body)]
    assert {"Our returns of incidents", "Our returns of hazards"} <= set(names) and len(set(names)) == len(names)
    page = choose(page, "Return", "alder-h0001")
    assert "Apr 2026 to Jun 2026, 3 months: no return would count." in texts(page)
