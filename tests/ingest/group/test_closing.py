"""Closing a quarter: which returns count, what is shown once, what comes later, and what can be taken back."""

from datetime import date

import pytest

from ingest import returns
from ingest.group import closing, setup
from ingest.group.closing import Closed, Closing
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup

COORDINATOR = Viewer.coordinator("coordinator@group.example")
ALDER = Viewer.lead("alder", "lead@alder.example")
BIRCH = Viewer.lead("birch", "lead@birch.example")
JAN, APR, JUN, JUL, SEP = (date(2026, month, 1) for month in (1, 4, 6, 7, 9))


def counted(store, quarter) -> set[tuple[str, str, str, str]]:
    """(member, month, return, status) of the returns that a closed quarter rests on."""
    rows = store.cursor().execute(
        "select member, strftime(month, '%Y-%m'), return_id, status from closing_return where quarter = ?", [quarter]
    )
    return set(rows.fetchall())


def quarters(store) -> list[tuple[str, bool]]:
    rows = store.cursor().execute("select strftime(quarter, '%Y-%m'), exact from closing order by closing")
    return rows.fetchall()


def test_the_returns_that_are_current_count_and_later_ones_do_not(store):
    returns.nil(store, ALDER, JUL, SEP)
    made = closing.close(store, COORDINATOR, JUL)
    returns.save_counts(store, ALDER, SEP, SEP, {(SEP, "damp_mould"): 9})
    assert made == Closing((Closed(JUL, ("alder",), ("birch", "cedar")),), ())
    assert counted(store, JUL) == {("alder", f"2026-{month}", "alder-0001", "counted") for month in ("07", "08", "09")}


def test_earlier_quarters_that_wait_are_closed_too_oldest_first(store):
    returns.nil(store, ALDER, JAN, SEP)
    assert closing.quarters_to_close(store) == [JAN, APR, JUL]
    made = closing.close(store, COORDINATOR, APR)
    assert [each.quarter for each in made.quarters] == [JAN, APR]
    assert quarters(store) == [("2026-01", False), ("2026-04", False)]
    assert closing.quarters_to_close(store) == [JUL]


def test_a_quarter_that_nobody_returned_whole_is_left_open(store):
    returns.nil(store, ALDER, JUN, SEP)
    assert [each.quarter for each in closing.close(store, COORDINATOR, JUL).quarters] == [JUL]
    returns.nil(store, BIRCH, APR, SEP)
    made = closing.close(store, COORDINATOR, JUL)
    assert made == Closing((Closed(APR, ("birch",), ("alder", "cedar")),), ((JUL, "birch"),))


def test_what_comes_later_is_added_once(store):
    returns.nil(store, ALDER, JUL, SEP)
    closing.close(store, COORDINATOR, JUL)
    returns.nil(store, BIRCH, JUL, SEP)
    assert closing.close(store, COORDINATOR, JUL) == Closing((), ((JUL, "birch"),))
    returns.save_counts(store, BIRCH, JUL, SEP, {(SEP, "damp_mould"): 9})
    with pytest.raises(Refused, match="Jul–Sep 2026 is closed, and no return has come since"):
        closing.close(store, COORDINATOR, JUL)
    assert {row[2:] for row in counted(store, JUL)} == {("alder-0001", "counted"), ("birch-0001", "came_later")}
    shown = store.ask("member_figures", COORDINATOR, family="damp_and_mould").set_index("member")
    assert tuple(shown.loc["birch", ["shown", "standing"]]) == ("under 5", "came_later")
    assert quarters(store) == [("2026-07", False)]


def test_a_withdrawn_return_still_counts_where_it_counted(store):
    returns.nil(store, ALDER, JUL, SEP)
    closing.close(store, COORDINATOR, JUL)
    returns.withdraw(store, ALDER, "alder-0001")
    assert store.ask("member_figures", COORDINATOR)["member"].unique().tolist() == ["alder"]
    assert store.ask("own_figures", ALDER).empty


def test_figures_are_exact_only_of_quarters_closed_after_the_group_agreed(store):
    returns.nil(store, ALDER, JAN, SEP)
    closing.close(store, COORDINATOR, JAN)
    setup.set_peer_figures(store, COORDINATOR, "exact")
    closing.close(store, COORDINATOR, APR)
    setup.set_peer_figures(store, COORDINATOR, "interval")
    closing.close(store, COORDINATOR, JUL)
    assert quarters(store) == [("2026-01", False), ("2026-04", True), ("2026-07", False)]
    shown = store.cursor().execute("select distinct strftime(period, '%Y-%m'), n from shown where unit = 'quarter'")
    assert set(shown.fetchall()) == {("2026-01", None), ("2026-04", 0), ("2026-07", None)}


@pytest.mark.parametrize(
    ("quarter", "says"),
    [
        (date(2026, 8, 1), "2026-08 does not begin a quarter. Quarters are named by their first month: 2026-07."),
        (date(2026, 10, 1), "Oct–Dec 2026 has not ended yet."),
        (APR, "Nobody has returned the whole of Apr–Jun 2026."),
    ],
)
def test_a_quarter_that_cannot_be_closed(store, quarter, says):
    returns.nil(store, ALDER, JUL, SEP)
    with pytest.raises(Refused) as refused:
        closing.close(store, COORDINATOR, quarter)
    assert [p.message for p in refused.value.problems] == [says]
    assert quarters(store) == []


