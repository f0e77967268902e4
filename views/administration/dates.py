"""On Settings: until when returns are due, and when the group meets next."""

import streamlit as st

from ingest.group import dates
from ingest.months import newest_quarter
from views import headings, notices, wording
from views.escaping import escape_markdown
from views.look import FORM, PROSE
from views.visit import Visit

WHAT_THEY_DO = """
*Upload*, *This quarter*, the agenda of *Meeting*, reminders with their calendar files and *What is next* name these
days. A return that comes later is still taken.
"""


def show(visit: Visit) -> None:
    headings.section("When returns are due, and the next meeting")
    st.markdown(WHAT_THEY_DO, width=PROSE)
    with st.form("dates", border=False, width=FORM, enter_to_submit=False):
        days = st.number_input(
            "Returns are due (days after the quarter's end)",
            dates.LEAST_DAYS,
            dates.MOST_DAYS,
            value=dates.due_days(visit.store),
            placeholder="The end of the month after the quarter",
            key="due_days",
        )
        meeting = st.date_input(
            "Next meeting", value=dates.next_meeting(visit.store), format="DD/MM/YYYY", key="next_meeting"
        )
        pressed = st.form_submit_button("Save the dates")
    newest = newest_quarter(visit.today)
    due = wording.day(dates.due_on(visit.store, newest))
    st.caption(escape_markdown(f"As it is saved, returns of {wording.quarter(newest)} are due by {due}."))
    if pressed:
        notices.carry_out(lambda: dates.set_dates(visit.store, visit.viewer, days, meeting), "The dates are saved.")
