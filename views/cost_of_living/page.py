"""Explore: the cost of living, for the group and the own member."""

from dataclasses import replace

import streamlit as st

from views import headings, wording
from views.cost_of_living import hardship
from views.drill_down import together
from views.drill_down.place import Place
from views.escaping import escape_markdown
from views.focus import coverage
from views.focus.frame import focus_page
from views.focus.months import by_season, months
from views.focus.section import section
from views.focus.topic import Measure, Topic, View
from views.look import PROSE
from views.visit import Visit
from views.what_happened import what_happened

TOPIC = Topic(
    name="cost_of_living",
    label="Cost of living",
    columns=("hardship_reason", "support_given"),
    beside=("also_involves",),
    family="cost_of_living",
    measures=(
        Measure("hardship_reason", ("energy",), "energy was the reason", in_head=True),
        Measure("hardship_reason", ("food",), "food was the reason"),
        Measure("hardship_reason", ("rent", "debt"), "rent or debts were the reason"),
        Measure("hardship_reason", ("benefits",), "benefits were the reason"),
    ),
)


def page(visit: Visit) -> None:
    focus_page(visit, TOPIC, body)
    if not coverage.ever_supplied(visit, TOPIC):
        hardship.where_known(visit)


def body(visit: Visit, view: View) -> None:
    section(visit, TOPIC, view, "hardship_reason", "What was the reason?")
    section(visit, TOPIC, view, "support_given", "What help was given?")
    st.caption("One incident may have several kinds of help, so the counts add up to more than the incidents.")
    hardship.section(visit, own=view.own)
    if section(visit, TOPIC, view, "also_involves", "What does it come together with?"):
        shares_together(visit, view)
    headings.section("Which months, and what happened in them?")
    payments(visit)
    months(visit, TOPIC, view)
    headings.section("Is it the time of year?")
    by_season(visit, TOPIC, view)


def shares_together(visit: Visit, view: View) -> None:
    """What share of these incidents also involves another category; and of damp and mould, the cost of living."""
    place = Place(view.own, view.by, view.period, TOPIC.family, "cost_of_living", "also_involves")
    damp = replace(place, family="damp_and_mould", category="damp_mould")
    for said in (together.sentence(visit, place), together.sentence(visit, damp, "cost_of_living")):
        st.markdown(escape_markdown(said), width=PROSE)


def payments(visit: Visit) -> None:
    """The country's payments and funds, and the group's own events, in words."""
    events = what_happened(visit, TOPIC.family)
    if len(events):
        listed = [f"{row.label} ({wording.month(row.date)})" for row in events.itertuples()]
        st.markdown(escape_markdown(f"What happened: {wording.listed(listed)}."), width=PROSE)
    if "crisis_and_resilience_fund" in set(events["event_id"]):
        st.markdown(
            "The Crisis and Resilience Fund took the place of earlier funds, so help recorded before and after it is "
            "not the same.",
            width=PROSE,
        )
