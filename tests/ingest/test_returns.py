"""Saving, replacing, withdrawing and restoring: what counts afterwards, and who may."""

import threading
from datetime import date

import pytest

from ingest import returns, submitted
from ingest.intake import preview_counts, preview_nil
from ingest.problems import Refused
from ingest.standard import HAZARDS
from queries.refusals import NotAllowed
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
BIRCH = Viewer.lead("birch", "lead@birch.example")
JUL, AUG, SEP = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)


def current(store, member="alder") -> dict[tuple[str, str], int]:
    """(month, category) -> incidents that count."""
    rows = store.cursor().execute(
        "select strftime(month, '%Y-%m'), category, count(*) from current_incident where member = ? group by all",
        [member],
    )
    return {(month, category): n for month, category, n in rows.fetchall()}


def months_returned(store, member="alder") -> list[str]:
    rows = store.cursor().execute(
        "select strftime(month, '%Y-%m') from current_month where member = ? order by month", [member]
    )
    return [month for (month,) in rows.fetchall()]


def audit(store) -> list[tuple[str, str, str]]:
    rows = store.cursor().execute("select who, action, detail from audit where action <> 'init' order by rowid")
    return rows.fetchall()


def everything(store) -> list:
    tables = ("member", "member_return", "incident", "matching", "audit", "closing", "shown")
    return [store.cursor().execute(f"select * from {name} order by all").fetchall() for name in tables]


def refusal(excinfo) -> tuple[str, str]:
    problem = excinfo.value.problems[0]
    return problem.rule, problem.message


def test_counts_are_saved_as_incidents_of_their_month(store):
    receipt = returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3, (SEP, "hoarding"): 1})
    assert (receipt.outcome, receipt.return_id, receipt.rows) == ("loaded", "alder-0001", 4)
    assert current(store) == {("2026-07", "damp_mould"): 3, ("2026-09", "hoarding"): 1}
    assert months_returned(store) == ["2026-07", "2026-08", "2026-09"]


def test_no_hazards_to_report_is_a_zero_of_hazards_and_says_nothing_of_incidents(store):
    preview = preview_nil(store, ALDER, JUL, SEP, HAZARDS)
    receipt = returns.save(store, ALDER, preview)
    assert (receipt.outcome, receipt.return_id, receipt.rows) == ("loaded", "alder-h0001", 0)
    listed = store.ask("own_hazard_returns", ALDER)
    assert listed[["return_id", "kind", "rows", "months_counting", "status"]].values.tolist() == [
        ["alder-h0001", "nil", 0, 3, "current"]
    ]
    assert store.ask("hazard_counts", ALDER, of="own")["low"].tolist() == [0, 0, 0, 0]  # one row a level
    assert store.ask("own_returns", ALDER).empty and store.ask("own_hazard_returns", BIRCH).empty
    assert preview_nil(store, ALDER, JUL, SEP, HAZARDS).unchanged
    returns.withdraw(store, ALDER, "alder-h0001")
    assert store.ask("own_hazard_returns", ALDER)["status"].tolist() == ["withdrawn"]
    assert store.ask("hazard_counts", ALDER, of="own").empty


def test_nothing_to_report_is_a_zero_and_not_a_gap(store):
    returns.nil(store, ALDER, JUL, AUG)
    assert current(store) == {}
    assert months_returned(store) == ["2026-07", "2026-08"]


def test_the_same_again_changes_nothing(store):
    returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3})
    before = everything(store)
    receipt = returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3})
    assert (receipt.outcome, receipt.return_id) == ("unchanged", "alder-0001")
    assert everything(store) == before


def test_the_newest_return_counts_by_month_whether_wider_or_narrower(store):
    returns.save_counts(store, ALDER, JUL, AUG, {(JUL, "damp_mould"): 3, (AUG, "damp_mould"): 5})
    returns.save_counts(store, ALDER, AUG, SEP, {(AUG, "damp_mould"): 2, (SEP, "damp_mould"): 7})
    assert current(store) == {
        ("2026-07", "damp_mould"): 3,
        ("2026-08", "damp_mould"): 2,
        ("2026-09", "damp_mould"): 7,
    }


def test_withdrawing_brings_the_earlier_return_back_and_restoring_the_later(store):
    returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3})
    returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 4})
    returns.withdraw(store, ALDER, "alder-0002")
    assert current(store) == {("2026-07", "damp_mould"): 3}
    returns.restore(store, ALDER, "alder-0002")
    assert current(store) == {("2026-07", "damp_mould"): 4}
    returns.withdraw(store, ALDER, "alder-0001")
    returns.withdraw(store, ALDER, "alder-0002")
    assert months_returned(store) == []


def test_what_was_done_is_recorded_without_a_count(store):
    returns.nil(store, ALDER, JUL, SEP)
    returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3})
    returns.withdraw(store, ALDER, "alder-0002")
    returns.restore(store, ALDER, "alder-0002")
    who = "lead@alder.example"
    assert audit(store) == [
        (who, "upload", "alder-0001, 2026-07 to 2026-09"),
        (who, "replacement", "alder-0002, 2026-07 to 2026-09"),
        (who, "withdrawal", "alder-0002, 2026-07 to 2026-09"),
        (who, "restore", "alder-0002, 2026-07 to 2026-09"),
    ]


@pytest.mark.parametrize(
    ("from_month", "to_month", "says"),
    [
        (SEP, JUL, "would end (2026-07) before it begins (2026-09)"),
        (SEP, date(2026, 10, 1), "2026-10 has not ended yet"),
        (date(2026, 7, 2), SEP, "whole months"),
        (date(1926, 7, 1), SEP, "more than 10 years"),
    ],
)
def test_only_whole_finished_months_in_order(store, from_month, to_month, says):
    before = everything(store)
    with pytest.raises(Refused) as refused:
        returns.nil(store, ALDER, from_month, to_month)
    assert refusal(refused)[0] == "period" and says in refusal(refused)[1]
    assert everything(store) == before


