"""What stands out: the usual range, the headline of the quarter, and shares that clearly differ from a year before.

A share is said to have changed only where the same members answer in both periods and the two 99.8% intervals, which
cover every count that the shown ones may be, lie wholly apart.
"""

from dataclasses import dataclass

import pandas as pd

from ingest import months
from views import choices, signals, wording
from views.focus.answers import answers
from views.focus.coverage import suppliers
from views.focus.shares import Share, clearly_differ, shares
from views.focus.topic import Measure, Topic, View, is_outcome, view_of
from views.visit import Visit

NEWEST = 2
"""Own quarters whose outcomes are still coming in, as many as the group's wait for theirs."""


@dataclass(frozen=True)
class Compared:
    """A measure in a view and a year before."""

    measure: Measure
    view: View
    now: Share
    then: Share

    @property
    def is_clear(self) -> bool:
        return clearly_differ(self.now, self.then)

    @property
    def change(self) -> str:
        """'the police were told more often than in Apr–Jun 2025'"""
        often = "more" if self.now.low > self.then.high else "less"
        before = self.view.a_year_before()
        return f"{self.measure.words} {often} often than in {before.words}"

    @property
    def sentence(self) -> str:
        return (
            f"In {self.view.words} {self.change}: in {self.now.words} of the {self.measure.base} "
            f"({self.now.interval}), before in {self.then.words}."
        )


@dataclass(frozen=True)
class Pair:
    """A measure's answers in a view and a year before, both from the same members."""

    measure: Measure
    view: View
    now: pd.DataFrame
    then: pd.DataFrame


def pair(visit: Visit, view: View, measure: Measure) -> Pair | None:
    """None where either has no answers, other members answer, or outcomes are still coming in."""
    at = view_of(visit, view, measure.field)
    if at is None or (view.own and is_outcome(measure.field) and is_still_coming_in(visit, view)):
        return None
    before = at.a_year_before()
    rows, rows_before = answers(visit, at, measure.field), answers(visit, before, measure.field)
    if rows.empty or rows_before.empty or not _same_members(visit, at, before, measure.field, rows, rows_before):
        return None
    return Pair(measure, at, rows, rows_before)


def _same_members(visit: Visit, at: View, before: View, field: str, rows: pd.DataFrame, earlier: pd.DataFrame) -> bool:
    if at.own:
        return True
    both = suppliers(visit, field, at.quarters), suppliers(visit, field, before.quarters)
    return both[0] == both[1] and rows["contributors"].min() == earlier["contributors"].min()


def is_still_coming_in(visit: Visit, view: View) -> bool:
    quarters = choices.own_periods(visit, "quarter")
    return any(quarter in view.quarters for quarter in quarters[-NEWEST:])


def changes(visit: Visit, topic: Topic, view: View) -> list[Compared]:
    """Every measure of the page that can be compared with a year before: it has a share in both."""
    pairs = [found for each in topic.measures if (found := pair(visit, view, each))]
    found = shares(visit, [(rows, each.measure) for each in pairs for rows in (each.now, each.then)])
    return [
        Compared(each.measure, each.view, now, then)
        for each, now, then in zip(pairs, found[::2], found[1::2], strict=True)
        if now and then
    ]


def out_of_range(visit: Visit, topic: Topic, view: View) -> str:
    """'above its usual range, since Apr 2026', in the words of Trends; empty where nothing is marked."""
    if topic.family is None:
        return ""
    chart = visit.ask_of("control_chart", topic.family, of=view.of)
    return "" if chart.empty else signals.running(chart)


def headline(visit: Visit, topic: Topic, view: View) -> str:
    """A clear change of the number of incidents in the quarter, or in the newest one of the year; else empty."""
    if topic.family is None:
        return ""
    rows = visit.ask("headlines", of=view.of, period=view.quarters[-1])
    row = rows[(rows["family"] == topic.family) & (rows["stands_out"] | rows["lasting"])]
    if row.empty:
        return ""
    row = row.iloc[0]
    quarter, before = wording.quarter(row["period"]), wording.quarter(months.later(row["period"].date(), -12))
    now = wording.count(int(row["low"]), int(row["high"]), row["shown"])
    was = f", was {row['before_shown']}" if pd.notna(row["before_high"]) else ""
    lasting = f" It has gone on since {wording.quarter(row['since'])}." if row["lasting"] else ""
    return f"In {quarter} incidents are clearly {row['direction']} on {before}: {now}{was}.{lasting}"
