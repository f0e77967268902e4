"""Edits one of the group's lists: rows are added and changed, then saved together; a button removes one."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from ingest.group.list_files import Row
from views import notices
from views.escaping import escape_markdown
from views.look import FORM


def edit(
    frame: pd.DataFrame,
    save: Callable[[list[Row]], None],
    *,
    key: str,
    columns: dict[str, object],
    button: str,
    saved: str,
) -> None:
    """Draw the list and its button.

    frame: text in every column, named as the list's headings. columns: Streamlit's column_config. save: called with
    every row; when it raises Refused, the reasons are shown and nothing is written. button: its label. saved: the
    notice afterwards.
    """
    with st.form(key, border=False, enter_to_submit=False):
        edited = st.data_editor(
            frame,
            num_rows="add",
            alt=f"The list to {button[0].lower()}{button[1:]}",
            hide_index=True,
            width="stretch",
            column_config=columns,
            key=f"{key}_{version(frame)}",
        )
        pressed = st.form_submit_button(button, type="primary")
    if pressed:
        notices.carry_out(lambda: save(rows(edited)), saved)


def remove(
    frame: pd.DataFrame, save: Callable[[list[Row]], None], *, key: str, what: str, names: Sequence[str], removed: str
) -> None:
    """Choose one row and remove it by a button with its name.

    frame, save: as for `edit`. what: what a row is, such as "person". names: one for each row. removed: the notice
    afterwards.
    """
    if frame.empty:
        return
    place = st.selectbox(
        f"Remove a {what}",
        range(len(frame)),
        index=None,
        format_func=lambda each: names[each],
        placeholder="Choose",
        key=f"remove_{key}_{version(frame)}",
        width=FORM,
    )
    if place is None or not st.button(f"Remove {escape_markdown(names[place])}", icon=":material/delete:"):
        return
    notices.carry_out(lambda: save(rows(frame.drop(index=frame.index[place]))), removed)


def rows(frame: pd.DataFrame) -> list[Row]:
    """The editor's rows, numbered from 1: every cell as trimmed text, without the empty rows."""
    texts = frame.astype(object).where(frame.notna(), "").map(lambda cell: str(cell).strip())
    kept = [dict(row) for _, row in texts.iterrows() if any(row)]
    return [Row(number, cells) for number, cells in enumerate(kept, start=1)]


def version(frame: pd.DataFrame) -> str:
    """A key that changes with the list itself: else the editor would apply old edits to the new list."""
    return str(pd.util.hash_pandas_object(frame.astype(str), index=False).sum())
