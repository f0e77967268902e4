"""Answers kept in the store are what the store would answer now, also after every write and a restart."""

import shutil
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


def answer(asking, question: str, viewer: Viewer, parameters: dict) -> pd.DataFrame | str:
    try:
        return asking(question, viewer, **parameters)
    except QueryRefused as refusal:
        return str(refusal)


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
            if isinstance(fresh, str):
                assert again == fresh
            else:
                assert_frame_equal(again, fresh)
    assert asked


NOT_SHOWN = ("own_returns", "own_uploads", "own_incidents", "audit_trail", "people", "members", "rate", "share")


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_was_not_shown_to_all_has_no_key(name):
    asked = questions()[name]
    values = dict.fromkeys(asked.uses) | {"viewer_member": "alder"}
    assert kept.key(asked, values) is None


def test_one_answer_is_found_by_all_who_may_ask_also_after_a_restart(store, monkeypatch):
    first = store.ask_kept("headlines", ALDER)
    store.close()
    again = Store.open(store.path)
    monkeypatch.setattr(Store, "_run", lambda *_: pytest.fail("worked out again"))
    for viewer in (Viewer.lead("birch"), Viewer.reader("cedar"), COORDINATOR):
        assert_frame_equal(again.ask_kept("headlines", viewer), first)
    with pytest.raises(NotAllowed):
        again.ask_kept("headlines", Viewer.public(), of="own")
    again.close()


def test_what_a_member_has_of_its_own_is_not_kept(store):
    for question in ("own_figures", "own_returns", "member_figures"):
        store.ask_kept(question, ALDER)
    store.ask_kept("headlines", ALDER, of="own")
    assert held(store) == {}
    store.ask_kept("member_figures", COORDINATOR)
    assert held(store) == {"member_figures": 1}


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
    for question, parameters in GROUPS.items():
        store.ask_kept(question, COORDINATOR, **parameters)
    WRITES[write](store)
    for question, parameters in GROUPS.items():
        fresh = store.ask(question, COORDINATOR, **parameters)
        assert_frame_equal(store.ask_kept(question, COORDINATOR, **parameters), fresh)


def test_a_member_s_save_leaves_what_was_shown(store):
    store.ask_kept("headlines", ALDER)
    save(store)
    assert held(store) == {"headlines": 1}


def test_what_was_written_while_an_answer_was_worked_out_makes_it_too_old_to_keep(store, monkeypatch):
    run = Store._run

    def and_meanwhile(self, cursor, asked, values):
        answer = run(self, cursor, asked, values).to_arrow_table()
        close_next(self)
        return cursor.from_arrow(answer)

    with monkeypatch.context() as busy:
        busy.setattr(Store, "_run", and_meanwhile)
        old = store.ask_kept("group_figures", COORDINATOR, by="quarter")
    assert old["period"].max() == pd.Timestamp(2026, 4, 1) and held(store) == {}
    assert store.ask_kept("group_figures", COORDINATOR, by="quarter")["period"].max() == pd.Timestamp(2026, 7, 1)


def test_an_answer_that_cannot_be_kept_is_given(store, monkeypatch):
    def broken(*_):
        raise duckdb.IOException("the disk is gone")

    fresh = store.ask("headlines", ALDER)
    monkeypatch.setattr(Store, "jot", broken)
    assert_frame_equal(store.ask_kept("headlines", ALDER), fresh)
    assert held(store) == {}


def test_no_more_are_kept_than_there_is_room_for(store, monkeypatch):
    monkeypatch.setattr(kept, "_INSERT", kept._INSERT.replace(str(kept.MOST), "2"))
    for family in ("damp_and_mould", "cost_of_living", "missing_people"):
        store.ask_kept("group_figures", COORDINATOR, by="quarter", family=family)
    assert held(store) == {"group_figures": 2}


def test_other_macros_answer_anew(store):
    store.ask_kept("headlines", ALDER)
    with store.write(changes=()) as cursor:
        cursor.execute("update setting set value = 'older' where name = 'sql'")
    assert held(store) == {"headlines": 1}
    store.close()
    again = Store.open(store.path)
    assert held(again) == {}
    again.close()
