"""Clearing out: what goes is what was previewed, it never turns into a zero, and it is recorded."""

from datetime import date

import pytest

from ingest import returns
from ingest.group import retention, settings
from ingest.group.closing import close
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
ALDER = Viewer.lead("alder", "lead@alder.example")
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)


def save(store, member: str, from_month: date, to_month: date, incidents: int) -> str:
    """A grid of counts, all in damp and mould and in the first month."""
    viewer = Viewer.lead(member, f"lead@{member}.example")
    return returns.save_counts(store, viewer, from_month, to_month, {(from_month, "damp_mould"): incidents}).return_id


def years_ago(store, return_id: str, years: int) -> None:
    with store.write() as cursor:
        cursor.execute(
            "update member_return set saved_at = saved_at - to_years(?), withdrawn_at = withdrawn_at - to_years(?) "
            "where return_id = ?",
            [years, years, return_id],
        )


def counts(store, return_id: str) -> int:
    query = (
        "select (select count(*) from incident where return_id = $of), "
        "(select sum(n) from incident_count where return_id = $of)"
    )
    rows, counted = store.cursor().execute(query, {"of": return_id}).fetchone()
    assert rows == (counted or 0)
    return rows


def test_nothing_is_due_while_everything_is_new(store):
    save(store, "alder", JULY, SEPTEMBER, 3)
    save(store, "alder", JULY, SEPTEMBER, 4)
    due = retention.preview(store, COORDINATOR)
    assert due.is_empty and due.before == date(2019, 4, 1)
    with pytest.raises(Refused, match="nothing to clear out"):
        retention.clear_out(store, COORDINATOR, due)


def test_what_was_replaced_more_than_a_year_ago_goes_and_what_counts_stays(store):
    old, new = save(store, "alder", JULY, SEPTEMBER, 3), save(store, "alder", JULY, SEPTEMBER, 4)
    years_ago(store, new, 2)
    due = retention.preview(store, COORDINATOR)
    assert due.rows[["member", "why", "returns", "months"]].values.tolist() == [["alder", "replaced", 1, 3]]
    retention.clear_out(store, COORDINATOR, due)
    assert (counts(store, old), counts(store, new)) == (0, 4)
    assert store.ask("audit_trail", COORDINATOR)["detail"].iloc[0] == (
        "alder: 3 months of 1 returns (replaced); 0 sessions"
    )


def test_a_month_whose_rows_are_gone_is_not_returned_and_never_a_zero(store):
    save(store, "alder", JULY, SEPTEMBER, 3)
    new = save(store, "alder", JULY, SEPTEMBER, 4)
    years_ago(store, new, 2)
    retention.clear_out(store, COORDINATOR, retention.preview(store, COORDINATOR))
    returns.withdraw(store, ALDER, new)
    assert store.ask("own_figures", ALDER, by="quarter", family="damp_and_mould").empty


def test_withdrawn_rows_go_after_a_year(store):
    gone = save(store, "alder", JULY, SEPTEMBER, 3)
    returns.withdraw(store, ALDER, gone)
    assert retention.preview(store, COORDINATOR).rows.empty
    years_ago(store, gone, 2)
    assert retention.preview(store, COORDINATOR).rows["why"].tolist() == ["withdrawn"]


def test_rows_older_than_the_years_kept_go_whoever_counts_them(store):
    save(store, "alder", JULY, SEPTEMBER, 3)
    with store.write() as cursor:
        store.set(cursor, "today", "2036-05-01", "test")
    due = retention.preview(store, COORDINATOR)
    assert due.before == date(2029, 4, 1)
    assert due.rows[["member", "why", "months"]].values.tolist() == [["alder", "too_old", 3]]


def test_what_counted_at_a_closing_stays_until_its_outcomes_are_shown_and_what_was_shown_stays_as_it_is(store):
    old = save(store, "alder", JULY, SEPTEMBER, 3)
    save(store, "birch", JULY, SEPTEMBER, 5)
    close(store, COORDINATOR, JULY)
    shown = store.ask("member_figures", Viewer.lead("cedar"))
    years_ago(store, save(store, "alder", JULY, SEPTEMBER, 4), 2)
    assert retention.preview(store, COORDINATOR).rows.empty, "the outcomes of July to September are not shown yet"
    with store.write() as cursor:
        store.set(cursor, "today", "2027-05-01", "test")
    save(store, "birch", date(2027, 1, 1), date(2027, 3, 1), 5)
    close(store, COORDINATOR, date(2027, 1, 1))
    due = retention.preview(store, COORDINATOR)
    assert due.rows[["member", "why", "months"]].values.tolist() == [["alder", "replaced", 3]]
    retention.clear_out(store, COORDINATOR, due)
    assert counts(store, old) == 0
    now = store.ask("member_figures", Viewer.lead("cedar"))
    assert now[now["period"] == "2026-07-01"].reset_index(drop=True).equals(shown)


def test_what_changed_since_the_preview_is_not_cleared(store):
    save(store, "alder", JULY, SEPTEMBER, 3)
    years_ago(store, save(store, "alder", JULY, SEPTEMBER, 4), 2)
    seen = retention.preview(store, COORDINATOR)
    settings.change(store, COORDINATOR, "keep_replaced_months", 60)
    with pytest.raises(Refused, match="Something changed since you looked"):
        retention.clear_out(store, COORDINATOR, seen)


@pytest.mark.parametrize("viewer", [ALDER, Viewer.reader("alder"), Viewer.public(), COORDINATOR.presenting()])
def test_only_the_coordinator_previews_and_clears(store, viewer):
    with pytest.raises(NotAllowed):
        retention.preview(store, viewer)
    with pytest.raises(NotAllowed):
        retention.clear_out(store, viewer, retention.preview(store, COORDINATOR))
