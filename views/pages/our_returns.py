"""Your return: what was submitted, what counts, and taking one back."""

import streamlit as st

from views import wording
from views.exhibit import download
from views.own_returns import in_words
from views.plain import plain
from views.recording_form import how_we_record
from views.taking_back import take_back
from views.visit import Visit, here


def page(visit: Visit) -> None:
    returns = visit.ask("own_returns")
    counting = int((returns["months_counting"] > 0).sum())
    if returns.empty:
        st.title("No return yet")
        st.markdown(
            f"Here every return of {plain(visit.own_name)} will stand, with what it replaced. The first one is "
            "made on *Upload*.",
            width=640,
        )
    else:
        many = "return counts" if counting == 1 else "returns count"
        st.title(f"{wording.number_word(counting).capitalize()} of our {many}")
        listed(visit, returns)
        take_back(visit, returns)
    how_we_record(visit)


def listed(visit: Visit, returns) -> None:
    table = in_words(returns)
    st.dataframe(table, hide_index=True, width="stretch")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"For each month the newest return that is not withdrawn counts. Only {plain(visit.own_name)} sees "
            "this list.",
            width="content",
        )
        download(table, "our_returns")


page(here())
