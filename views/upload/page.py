"""Your return: what is due, and a choice of three kinds of return."""

import streamlit as st

from ingest.standard import FILES as STANDARDS
from views import choices, due, wording
from views.escaping import escape_markdown
from views.upload import receipt, return_months
from views.upload.counts_return import counts_return
from views.upload.file_return import file_return
from views.upload.nil_return import FILES, nil_return
from views.upload.what_is_kept import what_is_kept
from views.visit import Visit

KINDS = {"file": "Upload a file", "counts": "Enter counts", "nil": "Nothing to report"}

HAZARDS_FILE = (
    "Hazards in homes, as your repairs team keeps them: one row a hazard, with the days on which it was dealt with. "
    "No day is kept; each becomes what a clock of Awaab's Law came to on the day you save."
)


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
        which = choices.by_buttons("Which file?", FILES, "which")
        best_file(visit, which)
        file_return(visit, STANDARDS[which])


def best_file(visit: Visit, which: str) -> None:
    if which == "hazards":
        st.markdown(HAZARDS_FILE, width=720)
        return
    first, last = return_months.proposal(visit.today, set())
    st.markdown(
        f"Best is a file of the last twelve months, {wording.month(first)} to {wording.month(last)}: "
        "outcomes come late, and what changed since replaces what was there. The new quarter alone will do.",
        width=720,
    )
