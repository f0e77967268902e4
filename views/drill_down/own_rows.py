"""The own member's incidents behind a place in the drill-down. Nobody else's are ever asked for."""

import pandas as pd
import streamlit as st

from views import headings, wording
from views.drill_down import fields
from views.drill_down.place import MONTHS, Place
from views.escaping import escape_markdown
from views.exhibit import download
from views.provenance import OWN, provenance
from views.visit import Visit

TALLEST = 420
MOST = 1_000  # rows on the page


def own_rows(visit: Visit, place: Place) -> None:
    headings.section(f"Our own rows at {escape_markdown(visit.own_name)}")
    if place.family is None and not place.rows:
        st.markdown("Choose a family, or an answer, to see the rows behind it.")
        return
    rows = rows_behind(visit, place, newest=MOST + 1)
    if rows.empty:
        st.markdown("None in your current returns.")
        return
    there_are_more = len(rows) > MOST
    shown = in_words(visit, rows.tail(MOST))
    st.dataframe(
        shown,
        hide_index=True,
        width="stretch",
        height=min(38 + 35 * len(shown), TALLEST),
        alt="Own rows, incident by incident",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        which = f"The newest {len(shown):,}" if there_are_more else f"{len(shown):,}"
        rest = "; the download has all" if there_are_more else ""
        st.caption(f"{which} of your own incidents{rest}. Nobody else sees these rows.", width="content")
        about, period = place.label(visit), wording.period(place.period, place.by)
        made = provenance(visit, about, period, shows="row by row", whose=OWN)
        download(visit, lambda: in_words(visit, rows_behind(visit, place)), "own_rows", made)


def in_words(visit: Visit, rows: pd.DataFrame) -> pd.DataFrame:
    return without_gaps(fields.in_words(rows, visit))


def without_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with empty text where a text is missing: the table would show "None"."""
    return rows.fillna(dict.fromkeys(rows.select_dtypes(include=["object", "str"]).columns, ""))


def rows_behind(visit: Visit, place: Place, newest: int | None = None) -> pd.DataFrame:
    """own_incidents of the place's months, family and category that have its answers, the newest so many of them."""
    last = place.period + pd.DateOffset(months=MONTHS[place.by] - 1)
    months = {"from": place.period, "to": last.date()}
    return visit.ask(
        "own_incidents", family=place.family, category=place.category, answers=place.rows, newest=newest, **months
    )
