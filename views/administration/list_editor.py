"""A list of the group's, edited on the page as a whole: rows are added, changed and removed, then saved at once."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ingest.group.lists import Row
from ingest.problems import Refused
from views import notices


def edit(
    frame: pd.DataFrame,
    save: Callable[[list[Row]], None],
    *,
    key: str,
    columns: dict[str, object],
    says: str,
    saved: str,
) -> None:
    """Draw the list and its button.

    frame: text in every column, named as the list's headings. columns: streamlit's column_config. save: is given every
    row, numbered as it stands; what it refuses is shown and nothing is written. says: the button; saved: the notice.
    """
    with st.form(key, border=False):
        edited = st.data_editor(
            frame,
            num_rows="dynamic",
            hide_index=True,
            width="stretch",
            column_config=columns,
            key=f"{key}_{version(frame)}",
        )
        pressed = st.form_submit_button(says, type="primary")
    if not pressed:
        return
    try:
        save(rows(edited))
    except Refused as refusal:
        notices.refused(refusal)
    else:
        notices.leave(saved)


def rows(frame: pd.DataFrame) -> list[Row]:
    """The editor's rows as the list takes them: every cell trimmed text, rows without anything left out."""
    texts = frame.astype(object).where(frame.notna(), "").map(lambda cell: str(cell).strip())
    kept = [dict(row) for _, row in texts.iterrows() if any(row)]
    return [Row(number, cells) for number, cells in enumerate(kept, start=1)]


def version(frame: pd.DataFrame) -> str:
    """Another key once the list itself has changed: else the editor would lay old edits over it."""
    return str(pd.util.hash_pandas_object(frame.astype(str), index=False).sum())
