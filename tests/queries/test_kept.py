"""Answers kept in the store are what the store would answer now, also after every write and a restart."""

import shutil
import threading
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ingest import returns
from ingest.group import closing, events, settings
from queries import kept
from queries.moving import asked_of
from queries.question import questions
from queries.refusals import NotAllowed, QueryRefused
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

ALDER, COORDINATOR = Viewer.lead("alder", "lead@alder.example"), Viewer.coordinator("coordinator@group.example")


@pytest.fixture
def store(made_sample_store, tmp_path):
    """The sample, to write to."""
    path = Path(shutil.copy(made_sample_store, tmp_path / "group.duckdb"))
    opened = Store.open(path)
    yield opened
    opened.close()


def held(store: Store) -> dict[str, int]:
    """Question -> answers kept."""
    rows = store.cursor().execute("select question, count(*) from kept_answer group by all").fetchall()
    return dict(rows)


def ask_and_keep(store: Store, question: str, viewer: Viewer, **parameters) -> pd.DataFrame:
    found = store.ask_kept(question, viewer, **parameters)
    store.keep_answers()
    return found


def answer(asking, question: str, viewer: Viewer, parameters: dict) -> pd.DataFrame | str:
    try:
        return asking(question, viewer, **parameters)
    except QueryRefused as refusal:
        return str(refusal)


