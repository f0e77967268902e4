"""Closing a quarter: which returns an edition holds, and what stays out of it."""

from datetime import date

import pytest

from ingest import returns
from ingest.group import editions, setup
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer

COORDINATOR = Viewer.coordinator("coordinator@group.example")
ALDER = Viewer.lead("alder", "lead@alder.example")
BIRCH = Viewer.lead("birch", "lead@birch.example")
JAN, APR, JUN, JUL, SEP = (date(2026, month, 1) for month in (1, 4, 6, 7, 9))


def held(store, edition) -> set[tuple[str, str, str, bool]]:
    """(member, month, return, exact) of one edition."""
    rows = store.cursor().execute(
        "select member, strftime(month, '%Y-%m'), return_id, exact from edition_month where edition = ?",
        [edition],
    )
    return set(rows.fetchall())


def quarters(store, edition) -> set[tuple[str, str, bool]]:
    """(member, first month, exact) of the quarters an edition holds."""
    return {(m, month, exact) for m, month, _, exact in held(store, edition) if month[5:] in ("01", "04", "07", "10")}


def test_an_edition_holds_the_returns_that_were_current_when_it_was_made(store):
    returns.nil(store, ALDER, JUL, SEP)
    closing = editions.close(store, COORDINATOR, JUL)
    returns.save_counts(store, ALDER, SEP, SEP, {(SEP, "damp_mould"): 9})
    assert closing == editions.Closing(1, JUL, False, ("alder",), ("birch", "cedar"))
    assert held(store, 1) == {("alder", f"2026-{month}", "alder-0001", False) for month in ("07", "08", "09")}


def test_closing_again_is_another_edition_and_the_old_one_still_stands(store):
    returns.nil(store, ALDER, JUL, SEP)
    editions.close(store, COORDINATOR, JUL)
    returns.save_counts(store, ALDER, SEP, SEP, {(SEP, "damp_mould"): 9})
    returns.nil(store, BIRCH, JUL, SEP)
    assert editions.close(store, COORDINATOR, JUL).again
    assert {each[2] for each in held(store, 1)} == {"alder-0001"}
    assert held(store, 2) == {
        ("alder", "2026-07", "alder-0001", False),
        ("alder", "2026-08", "alder-0001", False),
        ("alder", "2026-09", "alder-0002", False),
        ("birch", "2026-07", "birch-0001", False),
        ("birch", "2026-08", "birch-0001", False),
        ("birch", "2026-09", "birch-0001", False),
    }
    rows = store.cursor().execute("select edition, quarter, closed_by, note from edition order by edition")
    assert rows.fetchall() == [
        (1, JUL, "coordinator@group.example", None),
        (2, JUL, "coordinator@group.example", "closed again"),
    ]


def test_a_part_returned_quarter_counts_nowhere(store):
    returns.nil(store, ALDER, date(2026, 5, 1), SEP)
    closing = editions.close(store, COORDINATOR, APR)
    assert (closing.returned, held(store, 1)) == ((), set())
    editions.close(store, COORDINATOR, JUL)
    assert quarters(store, 2) == {("alder", "2026-07", False)}


def test_every_quarter_to_the_newest_closed_is_held_and_none_after(store):
    returns.nil(store, ALDER, JAN, SEP)
    editions.close(store, COORDINATOR, APR)
    assert quarters(store, 1) == {("alder", "2026-01", False), ("alder", "2026-04", False)}
    editions.close(store, COORDINATOR, JAN)
    assert quarters(store, 2) == {("alder", "2026-01", False), ("alder", "2026-04", False)}


def test_a_withdrawn_return_is_in_no_later_edition(store):
    returns.nil(store, ALDER, JUL, SEP)
    editions.close(store, COORDINATOR, JUL)
    returns.withdraw(store, ALDER, "alder-0001")
    editions.close(store, COORDINATOR, JUL)
    assert quarters(store, 1) == {("alder", "2026-07", False)}
    assert quarters(store, 2) == set()


def test_figures_are_exact_only_for_quarters_first_closed_after_the_group_agreed(store):
    returns.nil(store, ALDER, JAN, SEP)
    editions.close(store, COORDINATOR, JAN)
    setup.set_peer_figures(store, COORDINATOR, "exact")
    editions.close(store, COORDINATOR, JAN)
    editions.close(store, COORDINATOR, APR)
    editions.close(store, COORDINATOR, APR)
    assert quarters(store, 2) == {("alder", "2026-01", False)}
    for edition in (3, 4):
        assert quarters(store, edition) == {("alder", "2026-01", False), ("alder", "2026-04", True)}
    setup.set_peer_figures(store, COORDINATOR, "interval")
    editions.close(store, COORDINATOR, APR)
    assert quarters(store, 5) == {("alder", "2026-01", False), ("alder", "2026-04", False)}
    setup.set_peer_figures(store, COORDINATOR, "exact")
    editions.close(store, COORDINATOR, JUL)
    assert quarters(store, 6) == {
        ("alder", "2026-01", False),
        ("alder", "2026-04", False),
        ("alder", "2026-07", True),
    }


@pytest.mark.parametrize(
    ("quarter", "says"),
    [
        (
            date(2026, 8, 1),
            "2026-08 does not begin a quarter. Quarters are named by their first month: 2026-07.",
        ),
        (date(2026, 10, 1), "The quarter 2026-10 has not ended yet."),
        (APR, "Nobody has returned anything for the quarter 2026-04."),
    ],
)
def test_a_quarter_that_cannot_be_closed(store, quarter, says):
    returns.nil(store, ALDER, JUL, SEP)
    with pytest.raises(Refused) as refused:
        editions.close(store, COORDINATOR, quarter)
    assert [p.message for p in refused.value.problems] == [says]
    assert store.cursor().execute("select count(*) from edition").fetchone() == (0,)


@pytest.mark.parametrize("viewer", [ALDER, Viewer.reader("alder"), Viewer.public(), COORDINATOR.presenting()])
def test_only_the_coordinator_closes(store, viewer):
    returns.nil(store, ALDER, JUL, SEP)
    with pytest.raises(NotAllowed):
        editions.close(store, viewer, JUL)
    assert store.cursor().execute("select count(*) from edition").fetchone() == (0,)


def test_a_save_under_way_is_not_half_in_an_edition(store):
    returns.nil(store, ALDER, JUL, SEP)
    with store.write() as saver:
        saver.execute("update member set saves = saves + 1 where member = 'birch'")
        with pytest.raises(Refused) as refused:
            editions.close(store, COORDINATOR, JUL)
    assert refused.value.problems[0].rule == "saved_meanwhile"
    assert editions.close(store, COORDINATOR, JUL).edition == 1


def test_what_waits_to_be_closed(store):
    returns.nil(store, ALDER, JUN, SEP)
    assert editions.quarters_to_close(store) == [APR, JUL]
    editions.close(store, COORDINATOR, APR)
    assert editions.quarters_to_close(store) == [JUL]
