"""What every pack says of a quarter: gathered once, from the questions and the wording of the pages."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from queries.refusals import NotAllowed
from views import edition, methods, wording
from views.compare.comparison import Comparison
from views.learning import actions
from views.packs.plain import plain
from views.packs.usage import PUBLIC, Usage, usage
from views.this_quarter import findings
from views.this_quarter import page as this_quarter
from views.this_quarter.returned import Returned
from views.this_quarter.running import in_a_sentence, running
from views.visit import Visit

QUARTERS_DRAWN, PER_THOUSAND = 13, " per 1,000 homes"
COUNTS, RATES, CHANGES = "How incidents are counted", "How rates are made", "How a change is found"
IN_PUBLIC = (
    "Each incident is counted in the month it was reported. Every count is to the nearest five. A small one is shown "
    "as “under 5”, so that nobody can be recognised. The figures were fixed when the quarter was closed."
)


@dataclass(frozen=True)
class FamilyFigure:
    """A family in the quarter: `history` has a row a quarter (period, low, high, shown), oldest first."""

    family: str
    label: str
    shown: str
    count: str
    rate: str
    change: str
    is_clear: bool
    is_focus: bool
    history: pd.DataFrame

    @property
    def title(self) -> str:
        """The finding, as a slide's title: 'Damp and mould: up by about a third on Jul–Sep 2025'."""
        return f"{self.label}: {self.change or self.count}"


