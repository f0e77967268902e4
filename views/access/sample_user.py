"""Who a visitor of the made-up figures is: whoever the visitor chooses."""

import streamlit as st

from queries.store import Store
from queries.viewer import Viewer
from views import choices
from views.visit import Visit


def person(store: Store) -> Viewer:
    """The user that the visitor chooses, kept in the address as `be`."""
    names = Visit(store, Viewer.coordinator()).names
    users = {f"lead_{code}": f"Lead at {name}" for code, name in names.items()}
    users |= {"coordinator": "Coordinator"}
    users |= {f"reader_{code}": f"Reader at {name}" for code, name in names.items()}
    with st.sidebar:
        role, _, member = choices.one_of("You are", users, choices.SAMPLE_USER).partition("_")
    if role == "coordinator":
        return Viewer.coordinator("coordinator@group.example")
    make = Viewer.lead if role == "lead" else Viewer.reader
    return make(member, f"{role}@{member}.example")
