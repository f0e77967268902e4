"""Group: the questions for discussion at the end of each focus page."""

import streamlit as st

from ingest.group.discussion import MOST, own_questions, save_questions
from ingest.problems import Refused
from views import choices, notices
from views.focus.discussion import GENERAL, asked, questions
from views.look import PROSE
from views.visit import Visit

LISTS = {
    GENERAL: "All focus pages",
    "missing_people": "Missing people",
    "partnership": "Partnership",
    "making_safeguarding_personal": "Making Safeguarding Personal",
    "cost_of_living": "Cost of living",
}


def page(visit: Visit) -> None:
    st.title("What the group asks itself")
    notices.show()
    st.markdown(
        "These questions close the focus pages: the page's own first, then those of all pages. One question a line, "
        f"at most {MOST}. An empty list brings back the questions that came with the program.",
        width=PROSE,
    )
    name = choices.one_of("Page", LISTS, "of")
    with st.form(f"questions {name}", border=False, enter_to_submit=False):
        text = st.text_area("Questions", "\n".join(asked(visit, name)), height=280, key=f"text {name}")
        pressed = st.form_submit_button("Save these questions", type="primary")
    if own_questions(visit.store, name):
        st.caption(f"Written by the coordinator, in place of {len(questions(name))} that came with the program.")
    if pressed:
        _save(visit, name, text)


def _save(visit: Visit, name: str, text: str) -> None:
    try:
        saved = save_questions(visit.store, visit.viewer, name, text)
    except Refused as refusal:
        notices.refused(refusal)
    else:
        notices.leave("Saved. The page asks them from now on." if saved else "The first questions are asked again.")
