"""The preview of a file: its stages are named while it is made, and it is kept until its inputs change."""

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


def preview_of(
    visit: Visit, export: Export, matching: Matching, name: str | None, period: tuple[date, date]
) -> Preview:
    """The preview of this file for these months; from the session while nothing has changed.

    The session keeps only the preview: months, codes and masked problems, no cell of the file.
    """
    key = (export.key, matching.to_json(), period, visit.member, visit.store.version)
    kept = st.session_state.get("preview")
    if kept is not None and kept[0] == key:
        return kept[1]
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
    st.session_state["preview"] = (key, preview)
    return preview
