"""A chart as it stands on every page: beneath it what it rests on, its numbers, its download, how it is worked out."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from queries.exports import as_csv
from views.charts import frame


def exhibit(
    figure: go.Figure,
    table: pd.DataFrame,
    *,
    name: str,
    rests_on: str,
    how: str,
    alt: str,
    sure: str | None = None,
    on_select: str = "ignore",
) -> dict | None:
    """Draw one chart and the quiet line beneath it.

    table: exactly what the chart shows, with headings in words; it is also the download, `name`.csv.
    rests_on, how, sure: Markdown made of our own words. alt: the chart in a sentence or two, for who cannot see it.
    Returns plotly's selection where `on_select` is "rerun".
    """
    selected = st.plotly_chart(
        figure,
        theme=None,
        config=frame.config(),
        alt=alt,
        key=f"chart_{name}",
        on_select=on_select,
        selection_mode="points",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(rests_on)
        with st.popover("Table", type="tertiary", icon=":material/table_rows:"):
            st.dataframe(table, hide_index=True, width="stretch")
        st.download_button(
            "Download",
            as_csv(table).encode("utf-8-sig"),
            file_name=f"{name}.csv",
            mime="text/csv",
            type="tertiary",
            icon=":material/download:",
            key=f"download_{name}",
            on_click="ignore",
        )
        with st.popover("How is this worked out?", type="tertiary", icon=":material/help:"):
            st.markdown(how)
        if sure:
            with st.popover("How sure are we?", type="tertiary", icon=":material/straighten:"):
                st.markdown(sure)
    return selected if on_select == "rerun" else None
