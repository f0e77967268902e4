"""On the page Packs, for the coordinator: a reminder for each member that owes something."""

import streamlit as st

from ingest.group import dates
from ingest.months import newest_quarter
from queries.clock import now
from views import headings, wording
from views.packs import reminders
from views.visit import Visit


def show(visit: Visit) -> None:
    """Nothing for anybody but the coordinator."""
    if not visit.viewer.coordinates:
        return
    headings.section("Reminders")
    owed, meeting = reminders.owed(visit), dates.next_meeting(visit.store)
    if meeting:
        _download(
            f"Calendar file of the meeting, {wording.day(meeting)}",
            reminders.meeting_calendar(meeting, now()),
            "meeting",
        )
    if not owed:
        st.write("Nobody owes a return or an action.")
        return
    st.caption("Copy the text into an e-mail, and attach the calendar file. This program sends nothing itself.")
    due_on = dates.due_on(visit.store, newest_quarter(visit.today))
    by = st.date_input(
        "Returns by", value=reminders.ask_by(due_on, visit.today), format="DD/MM/YYYY", key="reminders_by"
    )
    names = {each.member: each.name for each in owed}
    member = st.selectbox("Member", list(names), format_func=names.get, key="reminders_member")
    chosen = next(each for each in owed if each.member == member)
    st.code(chosen.text(by, meeting), language=None, wrap_lines=True)
    _download(f"Calendar file, {wording.day(by)}", reminders.calendar(chosen, by, now(), meeting), f"reminder_{member}")


def _download(label: str, content: bytes, name: str) -> None:
    st.download_button(
        label,
        content,
        file_name=f"{name}.ics",
        mime="text/calendar",
        icon=":material/event:",
        key="meeting_calendar" if name == "meeting" else "reminder_calendar",
        on_click="ignore",
    )
