"""PRIVACY's rule by literal cases: what a count is shown as, to whom, and that a quarter is shown once."""

from datetime import date

import pandas as pd
import pytest

from ingest.problems import Refused
from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.conftest import QUARTER
from tests.queries.small_group import SEVEN, month

DAMP = "damp_and_mould"
ALDER, BIRCH, COORDINATOR = Viewer.lead("alder"), Viewer.lead("birch"), Viewer.coordinator()
PRESENTING, PUBLIC = ALDER.presenting(), Viewer.public()

SHOWN = [
    (0, 0, 4, "under 5"),
    (1, 0, 4, "under 5"),
    (2, 0, 4, "under 5"),
    (3, 0, 4, "under 5"),
    (4, 0, 4, "under 5"),
    (5, 5, 7, "5"),
    (6, 5, 7, "5"),
    (7, 5, 7, "5"),
    (8, 8, 12, "10"),
    (9, 8, 12, "10"),
    (10, 8, 12, "10"),
    (11, 8, 12, "10"),
    (12, 8, 12, "10"),
    (13, 13, 17, "15"),
    (14, 13, 17, "15"),
    (15, 13, 17, "15"),
    (16, 13, 17, "15"),
    (17, 13, 17, "15"),
    (18, 18, 22, "20"),
    (19, 18, 22, "20"),
    (20, 18, 22, "20"),
    (21, 18, 22, "20"),
    (22, 18, 22, "20"),
    (23, 23, 27, "25"),
    (24, 23, 27, "25"),
    (25, 23, 27, "25"),
    (26, 23, 27, "25"),
    (27, 23, 27, "25"),
    (28, 28, 32, "30"),
    (29, 28, 32, "30"),
    (30, 28, 32, "30"),
    (1000, 998, 1002, "1,000"),
]


def test_every_small_count_is_shown_as_the_rule_says(group):
    counts = [n for n, *_ in SHOWN]
    rows = group.store.cursor().execute(
        "select n, disclosed_low(n) as low, disclosed_high(n) as high, shown_as(low, high) "
        "from (select unnest(?::integer[]) as n)",
        [counts],
    )
    assert rows.fetchall() == SHOWN


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (12, 12, "12"),
        (0, 0, "0"),
        (8, 24, "8 to 24"),
        (0, 8, "0 to 8"),
        (5, 12, "5 to 12"),
        (1204, 1204, "1,204"),
        (998, 1090, "998 to 1,090"),
    ],
)
def test_exact_and_widened_figures_are_shown_as_what_they_are(group, low, high, text):
    assert group.store.cursor().execute("select shown_as(?, ?)", [low, high]).fetchone() == (text,)


def test_own_rows_are_exact_and_everybody_elses_to_the_nearest_five(quarter_of_counts, shown):
    group = quarter_of_counts(12, 0, 4, 5, 23, 8, 40)
    expected = {
        "alder": (12, 12, "12"),
        "birch": (0, 4, "under 5"),
        "cedar": (0, 4, "under 5"),
        "damson": (5, 7, "5"),
        "elder": (23, 27, "25"),
        "fir": (8, 12, "10"),
        "gorse": (38, 42, "40"),
    }
    assert shown(group.ask("member_figures", ALDER, family=DAMP)) == expected
    assert shown(group.ask("member_figures", Viewer.reader("alder"), family=DAMP)) == expected
    assert shown(group.ask("member_figures", BIRCH, family=DAMP)) == expected | {
        "alder": (8, 12, "10"),
        "birch": (0, 0, "0"),
    }


@pytest.mark.parametrize("viewer", [COORDINATOR, PRESENTING])
def test_who_is_no_member_sees_all_as_a_peer_does(quarter_of_counts, shown, viewer):
    group = quarter_of_counts(12, 0, 4, 5, 23, 8, 40)
    seen = shown(group.ask("member_figures", viewer, family=DAMP))
    assert seen["alder"] == (8, 12, "10")
    peers = shown(group.ask("member_figures", ALDER, family=DAMP))
    assert {m: seen[m] for m in SEVEN[1:]} == {m: peers[m] for m in SEVEN[1:]}


