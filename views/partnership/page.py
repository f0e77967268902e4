"""Explore: raised, referred to the council, what came back, and who else was involved."""

import pandas as pd
import streamlit as st

from views import headings, wording
from views.escaping import escape_markdown, unbroken
from views.focus import flow, own_incidents
from views.focus.answers import answers
from views.focus.coverage import why_none
from views.focus.frame import focus_page
from views.focus.section import maturity, section
from views.focus.topic import Measure, Topic, View, outcomes_view
from views.look import PROSE
from views.visit import Visit

KNOWN_REFERRAL = ("yes", "no", "not_needed")
REFERRAL = (*KNOWN_REFERRAL, "not_known")
DECIDED = ("enquiry", "other_enquiry", "support_or_early_help", "no_further_action")
ANSWERS = (*DECIDED, "awaiting", "no_feedback")
REFERRED = "incidents referred to the council with an answer given"
TOPIC = Topic(
    name="partnership",
    label="Partnership",
    columns=("referred_to_la", "la_decision", "escalated", "other_agencies"),
    measures=(
        Measure("referred_to_la", ("yes",), "the council was told"),
        Measure("la_decision", DECIDED, "the council said what it decided", base=REFERRED),
        Measure("la_decision", ("no_feedback",), "there was no feedback after 28 days", base=REFERRED, in_head=True),
        Measure(
            "la_decision",
            ("enquiry", "other_enquiry"),
            "the council opened an enquiry",
            of=DECIDED,
            base="incidents of which it said what it decided",
        ),
        Measure("escalated", ("yes",), "the decision was challenged", base="incidents with an answer"),
    ),
)
STEPS = (
    flow.Step("Raised", "referred_to_la", REFERRAL, REFERRAL, "", is_base=True),
    flow.Step("Referred to the council", "referred_to_la", ("yes",), KNOWN_REFERRAL, "raised, where it is known"),
    flow.Step("The council said what it decided", "la_decision", DECIDED, ANSWERS, "referred, with an answer given"),
    flow.Step("An enquiry", "la_decision", ("enquiry", "other_enquiry"), ANSWERS, "referred, with an answer given"),
    flow.Step("Awaiting a decision", "la_decision", ("awaiting",), ANSWERS, "referred, with an answer given"),
    flow.Step("No feedback after 28 days", "la_decision", ("no_feedback",), ANSWERS, "referred, with an answer given"),
)


def page(visit: Visit) -> None:
    focus_page(visit, TOPIC, body)


def body(visit: Visit, view: View) -> None:
    headings.section("From raised to referred to what came back")
    what_came_back(visit, view)
    section(visit, TOPIC, view, "referred_to_la", "Was the council told?")
    section(visit, TOPIC, view, "la_decision", "What came back?")
    section(visit, TOPIC, view, "escalated", "Was the decision challenged?")
    if view.own:
        became_of_challenges(visit, view)
    section(visit, TOPIC, view, "other_agencies", "Who else was involved?")
    headings.section("How long were incidents open?")
    rows = own_incidents.incidents(visit, view) if view.own else None
    own_incidents.show_days_open(visit, TOPIC, view, rows)
    st.caption(
        "No council’s name is kept, so councils cannot be told apart. For scale only: in 2024-25 councils in England "
        "counted 640,240 concerns and 185,270 section 42 enquiries."
    )


def what_came_back(visit: Visit, view: View) -> None:
    """The steps of one period, that of which the council's answers are shown."""
    at = outcomes_view(visit, view)
    if at is None:
        st.markdown(why_none(visit, at, "la_decision"), width=PROSE)
        return
    found = {field: answers(visit, at, field) for field in ("referred_to_la", "la_decision")}
    table = flow.table(visit, STEPS, found)
    if table.empty:
        st.markdown(why_none(visit, at, "la_decision"), width=PROSE)
        return
    if said := maturity(visit, view, at):
        st.markdown(unbroken(escape_markdown(said)), width=PROSE)
    members = dict.fromkeys(_members(visit, rows) for rows in found.values() if len(rows))
    rests_on = "Your own, exact." if at.own else f"Rests on {wording.listed(list(members))}."
    flow.draw(visit, TOPIC, at, table, name="partnership_steps", rests_on=f"{at.words}. {rests_on}")


def _members(visit: Visit, rows: pd.DataFrame) -> str:
    return wording.members(int(rows["contributors"].min()), len(visit.names))


def became_of_challenges(visit: Visit, view: View) -> None:
    """What the council decided in the own incidents whose decision was challenged."""
    rows = own_incidents.incidents(visit, view)
    challenged = rows[rows["escalated"].fillna(False).astype(bool)]
    if challenged.empty:
        return
    decided = own_incidents.tally(visit, challenged, "la_decision")
    listed = [f"{row.label.lower()} {row.shown}" for row in decided.itertuples() if row.high]
    counted = wording.count(len(challenged), len(challenged), "")
    said = f"Of {counted} that you challenged, the council’s decision now: {wording.listed(listed)}."
    st.markdown(escape_markdown(said if listed else f"Of {counted} that you challenged no decision is given."))
