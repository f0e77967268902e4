"""On the coordinator's page of members: two providers become one."""

from datetime import date

import pandas as pd
import streamlit as st

from ingest import months
from ingest.group.merging import Merger, merge
from ingest.problems import Refused
from views import headings, notices, wording
from views.look import FORM, PROSE
from views.visit import Visit

WHAT_HAPPENS = """
Both stop returning with the last month before, and a new member begins with the sum of their homes. Everything before
stays as it was, with its own homes; nothing that was shown changes. Open actions become the new member's. People stay
where they are until both have sent their last returns: then change their member on the page *People*.
"""
SURE = "I have read what happens, and both have agreed to it."
QUARTERS_AHEAD = 4


def show(visit: Visit, members: pd.DataFrame) -> None:
    """Nothing where fewer than two members are left to merge."""
    current = members.loc[members["left_after"].isna(), "member"].tolist()
    if len(current) < 2:
        return
    headings.section("Two members become one")
    st.markdown(WHAT_HAPPENS, width=PROSE)
    with st.form("merge", border=False, width=FORM, enter_to_submit=False):
        one = st.selectbox("The first member", current, format_func=visit.names.get, key="merge_one")
        other = st.selectbox("The second member", current, index=1, format_func=visit.names.get, key="merge_other")
        first = st.selectbox("First quarter of the new member", quarters(visit), format_func=wording.quarter)
        code = st.text_input("Code of the new member", help="Letters and digits; it never changes", key="merge_code")
        name = st.text_input("Name of the new member", key="merge_name")
        sure = st.checkbox(SURE, key="merge_sure")
        pressed = st.form_submit_button("Make them one member", type="primary")
    if pressed:
        save(visit, Merger((one, other), code.strip(), name.strip(), first), sure=sure)


def quarters(visit: Visit) -> list[date]:
    """The quarters that a merger may begin with: those not closed, and some to come."""
    closed = visit.periods("quarter")
    ahead = [months.later(months.quarter_of(visit.today), 3 * step) for step in range(QUARTERS_AHEAD)]
    first = months.later(closed[-1], 3) if closed else months.later(ahead[0], -3)
    return [day for day in months.listed(first, ahead[-1]) if months.quarter_of(day) == day]


def save(visit: Visit, merger: Merger, *, sure: bool) -> None:
    if not sure:
        notices.refused(Refused.because("sure", "Nothing was changed: tick that both have agreed, then save again."))
        return
    names = wording.listed([visit.names[code] for code in merger.members])
    notices.carry_out(
        lambda: merge(visit.store, visit.viewer, merger),
        f"{names} become {merger.name} from {wording.quarter(merger.first)}.",
    )
