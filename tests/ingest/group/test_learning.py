"""The learning log: what an entry must hold, who writes and closes, and that no personal data gets in."""

from dataclasses import replace
from datetime import date

import pytest

from ingest.group import learning
from ingest.problems import Refused
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

ALDER, COORDINATOR = Viewer.lead("alder", "lead@alder.example"), Viewer.coordinator("coordinator@group.example")
ENTRY = learning.Entry(
    quarter=date(2026, 7, 1),
    kind="difficulty",
    lesson="  Ask   twice. ",
    about=("damp_mould",),
    action="Train repairs teams",
    owner="birch",
    due_on=date(2026, 12, 1),
    aim="damp_and_mould",
    aim_direction="down",
)


@pytest.fixture
def store(tmp_path):
    group = SmallGroup(tmp_path / "group.duckdb")
    yield group.store
    group.store.close()


def test_an_entry_is_read_by_everybody_and_is_in_the_audit_trail(store):
    learning.add(store, ALDER, ENTRY, learning.CHECKLIST)
    (row,) = store.ask("lessons", Viewer.reader("gorse")).to_dict("records")
    assert (row["lesson"], row["member"], row["owner"], list(row["about"])) == (
        "Ask twice.", "alder", "birch", ["damp_mould"],
    )  # fmt: skip
    assert row["open_action"]
    trail = store.ask("audit_trail", COORDINATOR).iloc[0]
    assert (trail["who"], trail["action"], trail["member"], trail["detail"]) == (
        "lead@alder.example", "lesson added", "alder", "2026-07",
    )  # fmt: skip


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"lesson": ""}, "lesson"),
        ({"lesson": "Ring Jo on 07700 900123."}, "personal_data"),
        ({"what_happened": "She wrote to jo@example.org."}, "personal_data"),
        ({"action": "Visit SW1A 1AA again"}, "personal_data"),
        ({"changed": "NI number QQ123456C was removed"}, "personal_data"),
        ({"lesson": "x" * 601}, "lesson"),
        ({"quarter": date(2026, 8, 1)}, "quarter"),
        ({"kind": "gossip"}, "kind"),
        ({"source": "a friend"}, "source"),
        ({"source_link": "javascript:alert(1)"}, "source_link"),
        ({"about": ("flood",)}, "about"),
        ({"owner": "holly"}, "owner"),
        ({"due_on": None}, "due_on"),
        ({"action": ""}, "action"),
        ({"aim": "flood"}, "aim"),
        ({"aim_direction": None}, "aim_direction"),
        ({"aim_direction": "sideways"}, "aim_direction"),
        ({"aim_field": "consent", "aim_code": "purple"}, "aim_code"),
        ({"aim_field": "consent"}, "aim_field"),
    ],
)
def test_a_wrong_entry_is_refused_and_nothing_is_written(store, wrong, rule):
    with pytest.raises(Refused) as refused:
        learning.add(store, ALDER, replace(ENTRY, **wrong), learning.CHECKLIST)
    assert rule in {problem.rule for problem in refused.value.problems}
    assert not any("900123" in problem.message or "jo@" in problem.message for problem in refused.value.problems)
    assert store.ask("lessons", ALDER).empty


def test_each_line_of_the_checklist_is_confirmed(store):
    with pytest.raises(Refused, match="checklist"):
        learning.add(store, ALDER, ENTRY, learning.CHECKLIST[1:])


def test_the_coordinator_closes_an_action_once(store):
    lesson_id = learning.add(store, ALDER, ENTRY, learning.CHECKLIST)
    with pytest.raises(Refused, match="today or earlier"):
        learning.close(store, COORDINATOR, lesson_id, "done", date(2026, 12, 1))
    learning.close(store, COORDINATOR, lesson_id, "done", date(2026, 10, 1))
    row = store.ask("lessons", ALDER).iloc[0]
    assert (row["closed_as"], row["done_on"].date(), row["open_action"]) == ("done", date(2026, 10, 1), False)
    with pytest.raises(Refused, match="not open any more"):
        learning.close(store, COORDINATOR, lesson_id, "dropped")
