"""A chart as every page shows it, and the line beneath it: what it rests on, table, download, method."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from queries.exports import as_csv
from views import wording
from views.charts import frame
from views.visit import Visit

NOTE = "How to read this"


def exhibit(
    visit: Visit,
    figure: go.Figure,
    table: pd.DataFrame,
    *,
    name: str,
    rests_on: str,
    how: str,
    alt: str,
    sure: str | None = None,
    on_click: Callable[[object], None] | None = None,
    leads_to: Callable[[dict], dict[str, str]] | None = None,
) -> None:
    """Draw one chart and the line beneath it.

    table: exactly what the chart shows, with headings in words; it is also the download, `name`.csv.
    rests_on, how, sure: Markdown made of our own words.
    alt: the chart in a sentence or two, for people who cannot see it.
    on_click: called with the customdata of the mark that was clicked, before the page runs again.
    leads_to: the address in the drill-down of the mark that was clicked (its x, y, customdata); that page opens.
    """
    key = f"chart_{name}"
    clicks = {}
    if on_click or leads_to:
        select = (lambda: _clicked(key, on_click)) if on_click else "rerun"
        clicks = {"on_select": select, "selection_mode": "points"}
    drawn = st.plotly_chart(figure, theme=None, config=frame.config(), alt=alt, key=key, **clicks)
    if leads_to and (points := drawn["selection"]["points"]):
        st.switch_page(visit.pages["drill_down"], query_params=leads_to(points[0]))
    beneath(visit, table, name=name, rests_on=rests_on, how=how, sure=sure)


def _clicked(key: str, on_click: Callable[[object], None]) -> None:
    for point in st.session_state[key]["selection"]["points"][:1]:
        if point.get("customdata") is not None:
            on_click(point["customdata"])


def beneath(
    visit: Visit, table: pd.DataFrame, *, name: str, rests_on: str, how: str | None = None, sure: str | None = None
) -> None:
    """The line beneath a chart, a list or a table."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(rests_on, width="content")
        with st.popover("Table", type="tertiary", icon=":material/table_rows:"):
            st.dataframe(table, hide_index=True, width="stretch")
        download(visit, table, name)
        if how:
            with st.popover("How is this worked out?", type="tertiary", icon=":material/help:"):
                st.markdown(how)
        if sure:
            with st.popover("How sure are we?", type="tertiary", icon=":material/straighten:"):
                st.markdown(sure)


def download(visit: Visit, table: pd.DataFrame, name: str) -> None:
    """A button that downloads exactly what is shown, as `name`.csv. The file is made, and recorded, on the click."""
    st.download_button(
        "Download",
        partial(downloaded, visit, table, f"{name}.csv"),
        file_name=f"{name}.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        key=f"download_{name}",
        on_click="ignore",
    )


def downloaded(visit: Visit, table: pd.DataFrame, file_name: str) -> bytes:
    """The table as a CSV file, with a note of how to read it where it has rates; the audit trail records who has it."""
    visit.require_rights()
    visit.store.note(visit.person.email or "visitor", "download", visit.member, file_name)
    if any("rate" in str(heading).lower().split() for heading in table.columns):
        table = table.assign(**{NOTE: wording.MORE_IS_NOT_WORSE})
    return as_csv(table).encode("utf-8-sig")
