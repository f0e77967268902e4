"""A look before closing: what everybody would see, families by quarter only; and nothing in it can be walked."""

from datetime import date

import pytest

from ingest.group import closing
from ingest.group.look import look_at
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup, month

QUARTER = date(2026, 7, 1)
DAMP = "damp_and_mould"
COORDINATOR = Viewer.coordinator("coordinator@group.example")
BOTH = Viewer.lead("alder", "both@alder.example", coordinates=True)
GROUP = COORDINATOR.presenting()


@pytest.fixture
def group(tmp_path):
    made = SmallGroup(tmp_path / "store.duckdb")
    for size, member in enumerate(SEVEN, 10):
        counts = {"damp_mould": [size, 0, 0] * 6, "hoarding": [size % 3, 0, 0] * 6}
        fields = ("incident_ref", "reported_on", "category", "about")
        made.returns(member, month(QUARTER, -15), counts, fields=fields, more={"about": "adult"})
    made.close(month(QUARTER, -6))
    yield made
    made.store.close()


OVERVIEW = [
    ("headlines", {"period": QUARTER}),
    ("member_figures", {"by": "quarter"}),
    ("group_figures", {"by": "quarter"}),
    ("closings", {}),
    ("returns_status", {}),
]


def test_it_is_what_everybody_sees_after_the_closing_and_the_store_stays_as_it_was(group):
    before = group.ask("closings", GROUP), group.ask("group_figures", GROUP)
    seen = look_at(group.store, COORDINATOR, QUARTER)
    looked = [seen.ask(question, GROUP, **asked) for question, asked in OVERVIEW]
    seen.close()
    assert group.ask("closings", GROUP).equals(before[0]) and group.ask("group_figures", GROUP).equals(before[1])
    group.close(QUARTER)
    for (question, asked), answer in zip(OVERVIEW, looked, strict=True):
        now = group.ask(question, GROUP, **asked)
        drop = ["closed_at"] if question == "closings" else []
        assert len(answer) > 0 and answer.drop(columns=drop).equals(now.drop(columns=drop)), question


def test_nothing_finer_of_the_quarter_looked_at_is_in_it_and_nothing_private_at_all(group):
    seen = look_at(group.store, COORDINATOR, QUARTER)
    months = seen.ask("group_figures", GROUP, by="month")["period"].dt.date
    assert months.max() < month(QUARTER, -3) <= group_quarters(seen).max()
    assert seen.ask("breakdown", GROUP, field="about", period=QUARTER, family=DAMP).empty
    assert not seen.ask("breakdown", GROUP, field="about", period=month(QUARTER, -6), family=DAMP).empty
    assert seen.ask("group_figures", GROUP, category="*")["period"].dt.date.max() < month(QUARTER, -3)
    for table in ("incident", "closing_return", "closing_count", "closing_look", "person", "audit", "session"):
        assert seen.cursor().execute(f"select count(*) from {table}").fetchone() == (0,), table
    assert seen.cursor().execute("select distinct rows, file_sha256, kind from member_return").fetchall() == [
        (None,) * 3
    ]
    seen.close()


def group_quarters(store):
    return store.ask("group_figures", GROUP)["period"].dt.date


def figures(store, viewer=BOTH):
    rows = store.ask("group_figures", viewer, family=DAMP)
    return rows[rows["period"].dt.date == QUARTER]["shown"].tolist()


def looked(group, viewer):
    seen = look_at(group.store, viewer, QUARTER)
    found = figures(seen)
    seen.close()
    return found


def test_a_coordinator_who_is_a_lead_cannot_move_the_figures_between_looks(group):
    """The seven have 10 to 16, 91 together, "90". Own rows added by one would find where 92 turns to 93."""
    assert looked(group, BOTH) == ["90"]
    for n in (20, 30, 40):
        group.returns("alder", QUARTER, {"damp_mould": [n, 0, 0]})
        assert looked(group, BOTH) == ["90"]
    group.returns("birch", QUARTER, {"damp_mould": [21, 0, 0]})
    assert looked(group, BOTH) == ["100"], "another member's return counts"
    closing.close(group.store, BOTH, QUARTER)
    assert figures(group.store) == ["100"]
    assert closing.take_back(group.store, BOTH) == QUARTER
    group.returns("alder", QUARTER, {"damp_mould": [90, 0, 0]})
    closing.close(group.store, BOTH, QUARTER)
    assert figures(group.store) == ["100"]


def test_a_coordinator_without_a_member_fixes_nothing(group):
    assert looked(group, COORDINATOR) == ["90"]
    group.returns("alder", QUARTER, {"damp_mould": [20, 0, 0]})
    assert looked(group, COORDINATOR) == ["100"]


def test_a_look_is_recorded_and_is_the_coordinators(group):
    looked(group, BOTH)
    trail = group.ask("audit_trail", BOTH)
    assert tuple(trail.iloc[0][["who", "action", "detail"]]) == (
        "both@alder.example", "look before closing", "2026-07",
    )  # fmt: skip
    for viewer in (Viewer.lead("alder"), GROUP, Viewer.public()):
        with pytest.raises(NotAllowed):
            look_at(group.store, viewer, QUARTER)