def test_a_coordinator_who_leads_too_has_own_figures_only_of_its_member(quarter_of_counts, shown):
    group = quarter_of_counts(12, 1, 2, 3, 4, 5, 6)
    both = Viewer.lead("alder", coordinates=True)
    assert group.ask("member_figures", both).equals(group.ask("member_figures", ALDER))


def test_presenting_has_no_own_figures_rows_or_returns(quarter_of_counts):
    group = quarter_of_counts(12, 1, 2, 3, 4, 5, 6)
    for question in ("own_figures", "own_incidents", "own_returns"):
        with pytest.raises(NotAllowed):
            group.ask(question, PRESENTING)
    for question, asked in (("control_chart", {}), ("breakdown", {"field": "about", "period": "2026-07"})):
        with pytest.raises(NotAllowed, match=r"^Only a member has figures of its own\. Ask of = group\.$"):
            group.ask(question, PRESENTING, of="own", **asked)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 10, 10, 10, None, None, None), {}),
        ((10, 10, 10, 10, 10, None, None), {DAMP: (48, 52, "50")}),
    ],
)
def test_fewer_than_five_members_give_no_group_figure(quarter_of_counts, shown, onlooker, counts, expected):
    group = quarter_of_counts(*counts)
    for by in ("month", "quarter"):
        rows = group.ask("group_figures", onlooker, by=by, family=DAMP)
        assert len(rows) == (0 if not expected else 3 if by == "month" else 1)
    assert shown(rows, "family") == expected


def test_a_part_returned_quarter_counts_nowhere_but_for_its_member(quarter_of_counts, onlooker):
    group = quarter_of_counts(None, 10, 10, 10, 10, 10, 10, close=False)
    group.returns("alder", QUARTER, {"damp_mould": [30, 30]})
    group.close(QUARTER)
    assert "alder" not in set(group.ask("member_figures", onlooker)["member"])
    together = group.ask("group_figures", onlooker, by="month", family=DAMP)
    assert list(together["contributors"]) == [6, 6, 6]
    assert list(together["shown"]) == ["under 5", "60", "under 5"]
    own = group.ask("own_figures", ALDER, family=DAMP).iloc[0]
    assert (own["n"], own["months"], bool(own["complete"])) == (60, 2, False)
    assert own[["homes", "rate", "rate_low", "rate_high"]].isna().all()
    status = group.ask("returns_status", onlooker).set_index("member")["status"]
    assert (status["alder"], status["birch"]) == ("partial", "returned")


def test_no_year_to_date_for_peers_or_the_group(quarter_of_counts, onlooker):
    group = quarter_of_counts(*[10] * 7, start=date(2026, 4, 1))
    quarter_of_counts(*[10] * 7)
    for question in ("member_figures", "group_figures"):
        years = group.ask(question, onlooker, by="year", family=DAMP)
        assert list(years["period"]) == [], question
        assert len(group.ask(question, onlooker, by="quarter", family=DAMP)) > 0
    so_far = group.ask("own_figures", ALDER, by="year", family=DAMP).iloc[0]
    assert (so_far["n"], bool(so_far["complete"])) == (20, False)


def test_a_nil_return_reads_returned_and_under_five_like_any_other(quarter_of_counts, shown, onlooker):
    group = quarter_of_counts(None, 2, 10, 10, 10, 10, 10, close=False)
    group.returns("alder", QUARTER, {"damp_mould": [0, 0, 0]}, kind="nil")
    group.close(QUARTER)
    statuses = set(group.ask("returns_status", onlooker)["status"])
    assert statuses == {"returned"}
    seen = shown(group.ask("member_figures", onlooker, family=DAMP))
    assert seen["alder"] == seen["birch"] == (0, 4, "under 5")
    own = shown(group.ask("member_figures", ALDER, family=DAMP))
    assert own["alder"] == (0, 0, "0")


