"""Everything the program answers about others, asked question by question, with every parameter that there is.

The group's answers are the same for everybody (a test of its own), so they are asked once, as the coordinator.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from queries.question import questions
from queries.store import Store
from queries.viewer import Viewer
from tests.attack.groups import FAMILY_OF, fields

ASKER = Viewer.coordinator("coordinator@group.example")
UNITS = {"month": 1, "quarter": 3, "year": 12}

TELLS_COUNTS = {"group_figures", "member_figures", "breakdown"}
"""Read as constraints."""

SAYS_AGAIN = {
    "answer_by_period",
    "answers_on_last_year",
    "together_with",
    "action_verdicts",
    "control_chart",
    "change_on_last_year",
    "headlines",
    "compare_flags",
    "funnel_limits",
    "errata",
}
"""Worked out from what the questions above show: stores that show the same answer the same (test_every_question)."""

TELLS_NO_COUNTS = {
    *(
        "returns_status",
        "members",
        "closings",
        "changes_since_closing",
        "how_we_record",
        "homes_by_year",
        "codes",
        "periods",
        "people",
    ),
    *("audit_trail", "column_supplied", "events", "lessons", "rate", "share", "share_range"),
}
OF_HAZARDS = {
    *("hazard_clocks", "hazard_counts", "hazard_durations", "hazard_reopened", "hazards_due", "hazards_supplied"),
}
"""Counts of another file, shown of the group only and always of the same members (tests/queries/test_hazards.py)."""

OF_HARDSHIP = {"hardship_totals"}
"""Totals of a form, of the group only, once a quarter (tests/ingest/test_hardship.py)."""

OWN_ONLY = {
    "own_hardship_totals",
    *("own_crossed", "own_hazard_returns", "own_figures", "own_incidents", "own_returns", "own_uploads"),
    "seen_by_others",
}


def unknown_questions() -> set[str]:
    """Questions that the attack does not know what to make of."""
    return set(questions()) - TELLS_COUNTS - SAYS_AGAIN - TELLS_NO_COUNTS - OF_HAZARDS - OF_HARDSHIP - OWN_ONLY


@dataclass(frozen=True)
class Asked:
    """Which families, and which fields they are broken down by."""

    families: tuple[str, ...]
    fields: tuple[str, ...]


EVERYTHING = Asked(tuple(dict.fromkeys(FAMILY_OF.values())), tuple(fields()))


@dataclass(frozen=True)
class Cell:
    """What an interval is of: member None is the group, category None the whole family."""

    unit: str
    period: date
    member: str | None
    family: str
    category: str | None = None
    field: str | None = None
    code: str | None = None


@dataclass
class Answers:
    """Cell -> every interval that was ever shown of it. suppliers: (field, quarter) -> members, as coverage says.

    `sums` are figures that the rule forbids and a weaker one would show: of several cells together.
    """

    shown: dict[Cell, set[tuple[int, int]]] = field(default_factory=dict)
    sums: list[tuple[tuple[Cell, ...], int, int]] = field(default_factory=list)
    suppliers: dict[tuple[str, date], frozenset[str]] = field(default_factory=dict)

    def learn(self, cell: Cell, low: int, high: int) -> None:
        self.shown.setdefault(cell, set()).add((int(low), int(high)))

    def also(self, more: "Answers") -> None:
        for cell, intervals in more.shown.items():
            self.shown.setdefault(cell, set()).update(intervals)
        self.suppliers |= more.suppliers


def collect(store: Store, asked: Asked, periods: Sequence[tuple[str, date]] | None = None) -> Answers:
    """Every count that anybody may be told of the group and of peers; broken down in these periods (None: in all)."""
    found = Answers()
    _figures(store, found, asked.families)
    for unit, period in _periods(store) if periods is None else periods:
        for name in asked.fields:
            only = fields()[name].category
            for family in asked.families if only is None else {FAMILY_OF[only]} & set(asked.families):
                _broken_down(store, found, name, unit, period, family)
    _coverage(store, found, asked.fields)
    return found


def read_at_once(store: Store, asked: Asked, periods: Sequence[tuple[str, date]] | None = None) -> Answers:
    """The same as `collect` (a test compares them), read from what was shown instead of by ten thousand questions."""
    found = Answers()
    rows = store.cursor().execute(
        "select unit, period, member, family, category, field, code, low, high from shown_now "
        "where standing = 'closed' and list_contains(?, family)",
        [list(asked.families)],
    )
    for *of, low, high in rows.fetchall():
        cell = Cell(*of)
        if cell.field is None or _is_asked(cell, asked, periods):
            found.learn(cell, low, high)
    _coverage(store, found, asked.fields)
    return found


def _is_asked(cell: Cell, asked: Asked, periods: Sequence[tuple[str, date]] | None) -> bool:
    return cell.field in asked.fields and (periods is None or (cell.unit, cell.period) in periods)


def overview(store: Store, quarter: date) -> Answers:
    """What a look before closing shows of the quarter: families, of the group and of members."""
    found = Answers()
    for question in ("member_figures", "group_figures"):
        rows = store.ask(question, ASKER.presenting(), by="quarter")
        for row in rows[rows["period"].dt.date == quarter].itertuples():
            found.learn(Cell("quarter", quarter, getattr(row, "member", None), row.family), row.low, row.high)
    return found


def _figures(store: Store, found: Answers, families: Sequence[str]) -> None:
    """What came later or was corrected is of other returns, and says its own interval or what intervals add up to."""
    for unit in ("quarter", "year"):
        for row in store.ask("member_figures", ASKER, by=unit).itertuples():
            if row.family in families and row.standing == "closed":
                found.learn(Cell(unit, row.period.date(), row.member, row.family), row.low, row.high)
    for unit in UNITS:
        for category in (None, "*"):
            for row in store.ask("group_figures", ASKER, by=unit, category=category).itertuples():
                if row.family in families and row.standing == "closed":
                    of = row.category if category else None
                    found.learn(Cell(unit, row.period.date(), None, row.family, of), row.low, row.high)


def _broken_down(store: Store, found: Answers, name: str, unit: str, period: date, family: str) -> None:
    categories = [code for code, of in FAMILY_OF.items() if of == family]
    for category in (None, *categories):
        asked = {"family": family, "category": category}
        for row in store.ask("breakdown", ASKER, field=name, by=unit, period=period, **asked).itertuples():
            found.learn(Cell(unit, period, None, family, category, name, row.code), row.low, row.high)


def _coverage(store: Store, found: Answers, names: Sequence[str]) -> None:
    answer = store.ask("column_supplied", ASKER)
    answer = answer[answer["supplied"]]
    for name in names:
        rows = answer[answer["field"] == fields()[name].supplied_as]
        for quarter, members in rows.groupby("quarter")["member"]:
            found.suppliers[name, quarter.date()] = frozenset(members)


def _periods(store: Store) -> list[tuple[str, date]]:
    return [(row.unit, row.period.date()) for row in store.ask("periods", ASKER).itertuples()]
