"""What can be done once a quarter is closed: show what came later, take a closing back, give an erratum."""

from datetime import date

import pandas as pd
import streamlit as st

from ingest.group import closing, errata
from views import headings, notices, tables, wording
from views.escaping import escape_markdown
from views.look import FORM, PROSE
from views.visit import Visit

LATE = """
These returns came after their quarter was closed. Showing them adds each member's own figures once, marked "came
later". The group's figures stay as they are.
"""
UNSEEN = """
Nobody but you has seen the figures of this closing. While that is so it can be taken back; the audit trail says so.
"""
ERRATUM = """
For a quarter that turns out seriously wrong for one member. Its figures are shown anew beside the old ones, with your
reason; the group's quarter and year of the families concerned become what the members' figures add up to, and their
months, categories and breakdowns are withdrawn. It can be given once for a member and quarter. First the member uploads
the corrected return.
"""


def late(visit: Visit) -> None:
    found = closing.late_returns(visit.store)
    if not found:
        return
    headings.section("Returns that came later")
    st.markdown(LATE, width=PROSE)
    lines = [f"- {escape_markdown(visit.names[member])}: {wording.quarter(quarter)}" for quarter, member in found]
    st.markdown("\n".join(lines))
    if st.button("Close again, with these"):
        notices.carry_out(
            lambda: closing.show_late(visit.store, visit.viewer), "What came later is shown now, marked as that."
        )


def came_since(found: list[tuple[date, str]], names: dict[str, str]) -> str:
    """'1 return came since Apr–Jun 2026 was closed: close again'. found: closed quarters, with who returned later."""
    quarters = sorted({quarter for quarter, _ in found})
    if len(found) == 1:
        return f"1 return came since {wording.quarter(quarters[0])} was closed: close again"
    if len(quarters) == 1:
        return f"{len(found)} returns came since {wording.quarter(quarters[0])} was closed: close again"
    whom = wording.listed([names[member] for member in names if member in {member for _, member in found}])
    return (
        f"{wording.number_word(len(quarters)).capitalize()} closed quarters were returned since by {whom}: close again"
    )


def take_back(visit: Visit) -> None:
    quarter = closing.last_unseen(visit.store)
    if quarter is None:
        return
    st.markdown(UNSEEN, width=PROSE)
    if st.button(f"Take the closing of {wording.quarter(quarter)} back", icon=":material/undo:"):
        notices.carry_out(
            lambda: closing.take_back(visit.store, visit.viewer), f"{wording.quarter(quarter)} is open again."
        )


def history(visit: Visit) -> None:
    headings.section("What has been closed")
    closed = visit.ask("closings")
    if closed.empty:
        st.write("Nothing yet. Each closing will appear here.")
        return

    def names(members) -> str:
        return wording.listed([visit.names.get(member, member) for member in members])

    table = pd.DataFrame(
        {
            "Quarter": closed["quarter"].map(wording.quarter),
            "Closed": closed["closed_at"].map(wording.day),
            "Members counted": closed["counted"].map(len),
            "Not returned": closed["awaited"].map(names),
            "Came later": closed["came_later"].map(names),
            "Erratum": closed["corrected"].map({True: "yes", False: ""}),
        }
    )
    tables.show(table.iloc[::-1], "What has been closed")


def erratum(visit: Visit) -> None:
    closed = visit.ask("closings")
    if closed.empty:
        return
    headings.section("Erratum")
    st.markdown(ERRATUM, width=PROSE)
    given = visit.ask("errata")
    if not given.empty:
        tables.show(errata_table(visit, given), "Errata given")
    quarters = [day.date() for day in closed["quarter"].sort_values(ascending=False)]
    with st.form("erratum", border=False, width=FORM, enter_to_submit=False):
        quarter = st.selectbox("Quarter", quarters, format_func=wording.quarter, key="erratum_quarter")
        member = st.selectbox("Member", list(visit.names), format_func=visit.names.get, key="erratum_member")
        reason = st.text_input("Reason, seen by everybody", max_chars=errata.LONGEST_REASON, key="erratum_reason")
        pressed = st.form_submit_button("Give this erratum")
    if pressed:
        message = f"An erratum is given for {visit.names[member]}, {wording.quarter(quarter)}. Everybody sees it."
        notices.carry_out(lambda: errata.correct(visit.store, visit.viewer, quarter, member, reason), message)


def errata_table(visit: Visit, given: pd.DataFrame) -> pd.DataFrame:
    """One row per family that an erratum changed."""
    return pd.DataFrame(
        {
            "Quarter": given["quarter"].map(wording.quarter),
            "Member": given["member"].map(visit.names),
            "Family": given["family"].map(visit.labels("family")),
            "Shown before": given["before_shown"],
            "Shown now": given["shown"],
            "Reason": given["reason"],
        }
    )
