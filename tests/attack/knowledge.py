"""What one viewer learns from every answer, as constraints on its peers' counts: of one family, in one year.

The unknowns are how many incidents a peer's return has in a month and category. Of a field broken down, the unknowns
are the group's answers less the viewer's own, by quarter, category and code: as nobody's answers but the viewer's are
known by member, all they say is that the suppliers have at least as many incidents as answers. A code that may be zero
everywhere says nothing and is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tests.attack.answers import UNITS, Answers, Cell
from tests.attack.groups import CATEGORIES, FAMILY_OF, MEMBERS, MONTHS, QUARTERS, fields
from tests.attack.programme import Programme
from tests.attack.story import Played


def months_of(period: date, unit: str) -> range:
    at = MONTHS.index(period)
    return range(at, at + UNITS[unit])


@dataclass(frozen=True)
class Target:
    """A peer's count: what it is of, its unknowns, and the truth."""

    cell: Cell
    keys: tuple[tuple, ...]
    truth: int


class Knowledge:
    """Everything one viewer may ask of one family in one financial year, as a linear programme.

    `pooled`: another member that tells the viewer its own counts.
    """

    def __init__(self, played: Played, viewer: str, family: str, year: date, pooled: str | None = None):
        self.played, self.family = played, family
        self.viewer, self.inside = viewer, [viewer, pooled] if pooled else [viewer]
        self.categories = [at for at, code in enumerate(CATEGORIES) if FAMILY_OF[code] == family]
        self.quarters = [
            quarter for quarter in QUARTERS if months_of(quarter, "quarter").start in months_of(year, "year")
        ]
        self.programme = Programme()
        for cell, intervals in played.answers.shown.items():
            if cell.family == family and cell.field is None and self._within(cell):
                for low, high in intervals:
                    self._figure(cell, low, high)
        for cells, low, high in played.answers.sums:
            if all(cell.family == family and self._within(cell) for cell in cells):
                self._sum(cells, low, high)
        self._breakdowns()
        for quarter, seen, current in played.shown_anew + (played.looks if viewer == played.walker else []):
            if quarter in self.quarters:
                self._look(seen, current)

    def targets(self) -> Iterator[Target]:
        """Every peer's count of 1 to 4: the family by month, quarter and year; its categories by quarter and year."""
        levels = [None, *self.categories] if len(self.categories) > 1 else [None]
        spans = [("quarter", quarter) for quarter in self.quarters] + [("year", self.quarters[0])]
        spans += [("month", MONTHS[at]) for quarter in self.quarters for at in months_of(quarter, "quarter")]
        for peer in set(MEMBERS) - set(self.inside):
            for unit, period in spans:
                for level in levels if unit != "month" else [None]:
                    months = months_of(period, unit)
                    keys = self._keys(peer, months, self.categories if level is None else [level])
                    if len({month for _, month, _ in keys}) < len(months):
                        continue
                    truth = sum(self.played.count(*key) for key in keys)
                    if 1 <= truth <= 4:
                        category = None if level is None else CATEGORIES[level]
                        yield Target(Cell(unit, period, peer, self.family, category), tuple(keys), truth)

    def _within(self, cell: Cell) -> bool:
        return MONTHS.index(cell.period) // 12 == MONTHS.index(self.quarters[0]) // 12

    def _counted(self, member: str, month: int) -> str | None:
        return self.played.counted.get((member, QUARTERS[month // 3]))

    def _keys(self, member: str, months: Sequence[int], categories: Sequence[int]) -> list[tuple[str, int, int]]:
        returns = [(self._counted(member, month), month) for month in months]
        return [(each, month, category) for each, month in returns if each for category in categories]

    def _figure(self, cell: Cell, low: int, high: int) -> None:
        months = months_of(cell.period, cell.unit)
        if cell.member in self.inside or (cell.member and len(self._keys(cell.member, months, [0])) < len(months)):
            return
        self._sum([cell], low, high)

    def _sum(self, cells: Sequence[Cell], low: int, high: int) -> None:
        """What several cells add up to, less the viewer's own part of it."""
        keys = [key for cell in cells for key in self._keys_of(cell)]
        own = [key for key in keys if self._is_inside(key[0])]
        keys = [key for key in keys if not self._is_inside(key[0])]
        known = sum(self.played.count(*key) for key in own)
        self.programme.learn(keys, low - known, high - known)

    def _keys_of(self, cell: Cell) -> list[tuple[str, int, int]]:
        months = months_of(cell.period, cell.unit)
        members = MEMBERS if cell.member is None else [cell.member]
        return [key for member in members for key in self._keys(member, months, self._categories_of(cell))]

    def _breakdowns(self) -> None:
        by_code: dict[tuple[str, str], dict[Cell, tuple[int, int]]] = {}
        for cell, intervals in self.played.answers.shown.items():
            if cell.field is None or cell.family != self.family or not self._within(cell):
                continue
            own = sum(self._own_answers(member, cell) for member in self.inside)
            for low, high in intervals:
                by_code.setdefault((cell.field, cell.code), {})[cell] = (low - own, high - own)
        linked: dict[tuple, list[tuple]] = {}
        told = {name for name, code in by_code if code == "not_given"}
        for (name, code), cells in by_code.items():
            if all(low <= 0 for low, _ in cells.values()) and name not in told:
                continue
            for cell, (low, high) in cells.items():
                self.programme.learn(self._answer_keys(cell), low, high)
            for quarter in self.quarters:
                for category in self.categories:
                    several = code if fields()[name].several else None
                    linked.setdefault((name, several, quarter, category), []).append((name, code, quarter, category))
        for (name, _, quarter, category), answers in linked.items():
            self._at_most(name, quarter, category, answers, all_told=name in told and not fields()[name].several)

    def _answer_keys(self, cell: Cell) -> list[tuple]:
        quarters = self.quarters if cell.unit == "year" else [cell.period]
        return [(cell.field, cell.code, each, category) for each in quarters for category in self._categories_of(cell)]

    def _at_most(self, name: str, quarter: date, category: int, answers: list[tuple], *, all_told: bool) -> None:
        """No more answers than the suppliers have incidents; as many where "not given" is shown as an answer."""
        months = months_of(quarter, "quarter")
        peers = [m for m in self._suppliers(name, quarter) if m not in self.inside]
        incidents = [key for peer in peers for key in self._keys(peer, months, [category])]
        self.programme.at_most(answers, incidents)
        if all_told:
            self.programme.at_most(incidents, answers)

    def _suppliers(self, name: str, quarter: date) -> list[str]:
        known = fields()[name]
        if known.matures:
            there = self.played.matured.get(quarter, {})
            return [member for member, (_, supplied) in there.items() if name in supplied]
        told = self.played.answers.suppliers.get((name, quarter), ())
        return [
            member for member in told if (member, quarter) in self.played.counted
        ]  # what came later is in no figure

    def _own_answers(self, member: str, cell: Cell) -> int:
        """How many of the member's own answers are in a breakdown's row."""
        months, categories = months_of(cell.period, cell.unit), self._categories_of(cell)
        total = 0
        for quarter in [quarter for quarter in self.quarters if MONTHS.index(quarter) in months]:
            if member in self._suppliers(cell.field, quarter):
                total += int(self.played.answers_given(member, cell.field, quarter, cell.code)[categories].sum())
        return total

    def _look(self, seen: Answers, current: dict[str, str]) -> None:
        """A quarter as it was shown while other returns were current: member -> return."""
        for cell, intervals in seen.shown.items():
            if cell.family != self.family or cell.field is not None or cell.unit == "year":
                continue
            months = months_of(cell.period, cell.unit)
            members = [member for member in (MEMBERS if cell.member is None else [cell.member]) if member in current]
            keys = [
                (current[each], month, at) for each in members for month in months for at in self._categories_of(cell)
            ]
            own = sum(self.played.count(*key) for key in keys if self._is_inside(key[0]))
            peers = [key for key in keys if not self._is_inside(key[0])]
            for low, high in intervals if peers else ():
                self.programme.learn(peers, low - own, high - own)
        self._look_at_breakdowns(seen, current)

    def _look_at_breakdowns(self, seen: Answers, current: dict[str, str]) -> None:
        """Here the unknowns are each return's answers: what a return changes is the difference of two showings."""
        linked: dict[tuple, set[tuple]] = {}
        for cell, intervals in seen.shown.items():
            if cell.family != self.family or cell.field is None or fields()[cell.field].matures or cell.unit == "year":
                continue
            name, code, categories = cell.field, cell.code, self._categories_of(cell)
            suppliers = [each for each in current.values() if name in self.played.returns[each][1]]
            inside = [each for each in suppliers if self._is_inside(each)]
            own = sum(int(self.played.codes_in(each, name, cell.period, code)[categories].sum()) for each in inside)
            keys = [(each, name, code, at) for each in set(suppliers) - set(inside) for at in categories]
            for low, high in intervals:
                self.programme.learn(keys, low - own, high - own)
            for key in keys:
                several = code if fields()[name].several else None
                linked.setdefault((key[0], name, several, cell.period, key[3]), set()).add(key)
        for (each, _, _, quarter, at), answers in linked.items():
            self.programme.at_most(answers, [(each, month, at) for month in months_of(quarter, "quarter")])

    def _categories_of(self, cell: Cell) -> list[int]:
        return self.categories if cell.category is None else [CATEGORIES.index(cell.category)]

    def _is_inside(self, return_id: str) -> bool:
        return return_id.split("-")[0] in self.inside
