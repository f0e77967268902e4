"""What a visit keeps in memory, and that rights are asked when a file is fetched, not when its page was drawn."""

import gc
import weakref
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from ingest import returns
from ingest.group import setup
from ingest.group.list_files import Row
from ingest.group.look import look_at
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup
from views import exhibit, visit
from views.administration import backup
from views.provenance import RECORDED, provenance
from views.visit import Visit

COORDINATOR = Viewer.coordinator("coordinator@group.example")
SECOND = Viewer.coordinator("second@group.example")


@pytest.fixture
def group(tmp_path):
    group = SmallGroup(tmp_path / "group.duckdb")
    people(group.store, "coordinator@group.example", "second@group.example")
    yield group
    group.store.close()


def people(store, *coordinators: str) -> None:
    rows = [{"email": each, "role": "coordinator", "member": ""} for each in coordinators]
    setup.replace_people(store, COORDINATOR, [Row(n, cells) for n, cells in enumerate(rows, start=1)])


def members_downloaded(opened: Visit) -> bytes:
    made = provenance(opened, "Members", "", whose=RECORDED)
    return exhibit.downloaded(opened, opened.ask("members"), made)


@pytest.mark.parametrize(
    "fetch",
    [backup.taken, members_downloaded],
    ids=["a backup", "a download"],
)
def test_a_page_that_is_still_open_fetches_nothing_once_its_person_is_off_the_list(group, fetch):
    opened = Visit(group.store, SECOND, is_listed=True)
    assert fetch(opened)
    people(group.store, "coordinator@group.example")
    with pytest.raises(NotAllowed, match="rights have changed"):
        fetch(opened)
    trail = group.store.ask("audit_trail", COORDINATOR)
    assert (trail["who"] == "second@group.example").sum() == 1, "the file before"


def asked_of_the_store(monkeypatch, store) -> list[str]:
    asked = []

    def noting(ask):
        return lambda question, *args, **more: asked.append(question) or ask(question, *args, **more)

    for name in ("ask", "ask_kept"):
        monkeypatch.setattr(store, name, noting(getattr(store, name)))
    return asked


def test_answers_are_kept_but_for_own_rows_and_those_that_the_day_changes(group, monkeypatch):
    group.returns("alder", date(2026, 4, 1), {"physical_abuse": [1, 2, 3]})
    opened = Visit(group.store, Viewer.lead("alder"))
    asked = asked_of_the_store(monkeypatch, group.store)
    for question in ("own_figures", "returns_status", "own_incidents") * 2:
        opened.ask(question)
    assert asked == ["own_figures", "returns_status", "own_incidents", "own_incidents"]
    asked.clear()
    monkeypatch.setattr(type(group.store), "today", lambda store: date(2027, 4, 1))
    for question in ("own_figures", "returns_status"):
        opened.ask(question)
    assert asked == ["returns_status"]


def test_one_members_save_leaves_the_kept_answers_of_everybody_else(group, monkeypatch):
    group.returns("birch", date(2026, 4, 1), {"physical_abuse": [1, 2, 3]})
    visits = {member: Visit(group.store, Viewer.lead(member)) for member in ("alder", "birch")}
    visits["the group"] = Visit(group.store, Viewer.lead("cedar"), presenting=True)
    asked = asked_of_the_store(monkeypatch, group.store)

    def asked_by(who: str, *questions: str) -> list[str]:
        asked.clear()
        for question in questions:
            visits[who].ask(question)
        return list(asked)

    everything = ("own_figures", "headlines", "periods", "members", "returns_status")
    assert asked_by("alder", *everything) == list(everything)
    assert asked_by("birch", *everything) == ["own_figures"], "the others are the same for both"
    assert asked_by("the group", *everything[1:]) == []
    months = [date(2026, 4, 1), date(2026, 6, 1)]
    returns.save_counts(group.store, Viewer.lead("alder"), *months, {(months[0], "physical_abuse"): 4})
    assert asked_by("alder", *everything) == ["own_figures", "returns_status"]
    assert asked_by("birch", *everything) == asked_by("the group", *everything[1:]) == []
    assert visits["alder"].ask("own_figures", by="month")["n"].sum() == 4
    group.close(date(2026, 4, 1))
    assert asked_by("birch", *everything) == list(everything)


def test_an_answer_about_the_group_is_worked_out_once_for_all_who_may_ask(group, monkeypatch):
    group.returns("birch", date(2026, 4, 1), {"physical_abuse": [1, 2, 3]})
    leads = [Visit(group.store, Viewer.lead(member)) for member in ("alder", "birch")]
    asked = asked_of_the_store(monkeypatch, group.store)
    leads[0].ask("headlines", of="group")
    leads[1].ask("headlines")  # is of the group
    assert asked == ["headlines"]
    returns.save_counts(group.store, Viewer.lead("alder"), *[date(2026, 4, 1)] * 2, {})
    for lead in leads:
        lead.ask("headlines", of="group")
        lead.ask("headlines", of="own")
    assert asked == ["headlines"] * 3, "each its own"


