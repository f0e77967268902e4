"""Your return: what is due, and a choice of three kinds of return; hardship totals beside them."""

from datetime import date

import streamlit as st

from ingest import months
from ingest.group import dates
from ingest.standard import FILES as STANDARDS
from views import choices, due, headings, wording
from views.escaping import escape_markdown
from views.upload import guide_for_leads, receipt
from views.upload.counts_return import counts_return
from views.upload.file_return import file_return
from views.upload.hardship_form import hardship_form
from views.upload.nil_return import FILES, nil_return
from views.upload.what_is_kept import what_is_kept
from views.visit import Visit

KINDS = {"file": "Upload a file", "counts": "Enter counts", "nil": "Nothing to report", "hardship": "Hardship totals"}

HAZARDS_FILE = (
    "Hazards in homes, as your repairs team keeps them: one row a hazard, with the days on which it was dealt with. "
    "No day is kept; each becomes what a clock of Awaab's Law came to on the day you save."
)


def page(visit: Visit) -> None:
    if kept := receipt.of_this_page():
        receipt.show(visit, kept)
        return
    newest = months.newest_quarter(visit.today)
    asked_from = due.asked_from(visit, visit.member)
    open_quarters = due.open_quarters(visit.ask("returns_status"), visit.member, visit.today, asked_from)
    by = due.by_when(dates.due_on(visit.store, newest), visit.today)
    headings.title(escape_markdown(due.in_words(open_quarters, newest, by, asked_from)))
    if missing := due.homes_in_words(visit, visit.member, max(newest, asked_from or newest)):
        st.info(escape_markdown(missing), icon=":material/home_work:")
    st.markdown(f"For {escape_markdown(visit.own_name)}. Nothing is saved before you have seen what it changes.")
    is_first = visit.ask("own_returns").empty
    what_is_kept(expanded=is_first)
    guide_for_leads.link()
    kind = choices.by_buttons("How", KINDS, "way")
    quarter = open_quarters[0] if open_quarters else newest
    if kind == "counts":
        counts_return(visit, quarter)
    elif kind == "nil":
        nil_return(visit, quarter)
    elif kind == "hardship":
        hardship_form(visit)
    else:
        which = choices.by_buttons("Which file?", FILES, "which")
        best_file(visit, which, is_first=is_first)
        file_return(visit, STANDARDS[which])


def best_file(visit: Visit, which: str, *, is_first: bool) -> None:
    if which == "hazards":
        st.markdown(HAZARDS_FILE, width=720)
        return
    st.markdown(best_months(visit.today, is_first=is_first), width=720)


def best_months(today: date, *, is_first: bool) -> str:
    """Which months the file should hold: the first time enough for the same quarter of the year before."""
    first, last = months.best(today, is_first=is_first)
    number, why = ("twelve", "outcomes come late, and what changed since replaces what was there")
    if is_first:
        number, why = (
            "fifteen",
            "a quarter is compared with the same quarter a year before; after this, twelve months do",
        )
    span = wording.months(first, last)
    return f"Best is a file of the last {number} months, {span}: {why}. The new quarter alone will do."
