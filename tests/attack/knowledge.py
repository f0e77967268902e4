"""What one viewer learns from every answer it is given, as constraints on the peers' counts.

The attacker is given more than a real one has: it knows which peers' months were returned again between two editions,
and which were not. Every question must be listed here: one that is not fails the test until it is taught.
"""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from queries.questions import questions
from queries.viewer import Viewer
from tests.attack.groups import CATEGORIES, CODES, FIELD, MEMBERS, MONTHS, Group
from tests.attack.programme import Programme

FAMILY_OF = {}
UNITS = {"month": 1, "quarter": 3, "year": 12}

TELLS_COUNTS = {"group_figures", "member_figures", "breakdown", "control_chart"}
"""Read as constraints, below."""

DERIVED = {"seasonal", "change_on_last_year", "headlines", "compare_flags", "funnel"}
"""Say again what the questions above say: their intervals are proved to be the very same (test_attack)."""

TELLS_NO_COUNTS = {
    "returns_status", "members", "editions", "how_we_record", "homes_by_year", "codes", "periods", "people",
    "audit_trail", "column_supplied", "events", "rate", "share",
}  # fmt: skip
OWN_ONLY = {"own_figures", "own_incidents", "own_returns"}


def period_of(month: date, unit: str) -> date:
    at = MONTHS.index(month)
    return MONTHS[at - at % UNITS[unit]]


def months_of(period: date, unit: str) -> list[date]:
    at = MONTHS.index(period)
    return list(MONTHS[at : at + UNITS[unit]])


class Knowledge:
    """Everything one viewer may ask of one group, for one family, as a linear programme."""

    def __init__(self, group: Group, member: str | None, family: str, editions: list[int]):
        self.group, self.member, self.family = group, member, family
        self.viewer = Viewer.lead(member) if member else Viewer.coordinator()
        rows = group.store.ask("codes", self.viewer)
        rows = rows[(rows["field"] == "category") & (rows["family"] == family)]
        self.categories = [c for c in CATEGORIES if c in set(rows["code"])]
        self.programme = Programme()
        for edition in editions:
            self._figures(edition)
            self._breakdowns(edition)
            self._chart(edition)

    def key(self, edition: int, member: str, month: date, category: str) -> tuple:
        return (self.group.editions[edition][member, month], month, category)

    def keys(self, edition: int, member: str, months: list[date], categories: list[str]) -> list[tuple]:
        return [self.key(edition, member, m, c) for m in months for c in categories]

    def _whole(self, edition: int, months: list[date]) -> list[str]:
        """Members whose returns an edition counts for all of these months (member_figures shows who)."""
        return [m for m in MEMBERS if all((m, month) in self.group.editions[edition] for month in months)]

    def _own(self, edition: int, months: list[date], categories: list[str], code: int | None = None) -> int:
        """What the viewer itself put in."""
        if self.member is None or self.member not in self._whole(edition, months):
            return 0
        columns = [CATEGORIES.index(c) for c in categories]
        total = 0
        for month in months:
            counts = self.group.counts[self.group.editions[edition][self.member, month]][MONTHS.index(month), columns]
            total += int((counts if code is None else counts[:, code]).sum())
        return total

    def _ask(self, question: str, **parameters) -> pd.DataFrame:
        """The answer; the group's is the same for every lead (a test of its own) and asked once."""
        asker = self.member if question == "member_figures" else None
        key = (asker, question, tuple(sorted(parameters.items())))
        if key not in self.group.answers:
            self.group.answers[key] = self.group.store.ask(question, self.viewer, **parameters)
        return self.group.answers[key]

    def _figures(self, edition: int) -> None:
        for unit in ("quarter", "year"):
            for row in self._ask("member_figures", by=unit, family=self.family, edition=edition).itertuples():
                months = months_of(row.period.date(), unit)
                if row.member != self.member and row.member in self._whole(edition, months):
                    keys = self.keys(edition, row.member, months, self.categories)
                    self.programme.learn(keys, row.low, row.high)
        for unit in UNITS:
            for category in (None, *self.categories):
                wanted = {"by": unit, "family": self.family, "category": category, "edition": edition}
                for row in self._ask("group_figures", **wanted).itertuples():
                    months = months_of(row.period.date(), unit)
                    self._learn_of_group(edition, months, [category] if category else self.categories, row)

    def _learn_of_group(self, edition: int, months: list[date], categories: list[str], row) -> None:
        own = self._own(edition, months, categories)
        peers = [m for m in self._whole(edition, months) if m != self.member]
        keys = [key for peer in peers for key in self.keys(edition, peer, months, categories)]
        self.programme.learn(keys, row.low - own, row.high - own)

    def _breakdowns(self, edition: int) -> None:
        for unit, period in self._periods(edition):
            months = months_of(period, unit)
            peers = [m for m in self._whole(edition, months) if m != self.member]
            for category in (None, *self.categories):
                categories = [category] if category else self.categories
                asked = {"family": self.family} if category is None else {"category": category}
                answer = self._ask("breakdown", field=FIELD, by=unit, period=period, edition=edition, **asked)
                for row in answer.itertuples():
                    code = None if row.code == "not_given" else row.code
                    own = self._own(edition, months, categories, CODES.index(code))
                    keys = [key for p in peers for key in self._code_keys(edition, p, months, categories, row.code)]
                    self.programme.learn(keys, row.low - own, row.high - own)
            if unit == "quarter":
                self._parts(edition, peers, months)

    def _code_keys(self, edition: int, member: str, months: list[date], categories: list[str], code: str) -> list:
        """A code's counts, by quarter: a breakdown is of nothing finer."""
        return [(*self.key(edition, member, month, c), code) for month in months[::3] for c in categories]

    def _parts(self, edition: int, peers: list[str], months: list[date]) -> None:
        """A peer's codes add up to its count."""
        for peer in peers:
            for category in self.categories:
                codes = [k for c in CODES for k in self._code_keys(edition, peer, months, [category], c or "not_given")]
                self.programme.equal(self.keys(edition, peer, months, [category]), codes)

    def _periods(self, edition: int) -> Iterator[tuple[str, date]]:
        for row in self._ask("periods", edition=edition).itertuples():
            yield row.unit, row.period.date()

    def _chart(self, edition: int) -> None:
        """Each month's interval, and a mean over the months it stands on, as a whole number."""
        for category in (None, *self.categories):
            answer = self._ask("control_chart", of="group", family=self.family, category=category, edition=edition)
            for row in answer.itertuples():
                if pd.notna(row.low):
                    month = row.month.date()
                    self._learn_of_group(edition, [month], [category] if category else self.categories, row)


def all_known() -> set[str]:
    return TELLS_COUNTS | DERIVED | TELLS_NO_COUNTS | OWN_ONLY


def unknown_questions() -> set[str]:
    """Questions that the attack does not know what to make of."""
    return set(questions()) - all_known()
