"""The thin bands above every page: the figures are made up; members see each other's exact figures."""

import streamlit as st

from views.look import look
from views.visit import Visit

SAMPLE = "<b>Made-up figures</b> of a group that does not exist. To start for real, see “Your own group” in README.md."
EXACT = "The members have agreed to see each other’s <b>exact figures</b>, in quarters closed since they did."


def banners(visit: Visit) -> None:
    if visit.sample:
        _banner(SAMPLE, "sample", visit)
    if visit.store.setting("peer_figures") == "exact":
        _banner(EXACT, "exact", visit)


def _banner(html: str, name: str, visit: Visit) -> None:
    """html: our own words only; text from the store would be read as markup here."""
    colours = look(visit.dark)
    edge = colours.own if name == "sample" else colours.high
    style = (
        f"background:{colours.raised};color:{colours.text};border-left:4px solid {edge};"
        "padding:0.3rem 0.75rem;font-size:0.875rem"
    )
    st.html(f'<div role="note" class="band-{name}" style="{style}">{html}</div>')
