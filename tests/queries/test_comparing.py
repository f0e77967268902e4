"""Changes on last year, flags and the funnel: what may be said of intervals, and what may not."""

import json
import pathlib
from datetime import date

import pytest

from queries.refusals import NotAllowed
from queries.viewer import Viewer
from tests.queries.naive import compared, events_limits, share_limits
from tests.queries.small_group import SEVEN, SmallGroup, month

GOLDEN = json.loads((pathlib.Path(__file__).parents[2] / "../shared/golden/methods.json").read_text())
LAST, NOW = date(2025, 4, 1), date(2026, 4, 1)
QUARTER = "missing_people"


@pytest.fixture
def group(tmp_path):
    return SmallGroup(tmp_path / "store.duckdb")


def two_years(group, counts, category="missing_person"):
    """member -> (count a year ago, count now), each in the middle month of April to June."""
    for member, (then, now) in counts.items():
        for start, n in ((LAST, then), (NOW, now)):
            if n is not None:
                group.returns(member, start, {category: [0, n, 0]})
    group.close(NOW)


def change(group, viewer="alder", family=QUARTER, **more):
    return group.ask("change_on_last_year", viewer, family=family, **more)


SIX = {"birch": (14, 20), "cedar": (9, 12), "damson": (6, 8), "elder": (3, 4), "fir": (3, 2), "gorse": (1, 1)}
COUNTS = {"alder": (30, 45), **SIX}  # together 66 then, 92 now


def ratio_limits(x1, h1, x0, h0):
    return [p / (1 - p) * h0 / h1 for p in share_limits(x1, x1 + x0, 95)]


def test_own_change_is_exact(group):
    group.change("update homes set homes = 54000 where member = 'alder' and year_start = '2025-04-01'")
    two_years(group, COUNTS)
    row = change(group, of="own").iloc[0]
    assert (row["period"].date(), row["low"], row["high"], row["shown"]) == (NOW, 45, 45, "45")
    assert (row["before_low"], row["before_high"], row["before_shown"]) == (30, 30, "30")
    assert (row["homes"], row["before_homes"], row["contributors"], row["members"]) == (55000, 54000, 1, 1)
    assert row["ratio"] == pytest.approx(45 / 55 / (30 / 54))
    assert [row["ratio_low"], row["ratio_high"]] == pytest.approx(ratio_limits(45, 55, 30, 54))
    assert (row["rate"], row["before_rate"]) == pytest.approx((45 / 55, 30 / 54))


def test_the_groups_change_is_worked_out_from_what_is_shown(group):
    """92 is shown as 90, 66 as 65: the lower limit is that of 88 after 67, the upper that of 92 after 63."""
    two_years(group, COUNTS)
    row = change(group, Viewer.coordinator()).iloc[0]
    assert (row["low"], row["high"], row["before_low"], row["before_high"]) == (88, 92, 63, 67)
    assert row["ratio_low"] == pytest.approx(ratio_limits(88, 1, 67, 1)[0])
    assert row["ratio_high"] == pytest.approx(ratio_limits(92, 1, 63, 1)[1])
    assert row["ratio"] == pytest.approx(90 / 65)
    assert (row["contributors"], row["before_contributors"], row["members"]) == (7, 7, 7)


def test_members_changes_are_intervals_but_ones_own(group):
    two_years(group, COUNTS)
    rows = change(group, of="members").set_index("member")
    assert list(rows.index) == list(SEVEN)
    assert (rows.loc["alder", "low"], rows.loc["alder", "high"]) == (45, 45)
    assert (rows.loc["birch", "low"], rows.loc["birch", "high"]) == (18, 22)
    assert rows.loc["birch", "ratio_low"] == pytest.approx(ratio_limits(18, 1, 17, 1)[0])
    assert rows.loc["birch", "ratio_high"] == pytest.approx(ratio_limits(22, 1, 13, 1)[1])
    assert rows.loc["elder", "no_ratio"] == "may_be_zero"
    assert rows.loc["elder", ["ratio", "ratio_low", "ratio_high"]].isna().all()


def test_where_a_count_may_be_zero_there_are_only_counts(group):
    two_years(group, {member: (0, 0) for member in SEVEN} | {"alder": (1, 20)})
    row = change(group).iloc[0]
    assert (row["before_shown"], row["shown"], row["no_ratio"]) == ("under 5", "20", "may_be_zero")
    assert row[["ratio", "ratio_low", "ratio_high", "before_rate"]].isna().all()


