"""Group: close a quarter, so that others can see its figures."""

from datetime import date

import pandas as pd
import streamlit as st

from ingest.group import editions
from ingest.problems import Refused
from views import choices, notices, wording
from views.escaping import escape_markdown
from views.look import PROSE
from views.visit import Visit

WHAT_IT_DOES = """
Closing freezes which returns count. Until then people see only their own figures, and who has returned.
A return that comes later, or a correction, counts from the next closing on. A member counts in a quarter only when all
three of its months are returned.
"""
AGAIN = """
**This quarter has been closed before.** Closing it again makes another edition, in which late returns and corrections
count. Everybody sees that it was closed again, and when. The earlier edition still answers, so what a pack showed can
be looked up.
"""


def page(visit: Visit) -> None:
    status = visit.ask("returns_status")
    due = editions.quarters_to_close(visit.store)
    st.title(finding(due, status))
    notices.show()
    st.markdown(WHAT_IT_DOES, width=PROSE)
    closed = [day.date() for day in visit.ask("editions")["quarter"]]
    options = [*due, *sorted(set(closed), reverse=True)]
    if options:
        named = {f"{day:%Y-%m}": wording.quarter(day) for day in options}
        quarter = wording.first_day(choices.one_of("Quarter", named, "close"))
        who_has_returned(visit, status, quarter)
        close(visit, quarter, again=quarter in closed)
    history(visit)


def finding(due: list[date], status: pd.DataFrame) -> str:
    if not due:
        return "No quarter is waiting to be closed"
    of_quarter = status[status["quarter"] == pd.Timestamp(due[0])]
    whole = int((of_quarter["status"] == "returned").sum())
    waiting = f"{wording.quarter(due[0])} is waiting: {wording.members(whole, len(of_quarter))} have returned it"
    return waiting if len(due) == 1 else f"{waiting}, and {wording.number_word(len(due) - 1)} more"


def who_has_returned(visit: Visit, status: pd.DataFrame, quarter: date) -> None:
    of_quarter = status[status["quarter"] == pd.Timestamp(quarter)]
    table = pd.DataFrame(
        {
            "Member": of_quarter["member"].map(visit.names),
            wording.quarter(quarter): of_quarter["status"].map(wording.STATUS),
        }
    )
    st.dataframe(table, hide_index=True, width="stretch")
    missing = of_quarter.loc[of_quarter["status"] != "returned", "member"].map(visit.names).tolist()
    if missing:
        st.info(
            f"{escape_markdown(wording.listed(missing))}: not returned whole. Closed now, the quarter counts without "
            f"{'it' if len(missing) == 1 else 'them'}; close it again when the return is in.",
            icon=":material/schedule:",
        )


def close(visit: Visit, quarter: date, *, again: bool) -> None:
    if again:
        st.warning(AGAIN, icon=":material/history:", width=PROSE)
    sure = st.checkbox("I have looked at who has returned", key=f"sure_{quarter}")
    label = f"Close {wording.quarter(quarter)}{' again' if again else ''}"
    if not st.button(label, type="primary", disabled=not sure):
        return
    try:
        closing = editions.close(visit.store, visit.viewer, quarter)
    except Refused as refusal:
        notices.refused(refusal)
        return
    whole, all_of_them = len(closing.returned), len(closing.returned) + len(closing.not_returned)
    notices.leave(
        f"{wording.quarter(quarter)} is closed{' again' if again else ''}: edition {closing.edition} counts "
        f"{wording.members(whole, all_of_them)}. Everybody sees its figures now."
    )


def history(visit: Visit) -> None:
    st.subheader("What has been closed")
    closed = visit.ask("editions")
    if closed.empty:
        st.write("Nothing yet. Each closing will appear here with its edition.")
        return
    table = pd.DataFrame(
        {
            "Edition": closed["edition"],
            "Quarter": closed["quarter"].map(wording.quarter),
            "Closed": closed["closed_at"].map(wording.day),
            "Again": closed["again"].map({True: "closed again", False: ""}),
            "Members counted": closed["members"],
        }
    )
    st.dataframe(table.iloc[::-1], hide_index=True, width="stretch")
