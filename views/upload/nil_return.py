"""A return with nothing to report: zero incidents, which is not the same as no return."""

from datetime import date

import streamlit as st

from ingest import months
from ingest.intake import preview_nil
from ingest.standard import FILES as STANDARDS
from views import choices, notices, wording
from views.upload import return_months
from views.upload.saving import confirm_and_save
from views.visit import Visit

FILES = {"incidents": "Incidents", "hazards": "Hazards"}
SAYS = {
    "incidents": "A nil return says that there was no incident in these months. The others see “returned”, as for any "
    "other.",
    "hazards": "A nil return says that there was no hazard in these months. The others see that you supply hazards, as "
    "for any other.",
}


def nil_return(visit: Visit, quarter: date) -> None:
    """quarter: the one whose months are proposed."""
    which = choices.by_buttons("Of which file?", FILES, "which")
    st.markdown(SAYS[which], width=720)
    period = return_months.choose_months(visit.today, (quarter, months.later(quarter, 2)), f"nil {which}")
    preview = preview_nil(visit.store, visit.viewer, *period, STANDARDS[which])
    if preview.hard:
        notices.listed(preview.hard)
        return
    if preview.unchanged:
        st.success("Saved already. Nothing would change: these months are returned with nothing to report.")
        return
    st.markdown(f"**No {which} to report in {wording.months(*period)}**")
    confirm_and_save(visit, preview, f"nil {which} {period[0]} {period[1]}")
