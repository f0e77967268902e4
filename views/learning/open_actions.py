"""On This quarter: what the group said it would do, and whether it worked."""

import streamlit as st

from views.escaping import escape_markdown
from views.learning import actions
from views.visit import Visit


def show(visit: Visit) -> None:
    """Every open action, with its owner, its date and its verdict; nothing where none is open."""
    lines = [escape_markdown(each.line) for each in actions.listed(visit, only_open=True)]
    if not lines:
        return
    st.subheader("What did we say we would do?")
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.page_link(visit.pages["learning"], label="What have we learnt?")
