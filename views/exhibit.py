"""A chart as every page shows it, and the line beneath it: what it rests on, table, download, method."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from queries.exports import as_csv
from views import pictures, tables, wording
from views.charts import frame
from views.charts.projected import projected
from views.escaping import unescape_markdown
from views.look import PROSE
from views.provenance import Provenance
from views.visit import Visit

NOTE = "How to read this"

Table = pd.DataFrame | Callable[[], pd.DataFrame]
"""A table, or what makes it when it is wanted."""


def exhibit(
    visit: Visit,
    figure: go.Figure,
    table: Table,
    *,
    name: str,
    made: Provenance,
    rests_on: str,
    how: str,
    alt: str,
    file: Callable[[], pd.DataFrame] | None = None,
    sure: str | None = None,
    on_click: Callable[[object], None] | None = None,
    leads_to: Callable[[dict], dict[str, str]] | None = None,
) -> None:
    """Draw one chart and the line beneath it.

    table: exactly what the chart shows, with headings in words; it is made when the chart has been sent.
    file: makes the same as numbers, when it is downloaded, and asks nothing more of the store; without it the download
        is the table.
    name: of this exhibit on its page, whatever is chosen there: under another name the browser draws a chart anew,
        beside the old one, and takes a third longer.
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
    with st.container(key=f"exhibit_{name}"):
        if not figure.data:  # why there is no chart, and the table where that has figures ("under 5")
            st.markdown(f"{figure.layout.annotations[0].text}.")
            if holds_figures(instead := _frame(table)):
                beneath(visit, instead, name=name, made=made, rests_on=rests_on, file=file)
            else:
                st.caption(rests_on)
            return
        shown = projected(figure) if visit.presenting else figure
        drawn = st.plotly_chart(shown, theme=None, config=frame.config(), alt=alt, key=key, **clicks)
        if leads_to and (points := drawn["selection"]["points"]):
            st.switch_page(visit.pages["drill_down"], query_params=leads_to(points[0]))
        beneath(visit, _frame(table), name=name, made=made, rests_on=rests_on, how=how, sure=sure, file=file, chart=key)


def holds_figures(table: pd.DataFrame) -> bool:
    """Whether any cell beside the first column, which names the rows, has something in it."""
    return bool((table.iloc[:, 1:].notna() & (table.iloc[:, 1:] != "")).to_numpy().any())


def _frame(table: Table) -> pd.DataFrame:
    return table() if callable(table) else table


def _clicked(key: str, on_click: Callable[[object], None]) -> None:
    for point in st.session_state[key]["selection"]["points"][:1]:
        if point.get("customdata") is not None:
            on_click(point["customdata"])


def beneath(
    visit: Visit,
    table: pd.DataFrame,
    *,
    name: str,
    made: Provenance,
    rests_on: str,
    how: str | None = None,
    sure: str | None = None,
    file: Callable[[], pd.DataFrame] | None = None,
    chart: str | None = None,
    on_page: bool = False,
) -> None:
    """The line beneath a chart, a list or a table. file: see `exhibit`. chart: the key of the chart above, if any.
    on_page: the table stands on the page already."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"beneath_{name}"):
        st.caption(rests_on, width="content")
        if not on_page:
            with st.expander("Table", type="compact", icon=":material/table_rows:"):
                tables.show(table)
        download(visit, file or table, name, made)
        if chart:
            pictures.buttons(made, chart, unescape_markdown(rests_on), dark=visit.dark)
        if how:
            with st.expander("How is this worked out?", type="compact", icon=":material/help:"):
                st.markdown(how, width=PROSE)
        if sure:
            with st.expander("How sure are we?", type="compact", icon=":material/straighten:"):
                st.markdown(sure, width=PROSE)


def download(visit: Visit, table: Table, name: str, made: Provenance) -> None:
    """A button that downloads the table with its provenance. The file is made, and recorded, on the click."""
    st.download_button(
        "Download",
        partial(downloaded, visit, table, made),
        file_name=f"{made.file_name}.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        key=f"download_{name}",
        on_click="ignore",
    )


def downloaded(visit: Visit, table: Table, made: Provenance) -> bytes:
    """The table as a CSV file, with a note of how to read it where it has rates; the audit trail records who has it."""
    visit.require_rights()
    visit.store.note(visit.person.email or "visitor", "download", visit.member, f"{made.file_name}.csv")
    table = _frame(table)
    if any(str(heading).lower().startswith("rate") for heading in table.columns):
        table = table.assign(**{NOTE: wording.MORE_IS_NOT_WORSE})
    return as_csv(made.beside(table)).encode("utf-8-sig")
