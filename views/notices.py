"""What a page says after it has done something: kept over the rerun that shows what has changed."""

from typing import NoReturn

import streamlit as st

from ingest.problems import Refused
from queries.refusals import QueryRefused
from views.escaping import plain

MOST_SHOWN = 10


def leave(message: str) -> NoReturn:
    """Draw the page again, with this message at its top. Plain text."""
    st.session_state["notice"] = message
    st.rerun()


def show() -> None:
    if message := st.session_state.pop("notice", None):
        st.success(plain(message), icon=":material/check:")


def refused(refusal: Refused | QueryRefused) -> None:
    """Every reason of a refusal, the first ten in full."""
    problems = getattr(refusal, "problems", None)
    if problems is None or len(problems) == 1:
        st.error(plain(refusal), icon=":material/block:")
        return
    lines = [f"- {plain(problem.message)}" for problem in problems[:MOST_SHOWN]]
    more = len(problems) - MOST_SHOWN
    st.error("\n".join([*lines, *([f"- and {more} more"] if more > 0 else [])]), icon=":material/block:")
