"""What a page says after it has done something, or when it was refused."""

from collections.abc import Callable, Sequence
from typing import NoReturn

import streamlit as st

from ingest.problems import Problem, Refused
from queries.refusals import QueryRefused
from views.escaping import escape_markdown

MOST_SHOWN = 10


def leave(message: str) -> NoReturn:
    """Run the page again, to show what has changed, with this message at its top. Plain text."""
    st.session_state["notice"] = message
    st.rerun()


def carry_out(act: Callable[[], object], message: str) -> None:
    """Do it and `leave` the message; where it is refused, say why. Whatever else it raises goes on."""
    try:
        act()
    except Refused as refusal:
        refused(refusal)
    else:
        leave(message)


def show() -> None:
    """The message that `leave` left before this run, if there is one."""
    if message := st.session_state.pop("notice", None):
        st.success(escape_markdown(message), icon=":material/check:")


def refused(refusal: Refused | QueryRefused) -> None:
    """Every reason of a refusal, the first ten in full."""
    problems = getattr(refusal, "problems", None)
    if problems:
        listed(problems)
    else:
        st.error(escape_markdown(refusal), icon=":material/block:")


def listed(problems: Sequence[Problem]) -> None:
    """Problems as one error: a single one as a sentence, several as a list."""
    messages = [escape_markdown(problem.message) for problem in problems]
    if len(messages) == 1:
        st.error(messages[0], icon=":material/block:")
        return
    lines = [f"- {message}" for message in messages[:MOST_SHOWN]]
    if len(messages) > MOST_SHOWN:
        lines.append(f"- and {len(messages) - MOST_SHOWN} more")
    st.error("\n".join(lines), icon=":material/block:")
