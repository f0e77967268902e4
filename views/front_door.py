"""Who is asking: the sample's visitor chooses whom to be."""

import os
from pathlib import Path

import streamlit as st

from queries.store import Store
from queries.viewer import Viewer
from views.visit import Visit


@st.cache_resource(show_spinner="Getting the figures ready …")
def open_store(path: str) -> Store:
    """The one connection of this process; every script run takes a cursor of its own."""
    return Store.open(path)


def store_path() -> Path:
    named = os.environ.get("PEER_TRENDS_STORE")
    if named:
        return Path(named)
    from ingest.sample import sample_store_path

    return sample_store_path()


def enter() -> Visit:
    store = open_store(str(store_path()))
    person = whom_to_be(store)
    presenting = st.sidebar.toggle("Present", key="present", persist_state="session")
    return Visit(store, person, presenting, sample=True, dark=st.context.theme.type == "dark")


def whom_to_be(store: Store) -> Viewer:
    members = store.ask("members", Viewer.coordinator())
    people = {
        f"lead_{code}": f"Lead at {name}"
        for code, name in zip(members["member"], members["name"], strict=True)
    }
    people["coordinator"] = "Coordinator"
    chosen = st.sidebar.selectbox(
        "You are", list(people), format_func=people.get, key="be", bind="query-params"
    )
    return Viewer.coordinator() if chosen == "coordinator" else Viewer.lead(chosen.removeprefix("lead_"))
