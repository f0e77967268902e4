"""The attack: does everything one viewer may ask leave at least two values for every peer's count of 1 to 4?"""

from collections import Counter
from dataclasses import dataclass, field

import pytest

from ingest.standard import STANDARD
from queries.schema import MACROS
from queries.viewer import Viewer
from tests.attack.groups import MEMBERS, MORE_FIELDS, Group, play
from tests.attack.knowledge import SAYS_AGAIN, Knowledge, unknown_questions
from tests.attack.programme import ROOM

FAMILIES = tuple(family.code for family in STANDARD.families)
SCALES = (0.3, 1.0, 3.0)
FIELDS = tuple(MORE_FIELDS)[:3]

NO_BACKSTOP = {"< 2": "< -1000000"}
EXACT_TOTALS = {"when widened or": "when true then {'low': total, 'high': total} when widened or"}

# what the rule forbids, as changes to the text of disclosure.sql
WEAKER = {
    "zeros shown": {
        "when n < 5 then 0 else greatest": "when n = 0 then 0 when n < 5 then 1 else greatest",
        "when n < 5 then 4 else": "when n = 0 then 0 when n < 5 then 4 else",
        **NO_BACKSTOP,
        **EXACT_TOTALS,
    },
    "year to date": {"having count(*) = months_in(unit)": "having count(*) % months_in('quarter') = 0", **NO_BACKSTOP},
    "exact group totals with three contributors": {
        "least_contributors() as 5": "least_contributors() as 3",
        **NO_BACKSTOP,
        **EXACT_TOTALS,
    },
}

HOW_MANY = {"zeros shown": 1, "year to date": 6, "exact group totals with three contributors": 2}  # groups, until found


@dataclass
class Outcome:
    """How many values were left, over all the cells tried."""

    left: Counter = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)

    def say(self) -> str:
        tried = sum(self.left.values())
        two = sum(n for values, n in self.left.items() if values == 2)
        return (
            f"{tried:,} counts of 1 to 4 tried; narrowest {min(self.left, default=0)} values; "
            f"two values left for {two} ({two / max(tried, 1):.2%}); narrowed to one: {len(self.breaches)}"
        )


def attack(
    group: Group, viewers=MEMBERS, families=FAMILIES, editions=None, outcome=None, pooled=None, fields=FIELDS
) -> Outcome:
    outcome = outcome or Outcome()
    editions = editions or list(group.editions)
    for member in viewers:
        for family in families:
            broken_down = [] if group.year_to_date else [editions[0], editions[-1]]
            known = Knowledge(group, member, family, editions, broken_down, pooled, fields)
            cells = list(known.cells())
            if not cells:
                continue
            ends = known.programme.values_left([keys for _, keys, _ in cells])
            for (kind, keys, truth), (low, high) in zip(cells, ends, strict=True):
                fair = low <= truth <= high or high - low + 1 >= ROOM  # as wide as was seen, see values_left
                assert fair, f"{family}, {kind}: the truth, {truth}, is not in {low} to {high}"
                outcome.left[high - low + 1] += 1
                if low == high:
                    outcome.breaches.append(f"{member} finds {keys[0][0]} {family}, {kind}, {keys[0][1]}: {low}")
    return outcome


def test_the_attack_knows_every_question():
    assert unknown_questions() == set()


def test_everything_one_viewer_may_ask_leaves_two_values(tmp_path, capsys):
    group = play(tmp_path / "store.duckdb", seed=1, scale=1.0)
    outcome = attack(group, viewers=("alder",), families=("self_neglect_and_hoarding", "missing_people", "other"))
    with capsys.disabled():
        print(f"\nattack, a dose: {outcome.say()}")
    assert sum(outcome.left.values()) > 100
    assert outcome.breaches == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_twenty_groups(seed, tmp_path, capsys):
    group = play(tmp_path / "store.duckdb", seed=seed, scale=SCALES[seed % 3])
    outcome = attack(group)
    with capsys.disabled():
        print(f"\nattack, group {seed}, scale {SCALES[seed % 3]}: {outcome.say()}")
    assert outcome.breaches == []


@pytest.mark.slow
def test_every_field_of_one_answer_together_leaves_two_values(tmp_path, capsys):
    """Each adds up to the same incidents: together they say more of their number than one."""
    group = play(tmp_path / "store.duckdb", seed=9, scale=0.3)
    outcome = attack(group, viewers=("alder", "gorse"), fields=tuple(MORE_FIELDS))
    with capsys.disabled():
        print(f"\nattack by {len(MORE_FIELDS) + 1} fields: {outcome.say()}")
    assert outcome.breaches == []


