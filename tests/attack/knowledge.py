"""What one viewer learns from every answer it is given, as constraints on the peers' counts.

The attacker is given more than a real one has: it knows which peers' months were returned again between two editions,
and which were not. Every question must be listed here: one that is not fails the test until it is taught.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd

from queries.question import questions
from queries.viewer import Viewer
from tests.attack.groups import CATEGORIES, CODES, FIELD, MEMBERS, MONTHS, MORE_FIELDS, Group, supplied_by
from tests.attack.programme import Programme

UNITS = {"month": 1, "quarter": 3, "year": 12}

TELLS_COUNTS = {"group_figures", "member_figures", "breakdown"}
"""Read as constraints, below."""

SAYS_AGAIN = {"control_chart", "change_on_last_year", "headlines", "compare_flags", "funnel"}
"""Their intervals are those of the questions above (a test of its own). A chart's mean is read as well, below."""

TELLS_NO_COUNTS = {
    *("returns_status", "members", "editions", "how_we_record", "homes_by_year", "codes", "periods", "people"),
    *("audit_trail", "column_supplied", "events", "rate", "share", "funnel_limits"),
}
OTHERS_SEE = {"our_colleague_or_contractor": "not_known"}
OWN_ONLY = {"own_figures", "own_incidents", "own_returns", "seen_by_others"}


def unknown_questions() -> set[str]:
    """Questions that the attack does not know what to make of."""
    return set(questions()) - TELLS_COUNTS - SAYS_AGAIN - TELLS_NO_COUNTS - OWN_ONLY


def months_of(period: date, unit: str) -> list[date]:
    at = MONTHS.index(period)
    return list(MONTHS[at : at + UNITS[unit]])


