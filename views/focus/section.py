"""One question of a focus page: a sentence, the answers as bars with their table, and the way to the drill-down."""

from functools import partial

import pandas as pd
import streamlit as st

from views import choices, headings, methods, numbers, scales, wording
from views.charts import alt, breakdown
from views.escaping import escape_markdown, unbroken
from views.exhibit import exhibit
from views.focus.answers import answers
from views.focus.coverage import why_none
from views.focus.findings import is_still_coming_in
from views.focus.shares import shares
from views.focus.topic import Measure, Topic, View, is_outcome, title, view_of
from views.look import PROSE
from views.provenance import GROUP, OWN, provenance
from views.visit import Visit

CONDITIONAL = ("la_decision", "msp_outcome")
"""Given only where the incident was referred, or where the person said what they wanted."""
STILL_COMING_IN = "Outcomes of your two newest quarters are still coming in, so they are not compared with earlier."


def section(visit: Visit, topic: Topic, view: View, field: str, heading: str) -> bool:
    """Draw the answers to one field under a heading; where there are none, why. Whether there are any."""
    headings.section(escape_markdown(heading))
    return split(visit, topic, view, field)


def split(visit: Visit, topic: Topic, view: View, field: str) -> bool:
    at = view_of(visit, view, field)
    rows = answers(visit, at, field) if at else pd.DataFrame()
    if rows.empty:
        st.markdown(why_none(visit, at, field), width=PROSE)
        return False
    said = [
        maturity(visit, view, at) if is_outcome(field) else "",
        *sentences(visit, rows, [each for each in topic.measures if each.field == field]),
    ]
    if said := " ".join(each for each in said if each):
        st.markdown(unbroken(escape_markdown(said)), width=PROSE)
    draw(visit, topic.label, at, field, rows, name=f"{topic.name}_by_{field}")
    _closer(visit, at, field)
    return True


def maturity(visit: Visit, view: View, at: View) -> str:
    """Of outcomes: why an earlier period is shown than the one chosen, or that one's own newest are still coming in."""
    if at == view:
        return STILL_COMING_IN if view.own and is_still_coming_in(visit, view) else ""
    return f"Outcomes of {view.words} are not shown yet, because councils answer late. These are those of {at.words}."


def sentences(visit: Visit, rows: pd.DataFrame, measures: list[Measure]) -> list[str]:
    """'The police were told in 78% to 85% of the incidents of which it is known (95% interval 70% to 90%).'"""
    said, base = [], ""
    for measure, found in zip(measures, shares(visit, [(rows, each) for each in measures]), strict=True):
        words = wording.heading(measure.words)
        if found is None:
            said.append(f"{words}: too few for a share.")
        elif measure.base == base:  # said in the sentence before
            said.append(f"{words} in {found.words} ({found.lower:.0%} to {found.upper:.0%}).")
        else:
            said.append(f"{words} in {found.words} of the {measure.base} ({found.interval}).")
            base = measure.base
    return said


def draw(visit: Visit, about: str, at: View, field: str, rows: pd.DataFrame, *, name: str) -> None:
    exhibit(
        visit,
        breakdown.breakdown(rows, steps=scales.steps(field), own=at.own, dark=visit.dark),
        answers_table(rows, field, own=at.own),
        name=name,
        made=provenance(visit, about, at.words, shows=f"by {title(field).lower()}", whose=OWN if at.own else GROUP),
        file=partial(answers_file, rows, field, own=at.own),
        rests_on=rests_on(visit, at, rows, is_conditional=field in CONDITIONAL),
        how=methods.BREAKDOWN,
        alt=f"{at.words}. {alt.breakdown(rows, title(field))}",
        leads_to=lambda bar: drill_down(at, field, code=bar["customdata"]),
    )
    if few := breakdown.too_few(rows):
        st.markdown(escape_markdown(wording.too_few(few)))
    if none := breakdown.none(rows):
        st.markdown(escape_markdown(wording.none_of(none)), width=PROSE)


def answers_table(rows: pd.DataFrame, field: str, *, own: bool) -> pd.DataFrame:
    """One row for each answer: its count as shown, its share of the answers and, of the group, its members."""
    shares = zip(rows["share_low"], rows["share_high"], strict=True)
    table = pd.DataFrame({title(field): rows["label"].tolist(), "Incidents": rows["shown"].tolist()})
    table["Share of the answers"] = [wording.share_range(*each) for each in shares]
    if not own:
        table["Members"] = rows["contributors"].astype(int).tolist()
    return table


def answers_file(rows: pd.DataFrame, field: str, *, own: bool) -> pd.DataFrame:
    """The same rows with their counts and shares as numbers."""
    last = None if own else {"Members": rows["contributors"].astype(int).tolist()}
    return numbers.beside({title(field): rows["label"].tolist()}, numbers.with_shares(rows), last)


def rests_on(visit: Visit, at: View, rows: pd.DataFrame, *, is_conditional: bool = False) -> str:
    if at.own:
        apart = " “Not given” holds incidents that it does not apply to." if "not_given" in set(rows["code"]) else ""
        return f"{at.words}. Rests on your own current returns, exact.{apart if is_conditional else ''}"
    members = int(rows["contributors"].min())
    return f"{at.words}. Rests on {wording.members(members, len(visit.names))} that supply this column."


def drill_down(at: View, field: str, **code: str) -> dict[str, str]:
    """The address of the answers to a field in the drill-down, or of one of them."""
    place = {"family": at.family or "all", "category": at.category or "all", "field": field}
    return choices.drill_down_address(**place, of=at.of, by=at.by, **{at.by: at.period}, **code)


def _closer(visit: Visit, at: View, field: str) -> None:
    label = f"Look closer in the drill-down: {title(field)}{' (children too)' if at.own and at.adults_only else ''}"
    st.page_link(visit.pages["drill_down"], label=label, query_params=drill_down(at, field))