def test_without_homes_there_are_only_counts(group):
    group.change("delete from homes where member = 'alder' and year_start = '2026-04-01'")
    two_years(group, COUNTS)
    for of in ("own", "group"):
        row = change(group, of=of).iloc[0]
        assert row["no_ratio"] == "no_homes"
        assert row[["homes", "rate", "rate_low", "ratio", "ratio_low"]].isna().all()
        assert row["low"] > 0


def test_where_other_members_returned_both_counts_stand_side_by_side(group):
    """A ratio over the six would give the seventh's count away."""
    two_years(group, COUNTS | {"gorse": (None, 1)})
    row = change(group).iloc[0]
    assert row["no_ratio"] == "different_members"
    assert (row["shown"], row["before_shown"]) == ("90", "65")
    assert (row["contributors"], row["before_contributors"]) == (7, 6)
    assert row[["ratio", "ratio_low", "ratio_high"]].isna().all()


def test_as_many_members_but_not_the_same_ones_are_different_members(group):
    two_years(group, COUNTS | {"gorse": (None, 1), "fir": (3, None)})
    assert change(group).iloc[0]["no_ratio"] == "different_members"


def test_nothing_last_year(group):
    two_years(group, {member: (None, n) for member, (_, n) in COUNTS.items()})
    row = change(group).iloc[0]
    assert (row["no_ratio"], row["shown"]) == ("nothing_last_year", "90")
    assert row[["before_low", "before_shown", "before_rate", "ratio_low"]].isna().all()


def test_a_part_returned_quarter_is_not_compared(group):
    two_years(group, COUNTS)
    group.returns("alder", date(2026, 7, 1), {"missing_person": [9]})
    assert change(group, of="own").iloc[0]["period"].date() == NOW


def test_years_are_compared_as_quarters_are(group):
    for start, n in ((date(2024, 4, 1), 5), (LAST, 7)):
        for member in SEVEN:
            group.returns(member, start, {"missing_person": [n] * 12})
    group.close(date(2026, 1, 1))
    row = change(group, by="year").iloc[0]
    assert (row["period"].date(), row["low"], row["high"], row["before_low"]) == (LAST, 588, 592, 418)
    assert row["no_ratio"] is None


def test_an_earlier_period_can_be_asked(group):
    two_years(group, COUNTS)
    assert change(group, period="2025-04").iloc[0]["low"] == 63


def test_a_correction_after_closing_moves_ones_own_figure_alone(group):
    two_years(group, COUNTS)
    group.returns("birch", NOW, {"missing_person": [60, 0, 0]})
    assert change(group).iloc[0]["low"] == 88
    assert change(group, "birch", of="own").iloc[0]["low"] == 60


def test_by_category_for_the_group_never_for_members(group):
    two_years(group, COUNTS)
    row = change(group, family=None, category="missing_person").iloc[0]
    assert (row["category"], row["shown"]) == ("missing_person", "90")
    with pytest.raises(NotAllowed, match="compared by family"):
        change(group, of="members", category="missing_person")


@pytest.mark.parametrize("viewer", [Viewer.coordinator(), Viewer.lead("alder").presenting()])
def test_presenting_has_no_own_change_and_no_exact_member(group, viewer):
    two_years(group, COUNTS)
    with pytest.raises(NotAllowed, match="Only a member"):
        change(group, viewer, of="own")
    rows = change(group, viewer, of="members").set_index("member")
    assert (rows.loc["alder", "low"], rows.loc["alder", "high"]) == (43, 47)


# Flags: the golden values' seven members, as their leads see themselves and as the others see them.


@pytest.fixture
def flagged(tmp_path):
    rows = GOLDEN["significance_funnel"]["rate_input"]
    group = SmallGroup(tmp_path / "store.duckdb", dict(zip(SEVEN, (row["d"] for row in rows), strict=True)))
    for member, row in zip(SEVEN, rows, strict=True):
        group.returns(member, LAST, {"missing_person": [row["n"], *[0] * 11]})
    group.close(date(2026, 1, 1))
    return group


def flags(group, viewer, **more):
    rows = group.ask("compare_flags", viewer, family=QUARTER, period="2025-04", **more)
    return {row.member: (row.flag, row.level) for row in rows.itertuples()}


UKHSA = {
    "High (0.001)": ("high", 99.8),
    "High (0.025)": ("high", 95.0),
    "Not significant": ("similar", None),
    "Low (0.025)": ("low", 95.0),
    "Low (0.001)": ("low", 99.8),
}


