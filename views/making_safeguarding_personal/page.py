"""Explore: what people wanted, and whether it happened, in the order of the Care Act's six principles."""

import pandas as pd
import streamlit as st

from views import wording
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.focus import coverage, flow, own_incidents
from views.focus.coverage import why_none
from views.focus.frame import focus_page
from views.focus.section import earlier, split
from views.focus.topic import Measure, Topic, View, answers, outcomes_view
from views.look import PROSE
from views.visit import Visit

ASKED = ("outcomes_expressed", "no_outcomes_expressed")
KNOWN = (*ASKED, "not_asked")
ENDED = ("fully_achieved", "partly_achieved", "not_achieved")
TOPIC = Topic(
    name="making_safeguarding_personal",
    label="Making Safeguarding Personal",
    columns=("msp_asked", "msp_outcome", "risk_outcome", "consent"),
    measures=(
        Measure("msp_asked", ASKED, "the person was asked what they wanted"),
        Measure("msp_outcome", ("fully_achieved",), "what the person wanted was fully achieved", ENDED, "those ended"),
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
    mine = own_incidents.incidents(visit, view) if view.own else None
    st.subheader("Empowerment: were people asked, and did it happen?")
    asked_to_achieved(visit, view, mine)
    split(visit, TOPIC, view, "consent")
    st.subheader("Prevention: did it happen to the same person again?")
    split(visit, TOPIC, view, "repeat_concern")
    st.subheader("Proportionality: what became of the risk, against what was wanted?")
    risk_against_wishes(visit, view, mine)
    st.subheader("Protection: what became of the risk?")
    split(visit, TOPIC, view, "risk_outcome")
    st.subheader("Partnership: who else was involved?")
    split(visit, TOPIC, view, "other_agencies")
    st.page_link(visit.pages["partnership"], label="What went to the council, and what came back: Partnership")
    st.subheader("Accountability: who records it, and how long does it take?")
    who_records_it(visit, view)
    own_incidents.show_days_open(visit, view, mine, f"{TOPIC.name}_days_open_{view.period:%Y-%m}")
    st.caption(
        "The words are those of the national collection (SAC), not its base: it counts concluded enquiries, members "
        "count incidents. So no figure here can be held against a council’s."
    )


def asked_to_achieved(visit: Visit, view: View, mine: pd.DataFrame | None) -> None:
    """Own: adults' closed incidents, exact. The group's breakdowns cannot be crossed, so they are of everybody."""
    at = outcomes_view(visit, view) or view
    found = answers_of(visit, at, mine)
    for field, rows in found.items():
        if rows.empty:
            st.markdown(why_none(visit, outcomes_view(visit, view), field), width=PROSE)
    table = flow.table(visit, STEPS, found)
    if table.empty:
        return
    if said := earlier(view, at):
        st.markdown(escape_markdown(said), width=PROSE)
    base = f"Your own, exact. {base_of(mine)}" if mine is not None else (
        "The group’s breakdowns are of one field at a time, so they count incidents about children and open ones too."
    )  # fmt: skip
    flow.draw(visit, table, name=f"{TOPIC.name}_steps_{at.period:%Y-%m}", rests_on=f"{at.words}. {base}")


def answers_of(visit: Visit, at: View, mine: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    found = {field: answers(visit, at, field) for field in ("msp_asked", "msp_outcome")}
    if mine is None:
        return found
    rows = base_rows(mine)
    return {field: own_incidents.tally(visit, rows, field) if len(each) else each for field, each in found.items()}


def base_rows(mine: pd.DataFrame) -> pd.DataFrame:
    """Closed incidents about adults, as far as one's own returns say which these are."""
    rows = mine if mine["about"].isna().all() else own_incidents.of_adults(mine)
    return rows if mine["days_open"].isna().all() else rows[rows["days_open"].notna()]


def base_of(mine: pd.DataFrame) -> str:
    """'Closed incidents about adults.', or what the returns do not say."""
    about, closed = mine["about"].notna().any(), mine["days_open"].notna().any()
    if about and closed:
        return "Closed incidents about adults."
    lacking = [words for is_there, words in ((about, "whom they are about"), (closed, "when they were closed"))
               if not is_there]  # fmt: skip
    return f"Your returns do not say {' or '.join(lacking)}, so that is not left out."


def risk_against_wishes(visit: Visit, view: View, mine: pd.DataFrame | None) -> None:
    """Own: the risk's outcome by how far the person's wishes were achieved. None of the group is crossed."""
    if mine is None:
        st.markdown(
            "The group cannot measure this: only one field at a time is shown of it. A member sees its own here.",
            width=PROSE,
        )
        return
    labels = visit.labels("risk_outcome"), visit.labels("msp_outcome")
    table = own_incidents.crossed(base_rows(mine), *labels, ("risk_outcome", "msp_outcome"))
    if not table.iloc[:, 1:].to_numpy().sum():
        st.markdown(f"Your returns of {view.words} do not give both for any incident.", width=PROSE)
        return
    table = table.rename(columns={"": "Risk, by what the person wanted"})
    st.dataframe(table, hide_index=True, width="stretch")
    rests_on = f"{view.words}. Your own, exact. {base_of(mine)} A risk that remained may be what the person wanted."
    beneath(visit, table, name=f"{TOPIC.name}_risk_{view.period:%Y-%m}", rests_on=rests_on)


def who_records_it(visit: Visit, view: View) -> None:
    members = coverage.suppliers(visit, "msp_asked", view.quarters)
    named = wording.listed([visit.names[member] for member in members])
    said = f"{len(members)} of {len(visit.names)} members record whether the person was asked in {view.words}"
    st.markdown(escape_markdown(f"{said}: {named}." if members else f"{said}."), width=PROSE)
