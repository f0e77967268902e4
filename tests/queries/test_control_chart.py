"""The control chart as a question: exact for oneself, whole numbers for the group, and nobody else's."""

import json
import pathlib
from datetime import date

import pytest

from queries.refusals import NotAllowed, WrongQuestion
from queries.viewer import Viewer
from tests.queries import naive_charts
from tests.queries.frames import assert_same_values
from tests.queries.small_group import SEVEN, SmallGroup, month

GOLDEN = pathlib.Path(__file__).parents[2] / "../shared/golden/methods.json"
CASES = json.loads(GOLDEN.read_text())["xmr"]
WHOLE = [
    name
    for name, case in CASES.items()
    if case["input"].get("screen_outliers", True) and all(y is None or y == int(y) for y in case["input"]["y"])
]
WITHHELD = {
    "single_point": "too_few_months",
    "sparse_zeros": "low_mean",
    "flat_then_one_step": "little_variation",
}
SIGNALS = {
    "Above UCL": "outside",
    "Below LCL": "outside",
    "7 Point Trend (Increasing)": "trend",
    "2 in 3 Above CL": "two_of_three",
    "2 in 3 Below CL": "two_of_three",
    "7 Points Above CL": "shift",
    "7 Points Below CL": "shift",
}
START = date(2024, 4, 1)
STEADY = [12, 15, 11, 14, 13, 16, 12, 10, 15, 13, 14, 12, 11, 16, 13, 12, 15, 14, 10, 13, 14, 12, 15, 13]


@pytest.fixture
def group(tmp_path):
    return SmallGroup(tmp_path / "store.duckdb")


def return_months(group, member, values, category="self_neglect", start=START):
    """One return a month, none for a gap."""
    for place, value in enumerate(values):
        if value is not None:
            group.returns(member, month(start, place), {category: [value]})


def steady_members(group, members=SEVEN, months=24, start=START, seasonal=False):
    """Everybody returns about as much every month: no chart of theirs has a signal."""
    category = "damp_mould" if seasonal else "self_neglect"
    for place, member in enumerate(members):
        values = (STEADY[place:] + STEADY[:place]) * 2
        group.returns(member, start, {category: values[:months]})


def chart(group, viewer="alder", of="group", category="self_neglect", **more):
    return group.ask("control_chart", viewer, of=of, category=category, **more)


def signals(rows):
    return {row.month.date(): (row.signal, row.direction) for row in rows[rows["signal"].notna()].itertuples()}


@pytest.mark.dose(4)
@pytest.mark.parametrize("name", WHOLE)
def test_own_chart_agrees_with_making_data_count_or_says_why_not(group, name):
    case = CASES[name]
    return_months(group, "alder", case["input"]["y"])
    if case["input"].get("rebase_at_index_1based"):
        started = month(START, case["input"]["rebase_at_index_1based"] - 1)
        group.change("insert into event (month, member, rebases) values (?, 'alder', true)", started)
    rows = chart(group, of="own")
    assert [row.value for row in rows.itertuples()] == [y for y in case["input"]["y"] if y is not None]
    assert set(rows["withheld"].dropna()) == ({WITHHELD[name]} if name in WITHHELD else set())
    if name in WITHHELD:
        assert rows[["mean", "lower", "upper", "near_lower", "near_upper", "signal"]].isna().all(axis=None)
        return
    if "groups" in case:
        for place, segment in enumerate(case["groups"]):
            line = rows[rows["segment"] == place].iloc[0]
            limits = (segment["lpl"], segment["upl"]) if segment["lpl"] is not None else (segment["mean"],) * 2
            assert line["mean"] == pytest.approx(segment["mean"], rel=1e-6)
            assert line["lower"] == pytest.approx(max(0, limits[0]), rel=1e-6)
            assert line["upper"] == pytest.approx(limits[1], rel=1e-6)
            assert line["provisional"] == segment["short_group_warning"]
    upstream = enumerate(case.get("special_cause_type", []))
    expected = {month(START, at): SIGNALS[said] for at, said in upstream if said != "Common Cause"}
    assert {at: signal for at, (signal, _) in signals(rows).items()} == expected


def shown(n):
    """What a count of five or more is shown as to others, and counts as in the group's chart."""
    return 6 if n < 8 else 5 * round(n / 5)


def test_the_groups_chart_is_decided_on_what_is_shown(group):
    """Six members report one a month each: the chart is that of the golden series to the nearest five."""
    case = CASES["shift_up"]
    group.returns("alder", START, {"self_neglect": [y - 6 for y in case["input"]["y"]]})
    for member in SEVEN[1:]:
        group.returns(member, START, {"self_neglect": [1] * 24})
    group.close(date(2026, 1, 1))
    rows = chart(group, Viewer.coordinator())
    assert list(rows["month"].dt.date) == [month(START, place) for place in range(24)]
    assert rows["value"].isna().all()
    assert (rows["high"] > rows["low"]).all()
    expected = naive_charts.xmr([shown(y) for y in case["input"]["y"]])
    for line, value in (("mean", 0), ("upper", expected["reach"]), ("lower", -expected["reach"])):
        assert rows[line].nunique() == 1
        assert rows[line].iloc[0] == pytest.approx(expected["mean"] + value)
    assert signals(rows) == {month(START, place): signal for place, signal in enumerate(expected["signals"]) if signal}
    assert signals(rows)


