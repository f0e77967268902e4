"""The Present switch: for a shared screen, on until it is turned off."""

import streamlit as st

HELP = (
    "For a shared screen: everything is asked as the group, on every page, until you turn it off. "
    "No own figures, rows or returns."
)


def switch(person: str | None) -> bool:
    """Draw the switch; whether it is on. Kept in the address and over pages.

    person: an address. Its next window starts as this one was left, so that a link opened from a chat, or signing in
    again, does not put its own figures on a shared screen. None on the sample, where anybody is anybody.
    """
    left_on = _left_on()
    if "present" not in st.session_state and person in left_on:
        st.session_state["present"] = True
    on = st.toggle(
        "Present",
        key="present",
        bind="query-params",
        persist_state="session",
        help=HELP,
        on_change=_turned,
        args=(person,),
    )
    if on and person:
        left_on.add(person)
    return on


def _turned(person: str | None) -> None:
    if not st.session_state["present"]:
        _left_on().discard(person)


@st.cache_resource(show_spinner=False)
def _left_on() -> set[str]:
    return set()
