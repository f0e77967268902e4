"""Questions on hazards: own figures exactly, the group's as shown, once; held against a plain count in Python."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from scipy.stats import binomtest

from ingest.standard import HAZARDS
from queries.viewer import Viewer
from tests.queries.hazard_group import hazards
from tests.queries.small_group import SEVEN, SmallGroup, month

START = date(2025, 10, 1)
CLOCKS = ("emergency_made_safe", "investigated", "summary_sent", "safety_work_done", "further_work_begun")
RESULTS = ("met", "missed", "running", "overdue", "excepted", "cannot_tell", "not_in_law")
COORDINATOR = Viewer.coordinator()


def random_hazard(chance: Random) -> dict:
    level = chance.choice(["emergency", "significant", "significant", "not_a_hazard"])
    results = {clock: chance.choice(RESULTS if level == "significant" else RESULTS[-2:]) for clock in CLOCKS}
    return {
        "hazard_type": chance.choice(["damp_mould", "damp_mould", "fire"]),
        "hazard_level": level,
        "reopened": chance.choice([True, False, None]),
        "investigated_working_days": chance.choice([None, 0, 5, 6, 10, 11, 15, 16, 40]),
        **results,
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Six of seven supply nine months of random hazards; three quarters closed. Each member's hazards by month."""
    group, chance = SmallGroup(tmp_path_factory.mktemp("hazards") / "store.duckdb"), Random(5)
    rows = {}
    for size, member in enumerate(SEVEN):
        group.returns(member, START, {"damp_mould": [3] * 9})
        if member != "gorse":
            rows[member] = [[random_hazard(chance) for _ in range(chance.randint(0, 9 - size))] for _ in range(9)]
            hazards(group, member, START, rows[member])
    group.close(month(START, 6))
    yield group, rows
    group.store.close()


def naive_clock(rows, clock, quarter, *, kind=None, level=None) -> Counter:
    """Results of one clock among hazards of a member's months in a quarter (0, 1, 2)."""
    return Counter(
        each[clock]
        for of_month in rows[quarter * 3 : quarter * 3 + 3]
        for each in of_month
        if kind in (None, each["hazard_type"]) and level in (None, each["hazard_level"])
    )


def counted(answer, quarter, clock):
    rows = answer[(answer["period"] == str(month(START, 3 * quarter))) & (answer["clock"] == clock)]
    return rows.set_index("result")


@pytest.mark.parametrize(
    ("kind", "level"), [(None, None), ("damp_mould", None), (None, "significant"), ("fire", "emergency")]
)
def test_own_clocks_are_exact_with_wilson_s_limits(made, kind, level):
    group, rows = made
    answer = group.ask("hazard_clocks", "birch", of="own", type=kind, level=level)
    assert len(answer) == 3 * len(CLOCKS) * len(RESULTS)
    for quarter in range(3):
        for clock in CLOCKS:
            expected = naive_clock(rows["birch"], clock, quarter, kind=kind, level=level)
            got = counted(answer, quarter, clock)
            assert {code: got.loc[code, "low"] for code in RESULTS} == {code: expected[code] for code in RESULTS}
            base = sum(n for code, n in expected.items() if code != "not_in_law")
            for code in RESULTS[:-1]:
                if base < 10:
                    assert got.loc[code, "share"] != got.loc[code, "share"], "null on a base under ten"
                else:
                    limits = binomtest(expected[code], base).proportion_ci(method="wilson")
                    assert got.loc[code, ["share_low", "share_high"]].tolist() == pytest.approx(list(limits), abs=1e-9)


