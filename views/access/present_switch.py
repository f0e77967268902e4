"""The Present switch, for a shared screen: on until it is turned off."""

import streamlit as st

HELP = (
    "For a shared screen: everything is asked as the group, on every page, until you turn it off. "
    "No own figures, rows or returns."
)


def draw(person: str | None) -> bool:
    """Draw the switch; True while it is on. It keeps its state over pages; `present=true` in the address turns it on.

    It is not bound to the address: going back to a page from before it was turned on would turn it off, and show own
    figures on the shared screen.

    person: an address. A new window of the same person starts in the state of the last one, so that opening a link
    from a chat, or signing in again, does not show own figures on a shared screen. None on the sample, where
    everybody shares the same addresses.
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
