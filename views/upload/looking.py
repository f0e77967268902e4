"""The whole look at a file, its stages named while it runs, kept until anything it rests on changes."""

from datetime import date

import streamlit as st

from ingest.intake import Preview, preview_file
from ingest.matching import Matching
from views.upload.export import Export
from views.visit import Visit


def look(visit: Visit, export: Export, matching: Matching, name: str | None, period: tuple[date, date]) -> Preview:
    """The preview of this file for these months; from the session while nothing has changed.

    What is kept there is the preview alone: months, codes and masked problems, no cell of the file.
    """
    key = (export.key, matching.to_json(), period, visit.member, visit.store.version)
    held = st.session_state.get("looked")
    if held is not None and held[0] == key:
        return held[1]
    place = st.empty()
    with place.status("Looking at your file …"):
        preview = preview_file(
            visit.store,
            visit.viewer,
            *period,
            export.content,
            export.name,
            matching,
            name,
        )
    place.empty()
    st.session_state["looked"] = (key, preview)
    return preview
