"""Hardship totals of a quarter: a form of four numbers, for a lead."""

from datetime import date

import pandas as pd
import streamlit as st

from ingest.hardship import MEASURES, ROUNDING, Measure, quarters, save_totals
from views import choices, notices, wording
from views.look import FORM, PROSE
from views.visit import Visit

WHAT_THEY_ARE = f"""
What your hardship fund, or the help that you arranged, came to in a quarter: totals, no rows and no person. Leave
empty what you do not count; a zero is a total too. You see your own exactly, on *Cost of living*. Others see the
group's only, where five members have entered theirs before the quarter is closed: {ROUNDING}.
"""
CLOSED = "{} is closed: what you enter now changes your own totals only. The group's stay as they were shown."


def hardship_form(visit: Visit) -> None:
    notices.show()
    st.markdown(WHAT_THEY_ARE, width=PROSE)
    named = {f"{quarter:%Y-%m}": wording.quarter(quarter) for quarter in quarters(visit.today)}
    quarter = wording.first_day(choices.one_of("Quarter", named, "quarter"))
    held = held_totals(visit.ask("own_hardship_totals"), quarter)
    with st.form("hardship", border=False, width=FORM, enter_to_submit=False):
        entered = {measure.name: _number(measure, quarter, held[measure.name]) for measure in MEASURES}
        pressed = st.form_submit_button("Save these totals", type="primary", icon=":material/save:")
    if pd.Timestamp(quarter) in set(visit.ask("closings")["quarter"]):
        st.caption(CLOSED.format(wording.quarter(quarter)))
    st.page_link(
        visit.pages["cost_of_living"], label="See them on Cost of living", query_params=choices.address(of="own")
    )
    if pressed:
        notices.carry_out(
            lambda: save_totals(visit.store, visit.viewer, quarter, entered),
            f"The totals of {wording.quarter(quarter)} are saved.",
        )


def held_totals(own: pd.DataFrame, quarter: date) -> dict[str, int | None]:
    """What is saved for the quarter: measure -> a number, None where there is none. own: own_hardship_totals."""
    rows = own[own["quarter"] == pd.Timestamp(quarter)]
    found = {measure.name: rows[measure.name].iloc[0] if len(rows) else None for measure in MEASURES}
    return {name: None if pd.isna(number) else int(number) for name, number in found.items()}


def _number(measure: Measure, quarter: date, held: int | None) -> int | None:
    return st.number_input(
        measure.label,
        min_value=0,
        max_value=measure.most,
        value=held,
        step=1,
        placeholder="Not counted",
        help=measure.definition,
        key=f"hardship_{measure.name}_{quarter:%Y-%m}",
    )