def test_the_public_sees_quarters_and_years_and_neither_homes_nor_rates(quarter_of_counts):
    group = quarter_of_counts(*[10] * 7)
    row = group.ask("group_figures", PUBLIC, by="quarter", family=DAMP).iloc[0]
    assert (row["low"], row["high"], row["shown"], row["contributors"]) == (68, 72, "70", 7)
    assert row[["homes", "rate_low", "rate_high"]].isna().all()
    assert group.ask("group_figures", ALDER, family=DAMP).iloc[0]["homes"] == 130_000
    with pytest.raises(NotAllowed, match=r"^The public sees quarters and years only\."):
        group.ask("group_figures", PUBLIC, by="month")
    for question in ("member_figures", "members", "homes_by_year", "returns_status", "how_we_record"):
        with pytest.raises(NotAllowed):
            group.ask(question, PUBLIC)


def test_a_correction_counts_at_once_for_its_member_and_never_for_others(quarter_of_counts, shown):
    group = quarter_of_counts(12, 10, 10, 10, 10, 10, 10)
    before = group.ask("member_figures", BIRCH), group.ask("group_figures", BIRCH)
    group.returns("alder", QUARTER, {"damp_mould": [0, 31, 0]})
    assert shown(group.ask("member_figures", ALDER, family=DAMP))["alder"] == (31, 31, "31")
    with pytest.raises(Refused, match="closed, and no return has come since"):
        group.close(QUARTER)
    group.returns("birch", month(QUARTER, -3), {"damp_mould": [1, 1, 1]})
    group.close(month(QUARTER, -3))
    for viewer in (ALDER, BIRCH, COORDINATOR, PRESENTING):
        assert of_quarter(group.ask("group_figures", viewer)).equals(before[1])
    assert of_quarter(group.ask("member_figures", BIRCH)).equals(before[0])


def of_quarter(answer):
    return answer[answer["period"] == pd.Timestamp(QUARTER)].reset_index(drop=True)


def test_before_the_first_closing_there_are_own_figures_and_who_returned(quarter_of_counts):
    group = quarter_of_counts(*[10] * 7, close=False)
    assert set(group.ask("member_figures", ALDER)["member"]) == {"alder"}
    assert len(group.ask("group_figures", ALDER)) == 0
    assert len(group.ask("member_figures", COORDINATOR)) == 0
    assert set(group.ask("returns_status", COORDINATOR)["status"]) == {"returned"}


def test_a_return_that_comes_later_shows_its_member_once_and_moves_no_group_figure(quarter_of_counts, shown, onlooker):
    """12 + 10 × 5 = 62 is "60". alder's 12 comes after the closing: its own interval, and the group stays at 50."""
    group = quarter_of_counts(None, 10, 10, 10, 10, 10, 1)
    before = group.ask("group_figures", onlooker, category="*"), group.ask("group_figures", onlooker, by="month")
    group.returns("alder", QUARTER, {"damp_mould": [0, 12, 0]})
    group.close(QUARTER)
    rows = group.ask("member_figures", onlooker, family=DAMP).set_index("member")
    assert tuple(rows.loc["alder", ["low", "high", "shown", "standing"]]) == (8, 12, "10", "came_later")
    assert rows.loc["alder", "homes"] == 55_000
    assert shown(group.ask("group_figures", onlooker, family=DAMP), "family") == {DAMP: (48, 52, "50")}
    assert group.ask("group_figures", onlooker, category="*").equals(before[0])
    assert group.ask("group_figures", onlooker, by="month").equals(before[1])
    group.returns("alder", QUARTER, {"damp_mould": [0, 40, 0]})
    with pytest.raises(Refused):
        group.close(QUARTER)
    assert group.ask("member_figures", onlooker, family=DAMP).set_index("member").loc["alder", "shown"] == "10"


def test_a_closing_says_who_counted_who_was_awaited_and_who_came_later(quarter_of_counts):
    group = quarter_of_counts(None, 10, 10, 10, 10, 10, None)
    group.returns("alder", QUARTER, {"damp_mould": [0, 12, 0]})
    group.close(QUARTER)
    closing = group.ask("closings", BIRCH).iloc[0]
    assert list(closing["counted"]) == ["birch", "cedar", "damson", "elder", "fir"]
    assert (list(closing["awaited"]), list(closing["came_later"])) == (["gorse"], ["alder"])


def year_of(group, *quarters, member="birch", close=True):
    """Four quarters of one member in 2025-26, the others steady at ten."""
    start = date(2025, 4, 1)
    for place, n in enumerate(quarters):
        if n is not None:
            group.returns(member, month(start, place * 3), {"damp_mould": [0, n, 0]})
    for other in set(SEVEN) - {member}:
        group.returns(other, start, {"damp_mould": [0, 10, 0] * 4})
    if close:
        group.close(date(2026, 1, 1))
    return group