def test_a_group_without_limits_gives_no_mean_either(group):
    """The mean of few months would be their exact count."""
    for member in SEVEN:
        group.returns(member, START, {"self_neglect": [3, 2, 4]})
    group.close(START)
    rows = chart(group)
    assert set(rows["withheld"]) == {"too_few_months"}
    assert rows[["mean", "lower", "upper", "near_lower", "near_upper"]].isna().all(axis=None)


@pytest.mark.parametrize("viewer", ["alder", Viewer.reader("alder"), Viewer.coordinator()])
def test_a_peers_chart_is_refused_by_the_query(group, viewer):
    with pytest.raises(WrongQuestion, match="of is one of group, own"):
        chart(group, viewer, of="birch")
    with pytest.raises(WrongQuestion, match="does not take member"):
        chart(group, viewer, member="birch")


@pytest.mark.parametrize("viewer", [Viewer.coordinator(), Viewer.lead("alder").presenting()])
def test_only_a_member_has_a_chart_of_its_own(group, viewer):
    with pytest.raises(NotAllowed, match="Only a member has figures of its own"):
        chart(group, viewer, of="own")


def test_the_public_has_no_months(group):
    with pytest.raises(NotAllowed):
        chart(group, Viewer.public())


def test_own_chart_does_not_wait_for_the_closing(group):
    steady_members(group)
    assert len(chart(group, of="own")) == 24
    assert chart(group).empty


def test_every_family_at_once_has_charts_of_its_own(group):
    steady_members(group)
    alone = chart(group, of="own", category=None, family="self_neglect_and_hoarding")
    together = group.ask("control_chart", "alder", of="own")
    assert together["family"].nunique() == 10
    same = together[together["family"] == "self_neglect_and_hoarding"].reset_index(drop=True)
    assert same.to_csv() == alone.to_csv()


def test_seasonal_categories_have_no_shift_in_a_family_or_a_category(group):
    year = [3, 3, 2, 4, 3, 3, 4, 9, 8, 9, 8, 9]
    for category in ("damp_mould", "hoarding"):
        group.returns("alder", START, {category: year + year[:5] + [9, 8] + year[7:]})
    by_family = group.ask("control_chart", "alder", of="own").groupby("family")["signal"].agg(set)
    assert "shift" in by_family["self_neglect_and_hoarding"]
    assert not {"shift", "trend"} & by_family["damp_and_mould"]
    assert not {"shift", "trend"} & set(chart(group, of="own", category="damp_mould")["signal"])
    assert "shift" in set(chart(group, of="own", category="hoarding")["signal"])


# Members who return late, leave, join or miss a quarter: nobody else's figure moves, and nothing signals.


def gone_without(group, member, quarters):
    """Everybody steady, but `member` without the quarters at these places; the rest is closed."""
    steady_members(group, [each for each in SEVEN if each != member])
    for place in range(8):
        if place not in quarters:
            group.returns(member, month(START, place * 3), {"self_neglect": STEADY[place * 3 : place * 3 + 3]})
    group.close(date(2026, 1, 1))


def test_a_steady_group_has_no_signal(group):
    steady_members(group)
    group.close(date(2026, 1, 1))
    rows = chart(group)
    assert not signals(rows)
    assert not rows["hollow"].any()
    assert set(rows["segment"]) == {0}


def test_a_months_gap_is_hollow_and_takes_no_part(group):
    gone_without(group, "gorse", {3})
    rows = chart(group)
    missed = [month(START, place) for place in (9, 10, 11)]
    assert list(rows[rows["hollow"]]["month"].dt.date) == missed
    assert set(rows[rows["hollow"]]["contributors"]) == {6}
    assert rows[rows["hollow"]]["low"].notna().all()
    assert not signals(rows)
    whole = rows[~rows["hollow"]]
    totals = [round(sum((STEADY[i:] + STEADY[:i])[p] for i in range(6)) + STEADY[p]) for p in range(24)]
    kept = [shown(total) for place, total in enumerate(totals) if month(START, place) not in missed]
    assert whole["mean"].iloc[0] == pytest.approx(sum(kept) / len(kept))
    assert whole["mean"].nunique() == 1


def test_a_late_return_adds_its_members_own_figures_and_moves_nothing_else(group):
    gone_without(group, "gorse", {7})
    before = {question: group.ask(question, "alder") for question in ("member_figures", "group_figures")}
    own = group.ask("own_figures", "alder", by="month")
    assert not signals(chart(group))
    group.returns("gorse", month(START, 21), {"self_neglect": STEADY[21:]})
    for question, rows in before.items():
        assert group.ask(question, "alder").equals(rows), "before the next closing nothing moves"
    group.close(date(2026, 1, 1))
    assert not signals(chart(group))
    assert list(chart(group).tail(3)["hollow"]) == [True] * 3
    assert group.ask("own_figures", "alder", by="month").equals(own)
    assert group.ask("group_figures", "alder").equals(before["group_figures"])
    again = group.ask("member_figures", "alder")
    late = (again["member"] == "gorse") & (again["period"] == "2026-01-01")
    assert again[~late].reset_index(drop=True).equals(before["member_figures"])
    assert late.sum() == 10


