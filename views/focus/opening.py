"""The head of a focus page: a title that says the finding, what stands out, how many incidents there are."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from views import edition, headings, wording
from views.charts import intervals
from views.escaping import escape_markdown, unbroken
from views.focus import coverage, findings
from views.focus.answers import answers
from views.focus.shares import shares
from views.focus.topic import Topic, View, view_of
from views.look import PROSE
from views.visit import Visit

MOST_CHANGES = 2


@dataclass(frozen=True)
class Found:
    """What stands out. is_compared: whether there was anything to compare with a year before."""

    marked: str
    headline: str
    changes: list[findings.Compared]
    is_compared: bool


def find(visit: Visit, topic: Topic, view: View) -> Found:
    compared = findings.changes(visit, topic, view)
    marked, headline = findings.out_of_range(visit, topic, view), findings.headline(visit, topic, view)
    return Found(marked, headline, [each for each in compared if each.is_clear], bool(compared))


def title(label: str, found: Found) -> str:
    if found.marked:
        return f"{label}: {found.marked}"
    if found.changes:
        return f"{label}: {found.changes[0].change}"
    if found.headline:
        return f"{label}: a clear change on the year before"
    return f"{label}: {'no change that stands out' if found.is_compared else 'nothing to compare with yet'}"


def lines(visit: Visit, topic: Topic, view: View, found: Found, shown_label: str) -> list[str]:
    """Two or three sentences: how many there are, and what stands out."""
    said = [how_many(visit, view, shown_label), *leading(visit, topic, view)]
    if found.marked:
        said.append(f"By month: {found.marked}.")
    said += [each for each in (found.headline,) if each]
    said += [each.sentence for each in found.changes[:MOST_CHANGES]]
    if len(found.changes) > MOST_CHANGES:
        more = wording.listed([each.change for each in found.changes[MOST_CHANGES:]])
        said.append(f"Also: {more}.")
    if not found.changes and found.is_compared:
        said.append("None of the shares on this page clearly differs from the year before.")
    return [each for each in said if each]


def leading(visit: Visit, topic: Topic, view: View) -> list[str]:
    """The page's leading share: 'In 2024-25 the police were told in 78% to 85% of …'; none where it is not shown."""
    said = []
    for measure in (each for each in topic.measures if each.in_head):
        at = view_of(visit, view, measure.field)
        rows = answers(visit, at, measure.field) if at else pd.DataFrame()
        found = None if rows.empty else shares(visit, [(rows, measure)])[0]
        if found:
            said.append(f"In {at.words} {measure.words} in {found.words} of the {measure.base} ({found.interval}).")
    return said


def how_many(visit: Visit, view: View, shown_label: str) -> str:
    """'Missing people: about 85 incidents in Apr–Jun 2026, 0.5 to 0.8 per 1,000 homes.'; empty where none is shown."""
    row = figure(visit, view)
    if row is None:
        return ""
    counted = wording.count(int(row["low"]), int(row["high"]), row["shown"])
    return f"{shown_label}: {counted} in {view.words}, {wording.rate_range(row['rate_low'], row['rate_high'])}."


def figure(visit: Visit, view: View) -> pd.Series | None:
    """The number of incidents in the view: low, high, shown, homes, rate_low, rate_high. None for all families."""
    if view.family is None:
        return None
    rows = visit.ask_of("own_figures" if view.own else "group_figures", view.family, view.category, by=view.by)
    if view.own:
        rows = rows[rows["complete"]]
        rows = intervals.of_exact(rows)
    rows = rows[rows["period"] == pd.Timestamp(view.period)]
    return None if rows.empty else rows.iloc[0]


def opening(visit: Visit, topic: Topic, view: View, shown_label: str) -> None:
    found = find(visit, topic, view)
    label = f"{topic.label} at {visit.own_name}" if view.own else topic.label
    headings.title(escape_markdown(title(label, found)))
    said = " ".join(lines(visit, topic, view, found, shown_label))
    for line in (said, coverage.sentences(visit, topic, view), wording.MORE_IS_NOT_WORSE):
        st.markdown(unbroken(escape_markdown(line)), width=PROSE)
    edition.show(visit, view.by, view.period, own=view.own)
