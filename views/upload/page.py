"""Your return: what is due, and three ways to submit it."""

import streamlit as st

from views import choices, wording
from views.escaping import plain
from views.upload import receipt, return_months
from views.upload.counts_return import counts_way
from views.upload.file_return import file_way
from views.upload.nil_return import nil_way
from views.upload.what_is_kept import kept_and_dropped
from views.visit import Visit, here

WAYS = {"file": "Upload a file", "counts": "Enter counts", "nil": "Nothing to report"}


def page(visit: Visit) -> None:
    if kept := receipt.of_this_page():
        receipt.show(visit, kept)
        return
    newest = return_months.newest_quarter(visit.today)
    open_quarters = return_months.awaited(visit.ask("returns_status"), visit.member, visit.today)
    st.title(plain(return_months.title(open_quarters, newest)))
    st.markdown(f"For {plain(visit.own_name)}. Nothing is saved before you have seen what it changes.")
    kept_and_dropped(expanded=visit.ask("own_returns").empty)
    way = choices.by_buttons("How", WAYS, "way")
    quarter = open_quarters[0] if open_quarters else newest
    if way == "counts":
        counts_way(visit, quarter)
    elif way == "nil":
        nil_way(visit, quarter)
    else:
        best_file(visit)
        file_way(visit)


def best_file(visit: Visit) -> None:
    first, last = return_months.proposal(visit.today, set())
    st.markdown(
        f"Best is a file of the last twelve months, {wording.month(first)} to {wording.month(last)}: "
        "outcomes come late, and what changed since replaces what was there. The new quarter alone will do.",
        width=720,
    )


page(here())
