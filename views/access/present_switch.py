"""The Present switch, for a shared screen: on until it is turned off."""

import streamlit as st

HELP = (
    "For a shared screen: everything is asked as the group, on every page, until you turn it off. "
    "No own figures, rows or returns."
)

Person = tuple[str, str]  # the store, and the address of one of its people
LEFT_ON: set[Person] = set()
"""The people who left it on in their last window."""


def draw(person: Person | None) -> bool:
    """Draw the switch; True while it is on. It keeps its state over pages; `present=true` in the address turns it on.

    It is not bound to the address: going back to a page from before it was turned on would turn it off, and show own
    figures on the shared screen.

    A new window of the same person starts in the state of the last one, so that opening a link
    from a chat, or signing in again, does not show own figures on a shared screen. `person` is None on the sample,
    where everybody shares the same addresses.
    """
    if "present" not in st.session_state:
        st.session_state["present"] = person in LEFT_ON or st.query_params.get("present") == "true"
    on = st.toggle(
        "Present",
        key="present",
        persist_state="session",
        help=HELP,
        on_change=_turned,
        args=(person,),
    )
    if on and person:
        LEFT_ON.add(person)
    return on


def _turned(person: Person | None) -> None:
    if st.session_state["present"]:
        st.query_params["present"] = "true"
    else:
        st.query_params.pop("present", None)
        LEFT_ON.discard(person)
