"""What a screen reader says after a choice or a change of page: the page's new title, and the choices it answers."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

NOTED = "what to announce"
UNSEEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
_ESCAPE = re.compile(r"\\([^\w\s])")


def note(words: str) -> None:
    """Add a title or a choice to what is announced when this run ends. Markdown."""
    if NOTED in st.session_state:
        st.session_state[NOTED].append(_ESCAPE.sub(r"\1", words))


@contextmanager
def run() -> Iterator[None]:
    """Around a page. The place is not drawn again on the next page: a reader announces only text that changes in it."""
    place = st.container(key="announcement")
    st.session_state[NOTED] = []
    try:
        yield
    finally:
        noted = st.session_state.pop(NOTED)
    with place:
        st.markdown(as_status(noted), unsafe_allow_html=True)


def as_status(noted: list[str]) -> str:
    """One line of HTML; the texts are escaped, as they hold names from the store."""
    words = html.escape(". ".join(dict.fromkeys(noted)))
    return f'<div role="status" aria-live="polite" style="{UNSEEN}">{words}</div>'