def test_two_who_pool_what_they_know_are_tried_and_printed(tmp_path, capsys):
    """Not promised: two members of seven who tell each other their own counts."""
    group = play(tmp_path / "store.duckdb", seed=1, scale=1.0)
    families = ("missing_people", "self_neglect_and_hoarding")
    outcome = attack(group, viewers=("alder",), pooled="gorse", families=families)
    with capsys.disabled():
        print(f"\nattack by two who pool what they know: {outcome.say()}")
    assert sum(outcome.left.values()) > 50


@pytest.mark.parametrize("weaker", WEAKER)
def test_a_weaker_rule_is_found_out(weaker, tmp_path, capsys):
    """The same attack finds breaches as soon as the rule is bent: it can fail."""
    outcome = Outcome()
    for seed in range(2, 2 + HOW_MANY[weaker]):
        group = play(tmp_path / f"{seed}.duckdb", seed=seed, scale=0.3, instead=weakened(WEAKER[weaker]))
        group.year_to_date = weaker == "year to date"
        attack(group, viewers=("alder",), families=FAMILIES[:6], editions=[1], outcome=outcome)
    with capsys.disabled():
        print(f"\nattack with {weaker}: {outcome.say()}")
    assert outcome.breaches


def weakened(changes: dict[str, str]) -> str:
    sql = next(file for file in MACROS if file.stem.endswith("disclosure")).read_text(encoding="utf-8")
    for right, wrong in changes.items():
        assert right in sql
        sql = sql.replace(right, wrong)
    return sql


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Group:
    return play(tmp_path_factory.mktemp("played") / "store.duckdb", seed=4, scale=1.0)


def test_the_group_is_the_same_for_every_lead(played):
    """So that the attack may ask the group's figures once: one member's own never move what the group shows it."""
    for question, asked in (
        ("group_figures", {"by": "month"}),
        ("group_figures", {"by": "quarter", "category": "*"}),
        ("breakdown", {"field": "about", "family": "other", "period": "2024-04"}),
    ):
        answers = [played.store.ask(question, Viewer.lead(member), **asked) for member in MEMBERS]
        assert len(answers[0]) > 0
        assert all(answer.equals(answers[0]) for answer in answers)


@pytest.mark.parametrize("question", sorted(SAYS_AGAIN))
def test_what_is_said_again_is_said_the_same(question, played):
    """Charts, changes and headlines carry no interval that the figures themselves do not show."""
    viewer = Viewer.lead("cedar")
    shown = set()
    for by in ("month", "quarter", "year"):
        for category in (None, "*"):
            shown |= intervals(played.store.ask("group_figures", viewer, by=by, category=category))
    for by in ("quarter", "year"):
        shown |= intervals(played.store.ask("member_figures", viewer, by=by))
    for category in (None, "*"):
        own = played.store.ask("own_figures", viewer, by="quarter", category=category)
        shown |= intervals(own.assign(member="cedar", low=own["n"], high=own["n"]))
    said = set().union(*(intervals(played.store.ask(question, viewer, **asked)) for asked in WAYS_TO_ASK[question]))
    assert len(said) > 5
    assert said <= shown, sorted(said - shown, key=str)[:5]


WAYS_TO_ASK = {
    "control_chart": [{}, {"category": "*"}],
    "change_on_last_year": [
        {"of": of, "by": by, "period": period}
        for of, by, period in [
            ("group", "quarter", "2025-07"),
            ("members", "quarter", "2025-07"),
            ("members", "quarter", "2025-04"),
            ("group", "year", "2025-04"),
            ("members", "year", "2025-04"),
        ]
    ],
    "headlines": [{}],
    "compare_flags": [{"by": "quarter", "period": "2025-07"}, {"by": "year", "period": "2024-04"}],
    "funnel": [{"by": "year", "period": "2024-04", "family": family} for family in FAMILIES],
}


def intervals(answer) -> set[tuple]:
    """(member, family, category, period, low, high) of every interval in an answer; "before" is a period of its own."""
    rows = answer.astype(object).where(answer.notna(), None)
    found = set()
    for row in rows.to_dict("records"):
        period = row.get("period") or row.get("month")
        who = row.get("member") or "group", row["family"], row.get("category")
        if row["low"] is not None:
            found.add((*who, period.date(), row["low"], row["high"]))
        if row.get("before_low") is not None:
            found.add((*who, period.date().replace(year=period.year - 1), row["before_low"], row["before_high"]))
    return found
