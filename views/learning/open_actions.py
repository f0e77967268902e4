"""On This quarter: what the group said it would do, and whether it worked."""

import streamlit as st

from views import choices, wording
from views.escaping import escape_markdown
from views.learning import actions
from views.visit import Visit


def show(visit: Visit) -> None:
    """Every open action, with its owner, its date and its verdict, folded; nothing where none is open."""
    lines = [escape_markdown(each.line) for each in actions.listed(visit, only_open=True)]
    if not lines:
        return
    number = wording.heading(wording.number_word(len(lines)))
    with st.expander(f"What did we say we would do? {number} {'action is' if len(lines) == 1 else 'actions are'} open"):
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.page_link(visit.pages["learning"], label="What have we learnt?", query_params=choices.address())
