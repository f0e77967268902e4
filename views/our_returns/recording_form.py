"""How we record: the own member's answers, which stand beside the figures on Compare."""

import streamlit as st

from ingest.group.recording import ANSWERS
from ingest.group.setup import say_how_we_record
from views.how_we_record import QUESTIONS
from views.visit import Visit

NOT_SAID = "not said"


def how_we_record(visit: Visit) -> None:
    st.subheader("How we record")
    st.markdown(
        "Members draw the line differently. Your answers stand beside your figures on *Compare*, for all to see.",
        width=640,
    )
    rows = visit.ask("how_we_record")
    rows = rows[rows["member"] == visit.member]
    said = dict(zip(rows["question"], rows["answer"], strict=True))
    with st.form("how_we_record", border=False):
        answers = {name: _one(visit, name, said.get(name)) for name in QUESTIONS}
        if visit.viewer.uploads and st.form_submit_button("Save our answers", icon=":material/save:"):
            say_how_we_record(visit.store, visit.viewer, {k: a for k, a in answers.items() if a != NOT_SAID})
            st.session_state["answers saved"] = True
            st.rerun()
    if st.session_state.pop("answers saved", False):
        st.success("Your answers are saved.")


def _one(visit: Visit, name: str, said: str | None) -> str:
    options = list(dict.fromkeys((NOT_SAID, *ANSWERS[name], said or NOT_SAID)))
    return st.selectbox(
        QUESTIONS[name],
        options,
        index=options.index(said or NOT_SAID),
        key=f"record {name} {said}",
        disabled=not visit.viewer.uploads,
        width=420,
    )
