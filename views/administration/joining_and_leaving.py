"""The months that a member is expected to return: from when it joined to when it left."""

from datetime import date

import pandas as pd
import streamlit as st

from ingest.group import setup
from views import headings, notices, tables, wording
from views.administration import month_choice
from views.look import FORM
from views.visit import Visit

ENDS = (
    ("joined", "First month expected", "From the start"),
    ("left_after", "Last month expected", "It has not left"),
)


def edit(visit: Visit, members: pd.DataFrame) -> None:
    headings.section("Joining and leaving")
    st.caption(
        "Outside these months a member is not expected to return, and is not named as missing. "
        "The group's usual range starts afresh when somebody joins or leaves."
    )
    member = st.selectbox("Member", list(visit.names), format_func=visit.names.get, width=FORM)
    held = members.set_index("member").loc[member]
    with st.form(f"membership_{member}", border=False, width=FORM, enter_to_submit=False):
        joined, left = (
            month_choice.choose(label, visit.today, key=f"{name}_{member}", empty=empty, held=_first_day(held[name]))
            for name, label, empty in ENDS
        )
        pressed = st.form_submit_button("Save these months", type="primary")
    limited = members[members["joined"].notna() | members["left_after"].notna()]
    if len(limited):
        tables.show(_months(limited), "Members that joined or left")
    if pressed:
        notices.carry_out(
            lambda: setup.set_membership(visit.store, visit.viewer, member, joined, left),
            f"Saved for {visit.names[member]}.",
        )


def _first_day(month: pd.Timestamp) -> date | None:
    return None if pd.isna(month) else month.date()


def _months(limited: pd.DataFrame) -> pd.DataFrame:
    months = limited[["joined", "left_after"]].map(lambda day: wording.month(day) if pd.notna(day) else "")
    return pd.DataFrame({"Member": limited["name"], "From": months["joined"], "To": months["left_after"]})
