"""The last item of the agenda: what we decide now. The coordinator types it in while the screen is shared."""

import pandas as pd
import streamlit as st

from ingest.group import dates, learning
from views import notices, wording
from views.escaping import escape_markdown
from views.learning import actions, entry_form
from views.meeting.items import Agenda


def decide(agenda: Agenda) -> str:
    notices.show()
    written = decided(agenda)
    for line in written:
        st.markdown(f"- {escape_markdown(line)}")
    if agenda.visit.person.coordinates:
        form(agenda)
    elif not written:
        st.markdown("The coordinator writes down here what is decided.")
    if meeting := dates.next_meeting(agenda.visit.store):
        st.markdown(f"Next meeting: {wording.day(meeting)}.")
    if not written:
        return "What do we decide now?"
    number = wording.heading(wording.number_word(len(written)))
    return f"{number} {'entry is' if len(written) == 1 else 'entries are'} written down for this quarter"


def decided(agenda: Agenda) -> list[str]:
    """What the group has written down for the quarter: the lesson, and the action with its owner and its day."""
    entries = agenda.visit.ask("lessons")
    rows = entries[(entries["quarter"] == pd.Timestamp(agenda.quarter)) & entries["member"].isna()]
    return [line(agenda, row) for row in rows.to_dict("records")]


def line(agenda: Agenda, row: dict) -> str:
    if pd.isna(row["action"]):
        return row["lesson"]
    who = actions.owner(agenda.visit, row["owner"])
    return f"{row['lesson']} {row['action']} ({who}, by {wording.day(row['due_on'])})"


def form(agenda: Agenda) -> None:
    visit = agenda.visit
    with st.form("decide", border=False, enter_to_submit=False):
        noted, agreed = st.columns([1, 2])  # one screen of a projector
        with noted:
            asked = {"quarter": agenda.quarter} | what_was_noted()
        with agreed:
            does, known = st.columns(2)
            with does:
                asked |= entry_form.what_was_agreed(visit)
            with known:
                asked |= entry_form.how_we_will_know(visit)
            confirmed = entry_form.checklist("decide")
        pressed = st.form_submit_button("Write it down", type="primary")
    if pressed:
        entry_form.save(visit, visit.person, asked, confirmed, of_group=True)


def what_was_noted() -> dict:
    kinds, longest = list(learning.KINDS), learning.LONGEST["lesson"]
    return {
        "lesson": st.text_area("Note", max_chars=longest, key=entry_form.key("decide_note")),
        "kind": st.radio("Kind", kinds, format_func=actions.KINDS.get, key=entry_form.key("decide_kind"), index=1),
    }
