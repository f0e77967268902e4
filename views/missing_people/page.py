"""Explore: missing people, for the group and the own member."""

import streamlit as st

from views import headings
from views.focus.frame import focus_page
from views.focus.months import months
from views.focus.section import section
from views.focus.topic import Measure, Topic, View
from views.missing_people.rates import rates
from views.visit import Visit

TOLD = ("recorded_missing", "treated_as_welfare_check", "declined")
LONG = ("2_7_days", "over_7_days", "not_found")
TOPIC = Topic(
    name="missing_people",
    label="Missing people",
    columns=("missing_risk_level", "missing_duration", "police_response", "plan_in_place", "return_conversation"),
    beside=("repeat_concern", "needs_type"),
    family="missing_people",
    measures=(
        Measure("missing_risk_level", ("high",), "the risk was judged high"),
        Measure("missing_duration", LONG, "the person was missing 48 hours or more"),
        Measure("police_response", TOLD, "the police were told", in_head=True),
        Measure(
            "police_response",
            ("recorded_missing",),
            "the police recorded the person as missing",
            of=TOLD,
            base="incidents that they were told of",
        ),
        Measure("plan_in_place", ("yes",), "a plan was in place"),
        Measure("return_conversation", ("accepted", "declined"), "a conversation on return was offered"),
        Measure(
            "return_conversation",
            ("accepted",),
            "the conversation on return took place",
            of=("accepted", "declined"),
            base="incidents in which it was offered",
        ),
        Measure("repeat_concern", ("yes",), "there was another incident about the person within 12 months"),
    ),
)
SECTIONS = (
    ("repeat_concern", "How often is it the same person?"),
    ("missing_risk_level", "How high was the risk?"),
    ("missing_duration", "How long were people missing?"),
    ("police_response", "Were the police told, and what did they do?"),
    ("plan_in_place", "Was a plan in place?"),
    ("return_conversation", "Was a conversation offered on return?"),
)


def page(visit: Visit) -> None:
    focus_page(visit, TOPIC, body)


def body(visit: Visit, view: View) -> None:
    headings.section("How many for the homes there are?")
    rates(visit, view)
    for field, heading in SECTIONS:
        section(visit, TOPIC, view, field, heading)
        if field == "return_conversation":
            st.caption("For adults in England a conversation on return is good practice, not law.")
    headings.section("Is it more than usual?")
    months(visit, TOPIC, view)