def test_what_the_coordinator_looked_over_is_seen_once_another_is_given_the_same(group):
    """Else a closing could be taken back of which somebody knows."""
    for member in SEVEN:
        group.returns(member, date(2026, 4, 1), {"physical_abuse": [1, 2, 3]})
    group.close(date(2026, 4, 1))
    group.change("update closing set seen_at = null")

    def is_seen() -> bool:
        return group.store.cursor().execute("select seen_at from closing").fetchone()[0] is not None

    Visit(group.store, COORDINATOR).ask("headlines")
    assert not is_seen()
    Visit(group.store, Viewer.lead("alder")).ask("headlines")
    assert is_seen()


def test_each_look_before_a_closing_is_at_what_would_be_shown_then(group):
    """A look is a store in memory, of which there may be several."""
    quarter = date(2026, 4, 1)
    for member in SEVEN:
        group.returns(member, quarter, {"hoarding": [10, 10, 10]})

    def seen_by(coordinator: Viewer) -> list[str]:
        look = Visit(look_at(group.store, coordinator, quarter), coordinator.presenting())
        return look.ask("group_figures", by="quarter", family="self_neglect_and_hoarding")["shown"].tolist()

    assert seen_by(COORDINATOR) == ["210"]
    group.returns("alder", quarter, {"hoarding": [200, 200, 200]})
    assert seen_by(SECOND) == ["780"]


def test_a_question_is_refused_to_whom_it_is_not_for_whoever_has_its_answer(group):
    group.returns("alder", date(2026, 4, 1), {"physical_abuse": [1, 2, 3]})
    lead, coordinator = Visit(group.store, Viewer.lead("alder")), Visit(group.store, COORDINATOR)
    lead.ask("own_returns")
    coordinator.ask("people")
    with pytest.raises(NotAllowed):
        coordinator.ask("own_returns")
    with pytest.raises(NotAllowed):
        lead.ask("people")
    lead.ask("group_figures", by="month")
    with pytest.raises(NotAllowed):
        Visit(group.store, Viewer.public()).ask("group_figures", by="month")


def test_kept_answers_are_let_go_after_a_time():
    assert visit.KEPT_FOR == "1h"
    assert visit._answer._info.ttl == visit.KEPT_FOR


def test_what_is_made_once_in_a_run_is_for_that_viewer_and_until_something_is_written(group):
    group.returns("alder", date(2026, 4, 1), {"physical_abuse": [1, 2, 3]})
    lead = Visit(group.store, Viewer.lead("alder"))
    assert [lead.once(("n",), iter([n]).__next__) for n in (1, 2)] == [1, 1]
    for other in (replace(lead, presenting=True), replace(lead, person=Viewer.lead("birch"))):
        assert other.once(("n",), lambda: 3) == 3
    with group.store.write(changes=()):
        pass
    assert lead.once(("n",), lambda: 4) == 1
    with group.store.write():
        pass
    assert lead.once(("n",), lambda: 5) == 5


def test_an_answer_asked_twice_in_a_run_is_not_changed_by_what_was_done_to_the_first(group):
    lead = Visit(group.store, Viewer.lead("alder"))
    first = lead.ask("members")
    first["name"] = "another"
    assert "another" not in lead.ask("members")["name"].tolist()


def test_an_answer_keeps_no_note_of_each_run_that_took_a_column_from_it(group):
    def run() -> pd.DataFrame:
        given = Visit(group.store, Viewer.lead("alder")).ask("codes")
        assert not given["label"].empty
        return given

    def references() -> int:
        gc.collect()
        return sum(isinstance(each, weakref.ref) for each in gc.get_objects())

    run()
    before = references()
    for _ in range(300):
        given = run()
    assert references() - before < 150
    pd.testing.assert_frame_equal(given, group.ask("codes", "alder"))


def test_the_answer_before_a_save_is_not_kept_beside_the_one_after(group, monkeypatch):
    group.returns("alder", date(2026, 4, 1), {"physical_abuse": [1, 2, 3]})
    answers, kept = [], visit.Kept

    def noting(*fields):
        answer = kept(*fields)
        answers.append(weakref.ref(answer))
        return answer

    monkeypatch.setattr(visit, "Kept", noting)
    for damp in (1, 2):
        assert not Visit(group.store, Viewer.lead("alder")).ask("own_figures", by="month").empty
        counts = {(date(2026, 4, 1), "damp_mould"): damp}
        returns.save_counts(group.store, Viewer.lead("alder"), *[date(2026, 4, 1)] * 2, counts)
    gc.collect()
    assert [answer() is None for answer in answers] == [True, False]


def test_what_a_run_made_is_let_go_at_its_end(group):
    lead = Visit(group.store, Viewer.lead("alder"))
    assert lead.once(("n",), lambda: 1) == 1
    lead.end_run()
    assert lead.once(("n",), lambda: 2) == 2
