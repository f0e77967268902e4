"""Hardship totals: entered by a lead, exact for the member, of the group as they are worked out at the closing."""

from datetime import date

import pytest

from ingest.group import closing
from ingest.hardship import save_totals
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

APRIL, JULY, OCTOBER = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)
COORDINATOR = Viewer.coordinator("coordinator@group.example")
FIVE = ("alder", "birch", "cedar", "damson", "elder")


def lead(member: str) -> Viewer:
    return Viewer.lead(member, f"lead@{member}.example")


@pytest.fixture
def group(tmp_path):
    """Seven members; five returned April to June 2026, which is not closed. It is 20 October."""
    made = SmallGroup(tmp_path / "group.duckdb")
    for member in FIVE:
        made.returns(member, APRIL, {"damp_mould": [1, 1, 1]})
    yield made
    made.store.close()


def shown(group, viewer=COORDINATOR) -> dict[tuple, tuple]:
    rows = group.store.ask("hardship_totals", viewer)
    return {(f"{row.quarter:%Y-%m}", row.total): (row.low, row.high, row.contributors) for row in rows.itertuples()}


def enter(group, quarter=APRIL, members=FIVE, **totals) -> None:
    """The same totals by each of the members."""
    for member in members:
        save_totals(group.store, lead(member), quarter, totals)


def test_own_totals_are_exact_at_once_and_the_newest_counts(group):
    enter(group, members=("alder",), households=4, pounds=1234)
    enter(group, JULY, members=("alder",), awards=0)
    enter(group, members=("alder",), households=5)
    rows = group.store.ask("own_hardship_totals", lead("alder"))
    totals = rows[["households", "awards", "pounds", "income_maximised"]].astype(object)
    assert [f"{day:%Y-%m}" for day in rows["quarter"]] == ["2026-07", "2026-04"]
    assert totals.where(totals.notna(), None).values.tolist() == [[None, 0, None, None], [5, None, None, None]]
    assert group.store.ask("own_hardship_totals", lead("birch")).empty
    assert group.store.ask("audit_trail", COORDINATOR)[["action", "member", "detail"]].values.tolist()[0] == [
        "hardship totals", "alder", "2026-04",
    ]  # fmt: skip


GROUPS = {  # what each of the first five has, and what everybody is shown of the group
    "households": [
        ((0, 0, 0, 0, 0), (0, 4)),
        ((4, 0, 0, 0, 0), (0, 4)),
        ((1, 1, 1, 1, 1), (5, 7)),
        ((3, 3, 3, 3, 0), (8, 12)),
        ((3, 3, 3, 3, 1), (13, 17)),
        ((20, 20, 20, 20, 22), (98, 102)),
    ],
    "pounds": [
        ((0, 0, 0, 0, 0), (0, 499)),
        ((100, 100, 100, 100, 99), (0, 499)),
        ((100, 100, 100, 100, 100), (500, 1499)),
        ((300, 300, 300, 300, 299), (500, 1499)),
        ((300, 300, 300, 300, 300), (1500, 2499)),
        ((99_999_999,) * 5, (499_999_500, 500_000_499)),
    ],
}


@pytest.mark.parametrize(
    ("total", "each", "interval"),
    [pytest.param(total, *case, id=f"{total} {case[0]}") for total, cases in GROUPS.items() for case in cases],
)
def test_the_groups_counts_are_to_the_nearest_five_and_pounds_to_the_nearest_thousand(group, total, each, interval):
    for member, number in zip(FIVE, each, strict=True):
        enter(group, members=(member,), **{total: number})
    group.close(APRIL)
    assert shown(group) == {("2026-04", total): (*interval, 5)}


def test_of_each_total_five_members_must_have_entered_it(group):
    enter(group, members=FIVE[:4], awards=10, pounds=1000)
    enter(group, members=("elder", "fir"), awards=10)
    group.close(APRIL)
    assert shown(group) == {("2026-04", "awards"): (58, 62, 6)}


def test_a_quarter_is_shown_once(group):
    enter(group, awards=10)
    assert shown(group) == {}, "nothing before the closing"
    group.close(APRIL)
    before = shown(group)
    enter(group, awards=99, pounds=5000)
    enter(group, members=("fir", "gorse"), awards=99)
    closing.show_late(group.store, COORDINATOR)
    assert shown(group) == shown(group, lead("birch")) == before == {("2026-04", "awards"): (48, 52, 5)}
    assert group.store.ask("own_hardship_totals", lead("birch"))["awards"].tolist() == [99]


def test_who_has_seen_the_groups_totals_cannot_take_the_closing_back(group):
    """Else a coordinator who is a lead could change the own totals and close again until the exact sum is known."""
    enter(group, awards=10)
    group.close(APRIL)
    assert closing.take_back(group.store, COORDINATOR) == APRIL
    assert shown(group) == {}
    group.close(APRIL)
    assert shown(group)
    with pytest.raises(Refused, match="stays once somebody has seen"):
        closing.take_back(group.store, COORDINATOR)


def test_every_count_of_one_to_four_of_a_peer_could_be_another(group):
    """Whatever five have, whoever knows its own cannot tell that a peer has 1, 2, 3 or 4 and nothing else."""
    low_of, high_of = (f"select disclosed_{end}(n) from range(21) each(n)" for end in ("low", "high"))
    low, high = ([n for (n,) in group.store.cursor().execute(sql).fetchall()] for sql in (low_of, high_of))
    for total in range(21):
        for own in range(min(4, total) + 1):
            for peer in range(1, min(4, total - own) + 1):
                left = range(max(low[total] - own, 0), high[total] - own + 1)  # of four others, each 0 or more
                possible = {value for value in range(5) for rest in left if value <= rest}
                assert peer in possible and len(possible) >= 2, (total, own, peer)


@pytest.mark.parametrize(
    ("quarter", "totals", "says"),
    [
        (OCTOBER, {"awards": 1}, "quarter that has ended, from 2024-10 to 2026-07"),
        (date(2026, 8, 1), {"awards": 1}, "quarter that has ended"),
        (date(2024, 7, 1), {"awards": 1}, "quarter that has ended"),
        (JULY, {"households": -1}, "Households helped: a whole number from 0 to 99,999"),
        (JULY, {"households": 1.5}, "Households helped: a whole number"),
        (JULY, {"awards": True}, "Awards: a whole number"),
        (JULY, {"pounds": 100_000_000}, "Pounds awarded: a whole number from 0 to 99,999,999"),
        (JULY, {"vouchers": 3}, "no total 'vouchers'"),
        (JULY, {}, "at least one total"),
        (JULY, {"awards": None, "pounds": None}, "at least one total"),
        (JULY, {"awards": 0, "pounds": 50}, "awards are 0"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_saved(group, quarter, totals, says):
    with pytest.raises(Refused, match=says):
        save_totals(group.store, lead("alder"), quarter, totals)
    assert group.store.ask("own_hardship_totals", lead("alder")).empty


@pytest.mark.parametrize("viewer", [Viewer.reader("alder"), COORDINATOR, lead("alder").presenting(), Viewer.public()])
def test_only_a_lead_enters_them(group, viewer):
    with pytest.raises(NotAllowed):
        save_totals(group.store, viewer, APRIL, {"awards": 1})
