"""Explore: what people wanted, and whether it happened, in the order of the Care Act's six principles."""

import pandas as pd
import streamlit as st

from views import choices, headings, methods, tables, wording
from views.escaping import escape_markdown, unbroken
from views.exhibit import beneath
from views.focus import coverage, flow, own_incidents
from views.focus.answers import answers
from views.focus.frame import focus_page
from views.focus.section import maturity, split
from views.focus.topic import Measure, Topic, View, outcomes_view
from views.look import PROSE
from views.provenance import OWN, provenance
from views.visit import Visit

ASKED = ("outcomes_expressed", "no_outcomes_expressed")
KNOWN = (*ASKED, "not_asked")
ENDED = ("fully_achieved", "partly_achieved", "not_achieved")
SAID = "incidents in which they said it and the work has ended"
TOPIC = Topic(
    name="making_safeguarding_personal",
    label="Making Safeguarding Personal",
    columns=("msp_asked", "msp_outcome"),
    beside=("consent", "repeat_concern", "risk_outcome", "other_agencies"),
    adults_only=True,
    measures=(
        Measure("msp_asked", ASKED, "the person was asked what they wanted", in_head=True),
        Measure("msp_outcome", ("fully_achieved",), "what the person wanted was fully achieved", ENDED, SAID),
        Measure(
            "risk_outcome",
            ("removed", "reduced"),
            "the risk was removed or reduced",
            of=("removed", "reduced", "remained"),
            base="incidents in which a risk was found and the work has ended",
        ),
        Measure("consent", ("agreed",), "the person agreed that the concern be shared"),
        Measure("repeat_concern", ("yes",), "there was another incident about the person within 12 months"),
    ),
)
GROUP_BASE = (
    "The group’s figures are of one column at a time. So incidents about children, and open ones, cannot be left out: "
    "a member’s own figures leave them out."
)
STEPS = (
    flow.Step("An answer is given", "msp_asked", KNOWN, KNOWN, "", is_base=True),
    flow.Step("Asked what they wanted", "msp_asked", ASKED, KNOWN, "known"),
    flow.Step("Said what they wanted", "msp_asked", ("outcomes_expressed",), ASKED, "asked"),
    flow.Step("Fully achieved", "msp_outcome", ("fully_achieved",), ENDED, "said, and the work has ended"),
    flow.Step("Partly achieved", "msp_outcome", ("partly_achieved",), ENDED, "said, and the work has ended"),
    flow.Step("Not achieved", "msp_outcome", ("not_achieved",), ENDED, "said, and the work has ended"),
)


def page(visit: Visit) -> None:
    focus_page(visit, TOPIC, body)


def body(visit: Visit, view: View) -> None:
    mine = own_incidents.of_adults(own_incidents.incidents(visit, view)) if view.own else None
    st.caption(own_base(visit, view) if view.own else GROUP_BASE)
    headings.section("Empowerment: were people asked, and did it happen?")
    asked_to_achieved(visit, view, mine)
    for field in ("msp_asked", "msp_outcome", "consent"):
        split(visit, TOPIC, view, field)
    headings.section("Prevention: did it happen to the same person again?")
    split(visit, TOPIC, view, "repeat_concern")
    headings.section("Proportionality: what became of the risk, against what was wanted?")
    risk_against_wishes(visit, view, mine)
    headings.section("Protection: what became of the risk?")
    split(visit, TOPIC, view, "risk_outcome")
    headings.section("Partnership: who else was involved?")
    split(visit, TOPIC, view, "other_agencies")
    st.page_link(
        visit.pages["partnership"],
        label="What went to the council, and what came back: Partnership",
        query_params=choices.address(),
    )
    headings.section("Accountability: who records it, and how long does it take?")
    who_records_it(visit, view)
    own_incidents.show_days_open(visit, TOPIC, view, mine)
    st.caption(
        "The words are those of the national collection (SAC), not its base: it counts concluded enquiries, members "
        "count incidents. So no figure here can be held against a council’s."
    )


def asked_to_achieved(visit: Visit, view: View, mine: pd.DataFrame | None) -> None:
    """Own: adults' closed incidents, exact."""
    at = outcomes_view(visit, view) or view
    found = {field: answers(visit, at, field) for field in ("msp_asked", "msp_outcome")}
    table = flow.table(visit, STEPS, found)
    if table.empty:
        return
    if said := maturity(visit, view, at):
        st.markdown(unbroken(escape_markdown(said)), width=PROSE)
    base = f"Your own, exact. {base_of(mine)}" if mine is not None else "The group, as shown."
    flow.draw(visit, TOPIC, at, table, name=f"{TOPIC.name}_steps", rests_on=f"{at.words}. {base}")


def base_of(mine: pd.DataFrame) -> str:
    has_days = mine["days_open"].notna().any()
    return "Closed incidents." if has_days else "Open ones too: your returns give no day of closing."


def own_base(visit: Visit, view: View) -> str:
    if visit.member in coverage.suppliers(visit, "about", view.quarters):
        return "Your own figures are of incidents about adults, those about an adult and a child included."
    return "Your returns do not say whether an incident is about an adult or a child, so children are not left out."


def risk_against_wishes(visit: Visit, view: View, mine: pd.DataFrame | None) -> None:
    """Own: the risk's outcome by how far the person's wishes were achieved. None of the group is crossed."""
    if mine is None:
        st.markdown(
            "The group cannot measure this: only one field at a time is shown of it. A member sees its own here.",
            width=PROSE,
        )
        return
    labels = visit.labels("risk_outcome"), visit.labels("msp_outcome")
    table = own_incidents.crossed(own_incidents.closed(mine), *labels, ("risk_outcome", "msp_outcome"))
    if not table.iloc[:, 1:].to_numpy().sum():
        st.markdown(f"Your returns of {view.words} do not give both for any incident.", width=PROSE)
        return
    table = table.rename(columns={"": "Risk, by what the person wanted"})
    tables.show(table, "What became of the risk against what was wanted")
    rests_on = f"{view.words}. Your own, exact. {base_of(mine)} A risk that remained may be what the person wanted."
    made = provenance(visit, TOPIC.label, view.words, shows="risk by what was wanted", whose=OWN)
    beneath(visit, table, name=f"{TOPIC.name}_risk", made=made, rests_on=rests_on, how=methods.BREAKDOWN, on_page=True)


def who_records_it(visit: Visit, view: View) -> None:
    known = coverage.known(visit, view)
    members = coverage.suppliers(visit, "msp_asked", known.quarters)
    named = wording.listed([visit.names[member] for member in members])
    who = wording.heading(wording.members(len(members), len(visit.names)))
    which = f": {named}" if 0 < len(members) < len(visit.names) else ""
    said = f"{who} record whether the person was asked in {known.words}{which}."
    st.markdown(unbroken(escape_markdown(said)), width=PROSE)
