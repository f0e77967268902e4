"""The own member's incidents behind a place in the drill-down. Nobody else's are ever asked for."""

import pandas as pd
import streamlit as st

from views.drill_down import fields
from views.drill_down.place import MONTHS, Place
from views.escaping import escape_markdown
from views.exhibit import download
from views.visit import Visit

TALLEST = 420


def own_rows(visit: Visit, place: Place) -> None:
    st.subheader(f"Our own rows at {escape_markdown(visit.own_name)}")
    if place.family is None and not place.rows:
        st.markdown("Choose a family, or an answer, to see the rows behind it.")
        return
    rows = rows_behind(visit, place)
    if rows.empty:
        st.markdown("None in your current returns.")
        return
    shown = without_gaps(fields.in_words(rows, visit))
    st.dataframe(shown, hide_index=True, width="stretch", height=min(38 + 35 * len(shown), TALLEST))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{len(shown):,} of your own incidents. Nobody else sees these rows.", width="content")
        download(visit, shown, f"own_rows_{place.period:%Y-%m}")


def without_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with empty text where a text is missing: the table would show "None"."""
    return rows.fillna(dict.fromkeys(rows.select_dtypes(include=["object", "str"]).columns, ""))


def rows_behind(visit: Visit, place: Place) -> pd.DataFrame:
    """own_incidents of the place's months, family and category that have its answers."""
    last = place.period + pd.DateOffset(months=MONTHS[place.by] - 1)
    months = {"from": place.period, "to": last.date()}
    return visit.ask("own_incidents", family=place.family, category=place.category, answers=place.rows, **months)
