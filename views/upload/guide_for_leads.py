"""The guide for leads, `docs/for_leads.md`, opened beside the work on the page."""

import re
from functools import cache
from pathlib import Path

import streamlit as st

FILE = Path(__file__).parents[2] / "docs" / "for_leads.md"
LABEL = "A guide for leads: what to export, and how long it takes"


def link() -> None:
    """A button that opens the guide."""
    is_clicked = st.button(LABEL, type="tertiary", icon=":material/menu_book:")
    if is_clicked:
        _open()


@cache
def text() -> str:
    """The guide without its title; links to other documents as their words, as only this one is opened here."""
    body = FILE.read_text("utf-8").split("\n", 1)[1]
    return re.sub(r"\[([^\]]+)\]\((?!https?://)[^)]*\)", r"\1", body)


@st.dialog("A guide for leads", width="large")
def _open() -> None:
    st.markdown(text())