def test_own_flags_are_ukhsas(flagged):
    """The group's 373 of 59,230 is shown as 375 (373 to 377): near enough to 373 for every member here."""
    for member, said in zip(SEVEN, GOLDEN["significance_funnel"]["rate_significance"], strict=True):
        flag, level = flags(flagged, member)[member]
        assert (flag, None if level != level else level) == UKHSA[said], member


def test_a_peers_flag_is_ukhsas_or_cannot_tell(flagged):
    seen = flags(flagged, Viewer.coordinator())
    assert {member: flag for member, (flag, _) in seen.items()} == {
        "alder": "similar",
        "birch": "cannot_tell",  # 18 to 22: low at 18, not at 22
        "cedar": "high",
        "damson": "cannot_tell",
        "elder": "similar",
        "fir": "similar",
        "gorse": "low",
    }


def test_flags_agree_with_trying_every_count(flagged):
    rows = flagged.ask("compare_flags", "damson", family=QUARTER, by="quarter")
    assert len(rows) == 7 * 4
    for row in rows.itertuples():
        expected = compared(row.low, row.high, row.homes, row.group_low, row.group_high, 95)
        assert row.flag == expected


def test_no_group_figure_no_flag(group):
    for member in SEVEN[:4]:
        group.returns(member, LAST, {"missing_person": [9] * 12})
    group.close(date(2026, 1, 1))
    rows = group.ask("compare_flags", "alder", family=QUARTER)
    assert len(rows) == 4
    assert rows[["flag", "level", "group_low"]].isna().all(axis=None)


FUNNEL_LINES = {"lower95": "lower_2s", "upper95": "upper_2s", "lower998": "lower_3s", "upper998": "upper_3s"}


def test_funnel_points_are_near_upstreams(flagged):
    """Homes at which so many events reach a limit: upstream's funnel is exact throughout, found by search.

    Ours takes Byar's limits from ten events as the flags do, so that funnel and flags always agree.
    """
    case = GOLDEN["significance_funnel"]
    points = flagged.store.cursor().execute(
        "select events, line, homes, rate from funnel_points(?)", [case["rate_weighted_average_per_1000"]]
    )
    found = {(events, line): (homes, rate) for events, line, homes, rate in points.fetchall()}
    compared_rows = [row for row in case["rate_limits_rows"] if row["Events"] <= 50]
    assert len(compared_rows) == 7
    for row in compared_rows:
        for line, upstream in FUNNEL_LINES.items():
            expected = row[f"{upstream}_population_1_year"], row[f"{upstream}_limit"]
            near = 1e-4 if row["Events"] < 10 else 0.02
            assert found[row["Events"], line] == pytest.approx(expected, rel=near)


def test_funnel_limits_part_what_is_flagged_from_what_is_not(flagged):
    """A count just above the upper line has its own lower limit above the group's rate, one below has not."""
    limits = flagged.ask("funnel_limits", "alder", family=QUARTER, period="2025-04")
    assert len(limits) == 61
    assert limits["homes"].is_monotonic_increasing
    assert limits["homes"].iloc[0] == pytest.approx(0.8 * 2100)
    centre = 1000 * 375 / sum(row["d"] for row in GOLDEN["significance_funnel"]["rate_input"])
    for row in limits.iloc[10::10].itertuples():
        assert row.lower998 < row.lower95 < centre < row.upper95 < row.upper998
        above = int(row.upper95 * row.homes / 1000) + 1
        assert 1000 * events_limits(above, 95)[0] / row.homes > centre
        assert 1000 * events_limits(above - 2, 95)[0] / row.homes < centre


def test_no_funnel_where_the_groups_rate_may_be_zero(group):
    two_years(group, dict.fromkeys(SEVEN, (0, 0)))
    assert group.ask("funnel_limits", "alder", family=QUARTER, period="2026-04", by="quarter").empty


# Headlines


def headlines(group, viewer="alder", **more):
    return group.ask("headlines", viewer, **more).set_index("family")


def calm_quarters(group, change_in=None, times=3, quarters=10, absent=None):
    """Ten quarters alike but for small counts' own spread; then one family times `times`, without `absent`."""
    for place, member in enumerate(SEVEN):
        for back in range(1 if member == absent else 0, quarters):
            counts = {}
            for at, category in enumerate(("damp_mould", "cost_of_living", "missing_person", "domestic_abuse")):
                n = 20 + (place + back * 2 + at) % 5
                if category == change_in and back == 0:
                    n *= times
                counts[category] = [n, n, n]
            group.returns(member, month(NOW, -3 * back), counts)
    group.close(NOW)