def alike(one: pd.DataFrame | str, other: pd.DataFrame | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert isinstance(one, str) and one == other
    else:
        assert_frame_equal(one, other)


@pytest.mark.dose(4)
@pytest.mark.parametrize("name", questions())
def test_each_answer_is_the_same_when_it_is_kept_and_when_it_is_found(store, name):
    asked = 0
    for question, viewer, parameters in asked_of(store):
        if question.name != name or viewer.member not in (None, "alder"):
            continue
        asked += 1
        fresh = answer(store.ask, name, viewer, parameters)
        for _ in range(2):
            again = answer(store.ask_kept, name, viewer, parameters)
            store.keep_answers()
            alike(again, fresh)
    assert asked


@pytest.mark.parametrize("name", [name for name, asked in questions().items() if "coordinator" in asked.asked_by])
def test_what_is_the_coordinator_s_has_no_key(name):
    asked = questions()[name]
    values = dict.fromkeys(asked.uses) | {"viewer_member": None}
    assert (kept.key(asked, values) is None) == (name in {"audit_trail", "people", "changes_since_closing"})


@pytest.mark.parametrize("question", ["own_incidents", "hazards_due"])
def test_rows_are_not_kept(store, question):
    first = ask_and_keep(store, question, ALDER)
    assert held(store) == {}
    assert_frame_equal(store.ask_kept(question, ALDER), first)


def test_nobody_is_taken_for_a_member_whose_code_is_the_word_for_it(tmp_path):
    members = ("None", "alder", "birch", "cedar", "damson")
    group = SmallGroup(tmp_path / "group.duckdb", homes=dict.fromkeys(members, 1_000))
    for member in members:
        group.returns(member, date(2026, 4, 1), {"physical_abuse": [1, 1, 1]})
    group.close(date(2026, 4, 1))
    own = ask_and_keep(group.store, "member_figures", Viewer.lead("None"))
    assert own.loc[own["member"] == "None", "shown"].tolist().count("3") == 1
    for viewer in (COORDINATOR, ALDER.presenting()):
        alike(group.store.ask_kept("member_figures", viewer), group.store.ask("member_figures", viewer))
    group.store.close()


def test_lists_that_are_all_empty_are_found_as_they_were_given(tmp_path):
    group = SmallGroup(tmp_path / "group.duckdb")
    group.returns("alder", date(2026, 4, 1), {"physical_abuse": [1, 1, 1]})
    first = ask_and_keep(group.store, "own_returns", ALDER)
    assert first["confirmed"].isna().all() and first["confirmed"][0] is pd.NA
    again = group.store.ask_kept("own_returns", ALDER)
    assert again["confirmed"][0] is pd.NA
    assert_frame_equal(again, first)
    group.store.close()


def test_one_answer_is_found_by_all_who_may_ask_also_after_a_restart(store, monkeypatch):
    first = ask_and_keep(store, "headlines", ALDER)
    store.close()
    again = Store.open(store.path)
    monkeypatch.setattr(Store, "_run", lambda *_: pytest.fail("worked out again"))
    for viewer in (Viewer.lead("birch"), Viewer.reader("cedar"), COORDINATOR):
        assert_frame_equal(again.ask_kept("headlines", viewer), first)
    with pytest.raises(NotAllowed):
        again.ask_kept("headlines", Viewer.public(), of="own")
    again.close()


OWN = {name: {} for name in ("own_figures", "own_returns", "own_uploads", "member_figures", "column_supplied")}
OWN |= {"headlines": {"of": "own"}, "breakdown": {"of": "own", "field": "gender", "period": "2026-04"}}


@pytest.mark.parametrize("name", OWN)
def test_an_answer_of_one_s_own_is_found_by_that_member_alone(store, monkeypatch, name):
    first = ask_and_keep(store, name, ALDER, **OWN[name])
    assert held(store) == {name: 1}
    with monkeypatch.context() as only_found:
        only_found.setattr(Store, "_run", lambda *_: pytest.fail("worked out again"))
        assert_frame_equal(store.ask_kept(name, ALDER, **OWN[name]), first)
        if "reader" in questions()[name].asked_by:
            assert_frame_equal(store.ask_kept(name, Viewer.reader("alder"), **OWN[name]), first)
    birch = ask_and_keep(store, name, Viewer.lead("birch"), **OWN[name])
    assert held(store) == {name: 2}
    assert_frame_equal(birch, store.ask(name, Viewer.lead("birch"), **OWN[name]))
    assert not birch.equals(first)
    alike(answer(store.ask_kept, name, COORDINATOR, OWN[name]), answer(store.ask, name, COORDINATOR, OWN[name]))


def test_a_member_s_save_takes_out_its_own_answers_and_nobody_else_s(store):
    for member in ("alder", "birch"):
        ask_and_keep(store, "own_figures", Viewer.lead(member))
    ask_and_keep(store, "headlines", ALDER)
    save(store)
    assert held(store) == {"own_figures": 1, "headlines": 1}
    rests_on = store.cursor().execute("select rests_on from kept_answer where question = 'own_figures'").fetchall()
    assert rests_on == [(["own birch"],)]


GROUPS = {name: {} for name in ("headlines", "member_figures", "returns_status", "members", "closings", "events")}
GROUPS |= {"group_figures": {"by": "quarter"}, "control_chart": {"family": "damp_and_mould"}}


def save(store: Store) -> None:
    returns.save_counts(store, ALDER, date(2026, 7, 1), date(2026, 9, 1), {(date(2026, 7, 1), "damp_mould"): 3})


def rename(store: Store) -> None:
    with store.write() as cursor:
        cursor.execute("update member set name = 'Another' where member = 'birch'")


def newest(store: Store) -> str:
    rows = store.ask("own_returns", ALDER)
    return rows.loc[rows["withdrawn_at"].isna(), "return_id"].max()


def close_next(store: Store) -> None:
    closing.close(store, COORDINATOR, date(2026, 7, 1))


def taken_back(store: Store) -> None:
    close_next(store)
    with store.unseen():
        closing.take_back(store, COORDINATOR)


WRITES = {
    "a return is saved": save,
    "a quarter is closed": close_next,
    "a return is withdrawn": lambda store: returns.withdraw(
        store, ALDER, store.ask("own_returns", ALDER)["return_id"][0]
    ),
    "an event is added": lambda store: events.add(store, COORDINATOR, date(2026, 4, 1), "A new form", of_group=True),
    "focus areas are chosen": lambda store: settings.set_focus(store, COORDINATOR, ["other"]),
    "a closing is taken back": taken_back,
    "a member is renamed": rename,
}


@pytest.mark.parametrize("write", WRITES)
def test_no_answer_is_older_than_what_was_written(store, write):
    asked = [(COORDINATOR, question, parameters) for question, parameters in GROUPS.items()]
    asked += [(ALDER, question, parameters) for question, parameters in OWN.items()]
    for viewer, question, parameters in asked:
        ask_and_keep(store, question, viewer, **parameters)
    assert sum(held(store).values()) == len(asked)
    WRITES[write](store)
    for viewer, question, parameters in asked:
        fresh = store.ask(question, viewer, **parameters)
        assert_frame_equal(store.ask_kept(question, viewer, **parameters), fresh)


def test_answers_are_kept_all_at_once(store, monkeypatch):
    written = []
    jot = Store.jot
    monkeypatch.setattr(
        Store, "jot", lambda self, *statements: written.append(len(statements)) or jot(self, *statements)
    )
    for question in ("headlines", "members", "closings"):
        store.ask_kept(question, ALDER)
    assert held(store) == {} and written == []
    store.keep_answers()
    store.keep_answers()
    assert sum(held(store).values()) == 3 and written == [3]


def test_while_somebody_writes_nothing_is_kept_and_nobody_waits(store):
    store.ask_kept("headlines", ALDER)
    with store.write():
        keeping = threading.Thread(target=store.keep_answers)
        keeping.start()
        keeping.join(timeout=5)
        assert not keeping.is_alive()
    assert held(store) == {}


def test_what_was_written_while_an_answer_was_worked_out_makes_it_too_old_to_keep(store, monkeypatch):
    run = Store._run

    def and_meanwhile(self, cursor, asked, values):
        answer = run(self, cursor, asked, values).df()
        close_next(self)
        return cursor.from_df(answer)

    with monkeypatch.context() as busy:
        busy.setattr(Store, "_run", and_meanwhile)
        old = ask_and_keep(store, "group_figures", COORDINATOR, by="quarter")
    assert old["period"].max() == pd.Timestamp(2026, 4, 1) and held(store) == {}
    assert store.ask_kept("group_figures", COORDINATOR, by="quarter")["period"].max() == pd.Timestamp(2026, 7, 1)


def test_an_answer_that_cannot_be_kept_is_given(store, monkeypatch):
    def broken(*_):
        raise duckdb.IOException("the disk is gone")

    fresh = store.ask("headlines", ALDER)
    monkeypatch.setattr(Store, "jot", broken)
    assert_frame_equal(ask_and_keep(store, "headlines", ALDER), fresh)
    assert held(store) == {}


def test_no_more_are_kept_than_there_is_room_for(store, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 4)
    monkeypatch.setattr(kept, "MOST_OF_ONE_MEMBER", 2)
    families = ("damp_and_mould", "cost_of_living", "missing_people")
    for member in ("alder", "birch"):
        for family in families:
            ask_and_keep(store, "own_figures", Viewer.lead(member), family=family)
    assert held(store) == {"own_figures": 4}
    ask_and_keep(store, "headlines", ALDER)
    assert held(store) == {"own_figures": 4}


def test_other_macros_answer_anew(store):
    ask_and_keep(store, "headlines", ALDER)
    with store.write(changes=()) as cursor:
        cursor.execute("update setting set value = 'older' where name = 'sql'")
    assert held(store) == {"headlines": 1}
    store.close()
    again = Store.open(store.path)
    assert held(again) == {}
    again.close()
