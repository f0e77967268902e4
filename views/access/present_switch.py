"""The Present switch: for a shared screen, on until it is turned off."""

import streamlit as st

HELP = (
    "For a shared screen: everything is asked as the group, on every page, until you turn it off. "
    "No own figures, rows or returns."
)


def switch(person: str | None) -> bool:
    """Draw the switch; whether it is on. Kept over pages; an address with `present=true` starts with it on.

    Not bound to the address: going back to a page from before it was turned on would turn it off, and put
    one's own figures on the shared screen.

    person: an address. Its next window starts as this one was left, so that a link opened from a chat, or
    signing in again, does not put its own figures on a shared screen. None on the sample, where anybody is
    anybody.
    """
    left_on = _left_on()
    if "present" not in st.session_state:
        st.session_state["present"] = person in left_on or st.query_params.get("present") == "true"
    on = st.toggle(
        "Present",
        key="present",
        persist_state="session",
        help=HELP,
        on_change=_turned,
        args=(person,),
    )
    if on and person:
        left_on.add(person)
    return on


def _turned(person: str | None) -> None:
    if st.session_state["present"]:
        st.query_params["present"] = "true"
    else:
        st.query_params.pop("present", None)
        _left_on().discard(person)


@st.cache_resource(show_spinner=False)
def _left_on() -> set[str]:
    return set()