def test_nothing_stands_out_when_nothing_happened(group):
    calm_quarters(group)
    for of in ("group", "own"):
        rows = headlines(group, of=of)
        assert len(rows) == 10
        assert not rows["stands_out"].any()
        assert rows["direction"].isna().all()
        assert set(rows["comparisons"]) == {10}


def test_a_change_stands_out_for_the_group_and_oneself(group):
    calm_quarters(group, "missing_person")
    for of, expected in (("group", ["missing_people"]), ("own", ["missing_people"])):
        rows = headlines(group, of=of)
        found = rows[rows["stands_out"]]
        assert list(found.index) == expected
        row = found.iloc[0]
        assert (row["period"].date(), row["direction"]) == (NOW, "up")
        assert 2 < row["ratio_low"] < row["ratio"] < row["ratio_high"] < 5
        assert (row["contributors"], row["members"]) == ((7, 7) if of == "group" else (1, 1))


def test_a_fall_is_down(group):
    calm_quarters(group, "missing_person", times=0)
    assert headlines(group).loc["missing_people", "direction"] == "down"


def test_all_see_one_group_list(group):
    calm_quarters(group, "cost_of_living")
    answers = [headlines(group, viewer).to_csv() for viewer in (*SEVEN, Viewer.coordinator())]
    assert len(set(answers)) == 1
    assert headlines(group, Viewer.lead("alder").presenting()).to_csv() == answers[0]


def test_the_groups_headlines_are_shown_as_intervals(group):
    calm_quarters(group, "missing_person")
    rows = headlines(group)
    assert ((rows["high"] - rows["low"]) >= 4).all()
    assert not {"n", "before_n", "chance", "z", "phi"} & set(rows.columns)


def test_other_members_than_last_year_no_test_and_the_reason(group):
    calm_quarters(group, "missing_person", absent="gorse")
    rows = headlines(group)
    assert set(rows["no_ratio"]) == {"different_members"}
    assert not rows["stands_out"].any()
    assert set(rows["comparisons"]) == {0}


def test_before_the_first_closing_there_are_no_headlines(group):
    group.returns("alder", NOW, {"missing_person": [1, 2, 3]})
    assert headlines(group).empty
    assert headlines(group, of="own").empty


def test_not_returned_says_so(group):
    calm_quarters(group)
    for member in SEVEN[:6]:
        group.returns(member, date(2026, 7, 1), {"missing_person": [20, 20, 20]})
    group.close(date(2026, 7, 1))
    rows = headlines(group, "gorse", of="own")
    assert set(rows["no_ratio"]) == {"no_figure"}
    assert rows["low"].isna().all()


# Which columns were supplied


def test_supplied_by_every_return_of_the_quarter_or_not(group):
    names = ("incident_ref", "reported_on", "category")
    group.returns("alder", NOW, {"missing_person": [1, 1, 1]}, fields=(*names, "gender"))
    group.returns("birch", NOW, {"missing_person": [1]}, fields=(*names, "gender"))
    group.returns("birch", month(NOW, 1), {"missing_person": [1, 1]}, fields=names)
    group.close(NOW)
    rows = group.ask("column_supplied", "cedar")
    told = {(row.member, row.field): bool(row.supplied) for row in rows.itertuples()}
    assert told[("alder", "gender")] is True
    assert told[("birch", "gender")] is False
    assert told[("birch", "category")] is True
    assert list(rows.columns) == ["member", "quarter", "field", "supplied"]


def test_a_nil_return_looks_like_the_members_returns_before_it(group):
    """By columns it must not be told from others: it stands for a count of exactly 0."""
    names = ("incident_ref", "reported_on", "category", "gender")
    group.returns("alder", LAST, {"missing_person": [1, 1, 1]}, fields=names)
    group.returns("alder", NOW, {"missing_person": [0, 0, 0]}, kind="nil", fields=())
    group.returns("birch", NOW, {"missing_person": [1, 1, 1]}, fields=(*names, "age_band"))
    group.close(NOW)
    rows = group.ask("column_supplied", "cedar")
    nil = rows[(rows["member"] == "alder") & (rows["quarter"] == "2026-04-01")]
    assert set(nil[nil["supplied"]]["field"]) == set(names)


def test_peers_columns_come_from_the_edition_ones_own_at_once(group):
    group.returns("alder", NOW, {"missing_person": [1, 1, 1]}, fields=("category", "gender"))
    assert group.ask("column_supplied", "birch").empty
    assert set(group.ask("column_supplied", "alder")["field"]) == {"category", "gender"}
