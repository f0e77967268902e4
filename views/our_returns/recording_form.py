"""How we record: the own member's answers, which Compare shows beside the figures; a form for leads."""

import pandas as pd
import streamlit as st

from ingest.group.recording import ANSWERS
from ingest.group.setup import say_how_we_record
from views import headings, tables
from views.how_we_record import NOT_SAID, QUESTIONS
from views.look import PROSE
from views.visit import Visit


def recording_form(visit: Visit) -> None:
    headings.section("How we record")
    st.markdown(
        "Members differ in what they record. Your answers are shown beside your figures on *Compare*, for all to see.",
        width=PROSE,
    )
    rows = visit.ask("how_we_record")
    rows = rows[rows["member"] == visit.member]
    saved = dict(zip(rows["question"], rows["answer"], strict=True))
    if not visit.viewer.uploads:
        answers = [saved.get(name, NOT_SAID) for name in QUESTIONS]
        tables.show(pd.DataFrame({"Question": QUESTIONS.values(), "Our answer": answers}), alt="How we record")
        st.caption("A lead of your organisation changes these answers.")
        return
    with st.form("how_we_record", border=False, enter_to_submit=False):
        chosen = {name: _one(name, saved.get(name)) for name in QUESTIONS}
        if st.form_submit_button("Save our answers", icon=":material/save:"):
            say_how_we_record(visit.store, visit.viewer, {k: a for k, a in chosen.items() if a != NOT_SAID})
            st.session_state["answers saved"] = True
            st.rerun()
    if st.session_state.pop("answers saved", False):
        st.success("Your answers are saved.")


def _one(name: str, saved: str | None) -> str:
    options = list(dict.fromkeys((NOT_SAID, *ANSWERS[name], saved or NOT_SAID)))
    return st.selectbox(
        QUESTIONS[name],
        options,
        index=options.index(saved or NOT_SAID),
        key=f"record {name} {saved}",
        width=420,
    )
