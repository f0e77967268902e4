"""Two members become one: what was shown stays, each one's history keeps its homes, the new one returns."""

from datetime import date

import pytest

from ingest.group import learning
from ingest.group.merging import Merger, merge
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.small_group import HOMES, SmallGroup

COORDINATOR = Viewer.coordinator("c@group.example")
APRIL, JULY, OCTOBER, JANUARY = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)
HOLLY = Merger(("alder", "birch"), "holly", "Holly Homes", JULY)


@pytest.fixture
def group(tmp_path):
    """Seven members; April to June 2026 is closed."""
    made = SmallGroup(tmp_path / "group.duckdb", today=date(2027, 4, 20))
    for member in HOMES:
        made.returns(member, APRIL, {"damp_mould": [10, 10, 10]})
    made.close(APRIL)
    yield made
    made.store.close()


def answers(group, question: str, **asked: object) -> list[tuple]:
    return [tuple(row) for row in group.store.ask(question, Viewer.lead("cedar"), **asked).astype(str).values]


def shown(group) -> dict[str, list[tuple]]:
    """What cedar sees of the others for the quarter that is closed."""
    return {name: answers(group, name) for name in ("group_figures", "member_figures", "closings", "headlines")}


def test_what_was_shown_does_not_move(group):
    before, own = shown(group), group.store.ask("own_figures", Viewer.lead("alder"))
    merge(group.store, COORDINATOR, HOLLY)
    assert shown(group) == before
    assert group.store.ask("own_figures", Viewer.lead("alder")).equals(own)


def test_the_old_ones_are_expected_no_longer_and_the_new_one_is(group):
    merge(group.store, COORDINATOR, HOLLY)
    status = group.store.ask("returns_status", COORDINATOR)
    expected = status.groupby("quarter")["member"].agg(set)
    assert {"alder", "birch"} <= expected["2026-04-01"] and "holly" not in expected["2026-04-01"]
    assert "holly" in expected["2026-07-01"] and not {"alder", "birch"} & expected["2026-07-01"]


def test_homes_are_added_up_from_the_year_on_and_those_before_stay(group):
    before = answers(group, "homes_by_year")
    merge(group.store, COORDINATOR, HOLLY)
    after = answers(group, "homes_by_year")
    assert [row for row in after if row[0] != "holly"] == before
    assert {(row[1][:10], row[3]) for row in after if row[0] == "holly"} == {
        ("2026-04-01", "85000"),  # 55,000 and 30,000
        ("2027-04-01", "85000"),
    }


def test_a_year_has_nobodys_homes_twice(group):
    merge(group.store, COORDINATOR, HOLLY)
    for quarter in (JULY, OCTOBER, JANUARY):
        for member in ("holly", "cedar", "damson", "elder", "fir", "gorse"):
            group.returns(member, quarter, {"damp_mould": [10, 10, 10]})
    group.close(JANUARY)
    quarters = group.store.ask("group_figures", COORDINATOR, family="damp_and_mould")
    year = group.store.ask("group_figures", COORDINATOR, by="year", family="damp_and_mould")
    assert quarters["homes"].tolist() == [130000] * 4  # the same homes before and after
    assert year["homes"].tolist() == [130000]


def test_open_actions_go_with_them(group):
    for owner in ("alder", "cedar"):
        entry = learning.Entry(APRIL, "success", "Learnt.", action="Do it", owner=owner, due_on=date(2026, 12, 1))
        learning.add(group.store, COORDINATOR, entry, learning.CHECKLIST, of_group=True)
    merge(group.store, COORDINATOR, HOLLY)
    assert set(group.store.ask("lessons", COORDINATOR)["owner"]) == {"holly", "cedar"}


def test_it_is_in_the_audit_trail(group):
    merge(group.store, COORDINATOR, HOLLY)
    assert group.store.ask("audit_trail", COORDINATOR)["detail"][0] == "alder and birch became holly from 2026-07"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"first": APRIL}, "Apr–Jun 2026 is closed"),
        ({"first": date(2026, 8, 1)}, "begins with a quarter"),
        ({"members": ("alder", "alder")}, "two different members"),
        ({"members": ("alder", "holly")}, "no member 'holly'"),
        ({"code": "CEDAR"}, "belongs to a member already"),
        ({"code": "a b"}, "cannot be a member's code"),
        ({"name": ""}, "has no name"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(group, wrong, why):
    before = answers(group, "members")
    with pytest.raises(Refused, match=why):
        merge(group.store, COORDINATOR, Merger(**{**HOLLY.__dict__, **wrong}))
    assert answers(group, "members") == before


def test_months_returned_already_are_withdrawn_first(group):
    group.returns("birch", JULY, {"damp_mould": [1, 1, 1]})
    with pytest.raises(Refused, match="birch has returned months from Jul 2026 on"):
        merge(group.store, COORDINATOR, HOLLY)


def test_nobody_merges_twice(group):
    merge(group.store, COORDINATOR, HOLLY)
    with pytest.raises(Refused, match="alder has left after Jun 2026 already"):
        merge(group.store, COORDINATOR, Merger(("alder", "cedar"), "ivy", "Ivy", OCTOBER))


def test_only_the_coordinator_merges(group):
    with pytest.raises(NotAllowed):
        merge(group.store, Viewer.lead("alder"), HOLLY)
