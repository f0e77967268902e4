"""The coordinator closes an action as done or as dropped."""

import pandas as pd
import streamlit as st

from ingest.group import learning
from views import headings, notices
from views.learning import actions
from views.look import FORM
from views.visit import Visit


def show(visit: Visit, entries: pd.DataFrame) -> None:
    """Nothing where no action is open, or for anybody but the coordinator."""
    is_open = entries[entries["open_action"]] if len(entries) else entries
    if not visit.viewer.coordinates or is_open.empty:
        return
    headings.section("Close an action")
    labels = dict(zip(is_open["lesson_id"], is_open["action"], strict=True))
    with st.form("close_action", border=False, width=FORM, enter_to_submit=False):
        chosen = st.selectbox("Action", list(labels), format_func=labels.get, key="close_action_which")
        closed_as = st.radio(
            "It was",
            list(learning.CLOSED_AS),
            format_func=actions.CLOSED_AS.get,
            horizontal=True,
            key="close_action_as",
        )
        done_on = st.date_input("Done on", value=visit.today, format="DD/MM/YYYY", key="close_action_on")
        pressed = st.form_submit_button("Close this action")
    if pressed:
        notices.carry_out(
            lambda: learning.close(visit.store, visit.viewer, chosen, closed_as, done_on),
            f"Closed as {actions.CLOSED_AS[closed_as]}: {labels[chosen]}.",
        )
