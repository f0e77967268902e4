"""One person on one computer, without signing in: only while nobody else can reach the server."""

import streamlit as st

from queries.person import is_alone, viewer_of
from queries.store import Store
from queries.viewer import Viewer
from views import choices
from views.access import configuration
from views.access.closed_pages import show_closed
from views.access.hosts import is_loopback, listens_on_loopback
from views.visit import Visit

NOBODY = "group"  # no member can have this code
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")


def person(store: Store) -> Viewer:
    """The person that `[access] this_machine_only` names; else a page says why not, and the run ends there."""
    if not listens_on_loopback() or came_from_elsewhere():
        show_closed(
            "Only for the computer it runs on",
            "`[access] this_machine_only` is set, and this server can be reached from elsewhere. Set "
            '`server.address = "localhost"` and put nothing in front of it, or set up sign-in: the guides are in '
            "`docs/`.",
        )
    viewer = viewer_of(store, configuration.this_machine_only())
    if viewer is None:
        show_closed(
            "That address is not on the list of people",
            "`[access] this_machine_only` in `.streamlit/secrets.toml` must name somebody on the group's list of "
            "people. `docs/on_a_laptop.md` says how to make that list.",
        )
    if not st.session_state.get("sign-in recorded"):
        store.note(viewer.email, "sign-in", None, "this machine only")
        st.session_state["sign-in recorded"] = True
    return _for_a_member(store, viewer)


def _for_a_member(store: Store, viewer: Viewer) -> Viewer:
    """A coordinator who keeps the store alone may also be lead of the member that is chosen here."""
    if viewer.member or not viewer.coordinates or not is_alone(store):
        return viewer
    names = Visit(store, viewer).names
    with st.sidebar:
        member = choices.one_of("You act for", {NOBODY: "The group, as coordinator"} | names, "act_for")
    return viewer if member == NOBODY else Viewer.lead(member, viewer.email, coordinates=True)


def came_from_elsewhere() -> bool:
    """True for a request that a proxy forwarded or another computer sent, whatever the settings say."""
    if any(name in FORWARDED for name in (header.lower() for header in st.context.headers)):
        return True
    address = st.context.ip_address  # None where it is this computer
    return address is not None and not is_loopback(address)
