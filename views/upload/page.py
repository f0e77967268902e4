"""Your return: what is due, and a choice of three kinds of return."""

import streamlit as st

from views import choices, due, wording
from views.escaping import escape_markdown
from views.upload import receipt, return_months
from views.upload.counts_return import counts_return
from views.upload.file_return import file_return
from views.upload.nil_return import nil_return
from views.upload.what_is_kept import what_is_kept
from views.visit import Visit

KINDS = {"file": "Upload a file", "counts": "Enter counts", "nil": "Nothing to report"}


def page(visit: Visit) -> None:
    if kept := receipt.of_this_page():
        receipt.show(visit, kept)
        return
    newest = due.newest_quarter(visit.today)
    open_quarters = due.open_quarters(visit.ask("returns_status"), visit.member, visit.today)
    st.title(escape_markdown(due.in_words(open_quarters, newest)))
    st.markdown(f"For {escape_markdown(visit.own_name)}. Nothing is saved before you have seen what it changes.")
    what_is_kept(expanded=visit.ask("own_returns").empty)
    kind = choices.by_buttons("How", KINDS, "way")
    quarter = open_quarters[0] if open_quarters else newest
    if kind == "counts":
        counts_return(visit, quarter)
    elif kind == "nil":
        nil_return(visit, quarter)
    else:
        best_file(visit)
        file_return(visit)


def best_file(visit: Visit) -> None:
    first, last = return_months.proposal(visit.today, set())
    st.markdown(
        f"Best is a file of the last twelve months, {wording.month(first)} to {wording.month(last)}: "
        "outcomes come late, and what changed since replaces what was there. The new quarter alone will do.",
        width=720,
    )