@pytest.mark.parametrize(
    ("quarters", "low", "high", "text"),
    [
        ((8, 8, 0, 0), 13, 17, "15"),  # 16
        ((5, 5, 5, 0), 13, 17, "15"),
        ((12, 12, 12, 12), 48, 52, "50"),
        ((1, 1, 1, 1), 0, 4, "under 5"),
    ],
)
def test_a_year_is_its_quarters_as_they_were_closed_to_the_nearest_five(group, shown, quarters, low, high, text):
    year_of(group, *quarters)
    group.returns("birch", date(2025, 4, 1), {"damp_mould": [90, 0, 0]})
    for viewer in (ALDER, COORDINATOR, PRESENTING):
        seen = shown(group.ask("member_figures", viewer, by="year", family=DAMP))
        assert seen["birch"] == (low, high, text)
    own = shown(group.ask("member_figures", BIRCH, by="year", family=DAMP))
    assert own["birch"] == (sum(quarters) - quarters[0] + 90,) * 2 + (str(sum(quarters) - quarters[0] + 90),)


def test_a_year_counts_corrections_made_before_the_closing_of_their_quarter_only(group, shown):
    """April to June is closed with 8; corrected to 50 after that; the year is 8 + 8 + 0 + 0 = 16, "15"."""
    year_of(group, 8, 8, 0, 0, close=False)
    group.close(date(2025, 4, 1))
    group.returns("birch", date(2025, 4, 1), {"damp_mould": [50, 0, 0]})
    group.close(date(2026, 1, 1))
    assert shown(group.ask("member_figures", ALDER, by="year", family=DAMP))["birch"] == (13, 17, "15")


def test_a_year_of_other_members_is_what_its_quarters_add_up_to(group, shown):
    """birch joins in October. Group: 60 (58 to 62) twice, 60 + 8 = 68 is 70 (68 to 72) twice: 252 to 268. birch has no
    year."""
    year_of(group, None, None, 8, 8)
    assert shown(group.ask("group_figures", ALDER, by="year", family=DAMP), "family") == {
        DAMP: (252, 268, "252 to 268")
    }
    assert set(group.ask("member_figures", COORDINATOR, by="year")["member"]) == set(SEVEN) - {"birch"}
    changes = group.ask("change_on_last_year", ALDER, by="year", period="2025-04", family=DAMP)
    assert list(changes["no_ratio"]) == ["nothing_last_year"]


def test_a_member_that_came_later_has_a_year_of_intervals(group, shown):
    """10 (8 to 12) in three quarters and 12 (8 to 12), come later: 32 to 48; the group's year does not move."""
    year_of(group, 10, 10, 10, None)
    group.returns("birch", date(2026, 1, 1), {"damp_mould": [0, 12, 0]})
    before = group.ask("group_figures", ALDER, by="year", category="*")
    group.close(date(2026, 1, 1))
    assert shown(group.ask("member_figures", ALDER, by="year", family=DAMP))["birch"] == (32, 48, "32 to 48")
    assert group.ask("group_figures", ALDER, by="year", category="*").equals(before)


# Agreement in writing: exact figures, for quarters closed after it, never for the public


def agree(group, value="exact"):
    with group.store.write() as cursor:
        group.store.set(cursor, "peer_figures", value, "coordinator@group.example")


def test_agreed_exact_figures_are_of_quarters_closed_after_it_and_never_public(quarter_of_counts, shown):
    group = quarter_of_counts(11, 12, 13, 14, 16, 17, 18, start=date(2026, 4, 1))
    agree(group)
    assert shown(group.ask("member_figures", ALDER, family=DAMP))["birch"] == (8, 12, "10")
    quarter_of_counts(1, 2, 3, 4, 6, 7, 8)

    def seen(viewer, question="member_figures", key="member", quarter="2026-07-01"):
        rows = group.ask(question, viewer, family=DAMP)
        return shown(rows[rows["period"] == quarter], key)

    assert seen(ALDER) == {m: (n, n, str(n)) for m, n in zip(SEVEN, (1, 2, 3, 4, 6, 7, 8), strict=True)}
    assert seen(COORDINATOR) == seen(PRESENTING) == seen(ALDER)
    assert seen(ALDER, "group_figures", "family") == {DAMP: (31, 31, "31")}
    assert seen(PUBLIC, "group_figures", "family") == {DAMP: (28, 32, "30")}
    assert seen(ALDER, quarter="2026-04-01")["birch"] == (8, 12, "10")
    assert seen(ALDER, "group_figures", "family", "2026-04-01") == {DAMP: (98, 102, "100")}


