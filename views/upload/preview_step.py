"""The whole look at a file, its stages named while it runs, kept until anything it rests on changes."""

from datetime import date

import streamlit as st

from ingest.intake import look_at_file
from ingest.intake.preview import Preview
from ingest.matching import Matching
from views.upload.export import Export
from views.visit import Visit

STAGES = {
    "reading": "Reading the file …",
    "matching": "Matching headings and words …",
    "screening": "Looking for personal data in every cell …",
    "checking": "Checking every cell against the standard …",
    "comparing": "Comparing with what is current …",
}


def look(visit: Visit, export: Export, matching: Matching, name: str | None, period: tuple[date, date]) -> Preview:
    """The preview of this file for these months; from the session while nothing has changed.

    What is kept there is the preview alone: months, codes and masked problems, no cell of the file.
    """
    key = (export.key, matching.to_json(), period, visit.member, visit.store.version)
    held = st.session_state.get("looked")
    if held is not None and held[0] == key:
        return held[1]
    place = st.empty()
    with place.status("Looking at your file …") as status:
        preview = look_at_file(
            visit.store,
            visit.viewer,
            *period,
            export.content,
            export.name,
            matching,
            name,
            stage=lambda stage: status.update(label=STAGES[stage]),
        )
    place.empty()
    st.session_state["looked"] = (key, preview)
    return preview
