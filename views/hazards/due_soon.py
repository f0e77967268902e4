"""Own hazards whose limit runs out soon, by reference."""

import pandas as pd
import streamlit as st

from views import headings, methods, tables, wording
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.hazards import clock_table
from views.look import PROSE
from views.provenance import RECORDED, provenance
from views.visit import Visit

STALE_AFTER = 14
"""Days: ten working days are at least fourteen."""


def due_soon(visit: Visit) -> None:
    rows = visit.ask("hazards_due")
    headings.section("What falls due next at your own")
    if rows.empty:
        st.markdown("Of your own hazards no limit was to run out within ten working days.", width=PROSE)
        return
    saved = rows["judged_on"].max()
    age = (pd.Timestamp(visit.today) - saved).days
    table = clock_table.due(
        rows, {name: visit.labels(name) for name in ("hazard_type", "hazard_level", "hazard_clock")}
    )
    hazards = rows["hazard_ref"].nunique()
    st.markdown(
        f"{'One hazard has' if hazards == 1 else f'{hazards:,} hazards have'} a limit that ran out within ten "
        f"working days of {wording.day(saved)}, the day you saved the file. No dates are kept, so the "
        "day itself is in your own system.",
        width=PROSE,
    )
    if age > STALE_AFTER:
        st.markdown(f"That was {age} days ago: these limits have passed. Save a newer file.", width=PROSE)
    tables.show(table, "What falls due next")
    name = escape_markdown(visit.own_name)
    beneath(
        visit,
        table,
        name="hazards_due",
        made=provenance(visit, "Hazards due soon", "", whose=RECORDED),
        rests_on=f"{name}'s own current hazard returns. Nobody else sees these.",
        how=methods.CLOCKS,
        on_page=True,
    )
