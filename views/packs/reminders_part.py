"""On the page Packs, for the coordinator: a reminder for each member that owes something."""

from datetime import timedelta

import streamlit as st

from queries.store import now
from views import headings, wording
from views.packs import reminders
from views.visit import Visit

DAYS_TO_ANSWER = 14


def show(visit: Visit) -> None:
    """Nothing for anybody but the coordinator."""
    if not visit.viewer.coordinates:
        return
    headings.section("Reminders")
    owed = reminders.owed(visit)
    if not owed:
        st.write("Nobody owes a return or an action.")
        return
    st.caption("Copy the text into an e-mail, and attach the calendar file. This program sends nothing itself.")
    by = st.date_input(
        "Returns by", value=visit.today + timedelta(days=DAYS_TO_ANSWER), format="DD/MM/YYYY", key="reminders_by"
    )
    names = {each.member: each.name for each in owed}
    member = st.selectbox("Member", list(names), format_func=names.get, key="reminders_member")
    chosen = next(each for each in owed if each.member == member)
    st.code(chosen.text(by), language=None, wrap_lines=True)
    st.download_button(
        f"Calendar file, {wording.day(by)}",
        reminders.calendar(chosen, by, now()),
        file_name=f"reminder_{member}.ics",
        mime="text/calendar",
        icon=":material/event:",
        key="reminder_calendar",
        on_click="ignore",
    )
