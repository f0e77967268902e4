"""The form for a new entry of the learning log."""

import streamlit as st

from ingest import months
from ingest.group import learning
from ingest.problems import Refused
from queries.viewer import Viewer
from views import headings, notices, wording
from views.learning import actions
from views.look import FORM
from views.visit import Visit

CHECKLIST = {
    "no_person": "Nobody can be recognised from this entry",
    "no_case_details": "It holds no name, address, date of birth or other case data",
    "may_be_read": "Everybody in the group may read it",
}
DIRECTIONS = {"up": "up", "down": "down"}
QUARTERS_OFFERED = 8
WRITTEN = "entries_written"


def show(visit: Visit) -> None:
    """Nothing for viewers who write no entries: readers, and the group on a shared screen."""
    whose = [*(["own"] if visit.viewer.uploads else []), *(["group"] if visit.viewer.coordinates else [])]
    if not whose:
        return
    headings.section("Add an entry")
    names = {"own": visit.own_name, "group": actions.THE_GROUP}
    with st.form("add_lesson", border=False, width=FORM, enter_to_submit=False):
        of = st.radio("Whose", whose, format_func=names.get, horizontal=True) if len(whose) > 1 else whose[0]
        asked = what_was_learnt(visit) | what_was_agreed(visit) | how_we_will_know(visit)
        confirmed = checklist("lesson")
        pressed = st.form_submit_button("Add this entry", type="primary")
    if pressed:
        save(visit, visit.viewer, asked, confirmed, of_group=of == "group")


def save(visit: Visit, writer: Viewer, asked: dict, confirmed: list[str], *, of_group: bool) -> None:
    try:
        learning.add(visit.store, writer, learning.Entry(**asked), confirmed, of_group=of_group)
    except Refused as refusal:
        notices.refused(refusal)
    else:
        st.session_state[WRITTEN] = st.session_state.get(WRITTEN, 0) + 1
        notices.leave("The entry is in the learning log. Everybody in the group can read it.")


def key(name: str) -> str:
    """A widget's key: another one after each entry that was written, so that the next form is empty."""
    written = st.session_state.get(WRITTEN, 0)
    return f"{name}_{written}" if written else name


def checklist(form: str) -> list[str]:
    """Which points are ticked."""
    return [point for point, words in CHECKLIST.items() if st.checkbox(words, key=key(f"{form}_{point}"))]


def what_was_learnt(visit: Visit) -> dict:
    newest = months.newest_quarter(visit.today)
    quarters = [months.later(newest, -3 * back) for back in range(-1, QUARTERS_OFFERED)]
    subjects = labels(visit)
    longest = learning.LONGEST
    return {
        "quarter": st.selectbox("Quarter", quarters, index=1, format_func=wording.quarter, key=key("lesson_quarter")),
        "kind": st.selectbox("Kind", list(learning.KINDS), format_func=actions.KINDS.get, key=key("lesson_kind")),
        "about": tuple(st.multiselect("About", list(subjects), format_func=subjects.get, key=key("lesson_about"))),
        "what_happened": st.text_area(
            "What happened, in outline", max_chars=longest["what_happened"], key=key("lesson_happened")
        ),
        "lesson": st.text_area("What we learnt", max_chars=longest["lesson"], key=key("lesson_lesson")),
        "source": st.selectbox(
            "Source", [None, *learning.SOURCES], format_func=lambda code: actions.SOURCES.get(code, "None"),
            key=key("lesson_source"),
        ),
        "source_link": st.text_input("Link to the report", max_chars=longest["source_link"], key=key("lesson_link")),
        "changed": st.text_input(
            "Policy or training changed because of it", max_chars=longest["changed"], key=key("lesson_changed")
        ),
    }  # fmt: skip


def what_was_agreed(visit: Visit) -> dict:
    members = [None, *visit.names]
    return {
        "action": st.text_input("Action agreed", max_chars=learning.LONGEST["action"], key=key("lesson_action")),
        "owner": st.selectbox(
            "Who does it",
            members,
            format_func=lambda code: visit.names.get(code, actions.THE_GROUP),
            key=key("lesson_owner"),
        ),
        "due_on": st.date_input("By when", value=None, format="DD/MM/YYYY", key=key("lesson_due")),
    }


def how_we_will_know(visit: Visit) -> dict:
    subjects = labels(visit)
    shares = {
        (field, code): f"{label} ({field.replace('_', ' ')})"
        for field in sorted(set(visit.codes["field"]) - {"family", "category"})
        for code, label in visit.labels(field).items()
    }
    st.caption("How will we know that it worked?")
    aim = st.selectbox(
        "What moves",
        [None, *subjects],
        format_func=lambda code: subjects.get(code, "Not measured"),
        key=key("lesson_aim"),
    )
    share = st.selectbox(
        "Only the share of an answer", [None, *shares],
        format_func=lambda pair: shares.get(pair, "No: the number of incidents"), key=key("lesson_share"),
    )  # fmt: skip
    direction = st.radio("Which way", list(DIRECTIONS), horizontal=True, key=key("lesson_direction"))
    field, code = share or (None, None)
    return {
        "aim": aim,
        "aim_field": field,
        "aim_code": code,
        "aim_direction": direction if aim else None,
    }


def labels(visit: Visit) -> dict[str, str]:
    """Families and categories by code, without the categories that have the name of a family."""
    families, categories = visit.labels("family"), visit.labels("category")
    return families | {code: label for code, label in categories.items() if label not in families.values()}
