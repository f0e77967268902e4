"""On the made-up figures everybody may be anybody."""

import streamlit as st

from queries.store import Store
from queries.viewer import Viewer


def person(store: Store) -> Viewer:
    """Whom the visitor chooses to be, kept in the address as `be`."""
    members = store.ask("members", Viewer.coordinator())
    names = dict(zip(members["member"], members["name"], strict=True))
    people = {f"lead_{code}": f"Lead at {name}" for code, name in names.items()}
    people |= {"coordinator": "Coordinator"}
    people |= {f"reader_{code}": f"Reader at {name}" for code, name in names.items()}
    chosen = st.sidebar.selectbox("You are", list(people), format_func=people.get, key="be", bind="query-params")
    role, _, member = chosen.partition("_")
    if role == "coordinator":
        return Viewer.coordinator("coordinator@group.example")
    make = Viewer.lead if role == "lead" else Viewer.reader
    return make(member, f"{role}@{member}.example")