def test_joining_starts_the_limits_afresh_without_a_signal(group):
    """The seventh member brings half as much again."""
    for member in SEVEN[:6]:
        group.returns(member, START, {"self_neglect": [10, 14] * 12})
    group.change("update member set joined = ? where member = 'gorse'", month(START, 12))
    group.returns("gorse", month(START, 12), {"self_neglect": [50] * 12})
    group.close(date(2026, 1, 1))
    rows = chart(group)
    assert list(rows["segment"]) == [0] * 12 + [1] * 12
    assert list(rows["members"]) == [6] * 12 + [7] * 12
    assert rows["provisional"].all()
    assert rows["mean"].iloc[12] > rows["mean"].iloc[11] + 40
    assert not signals(rows)
    assert not rows["hollow"].any()


def test_leaving_starts_the_limits_afresh_without_a_signal(group):
    steady_members(group, SEVEN[:6])
    group.change("update member set left_after = ? where member = 'gorse'", month(START, 11))
    group.returns("gorse", START, {"self_neglect": [50] * 12})
    group.close(date(2026, 1, 1))
    rows = chart(group)
    assert list(rows["segment"]) == [0] * 12 + [1] * 12
    assert not signals(rows)
    assert not rows["hollow"].any()


def test_with_fewer_than_five_there_is_a_gap_in_the_groups_chart(group):
    steady_members(group, SEVEN[:4])
    for place in (0, 1, 2, 4, 5, 6, 7):
        group.returns("elder", month(START, place * 3), {"self_neglect": [9, 9, 9]})
    group.close(date(2026, 1, 1))
    rows = chart(group)
    assert [month(START, place) for place in range(9, 12)] == sorted(
        {month(START, place) for place in range(24)} - set(rows["month"].dt.date)
    )


# Re-basing: a marked event, of whoever's chart it is.

EVENTS = [
    # the event's member, category, removed -> does it re-base the group's chart, alder's own
    (None, None, None, True, False),
    (None, "self_neglect", None, True, False),
    (None, "self_neglect_and_hoarding", None, True, False),
    (None, "damp_mould", None, False, False),
    (None, None, "2026-02-01", False, False),
    ("alder", None, None, False, True),
    ("alder", "hoarding", None, False, False),
    ("birch", None, None, False, False),
]


@pytest.mark.dose(3)
@pytest.mark.parametrize(("member", "category", "removed", "groups", "own"), EVENTS)
def test_an_event_rebases_whose_chart_it_is(group, member, category, removed, groups, own):
    """One's own at once, the group's from the next closing on: else events would take its months apart."""
    steady_members(group)
    group.close(date(2025, 10, 1))
    group.change(
        "insert into event (month, member, category, added_after, removed_at, removed_after, rebases) "
        "select ?, ?, ?, count(*), ?, case when ? then count(*) end, true from closing",
        *(month(START, 10), member, category, removed, bool(removed)),
    )
    assert set(chart(group)["segment"]) == {0}
    started = [0] * 10 + [1] * 14
    assert list(chart(group, of="own")["segment"]) == (started if own else [0] * 24)
    group.close(date(2026, 1, 1))
    assert list(chart(group)["segment"]) == (started if groups else [0] * 24)


# the event's category -> the families and the categories whose own charts it re-bases, of those below
REBASED = {
    None: {"self_neglect_and_hoarding", "damp_and_mould", "self_neglect", "hoarding", "damp_mould"},
    "self_neglect_and_hoarding": {"self_neglect_and_hoarding", "self_neglect", "hoarding"},
    "hoarding": {"self_neglect_and_hoarding", "hoarding"},
    "damp_mould": {"damp_and_mould", "damp_mould"},
}


@pytest.mark.parametrize("category", REBASED)
def test_an_event_rebases_its_own_chart_alone_also_where_all_are_asked_for_at_once(group, category):
    group.returns("alder", START, {name: STEADY for name in ("self_neglect", "hoarding", "damp_mould")})
    group.change("insert into event (month, member, category, rebases) values (?, 'alder', ?, true)", START, category)
    families = group.ask("control_chart", "alder", of="own")
    categories = group.ask("control_chart", "alder", of="own", category="*")
    for rows, column, names in (
        (families, "family", ("self_neglect_and_hoarding", "damp_and_mould")),
        (categories, "category", ("self_neglect", "hoarding", "damp_mould")),
    ):
        for name in names:
            together = rows[rows[column] == name]
            assert set(together["segment"]) == ({1} if name in REBASED[category] else {0})
            alone = group.ask("control_chart", "alder", of="own", **{column: name})
            assert_same_values(together, alone)


def test_an_event_that_only_marks_does_not_rebase(group):
    steady_members(group)
    group.change("insert into event (month, member, rebases) values (?, 'alder', false)", month(START, 10))
    assert set(chart(group, of="own")["segment"]) == {0}
