"""On the made-up group only: a file to try the upload with, and a warning not to use a real one."""

import streamlit as st

from ingest.sample import FOLDER
from views.visit import Visit


def offer(visit: Visit) -> None:
    if not visit.sample:
        return
    files = sorted((FOLDER / "to_upload").glob(f"{visit.member}_*"))
    st.caption(
        "This is the made-up group: try what you like, but not with a real export."
        + (" Its file for the quarter is ready to try:" if files else "")
    )
    for file in files:
        st.download_button(
            file.name, file.read_bytes(), file_name=file.name, type="tertiary", icon=":material/download:",
            on_click="ignore",
        )  # fmt: skip
