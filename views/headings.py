"""The headings of a page: one title, which is announced, and sections below it. No heading is a stop of the Tab key."""

import streamlit as st

from views import announcement
from views.escaping import unbroken


def title(body: str) -> None:
    """The page's one first-level heading. Markdown."""
    announcement.note(body)
    st.title(unbroken(body), anchor=False)


def section(body: str) -> None:
    """A second-level heading. Markdown."""
    st.header(unbroken(body), anchor=False)
