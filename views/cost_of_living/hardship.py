"""Hardship totals beside the cost of living: the own member's exactly, the group's as they were shown."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from ingest.hardship import MEASURES, ROUNDING, Measure
from views import choices, headings, tables, wording
from views.escaping import escape_markdown
from views.exhibit import download
from views.look import PROSE
from views.provenance import GROUP, OWN, Provenance, provenance, span
from views.visit import Visit

NOT_COUNTED = "–"
NONE_YET = {
    "own": "You have not entered any yet.",
    "group": "The group's totals are shown once five members have entered theirs before a quarter is closed.",
}
HOW_SHOWN = {
    "own": "Your own, exactly as you entered them. – is not counted.",
    "group": "Of the members that had entered theirs when the quarter was closed, at least five (–: fewer). "
    f"{wording.heading(ROUNDING)}.",
}


def section(visit: Visit, *, own: bool) -> None:
    """The totals of every quarter, whichever period the page shows."""
    of = "own" if own else "group"
    headings.section(f"Hardship totals of {escape_markdown(visit.own_name) if own else 'the group'}")
    found = visit.ask("own_hardship_totals" if own else "hardship_totals")
    if found.empty:
        st.markdown(NONE_YET[of], width=PROSE)
    else:
        tables.show(own_table(found) if own else group_table(found))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(HOW_SHOWN[of], width="content")
            download(
                visit, own_numbers(found) if own else group_numbers(found), f"hardship_{of}", _made(visit, found, of)
            )
    if visit.viewer.uploads:
        st.page_link(visit.pages["upload"], label="Enter hardship totals", query_params=choices.address(way="hardship"))


def _made(visit: Visit, found: pd.DataFrame, of: str) -> Provenance:
    period = span(found.rename(columns={"quarter": "period"}), "quarter")
    if of == "own":
        return provenance(visit, "Hardship totals", period, whose=OWN)
    return replace(provenance(visit, "Hardship totals", period, whose=GROUP), rounding=ROUNDING)


def where_known(visit: Visit) -> None:
    """The same on a page that has nothing else to show, where anybody has totals."""
    for own in (True, False) if visit.member else (False,):
        if not visit.ask("own_hardship_totals" if own else "hardship_totals").empty:
            section(visit, own=own)


def own_table(found: pd.DataFrame) -> pd.DataFrame:
    """The answer to own_hardship_totals, to read."""
    return pd.DataFrame(
        {
            "Quarter": found["quarter"].map(wording.quarter),
            **{m.label: [_own(m, number) for number in found[m.name]] for m in MEASURES},
        }
    )


def _own(measure: Measure, number: float | None) -> str:
    return NOT_COUNTED if pd.isna(number) else _amount(measure, int(number))


def group_table(found: pd.DataFrame) -> pd.DataFrame:
    """The answer to hardship_totals, to read: one row a quarter."""
    by_place = {(row.quarter, row.total): row for row in found.itertuples()}
    quarters = sorted(found["quarter"].unique(), reverse=True)
    return pd.DataFrame(
        {
            "Quarter": [wording.quarter(pd.Timestamp(quarter)) for quarter in quarters],
            **{m.label: [group_cell(m, by_place.get((quarter, m.name))) for quarter in quarters] for m in MEASURES},
        }
    )


def group_cell(measure: Measure, row: tuple | None) -> str:
    """'£12,000 (6 members)', 'under £500 (5 members)', '35 (5 members)'."""
    if row is None:
        return NOT_COUNTED
    return f"{nearest(measure, row.low, row.high)} ({row.contributors} members)"


def nearest(measure: Measure, low: int, high: int) -> str:
    """The number that an interval stands for, in words; not always its middle: the lowest above "under 5" is 5 to 7."""
    if low == 0:
        return f"under {_amount(measure, high + 1)}"
    return _amount(measure, high - 499 if measure.is_money else high - 2)


def _amount(measure: Measure, number: int) -> str:
    return f"{'£' if measure.is_money else ''}{number:,}"


def own_numbers(found: pd.DataFrame) -> pd.DataFrame:
    """To download: numbers in columns of their own."""
    quarters = found["quarter"].map(wording.quarter)
    return pd.DataFrame({"Quarter": quarters, **{m.label: found[m.name].astype("Int64") for m in MEASURES}})


def group_numbers(found: pd.DataFrame) -> pd.DataFrame:
    """To download: one row a quarter and total, the least and the most that it can be."""
    labels = {measure.name: measure.label for measure in MEASURES}
    return pd.DataFrame(
        {
            "Quarter": found["quarter"].map(wording.quarter),
            "Total": found["total"].map(labels),
            "Low": found["low"],
            "High": found["high"],
            "Members": found["contributors"],
        }
    )
