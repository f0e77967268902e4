"""Group: events and when they happened, shown on the trends."""

import pandas as pd
import streamlit as st

from ingest.group import events
from ingest.problems import Refused
from views import headings, notices, tables, wording
from views.administration import month_choice
from views.escaping import escape_markdown
from views.look import FORM, PROSE
from views.visit import Visit

KINDS = {"national": "national", "group": "the group's", "own": "our own", "action": "an action of the learning log"}
STARTS_AFRESH = "The usual range starts afresh from this month"
EVERYWHERE = "Every trend"


def page(visit: Visit) -> None:
    known = visit.ask("events")
    headings.title(escape_markdown(finding(known)))
    notices.show()
    st.markdown(
        "Each is a dotted line on the trends it is about. The group's are added by the coordinator; a lead may add "
        "some of its own, which nobody else sees. Where the usual range starts afresh with one of the group's, it does "
        "so from the next closing on.",
        width=PROSE,
    )
    tables.show_as_list(table(visit, known), "events", "Events")
    mine = known[known["kind"].isin(kinds_to_change(visit))]
    if len(mine):
        remove(visit, mine)
    if kinds_to_change(visit):
        add(visit)


def finding(known: pd.DataFrame) -> str:
    last = known[known["month"].notna() & ~known["kind"].isin(("national", "action"))]
    if last.empty:
        return "National events are on the trends; none of the group's own yet"
    return f"The newest of the group's events: {last['label'].iloc[-1]}, {wording.month(last['month'].iloc[-1])}"


def kinds_to_change(visit: Visit) -> list[str]:
    return [*(["group"] if visit.viewer.coordinates else []), *(["own"] if visit.viewer.uploads else [])]


def table(visit: Visit, known: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Month": known["month"].map(lambda day: wording.month(day) if pd.notna(day) else "not known yet"),
            "Event": known["label"],
            "About": known["category"].map(subjects(visit)).fillna(EVERYWHERE),
            "Whose": known["kind"].map(KINDS),
            "Usual range": known["rebases"].map({True: "starts afresh", False: ""}),
        }
    )


def subjects(visit: Visit) -> dict[str, str]:
    """Families and categories by code, without the categories that have the name of a family."""
    families, categories = visit.labels("family"), visit.labels("category")
    return families | {code: label for code, label in categories.items() if label not in families.values()}


def add(visit: Visit) -> None:
    headings.section("Add an event")
    kinds = kinds_to_change(visit)
    with st.form("add_event", border=False, width=FORM, enter_to_submit=False):
        kind = st.radio("Whose", kinds, format_func=KINDS.get, horizontal=True) if len(kinds) > 1 else kinds[0]
        month = month_choice.choose("Month", visit.today, key="event_month", empty="Choose a month")
        label = st.text_input("Name on the chart", max_chars=events.LONGEST_LABEL, placeholder="New triage team")
        options = subjects(visit)
        about = st.selectbox("About", [None, *options], format_func=lambda code: options.get(code, EVERYWHERE))
        rebases = st.checkbox(STARTS_AFRESH)
        pressed = st.form_submit_button("Add this event", type="primary")
    if not pressed:
        return
    if month is None:
        notices.refused(Refused.because("month", "Nothing was saved: choose the event's month, then add it again."))
        return
    more = {"category": about, "rebases": rebases, "of_group": kind == "group"}
    notices.carry_out(
        lambda: events.add(visit.store, visit.viewer, month, label, **more), f"Added: {label}, {wording.month(month)}."
    )


def remove(visit: Visit, mine: pd.DataFrame) -> None:
    labels = {row.event_id: f"{row.label}, {wording.month(row.month)} ({KINDS[row.kind]})" for row in mine.itertuples()}
    with st.form("remove_event", border=False, width=FORM, enter_to_submit=False):
        chosen = st.selectbox("Remove", list(labels), format_func=labels.get)
        pressed = st.form_submit_button("Take it off the trends")
    if pressed:
        notices.carry_out(lambda: events.remove(visit.store, visit.viewer, chosen), f"Removed: {labels[chosen]}.")
