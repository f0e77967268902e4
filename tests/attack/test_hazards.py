"""Hazards are shown of the group only, of the same members each time: nothing tells one peer's from another's.

So no linear programme is needed. Whatever a viewer works out of one peer's count is as true of any other's with the two
exchanged: a count of 1 to 4 could also be the other's, and that of none.
"""

from datetime import date

import pytest

from queries.question import questions
from queries.viewer import Viewer
from tests.attack.answers import OF_HAZARDS
from tests.queries.hazard_group import hazards
from tests.queries.small_group import SEVEN, SmallGroup, month
from tests.queries.test_every_question import one_at_a_time, same, told_apart

START = date(2025, 4, 1)
LEAD = Viewer.lead("alder")
VIEWERS = {"lead": LEAD, "coordinator": Viewer.coordinator(), "presenting": LEAD.presenting()}
SLOW_OF_THEM = [pytest.param(viewer, marks=pytest.mark.slow) for viewer in ("coordinator", "presenting")]
ODD = {"hazard_level": "emergency", "investigated": "missed", "reopened": True}


def group_of(folder, name: str, sizes: dict[str, int]) -> SmallGroup:
    """Four closed quarters; a member's size is how many hazards it has a month, every other one an odd one."""
    group = SmallGroup(folder / f"{name}.duckdb", today=date(2026, 10, 20))
    for member in SEVEN:
        group.returns(member, START, {"damp_mould": [4] * 12})
        by_month = [[ODD if at % 2 else {} for at in range(sizes[member])] for _ in range(12)]
        hazards(group, member, START, by_month)
    for at in range(0, 12, 3):
        group.close(month(START, at))
    return group


@pytest.fixture(scope="module")
def exchanged(tmp_path_factory):
    """A group, and the same with the smallest and the largest peer's hazards exchanged."""
    folder = tmp_path_factory.mktemp("hazards")
    sizes = dict(zip(SEVEN, (5, 9, 7, 4, 3, 2, 0), strict=True))
    pair = group_of(folder, "one", sizes), group_of(folder, "other", sizes | {"birch": 0, "gorse": 9})
    yield [group.store for group in pair]
    for group in pair:
        group.store.close()


@pytest.mark.dose(3)
@pytest.mark.parametrize("viewer", ["lead", *SLOW_OF_THEM])
@pytest.mark.parametrize("question", sorted(OF_HAZARDS))
def test_two_peers_hazards_may_be_exchanged(exchanged, question, viewer):
    assert told_apart(exchanged, question, VIEWERS[viewer], one_at_a_time(questions()[question])) == []


def test_figures_are_there_and_a_peers_own_do_differ(exchanged):
    for store in exchanged:
        assert len(store.ask("hazard_counts", Viewer.lead("alder"), of="group")) > 0
    own = [store.ask("hazard_counts", Viewer.lead("birch"), of="own") for store in exchanged]
    assert not same(*own)