def test_a_member_that_does_not_exist_is_refused_with_those_that_do(store):
    with pytest.raises(Refused) as refused:
        returns.nil(store, Viewer.lead("elm"), JUL, SEP)
    assert refusal(refused) == (
        "unknown_member",
        "There is no member 'elm' in this store. Members: alder, birch, cedar.",
    )


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ({(JUL, "damp_mould"): -1}, "Damp and mould, Jul 2026: a count is a whole number from 0 to 9,999."),
        ({(JUL, "damp_mould"): 2.5}, "Damp and mould, Jul 2026: a count is a whole number from 0 to 9,999."),
        ({(JUL, "mildew"): 1}, "There is no category 'mildew'."),
        ({(date(2026, 6, 1), "damp_mould"): 1}, "Jun 2026 is not one of the months of this return."),
    ],
)
def test_a_wrong_count_is_refused(store, counts, says):
    with pytest.raises(Refused) as refused:
        returns.save_counts(store, ALDER, JUL, SEP, counts)
    assert refusal(refused)[1] == says


def test_every_point_of_the_checklist_is_confirmed(store):
    looked = preview_counts(store, ALDER, JUL, SEP, {})
    with pytest.raises(Refused) as refused:
        returns.save(store, ALDER, looked, confirmed=["anonymised", "no_free_text", "checked"])
    assert refusal(refused) == (
        "checklist",
        "Please confirm: I have considered small schemes, where one incident could be recognised.",
    )


@pytest.mark.parametrize(
    "viewer",
    [
        Viewer.reader("alder", "reader@alder.example"),
        Viewer.coordinator("coordinator@group.example"),
        Viewer.public(),
        ALDER.presenting(),
        BIRCH,
    ],
)
def test_only_a_lead_of_the_member_writes(store, viewer):
    returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3})
    looked = preview_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 9})
    before = everything(store)
    for write in (
        lambda: returns.save(store, viewer, looked),
        lambda: returns.withdraw(store, viewer, "alder-0001"),
        lambda: returns.restore(store, viewer, "alder-0001"),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert everything(store) == before


def test_what_was_looked_at_before_somebody_else_saved_is_not_saved(store):
    mine = preview_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3})
    returns.save_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 9})
    before = everything(store)
    with pytest.raises(Refused) as refused:
        returns.save(store, ALDER, mine)
    assert refusal(refused)[0] == "saved_meanwhile"
    assert refusal(refused)[1].startswith("Somebody else at alder saved a return a moment ago.")
    assert everything(store) == before


def test_of_two_leads_saving_at_the_same_moment_one_wins_and_one_is_told(store):
    looked = [preview_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): n}) for n in (3, 9)]
    starting, said = threading.Barrier(2), []

    def save(preview):
        starting.wait()
        try:
            said.append(returns.save(store, ALDER, preview).outcome)
        except Refused as refused:
            said.append(refused.problems[0].rule)

    savers = [threading.Thread(target=save, args=(each,)) for each in looked]
    for saver in savers:
        saver.start()
    for saver in savers:
        saver.join()
    assert sorted(said) == ["loaded", "saved_meanwhile"]
    assert [each["return"] for each in submitted.every_return(store)] == ["alder-0001"]
    assert current(store) in ({("2026-07", "damp_mould"): 3}, {("2026-07", "damp_mould"): 9})


def test_an_open_transaction_of_the_same_member_is_a_conflict_and_not_a_wait(store):
    looked = preview_counts(store, ALDER, JUL, SEP, {(JUL, "damp_mould"): 3})
    with store.write() as other:
        other.execute("update member set saves = saves + 1 where member = 'alder'")
        with pytest.raises(Refused) as refused:
            returns.save(store, ALDER, looked)
        assert refusal(refused)[0] == "saved_meanwhile"
        assert returns.nil(store, BIRCH, JUL, SEP).outcome == "loaded"


def test_nothing_to_withdraw_twice(store):
    returns.nil(store, ALDER, JUL, SEP)
    with pytest.raises(Refused) as refused:
        returns.restore(store, ALDER, "alder-0001")
    assert refusal(refused) == ("nothing_to_do", "alder-0001 is not withdrawn: nothing to do.")
    returns.withdraw(store, ALDER, "alder-0001")
    with pytest.raises(Refused) as refused:
        returns.withdraw(store, ALDER, "alder-0001")
    assert refusal(refused) == ("nothing_to_do", "alder-0001 is withdrawn already: nothing to do.")
    with pytest.raises(Refused) as refused:
        returns.withdraw(store, ALDER, "alder-0002")
    assert refusal(refused) == ("unknown_return", "There is no return 'alder-0002' in this store.")


def test_every_return_says_what_became_of_it(store):
    returns.nil(store, ALDER, JUL, JUL)
    returns.nil(store, ALDER, JUL, SEP)
    returns.save_counts(store, ALDER, SEP, SEP, {(SEP, "damp_mould"): 3})
    returns.nil(store, BIRCH, JUL, SEP)
    returns.withdraw(store, BIRCH, "birch-0001")
    assert [(r["return"], r["kind"], r["rows"], r["status"]) for r in submitted.every_return(store)] == [
        ("alder-0001", "nil", 0, "replaced"),
        ("alder-0002", "nil", 0, "partly_replaced"),
        ("alder-0003", "counts", 3, "current"),
        ("birch-0001", "nil", 0, "withdrawn"),
    ]