def test_exact_figures_end_with_the_agreement(quarter_of_counts, group, shown):
    agree(group)
    quarter_of_counts(1, 2, 3, 4, 6, 7, 8)
    agree(group, "interval")
    assert shown(group.ask("member_figures", ALDER, family=DAMP))["birch"] == (0, 4, "under 5")
    assert shown(group.ask("group_figures", ALDER, family=DAMP), "family") == {DAMP: (28, 32, "30")}


# One field at a time


def break_down(group, viewer, **more):
    rows = group.ask("breakdown", viewer, period=QUARTER, family=DAMP, **more)
    return {row["code"]: (row["low"], row["high"]) for _, row in rows.iterrows()}


FIELDS = ("incident_ref", "reported_on", "category", "source_of_risk")


def test_whose_colleague_is_blamed_is_seen_by_the_own_member_only(quarter_of_counts):
    group = quarter_of_counts(*[10] * 7, fields=FIELDS, more={"source_of_risk": "our_colleague_or_contractor"})
    own = break_down(group, ALDER, of="own", field="source_of_risk")
    assert {code: figure for code, figure in own.items() if figure != (0, 0)} == {
        "our_colleague_or_contractor": (10, 10)
    }
    for viewer in (ALDER, BIRCH, COORDINATOR, PRESENTING):
        together = break_down(group, viewer, of="group", field="source_of_risk")
        assert "our_colleague_or_contractor" not in together
        assert together.pop("not_known") == (68, 72)
        assert set(together.values()) == {(0, 4)}


@pytest.mark.dose(2)
@pytest.mark.parametrize(("suppliers", "expected"), [(4, {}), (5, (48, 52))])
def test_a_breakdown_needs_five_who_supplied_the_column(quarter_of_counts, onlooker, suppliers, expected):
    with_it = [10 if place < suppliers else None for place in range(7)]
    quarter_of_counts(*with_it, close=False, fields=FIELDS, more={"source_of_risk": "partner_or_family"})
    group = quarter_of_counts(*[None if n else 10 for n in with_it])
    found = break_down(group, onlooker, of="group", field="source_of_risk")
    assert found.get("partner_or_family", {}) == expected
    assert bool(found) == (suppliers == 5)
    assert len(group.ask("group_figures", onlooker, family=DAMP)) == 1


def test_nothing_is_said_of_answers_not_given_but_to_the_own_member(quarter_of_counts):
    """Beside other fields it would be the count of those who lack the column."""
    group = quarter_of_counts(*[10] * 7, fields=FIELDS)
    assert set(break_down(group, ALDER, of="group", field="source_of_risk").values()) == {(0, 4)}
    assert "not_given" not in break_down(group, ALDER, of="group", field="source_of_risk")
    assert break_down(group, ALDER, of="own", field="source_of_risk")["not_given"] == (10, 10)


def test_a_field_of_one_category_is_asked_within_it_only(group):
    fields = ("incident_ref", "reported_on", "category", "hardship_reason")
    for member in SEVEN:
        counts = {"cost_of_living": [4, 0, 0], "damp_mould": [1, 0, 0]}
        group.returns(member, QUARTER, counts, fields=fields, more={"hardship_reason": "energy"})
    group.close(QUARTER)

    def asked(**more):
        rows = group.ask("breakdown", ALDER, field="hardship_reason", period=QUARTER, **more)
        return {row["code"]: row["shown"] for _, row in rows.iterrows() if row["shown"] != "under 5"}

    assert asked(category="cost_of_living") == asked(family="cost_of_living") == {"energy": "30"}
    assert group.ask("breakdown", ALDER, field="hardship_reason", period=QUARTER, family=DAMP).empty


