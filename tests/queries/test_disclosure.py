"""PRIVACY's rule by literal cases: what a count is shown as, to whom, from when, and where it is widened."""

from datetime import date

import pytest

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
    (1000, 998, 1002, "1000"),
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
    [(12, 12, "12"), (0, 0, "0"), (8, 24, "8 to 24"), (0, 8, "0 to 8"), (5, 12, "5 to 12")],
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


def test_own_figures_move_at_once_and_peers_not_until_the_next_closing(quarter_of_counts, shown):
    group = quarter_of_counts(12, 10, 10, 10, 10, 10, 10)
    before = group.ask("member_figures", BIRCH), group.ask("group_figures", BIRCH)
    group.returns("alder", QUARTER, {"damp_mould": [0, 31, 0]})
    assert shown(group.ask("member_figures", ALDER, family=DAMP))["alder"] == (31, 31, "31")
    assert group.ask("member_figures", BIRCH).equals(before[0])
    assert group.ask("group_figures", BIRCH).equals(before[1])
    assert group.ask("group_figures", ALDER).equals(before[1])
    group.close(QUARTER)
    assert shown(group.ask("member_figures", BIRCH, family=DAMP))["alder"] == (28, 32, "30")
    assert shown(group.ask("group_figures", BIRCH, family=DAMP), "family") == {DAMP: (88, 92, "90")}


def test_before_the_first_closing_there_are_own_figures_and_who_returned(quarter_of_counts):
    group = quarter_of_counts(*[10] * 7, close=False)
    assert set(group.ask("member_figures", ALDER)["member"]) == {"alder"}
    assert len(group.ask("group_figures", ALDER)) == 0
    assert len(group.ask("member_figures", COORDINATOR)) == 0
    assert set(group.ask("returns_status", COORDINATOR)["status"]) == {"returned"}


def test_an_earlier_edition_answers_as_it_did(quarter_of_counts, onlooker):
    group = quarter_of_counts(12, 10, 10, 10, 10, 10, 10)
    questions = [
        ("member_figures", {}),
        ("group_figures", {"by": "month"}),
        ("group_figures", {"category": "*"}),
        ("breakdown", {"field": "about", "family": DAMP, "period": QUARTER}),
        ("compare_flags", {"by": "quarter"}),
        ("control_chart", {}),
        ("headlines", {}),
        ("column_supplied", {}),
    ]
    others = onlooker if onlooker.member is None else COORDINATOR
    before = [group.ask(question, others, **asked) for question, asked in questions]
    group.change("update member_return set withdrawn_at = '2026-10-20' where member = 'birch'")
    group.returns("alder", QUARTER, {"damp_mould": [9, 40, 9]})
    group.close(QUARTER)
    assert not group.ask("group_figures", others, by="month").equals(before[1])
    for (question, asked), answer in zip(questions, before, strict=True):
        assert group.ask(question, others, edition=1, **asked).equals(answer), question


# Widening. Where a viewer's arithmetic would leave some peer's count fewer than three values, the figure is
# shown as the sum of the intervals beneath it instead, to everyone alike.


def year_of(group, *quarters, member="birch"):
    """Four quarters of one member in 2025-26, the others steady at ten; closed."""
    start = date(2025, 4, 1)
    for place, n in enumerate(quarters):
        group.returns(member, month(start, place * 3), {"damp_mould": [0, n, 0]})
    for other in set(SEVEN) - {member}:
        group.returns(other, start, {"damp_mould": [0, 10, 0] * 4})
    group.close(date(2026, 1, 1))
    return group


@pytest.mark.parametrize(
    ("quarters", "low", "high", "text"),
    [
        # 16 would be "15", 13 to 17. Beneath: 8-12, 8-12, 0-4, 0-4. 17 less both lows, 16, leaves the third
        # quarter 0 or 1: widened to the sums, 16 to 32.
        ((8, 8, 0, 0), 16, 32, "16 to 32"),
        # 15 is "15", 13 to 17. Beneath: 5-7 three times, 0-4. 17 less the lows, 15, leaves 0, 1, 2: enough.
        ((5, 5, 5, 0), 13, 17, "15"),
        # 40 is "40", 38 to 42. Each quarter is left 38 - 36 = 2 to 42 - 24 = 18: all of its 8-12.
        ((10, 10, 10, 10), 38, 42, "40"),
        # 48 would be "50", 48 to 52. Beneath: 8-12 four times, 48 at most: each must be exactly 12. 32 to 48.
        ((12, 12, 12, 12), 32, 48, "32 to 48"),
    ],
)
def test_a_year_that_would_give_a_quarter_away_is_widened(group, shown, quarters, low, high, text):
    year_of(group, *quarters)
    for viewer in (ALDER, COORDINATOR, PRESENTING):
        seen = shown(group.ask("member_figures", viewer, by="year", family=DAMP))
        assert seen["birch"] == (low, high, text)
    own = shown(group.ask("member_figures", BIRCH, by="year", family=DAMP))
    assert own["birch"] == (sum(quarters), sum(quarters), str(sum(quarters)))


