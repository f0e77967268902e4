"""Nothing to report: a zero on purpose, which is not the same as nothing returned."""

from datetime import date

import streamlit as st

from ingest import months
from ingest.intake import preview_nil
from views.plain import plain
from views.upload import due
from views.upload.saving import confirm_and_save
from views.visit import Visit


def nil_way(visit: Visit, quarter: date) -> None:
    """quarter: the one that is due, whose months are proposed."""
    st.markdown(
        "A nil return says that there was no incident in these months. The others see “returned”, as for any other.",
        width=720,
    )
    period = due.choose_months(visit.today, (quarter, months.later(quarter, 2)), "nil")
    preview = preview_nil(visit.store, visit.viewer, *period)
    if preview.hard:
        st.error("  \n".join(plain(p.message) for p in preview.hard))
        return
    if preview.unchanged:
        st.success("Nothing would change: these months are returned with nothing to report already.")
        return
    st.markdown(f"**Nothing to report in {due.span(*period)}**")
    confirm_and_save(visit, preview, f"nil {period[0]} {period[1]}")