def test_a_breakdown_of_all_families_is_what_the_families_add_up_to(group):
    """Damp 7 × 3 = 21, "20" (18 to 22); hoarding 7 × 2 = 14, "15" (13 to 17); eight families "under 5": 31 to 71."""
    for member in SEVEN:
        counts = {"damp_mould": [3, 0, 0], "hoarding": [2, 0, 0]}
        group.returns(member, QUARTER, counts, fields=FIELDS, more={"source_of_risk": "unknown_person"})
    group.close(QUARTER)
    rows = group.ask("breakdown", ALDER, field="source_of_risk", period=QUARTER).set_index("code")
    assert tuple(rows.loc["unknown_person", ["low", "high"]]) == (31, 71)
    assert tuple(rows.loc["partner_or_family", ["low", "high"]]) == (0, 40)


# Outcomes that councils and time fill in are shown when the second quarter after is closed, once


OUTCOME = ("incident_ref", "reported_on", "category", "risk_outcome")


def with_outcomes(group, start, outcome, members=SEVEN, n=3):
    for member in members:
        group.returns(member, start, {"damp_mould": [n, 0, 0]}, fields=OUTCOME, more={"risk_outcome": outcome})


def outcomes(group, period, **more):
    rows = group.ask("breakdown", ALDER, field="risk_outcome", period=period, family=DAMP, **more)
    return {row["code"]: row["shown"] for _, row in rows.iterrows() if row["shown"] != "under 5"}


def test_outcomes_of_a_quarter_are_shown_when_the_second_quarter_after_is_closed(group):
    first, second, third = (month(QUARTER, -6), month(QUARTER, -3), QUARTER)
    with_outcomes(group, first, "ongoing")
    group.close(first)
    with_outcomes(group, second, "ongoing")
    group.close(second)
    assert group.ask("breakdown", ALDER, field="risk_outcome", period=first, family=DAMP).empty
    with_outcomes(group, third, "ongoing")
    group.change("update incident set risk_outcome = 'removed' where month = ?", first)
    group.close(third)
    assert outcomes(group, first) == {"removed": "20"}
    assert group.ask("breakdown", ALDER, field="risk_outcome", period=second, family=DAMP).empty
    group.change("update incident set risk_outcome = 'remained' where month = ?", first)
    assert outcomes(group, first) == {"removed": "20"}
    own = group.ask("breakdown", ALDER, of="own", field="risk_outcome", period=first, family=DAMP)
    assert own.set_index("code")["low"]["remained"] == 3


def test_outcomes_are_of_the_incidents_that_counted_at_the_closing_and_are_still_there(group):
    """Three each count. alder's return is then replaced by eight "reduced", of which two were there before; with
    cedar's three "reduced" that is 5."""
    quarters = [month(QUARTER, place) for place in (-6, -3, 0)]
    for quarter in quarters[:2]:
        with_outcomes(group, quarter, "ongoing")
    group.close(quarters[1])
    kept = group.store.cursor().execute(
        "select incident_ref from current_incident where member = 'alder' and month = ? order by 1 limit 2",
        [quarters[0]],
    )
    refs = [ref for (ref,) in kept.fetchall()]
    group.returns("alder", quarters[0], {"damp_mould": [8, 0, 0]}, fields=OUTCOME, more={"risk_outcome": "reduced"})
    with_outcomes(group, quarters[0], "reduced", members=["cedar"])
    for place, ref in enumerate(refs):
        group.change(
            "update incident set incident_ref = ? where incident_ref = "
            "(select incident_ref from current_incident where member = 'alder' and month = ? "
            "order by incident_ref limit 1 offset ?)", ref, quarters[0], place + 2,
        )  # fmt: skip
    group.change(
        "update incident set incident_ref = replace(incident_ref, return_id, ?) where return_id in "
        "(select return_id from member_return where member = 'cedar' and from_month = ?)",
        "cedar",
        quarters[0],
    )
    with_outcomes(group, quarters[2], "ongoing")
    group.close(quarters[2])
    assert outcomes(group, quarters[0]) == {"ongoing": "15", "reduced": "5"}
