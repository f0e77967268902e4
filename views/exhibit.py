"""A chart as it stands on every page: beneath it what it rests on, its numbers, its download, its method."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from queries.exports import as_csv
from views.charts import frame
from views.visit import Visit, here


def exhibit(
    figure: go.Figure,
    table: pd.DataFrame,
    *,
    name: str,
    rests_on: str,
    how: str,
    alt: str,
    sure: str | None = None,
    on_click: Callable[[object], None] | None = None,
) -> None:
    """Draw one chart and the quiet line beneath it.

    table: exactly what the chart shows, with headings in words; it is also the download, `name`.csv.
    rests_on, how, sure: Markdown made of our own words.
    alt: the chart in a sentence or two, for who cannot see it.
    on_click: called with the customdata of the mark that was clicked, before the page runs again.
    """
    key = f"chart_{name}"
    clicks = {"on_select": lambda: _clicked(key, on_click), "selection_mode": "points"} if on_click else {}
    st.plotly_chart(figure, theme=None, config=frame.config(), alt=alt, key=key, **clicks)
    beneath(table, name=name, rests_on=rests_on, how=how, sure=sure)


def _clicked(key: str, on_click: Callable[[object], None]) -> None:
    for point in st.session_state[key]["selection"]["points"][:1]:
        if point.get("customdata") is not None:
            on_click(point["customdata"])


def beneath(table: pd.DataFrame, *, name: str, rests_on: str, how: str | None = None, sure: str | None = None) -> None:
    """The quiet line under a chart, a list or a table."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(rests_on, width="content")
        with st.popover("Table", type="tertiary", icon=":material/table_rows:"):
            st.dataframe(table, hide_index=True, width="stretch")
        download(table, name)
        if how:
            with st.popover("How is this worked out?", type="tertiary", icon=":material/help:"):
                st.markdown(how)
        if sure:
            with st.popover("How sure are we?", type="tertiary", icon=":material/straighten:"):
                st.markdown(sure)


def download(table: pd.DataFrame, name: str) -> None:
    """Exactly what is shown, as `name`.csv: made when somebody takes it, and who took it is put on record."""
    st.download_button(
        "Download",
        partial(taken, here(), table, f"{name}.csv"),
        file_name=f"{name}.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        key=f"download_{name}",
        on_click="ignore",
    )


def taken(visit: Visit, table: pd.DataFrame, file_name: str) -> bytes:
    """The table as a file; the audit trail says who took it."""
    visit.store.note(visit.person.email or "visitor", "download", visit.member, file_name)
    return as_csv(table).encode("utf-8-sig")