@pytest.mark.parametrize(("kind", "level"), [(None, None), ("damp_mould", None), (None, "significant")])
def test_the_group_s_are_to_the_nearest_five_when_the_second_quarter_after_is_closed(made, kind, level):
    group, rows = made
    answer = group.ask("hazard_clocks", COORDINATOR, type=kind, level=level)
    assert set(answer["period"].dt.date) == {START}
    for clock in CLOCKS:
        expected = sum((naive_clock(of, clock, 0, kind=kind, level=level) for of in rows.values()), Counter())
        got = counted(answer, 0, clock)
        for code in RESULTS:
            n = expected[code]
            nearest = 5 * ((n + 2) // 5)
            interval = (0, 4) if n < 5 else (max(5, nearest - 2), nearest + 2)
            assert tuple(got.loc[code, ["low", "high"]]) == interval
    assert set(answer["contributors"]) == {6}


def test_levels_are_shown_at_the_closing_and_own_ones_by_month_too(made):
    group, rows = made
    shown = group.ask("hazard_counts", COORDINATOR)
    assert sorted(set(shown["period"].dt.date)) == [START, month(START, 3), month(START, 6)]
    own = group.ask("hazard_counts", "alder", of="own", by="month")
    emergencies = own[own["level"] == "emergency"]["low"].tolist()
    assert emergencies == [sum(h["hazard_level"] == "emergency" for h in of_month) for of_month in rows["alder"]]
    assert group.ask("hazard_counts", COORDINATOR, by="month").empty


def test_durations_fall_into_bands_about_the_limit(made):
    group, rows = made
    answer = group.ask("hazard_durations", "alder", of="own", period=START)
    got = answer[answer["clock"] == "investigated"].set_index("band")["low"].to_dict()
    days = [h["investigated_working_days"] for of_month in rows["alder"][:3] for h in of_month]
    days = [each for each in days if each is not None]
    assert got == {
        "5 or less": sum(each <= 5 for each in days),
        "6 to 10": sum(6 <= each <= 10 for each in days),
        "11 to 15": sum(11 <= each <= 15 for each in days),
        "over 15": sum(each >= 16 for each in days),
    }


def test_reopened_is_a_share_of_those_of_which_it_is_known(made):
    group, rows = made
    answer = group.ask("hazard_reopened", "alder", of="own").iloc[0]
    known = [h["reopened"] for of_month in rows["alder"][:3] for h in of_month if h["reopened"] is not None]
    assert answer["low"] == sum(known)
    if len(known) >= 10:
        assert answer["share"] == pytest.approx(sum(known) / len(known))


def test_who_supplies_hazards_is_known_of_closed_quarters(made):
    group, _ = made
    supplied = group.ask("hazards_supplied", "gorse")
    assert set(supplied["member"]) == set(SEVEN) - {"gorse"}


def everything(group, viewer):
    asked = [
        ("hazard_clocks", {"type": kind, "level": level, "by": by})
        for kind in (None, "damp_mould", "fire")
        for level in (None, "emergency", "significant")
        for by in ("quarter", "year")
    ]
    asked += [(name, {"by": "quarter"}) for name in ("hazard_counts", "hazard_durations", "hazard_reopened")]
    asked += [
        ("hazards_supplied", {}),
        ("group_figures", {}),
        ("breakdown", {"field": "hazard_level", "period": START}),
    ]
    return [group.ask(name, viewer, **more).to_csv() for name, more in asked]


def test_two_members_who_swap_their_hazards_are_not_told_apart(tmp_path):
    """No figure of the group is true of one member and not of another: so none of them can give one away."""
    answers = []
    for name, first, second in (("one", "birch", "fir"), ("other", "fir", "birch")):
        group = SmallGroup(tmp_path / f"{name}.duckdb")
        for member in SEVEN:
            group.returns(member, START, {"damp_mould": [3] * 9})
        many = [[{"summary_sent": "missed"}] * 7] * 9
        for member in SEVEN[:6]:
            hazards(group, member, START, {first: many, second: [[{"reopened": True}]] * 9}.get(member, [[{}] * 2] * 9))
        group.close(month(START, 6))
        answers.append(everything(group, Viewer.lead("cedar")))
        group.store.close()
    assert answers[0] == answers[1]


def test_a_quarter_s_clocks_are_shown_once_of_the_hazards_that_counted_at_its_closing(tmp_path):
    group = SmallGroup(tmp_path / "store.duckdb")
    for member in SEVEN:
        group.returns(member, START, {"damp_mould": [3] * 12})
        hazards(group, member, START, [[{"investigated": "running"}] * 4] * 12)
    group.close(START)
    assert group.ask("hazard_clocks", COORDINATOR).empty
    for member in SEVEN:  # the clocks moved on, and hazards came that did not count then
        hazards(group, member, START, [[{"investigated": "missed"}] * 6] * 12, order=2)
    group.close(month(START, 6))
    first = counted(group.ask("hazard_clocks", COORDINATOR), 0, "investigated")
    assert first.loc["missed", "shown"] == "85"  # 7 members, 3 months, 4 hazards: 84
    assert first.loc["running", "shown"] == "under 5"
    levels = group.ask("hazard_counts", COORDINATOR)
    significant = levels[levels["level"] == "significant"].set_index("period")["shown"]
    assert significant[str(START)] == "85" and significant[str(month(START, 3))] == "125"
    for member in SEVEN:
        hazards(group, member, START, [[{"investigated": "met"}] * 6] * 12, order=3)
    group.close(month(START, 9))
    again = counted(group.ask("hazard_clocks", COORDINATOR), 0, "investigated")
    assert again.loc["missed", "shown"] == "85"
    group.store.close()


def test_fewer_than_five_members_have_no_figure_of_the_group(tmp_path):
    group = SmallGroup(tmp_path / "store.duckdb")
    for member in SEVEN:
        group.returns(member, START, {"damp_mould": [3] * 9})
    for member in SEVEN[:4]:
        hazards(group, member, START, [[{}] * 9] * 9)
    hazards(group, "elder", START, [[{}] * 9] * 2)  # not the whole quarter
    group.close(month(START, 6))
    assert group.ask("hazard_counts", COORDINATOR).empty and group.ask("hazard_clocks", COORDINATOR).empty
    assert set(group.ask("hazards_supplied", COORDINATOR)["member"]) == set(SEVEN[:4])
    group.store.close()


def test_hazards_change_no_figure_of_incidents(tmp_path):
    answers = []
    for name in ("with", "without"):
        group = SmallGroup(tmp_path / f"{name}.duckdb")
        for member in SEVEN:
            group.returns(member, START, {"damp_mould": [3] * 9})
            if name == "with":
                hazards(group, member, START, [[{}] * 9] * 9)
        group.close(month(START, 6))
        asked = [("group_figures", {"by": by}) for by in ("month", "quarter", "year")]
        asked += [("member_figures", {}), ("headlines", {}), ("change_on_last_year", {}), ("column_supplied", {})]
        answers.append([group.ask(question, COORDINATOR, **more).to_csv() for question, more in asked])
        group.store.close()
    assert answers[0] == answers[1]


def test_the_program_and_the_standard_name_the_same_clocks_and_results():
    assert tuple(each.code for each in HAZARDS.code_lists["hazard_clock"]) == CLOCKS
    assert tuple(each.code for each in HAZARDS.code_lists["clock_result"]) == RESULTS