@pytest.mark.parametrize(
    ("counts", "low", "high", "text"),
    [
        # 16 would be "15", 13 to 17; lows beneath 8 + 8: the third has 0 or 1. Sums: 16, 12 + 12 + 4 + 4 + 4.
        ((8, 8, 0, 0, 0), 16, 36, "16 to 36"),
        # 41 is "40", 38 to 42. Whoever knows its own 10 is left with 42 - 10 - 24 = 8 for the fifth: 0 to 4.
        ((10, 10, 10, 10, 1), 38, 42, "40"),
        # 41 again, but alder knows its own 12: 42 - 12 - 24 = 6 for the fifth. Still wide.
        ((12, 10, 10, 8, 1), 38, 42, "40"),
        # 28 would be "30", 28 to 32; highs beneath 12 + 4 × 4 = 28: everybody's count would be known.
        ((12, 4, 4, 4, 4), 8, 28, "8 to 28"),
        # 33 is "35", 33 to 37; lows beneath 4 × 8 = 32. alder knows its own 9, one over its low, and is left
        # 37 - 9 - 24 = 4 for the fifth: 0 to 4. Nobody is narrowed.
        ((9, 8, 8, 8, 0), 33, 37, "35"),
        # 37 would be "35", 33 to 37. alder knows its own 12: 37 - 12 - 24 leaves 0 or 1 for the fifth.
        ((12, 9, 8, 8, 0), 32, 52, "32 to 52"),
    ],
)
def test_a_group_figure_that_would_give_a_member_away_is_widened(quarter_of_counts, shown, counts, low, high, text):
    group = quarter_of_counts(*counts)
    for viewer in (ALDER, BIRCH, COORDINATOR, PRESENTING, PUBLIC):
        assert shown(group.ask("group_figures", viewer, family=DAMP), "family") == {DAMP: (low, high, text)}


@pytest.mark.parametrize(
    ("counts", "low", "high", "text"),
    [
        # 28 in the month, 28 to 32; a month is at most its quarter: 12 + 4 × 4. alder, with 12, would know
        # that each other has exactly 4, so not none. Nothing stands beneath but zeros: 0 to 28.
        ((12, 4, 4, 4, 4), 0, 28, "0 to 28"),
        # 26, 23 to 27: alder, with 10, is left 23 - 10 - 12 = 1 to 4: four values.
        ((10, 4, 4, 4, 4), 23, 27, "25"),
        # 0: that nobody had any is no more than "under 5" says.
        ((0, 0, 0, 0, 0), 0, 4, "under 5"),
    ],
)
def test_a_month_is_widened_where_a_peer_could_no_longer_be_zero(quarter_of_counts, onlooker, counts, low, high, text):
    group = quarter_of_counts(*counts)
    months = group.ask("group_figures", onlooker, by="month", family=DAMP)
    middle = months[months["period"] == "2026-08-01"].iloc[0]
    assert (middle["low"], middle["high"], middle["shown"]) == (low, high, text)


def test_a_corrected_return_widens_what_earlier_editions_would_give_away(quarter_of_counts, group, shown):
    """damson (1) is what alder (9) is after; birch has 5, elder 0, and cedar corrects its 2 to 3.

    First: 17 is "15", 13 to 17; alder is left 17 - 9 - 5 = 3 for damson, 0 to 3. Then 18 is "20", 18 to 22.
    Whoever knows of cedar's 2 and 3 knows that birch, damson and elder have 2 to 6 by the first edition
    (13 - 9 - 2, 17 - 9 - 2) and 6 to 10 by the second (18 - 9 - 3, 22 - 9 - 3): 6. birch has at least 5:
    damson 0 or 1. So the second edition shows the sums beneath, 8 + 5 + 0 + 0 + 0 to 12 + 7 + 4 + 4 + 4.
    """
    quarter_of_counts(9, 5, 2, 1, 0)
    assert shown(group.ask("group_figures", "alder", family=DAMP), "family") == {DAMP: (13, 17, "15")}
    group.returns("cedar", QUARTER, {"damp_mould": [0, 3, 0]})
    group.close(QUARTER)
    widened = group.store.cursor().execute(
        "select edition, period, family from edition_widened where unit = 'quarter' and category is null"
    )
    assert widened.fetchall() == [(2, QUARTER, DAMP)]
    for viewer in (ALDER, BIRCH, COORDINATOR, PRESENTING, PUBLIC):
        second = group.ask("group_figures", viewer, family=DAMP)
        assert shown(second, "family") == {DAMP: (13, 31, "13 to 31")}
        first = group.ask("group_figures", viewer, family=DAMP, edition=1)
        assert shown(first, "family") == {DAMP: (13, 17, "15")}


@pytest.mark.parametrize(
    ("counts", "corrected"), [((9, 5, 2, 1, 0), 2), ((50, 50, 50, 50, 50), 51)], ids=["nothing new", "roomy"]
)
def test_a_correction_that_gives_nothing_away_widens_nothing(quarter_of_counts, counts, corrected):
    group = quarter_of_counts(*counts)
    group.returns("cedar", QUARTER, {"damp_mould": [0, corrected, 0]})
    group.close(QUARTER)
    assert group.store.cursor().execute("select count(*) from edition_widened").fetchone() == (0,)


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


@pytest.mark.parametrize(("suppliers", "expected"), [(4, {}), (5, (48, 52))])
def test_a_breakdown_needs_five_who_supplied_the_column(quarter_of_counts, onlooker, suppliers, expected):
    with_it = [10 if place < suppliers else None for place in range(7)]
    quarter_of_counts(*with_it, close=False, fields=FIELDS, more={"source_of_risk": "partner_or_family"})
    group = quarter_of_counts(*[None if n else 10 for n in with_it])
    found = break_down(group, onlooker, of="group", field="source_of_risk")
    assert found.get("partner_or_family", {}) == expected
    assert bool(found) == (suppliers == 5)
    assert len(group.ask("group_figures", onlooker, family=DAMP)) == 1