class Knowledge:
    """Everything one viewer may ask of one group, for one family, as a linear programme.

    `pooled`: another member that tells the viewer its own counts. `fields`: broken down by in the last edition.
    """

    def __init__(
        self,
        group: Group,
        member: str,
        family: str,
        editions: list[int],
        broken_down: list[int],
        pooled: str | None = None,
        fields: Sequence[str] = (),
    ):
        self.group, self.member, self.family, self.editions = group, member, family, editions
        self.inside = [member, pooled] if pooled else [member]
        self.viewer = Viewer.lead(member)
        rows = self._ask("codes")
        rows = rows[(rows["field"] == "category") & (rows["family"] == family)]
        self.categories = [c for c in CATEGORIES if c in set(rows["code"])]
        self.programme = Programme()
        for edition in editions:
            self._members(edition)
            self._group(edition)
            self._charts(edition)
        for edition in broken_down:
            self._breakdowns(edition)
        for name in fields if broken_down else ():
            self._add_up(broken_down[-1], name)

    def cells(self) -> Iterator[tuple[str, list[tuple], int]]:
        """(kind, keys, true count) of every peer's quarter, by family and category, in every edition: 1 to 4 only."""
        seen = set()
        for edition in self.editions:
            for unit, period in self._periods(edition):
                months = months_of(period, unit)
                for peer in self._peers(edition, months):
                    for kind, categories in self._levels():
                        keys = self.keys(edition, peer, months, categories)
                        truth = self._true(edition, peer, months, categories)
                        if tuple(keys) not in seen and 1 <= truth <= 4:
                            seen.add(tuple(keys))
                            yield f"{kind} by {unit}", keys, truth

    def _counted(self, edition: int, member: str, months: list[date]) -> list[date]:
        """The months that stand behind a member's figure for these: all of them or, year to date, those so far."""
        counted = [month for month in months if (member, month) in self.group.editions[edition]]
        return counted if len(counted) == len(months) or self.group.year_to_date else []

    def _levels(self) -> list[tuple[str, list[str]]]:
        finer = [("category", [c]) for c in self.categories] if len(self.categories) > 1 else []
        return [("family", self.categories), *finer]

    def keys(self, edition: int, member: str, months: list[date], categories: list[str]) -> list[tuple]:
        counted = self._counted(edition, member, months)
        return [(self.group.editions[edition][member, m], m, c) for m in counted for c in categories]

    def _peers(self, edition: int, months: list[date]) -> list[str]:
        """Peers whose returns an edition counts for all of these months (member_figures shows who)."""
        return [m for m in MEMBERS if m not in self.inside and self._counted(edition, m, months)]

    def _own(self, edition: int, months: list[date], categories: list[str], code=slice(None)) -> int:
        return sum(self._true(edition, member, months, categories, code) for member in self.inside)

    def _true(self, edition: int, member: str, months: list[date], categories: list[str], code=slice(None)) -> int:
        columns = [CATEGORIES.index(c) for c in categories]
        returns, counted = self.group.editions[edition], self._counted(edition, member, months)
        counts = (self.group.counts[returns[member, m]][MONTHS.index(m)][columns] for m in counted)
        return int(sum(each[:, code].sum() for each in counts))

    def _ask(self, question: str, **parameters) -> pd.DataFrame:
        """The answer; the group's is the same for every lead (a test of its own) and asked once."""
        asker = self.member if question == "member_figures" else None
        key = (asker, question, tuple(sorted(parameters.items())))
        if key not in self.group.answers:
            self.group.answers[key] = self.group.store.ask(question, self.viewer, **parameters)
        return self.group.answers[key]

    def _periods(self, edition: int) -> list[tuple[str, date]]:
        answer = self._ask("periods", edition=edition)
        return [(row.unit, row.period.date()) for row in answer.itertuples()]

    def _members(self, edition: int) -> None:
        for unit in ("quarter", "year"):
            answer = self._ask("member_figures", by=unit, edition=edition)
            answer = answer[(answer["family"] == self.family) & ~answer["member"].isin(self.inside)]
            for row in answer.itertuples():
                months = months_of(row.period.date(), unit)
                keys = self.keys(edition, row.member, months, self.categories)
                self.programme.learn(keys, row.low, row.high)

    def _group(self, edition: int) -> None:
        for unit in UNITS:
            for each in (None, "*"):
                answer = self._ask("group_figures", by=unit, category=each, edition=edition)
                for row in answer[answer["family"] == self.family].itertuples():
                    months = months_of(row.period.date(), unit)
                    categories = [row.category] if each else self.categories
                    own = self._own(edition, months, categories)
                    peers = self._peers(edition, months)
                    keys = [key for peer in peers for key in self.keys(edition, peer, months, categories)]
                    self.programme.learn(keys, row.low - own, row.high - own)

    def _charts(self, edition: int) -> None:
        """A chart's mean is a whole number: the months it rests on add up to that, give or take half a month each."""
        for each in (None, "*"):
            answer = self._ask("control_chart", category=each, edition=edition)
            answer = answer[(answer["family"] == self.family) & answer["mean"].notna() & ~answer["hollow"]]
            for (category, mean), rows in answer.groupby([answer["category"].fillna("whole"), "mean"]):
                months = [day.date() for day in rows["month"]]
                categories = self.categories if category == "whole" else [category]
                own = sum(self._own(edition, [month], categories) for month in months)
                keys = [
                    key
                    for month in months
                    for peer in self._peers(edition, [month])
                    for key in self.keys(edition, peer, [month], categories)
                ]
                give = len(months) / 2
                self.programme.learn(keys, len(months) * mean - give - own, len(months) * mean + give - own)

    def _breakdowns(self, edition: int) -> None:
        for unit, period in self._periods(edition):
            months = months_of(period, unit)
            for kind, categories in self._levels():
                asked = {kind: self.family if kind == "family" else categories[0]}
                answer = self._ask("breakdown", field=FIELD, by=unit, period=period, edition=edition, **asked)
                for row in answer.itertuples():
                    code = CODES.index(None if row.code == "not_given" else row.code)
                    own = self._own(edition, months, categories, code)
                    peers = self._peers(edition, months)
                    keys = [k for p in peers for k in self._code_keys(edition, p, months, categories, row.code)]
                    self.programme.learn(keys, row.low - own, row.high - own)
            if unit == "quarter":
                self._parts(edition, months)

    def _add_up(self, edition: int, name: str) -> None:
        """Codes of one answer each add up to the incidents, so that every other field bounds their number anew."""
        for unit, period in self._periods(edition):
            months = months_of(period, unit)
            peers = [peer for peer in self._peers(edition, months) if name in supplied_by(peer)]
            for kind, categories in self._levels():
                asked = {kind: self.family if kind == "family" else categories[0]}
                answer = self._ask("breakdown", field=name, by=unit, period=period, edition=edition, **asked)
                if not answer.empty:
                    keys = [key for peer in peers for key in self.keys(edition, peer, months, categories)]
                    own = [self._own_code(edition, months, categories, name, code) for code in answer["code"]]
                    self.programme.learn(keys, sum(np.maximum(answer["low"] - own, 0)), sum(answer["high"] - own))

    def _own_code(self, edition: int, months: list[date], categories: list[str], name: str, code: str) -> int:
        columns = [CATEGORIES.index(c) for c in categories]
        which = [at for at, own in enumerate(MORE_FIELDS[name]) if OTHERS_SEE.get(own, own or "not_given") == code]
        counts = self.group.more[name]
        return sum(
            int(counts[self.group.editions[edition][member, month]][MONTHS.index(month)][np.ix_(columns, which)].sum())
            for member in self.inside
            if name in supplied_by(member)
            for month in self._counted(edition, member, months)
        )

    def _code_keys(self, edition: int, member: str, months: list[date], categories: list[str], code: str) -> list:
        """A code's counts, by quarter: a breakdown is of nothing finer."""
        return [(*key, code) for key in self.keys(edition, member, months[::3], categories)]

    def _parts(self, edition: int, months: list[date]) -> None:
        """A peer's codes add up to its count."""
        for peer in self._peers(edition, months):
            for category in self.categories:
                codes = [k for c in CODES for k in self._code_keys(edition, peer, months, [category], c or "not_given")]
                self.programme.equal(self.keys(edition, peer, months, [category]), codes)
