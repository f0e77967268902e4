"""The erratum: once for a member and quarter, of intervals only, with a reason that everybody sees."""

from datetime import date

import pytest

from ingest.group import errata
from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.small_group import SEVEN, SmallGroup, month

QUARTER = date(2025, 4, 1)
DAMP, HOARDING = "damp_and_mould", "self_neglect_and_hoarding"
COORDINATOR, ALDER, BIRCH = Viewer.coordinator("coordinator@group.example"), Viewer.lead("alder"), Viewer.lead("birch")
WHY = "The export had left one system out."


@pytest.fixture
def group(tmp_path):
    """Seven members, ten of damp and mould each and three of hoarding in each of five quarters; the year is closed."""
    made = SmallGroup(tmp_path / "store.duckdb")
    for member in SEVEN:
        fields = ("incident_ref", "reported_on", "category", "about")
        counts = {"damp_mould": [10, 0, 0] * 5, "hoarding": [3, 0, 0] * 5}
        made.returns(member, QUARTER, counts, fields=fields, more={"about": "adult"})
    made.close(month(QUARTER, 12))
    yield made
    made.store.close()


def shown(group, question, viewer=BIRCH, period=QUARTER, **asked):
    """(member, family or category) -> what is shown."""
    rows = group.ask(question, viewer, **asked)
    rows = rows[rows["period"].dt.date == period]
    return {(row.get("member", "group"), row["family"]): row["shown"] for _, row in rows.iterrows()}


def correct(group, n=31, member="alder", quarter=QUARTER, viewer=COORDINATOR, why=WHY):
    group.returns(member, quarter, {"damp_mould": [n, 0, 0], "hoarding": [3, 0, 0]})
    return errata.correct(group.store, viewer, quarter, member, why)


def test_the_members_intervals_are_shown_anew_beside_the_old_ones(group):
    """31 is "30"; the group's 70 becomes 28 + 6 × 8 to 32 + 6 × 12, 76 to 104. Hoarding stays as it was."""
    before = shown(group, "member_figures")
    assert correct(group) == (DAMP,)
    assert shown(group, "member_figures") == before | {("alder", DAMP): "30"}
    assert shown(group, "group_figures")["group", DAMP] == "76 to 104"
    assert shown(group, "group_figures")["group", HOARDING] == "20"
    found = group.ask("errata", BIRCH)
    assert found[["member", "family", "before_shown", "shown", "reason"]].values.tolist() == [
        ["alder", DAMP, "10", "30", WHY]
    ]
    assert group.ask("closings", BIRCH)["corrected"].tolist() == [True, False, False, False, False]


def test_what_is_finer_is_withdrawn_of_the_families_concerned(group):
    correct(group)
    for question, asked in (
        ("group_figures", {"by": "month", "family": DAMP}),
        ("group_figures", {"category": "damp_mould"}),
        ("group_figures", {"category": "damp_mould", "by": "year"}),
    ):
        periods = set(group.ask(question, BIRCH, **asked)["period"].dt.date)
        assert not {QUARTER, month(QUARTER, 1), month(QUARTER, 2)} & periods, asked
    assert len(group.ask("group_figures", BIRCH, by="month", family=HOARDING)) == 15
    for by in ("quarter", "year"):
        asked = {"field": "about", "period": QUARTER, "by": by}
        assert group.ask("breakdown", BIRCH, family=DAMP, **asked).empty
        assert not group.ask("breakdown", BIRCH, family=HOARDING, **asked).empty


def test_the_years_become_what_the_quarters_add_up_to(group):
    """alder: 28 + 3 × 8 to 32 + 3 × 12; the group: 76 + 3 × 68 to 104 + 3 × 72. The others' years stay."""
    correct(group)
    years = shown(group, "member_figures", by="year")
    assert (years["alder", DAMP], years["birch", DAMP], years["cedar", DAMP]) == ("52 to 68", "40", "40")
    assert shown(group, "group_figures", by="year")["group", DAMP] == "280 to 320"


def test_an_erratum_before_the_year_is_over_is_in_the_years_sum(group):
    """The fifth quarter is April 2026's: its year is not over. Three more follow, with 31 once."""
    newest = month(QUARTER, 12)
    correct(group, quarter=newest)
    for member in SEVEN:
        counts = {"damp_mould": [10, 0, 0] * 3, "hoarding": [3, 0, 0] * 3}
        group.returns(member, month(newest, 3), counts)
    group.change("insert into setting values ('today', '2027-05-01', 'test', now()::timestamp, 1000)")
    group.close(month(newest, 9))
    assert shown(group, "member_figures", period=newest, by="year")["alder", DAMP] == "52 to 68"
    assert shown(group, "group_figures", period=newest, by="year")["group", DAMP] == "280 to 320"
    assert group.ask("group_figures", BIRCH, by="year", category="damp_mould").empty is False
    assert shown(group, "group_figures", period=newest, by="year", category="damp_mould") == {}


def test_two_members_of_one_quarter(group):
    """Then birch, 0: "under 5". 28 + 0 + 5 × 8 to 32 + 4 + 5 × 12."""
    correct(group)
    correct(group, n=0, member="birch")
    assert shown(group, "group_figures")["group", DAMP] == "68 to 96"
    assert shown(group, "group_figures", by="year")["group", DAMP] == "272 to 312"
    assert len(group.ask("group_figures", ALDER, family=DAMP)) == 5


def test_a_member_that_came_later_changes_only_its_own(tmp_path):
    group = SmallGroup(tmp_path / "late.duckdb")
    for member in SEVEN[1:]:
        group.returns(member, QUARTER, {"damp_mould": [10, 0, 0]})
    group.close(QUARTER)
    group.returns("alder", QUARTER, {"damp_mould": [10, 0, 0]})
    group.close(QUARTER)
    correct(group)
    assert shown(group, "member_figures")["alder", DAMP] == "30"
    assert shown(group, "group_figures")["group", DAMP] == "60"
    assert len(group.ask("group_figures", BIRCH, by="month", family=DAMP)) == 3
    group.store.close()


def refusal(of, *given, **more):
    with pytest.raises(Refused) as refused:
        of(*given, **more)
    return refused.value.problems[0].message


def test_it_is_given_once(group):
    correct(group)
    assert "It is given once" in refusal(correct, group, n=90)
    assert shown(group, "member_figures")["alder", DAMP] == "30"


def test_what_is_no_erratum(group):
    assert "every family stays within" in refusal(correct, group, n=12)
    store = group.store
    assert "is not closed" in refusal(errata.correct, store, COORDINATOR, date(2026, 7, 1), "alder", WHY)
    assert "Nothing of holly is shown" in refusal(errata.correct, store, COORDINATOR, QUARTER, "holly", WHY)
    assert "Give a reason" in refusal(errata.correct, store, COORDINATOR, QUARTER, "alder", "  ")
    assert "personal data" in refusal(errata.correct, store, COORDINATOR, QUARTER, "alder", "Ring 07700 900123")
    group.change("update member_return set withdrawn_at = now()::timestamp where member = 'alder'")
    assert "no return of the whole of Apr" in refusal(errata.correct, store, COORDINATOR, QUARTER, "alder", WHY)
    assert group.ask("errata", BIRCH).empty


@pytest.mark.parametrize("viewer", [ALDER, COORDINATOR.presenting(), Viewer.public()])
def test_only_the_coordinator_gives_one(group, viewer):
    with pytest.raises(NotAllowed):
        correct(group, viewer=viewer)