@dataclass(frozen=True)
class Content:
    visit: Visit
    quarter: date

    @property
    def is_public(self) -> bool:
        return self.visit.viewer.roles == {PUBLIC}

    @property
    def period(self) -> str:
        return wording.quarter(self.quarter)

    @property
    def since(self) -> str:
        return wording.last_time(self.quarter)

    @cached_property
    def headlines(self) -> list[dict]:
        """Rows of the question headlines; the public asks none of them."""
        return [] if self.is_public else self.visit.ask("headlines", period=self.quarter).to_dict("records")

    @cached_property
    def title(self) -> str:
        if self.is_public:
            return f"What members recorded in {self.period}"
        return this_quarter.title(self.visit, self.headlines, self.quarter, self.marked)

    @cached_property
    def marked(self) -> dict[str, str]:
        """Family -> what its trend is marked for now, as This quarter says it; the public has no trends."""
        return {} if self.is_public else running(self.visit, "group", self.quarter)

    @cached_property
    def sentences(self) -> list[str]:
        """The headlines of This quarter; where nothing stands out, that."""
        labels = self.visit.labels("family")
        if self.is_public:
            figures = sorted(self.families, key=lambda each: not each.is_focus)
            return [f"{each.label}: {each.count}." for each in figures[:3]]
        months = [in_a_sentence(self.marked, labels)] if self.marked else []
        clear = [row for row in self.headlines if findings.is_clear(row)]
        if clear:
            return [findings.sentence(row, labels[row["family"]], self.since) for row in clear] + months
        return [this_quarter.none_is_clear(findings.comparisons(self.headlines), self.since), *months]

    @cached_property
    def figures(self) -> pd.DataFrame:
        """group_figures by quarter, to this quarter."""
        rows = self.visit.ask("group_figures", by="quarter")
        return rows[rows["period"] <= pd.Timestamp(self.quarter)]

    @cached_property
    def families(self) -> list[FamilyFigure]:
        """Every family that the group has a figure of, in the standard's order."""
        rows = {row["family"]: row for row in self.headlines}
        found = []
        for family, label in self.visit.labels("family").items():
            history = self.figures[self.figures["family"] == family]
            now = history[history["period"] == pd.Timestamp(self.quarter)].to_dict("records")
            if now:
                found.append(self._family(family, label, now[0], rows.get(family), history.tail(QUARTERS_DRAWN)))
        return found

    def _family(self, family: str, label: str, now: dict, headline: dict | None, history: pd.DataFrame) -> FamilyFigure:
        return FamilyFigure(
            family=family,
            label=label,
            shown=now["shown"],
            count=wording.count(int(now["low"]), int(now["high"]), now["shown"]),
            rate="" if self.is_public else wording.rate_range(now["rate_low"], now["rate_high"]),
            change="" if headline is None else findings.changed(headline, self.since, running=family in self.marked),
            is_clear=headline is not None and findings.is_clear(headline),
            is_focus=family in self.visit.focus,
            history=history,
        )

    @property
    def in_focus(self) -> list[FamilyFigure]:
        """The focus families, then the others that stand out: what gets a page of its own."""
        return [each for each in self.families if each.is_focus] + [
            each for each in self.families if each.is_clear and not each.is_focus
        ]

    @cached_property
    def returns(self) -> Returned | None:
        """Who has returned; the public is not told."""
        return None if self.is_public else Returned(self.visit.ask("returns_status"), self.visit.names)

    @property
    def returned(self) -> str:
        """'Apr–Jun 2026: all 7 members have returned.'; for the public, the least number of members."""
        if self.returns is None:
            least = wording.number_word(wording.LEAST_MEMBERS)
            return f"{self.period}: every figure is of {least} members or more"
        return self.returns.in_words(self.quarter)

    @property
    def finding_of_families(self) -> str:
        """The title of the table of all families; the public sees no changes, so it names the largest figure."""
        if not self.is_public:
            clear, number = sum(each.is_clear for each in self.families), wording.number_word
            if clear:
                verb = "family stands out" if clear == 1 else "families stand out"
                return f"{number(clear).capitalize()} {verb} on {self.since}, of {number(len(self.families))}"
            return f"No family stands out on {self.since}, of {number(len(self.families))}"
        ranked = sorted(self.families, key=lambda each: each.history["high"].iloc[-1], reverse=True)
        first, second = ranked[0], ranked[min(1, len(ranked) - 1)]
        if first.history["low"].iloc[-1] > second.history["high"].iloc[-1]:
            return f"{first.label} was recorded most in {self.period}: {first.count}"
        return f"What was recorded in {self.period}, by family"

    @cached_property
    def edition(self) -> str:
        """When the figures were fixed; a later erratum is named."""
        if self.is_public:
            return f"Edition: {self.period}, as shown when the quarter was closed."
        return f"Edition: {self.period}. {edition.of_quarter(self.visit, self.quarter)}"

    @cached_property
    def compared(self) -> list[Comparison]:
        """The focus families by member, over the last closed year up to the quarter, else the quarter."""
        if self.is_public:
            return []
        years = [day for day in self.visit.periods("year") if day <= self.quarter.replace(day=1)]
        ended = [day for day in years if (day.year + 1, 1) <= (self.quarter.year, self.quarter.month)]
        by, period = ("year", ended[-1]) if ended else ("quarter", self.quarter)
        names = self.visit.names
        return [Comparison.ask(self.visit, by, period, each.family, names) for each in self.families if each.is_focus]

    @cached_property
    def actions(self) -> list[actions.Action]:
        return [] if self.is_public else actions.listed(self.visit)

    def usage(self) -> Usage:
        exact = self.visit.store.setting("peer_figures") == "exact"
        own_name = self.visit.own_name
        return usage(is_public=self.is_public, own_name=own_name, edition=self.edition, agreed_exact=exact)

    @property
    def foot(self) -> str:
        """Who may see a slide, for each of them: slides are copied into other files."""
        return f"{self.period}. {self.usage().who}"

    @property
    def methods(self) -> dict[str, str]:
        """How the figures are made: a title -> plain sentences."""
        if self.is_public:
            return {COUNTS: IN_PUBLIC}
        said = {COUNTS: methods.COUNT, RATES: methods.RATE, CHANGES: methods.HEADLINE}
        return {title: plain(words) for title, words in said.items()}


def gather(visit: Visit, quarter: date) -> Content:
    """Raises NotAllowed where the quarter is not closed: packs hold what was shown, and nothing earlier."""
    if quarter not in visit.periods("quarter"):
        closed = visit.periods("quarter")
        newest = f" The newest closed one is {wording.quarter(closed[-1])}." if closed else ""
        raise NotAllowed(f"{wording.quarter(quarter)} has no group figure yet: it is not closed.{newest}")
    return Content(visit, quarter)
