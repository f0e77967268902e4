"""Your return: what was submitted, what counts, and taking one back."""

import pandas as pd
import streamlit as st

from views import wording
from views.escaping import plain
from views.exhibit import download
from views.our_returns.own_returns import counting, in_words
from views.our_returns.recording_form import how_we_record
from views.our_returns.withdrawing import take_back
from views.upload.return_months import awaited
from views.visit import Visit, here


def page(visit: Visit) -> None:
    returns = visit.ask("own_returns")
    if returns.empty:
        st.title("No return yet")
        st.markdown(
            f"Here every return of {plain(visit.own_name)} will stand, with what it replaced. The first one "
            "is made on *Upload*.",
            width=640,
        )
    else:
        st.title(title(visit, returns))
        listed(visit, returns)
        take_back(visit, returns)
    how_we_record(visit)


def title(visit: Visit, returns: pd.DataFrame) -> str:
    """'42 months are in, Apr 2023 to Sep 2026', or which quarters are not."""
    months = sorted(counting(returns))
    if not months:
        return "No return counts: all are withdrawn"
    said = f"{len(months)} {'month is' if len(months) == 1 else 'months are'} in"
    open_quarters = [q for q in awaited(visit.ask("returns_status"), visit.member, visit.today) if q > months[0]]
    if not open_quarters:
        return f"{said}, {wording.month(months[0])} to {wording.month(months[-1])}"
    if len(open_quarters) == 1:
        return f"{said}; {wording.quarter(open_quarters[0])} is not"
    return f"{said}; {wording.number_word(len(open_quarters))} quarters are not"


def listed(visit: Visit, returns: pd.DataFrame) -> None:
    table = in_words(returns)
    numbers = {name: st.column_config.NumberColumn(format="localized") for name in ("Incidents", "Left out")}
    st.dataframe(table, hide_index=True, width="stretch", column_config=numbers)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            "For each month the newest return that is not withdrawn counts. "
            f"Only {plain(visit.own_name)} sees this list.",
            width="content",
        )
        download(table, "our_returns")


page(here())