@pytest.mark.parametrize("viewer", [ALDER, Viewer.reader("alder"), Viewer.public(), COORDINATOR.presenting()])
def test_only_the_coordinator_closes_and_takes_back(store, viewer):
    returns.nil(store, ALDER, JUL, SEP)
    with pytest.raises(NotAllowed):
        closing.close(store, viewer, JUL)
    closing.close(store, COORDINATOR, JUL)
    with pytest.raises(NotAllowed):
        closing.take_back(store, viewer)
    assert quarters(store) == [("2026-07", False)]


def test_a_save_under_way_is_not_half_in_a_closing(store):
    returns.nil(store, ALDER, JUL, SEP)
    with store.write() as saver:
        saver.execute("update member set saves = saves + 1 where member = 'birch'")
        with pytest.raises(Refused) as refused:
            closing.close(store, COORDINATOR, JUL)
    assert refused.value.problems[0].rule == "saved_meanwhile"
    assert closing.close(store, COORDINATOR, JUL).quarters[0].counted == ("alder",)


WRITTEN = ("closing", "closing_member", "closing_return", "closing_count", "shown", "shown_homes", "shown_column")


def everything_written(store) -> dict[str, int]:
    return {table: store.cursor().execute(f"select count(*) from {table}").fetchone()[0] for table in WRITTEN}


@pytest.mark.parametrize(
    ("viewer", "question", "asked"),
    [
        (COORDINATOR, "headlines", {}),
        (COORDINATOR, "group_figures", {"by": "quarter"}),
        (COORDINATOR, "member_figures", {}),
        (ALDER, "own_figures", {}),
        (ALDER, "returns_status", {}),
    ],
)
def test_a_closing_is_taken_back_while_nobody_but_the_coordinator_saw_its_figures(store, viewer, question, asked):
    returns.nil(store, ALDER, APR, SEP)
    closing.close(store, COORDINATOR, APR)
    store.ask("member_figures", BIRCH)
    before = everything_written(store)
    closing.close(store, COORDINATOR, JUL)
    store.ask(question, viewer, **asked)
    assert closing.take_back(store, COORDINATOR) == JUL
    assert everything_written(store) == before
    assert closing.quarters_to_close(store) == [JUL]
    trail = store.ask("audit_trail", COORDINATOR)
    assert tuple(trail.iloc[0][["who", "action", "detail"]]) == (
        "coordinator@group.example", "closing taken back", "2026-07",
    )  # fmt: skip
    with pytest.raises(Refused, match="stays once somebody has seen"):
        closing.take_back(store, COORDINATOR)


@pytest.mark.parametrize(
    ("viewer", "question", "asked"),
    [
        (ALDER, "member_figures", {}),
        (Viewer.lead("birch", coordinates=True).presenting(), "headlines", {}),
        (Viewer.public(), "group_figures", {}),
        (COORDINATOR, "group_figures", {"by": "month"}),
        (COORDINATOR, "group_figures", {"category": "*"}),
        (COORDINATOR, "control_chart", {}),
        (COORDINATOR, "breakdown", {"field": "about", "period": "2026-07"}),
        (COORDINATOR, "breakdown", {"period": "2026-07"}),
        (COORDINATOR, "answers_on_last_year", {"period": "2026-07"}),
        (COORDINATOR, "hazard_counts", {}),
        (COORDINATOR, "hazard_clocks", {}),
        (COORDINATOR, "action_verdicts", {}),
        (COORDINATOR, "funnel_limits", {"period": "2026-07", "family": "other", "by": "year"}),
    ],
)
def test_a_closing_stays_once_anybody_saw_more_than_the_coordinators_overview(store, viewer, question, asked):
    returns.nil(store, ALDER, JUL, SEP)
    closing.close(store, COORDINATOR, JUL)
    store.ask(question, viewer, **asked)
    with pytest.raises(Refused, match="stays once somebody has seen"):
        closing.take_back(store, COORDINATOR)
    assert quarters(store) == [("2026-07", False)]


def test_a_closing_stays_that_came_between_a_question_and_its_answer(store, monkeypatch):
    returns.nil(store, ALDER, JUL, SEP)
    run, closed = Store._run, []

    def closing_meanwhile(self, *given):
        if not closed:
            closed.append(True)
            closing.close(self, COORDINATOR, JUL)
        return run(self, *given)

    monkeypatch.setattr(Store, "_run", closing_meanwhile)
    assert "2026-07" in store.ask("periods", ALDER)["period"].dt.strftime("%Y-%m").tolist()
    with pytest.raises(Refused, match="stays once somebody has seen"):
        closing.take_back(store, COORDINATOR)


def test_outcomes_of_a_quarter_closed_late_mature_at_once_and_once(tmp_path):
    group = SmallGroup(tmp_path / "late.duckdb")
    fields, more = ("incident_ref", "reported_on", "category", "risk_outcome"), {"risk_outcome": "reduced"}
    for member in SEVEN:
        group.returns(member, JUL, {"damp_mould": [2, 0, 0]}, fields=fields, more=more)
    group.close(JUL)
    for quarter in (APR, JAN):
        for member in SEVEN:
            group.returns(member, quarter, {"damp_mould": [3, 0, 0]}, fields=fields, more=more)
        group.close(quarter)
    rows = {
        quarter: group.ask("breakdown", "alder", field="risk_outcome", family="damp_and_mould", period=quarter)
        for quarter in (JAN, APR, JUL)
    }
    assert rows[JAN].set_index("code").loc["reduced", "shown"] == "20"
    assert rows[APR].empty and rows[JUL].empty
    group.store.close()
