"""Who is asking, and of which store. Only people of the store get past here, and visitors of the sample."""

import contextlib
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from ingest.group.setup import open_store
from ingest.sample import sample_store_path
from queries.refusals import QueryRefused
from queries.store import Store
from queries.viewer import Viewer
from views.access import configuration, local_user, present_switch, sample_user, sign_in
from views.access.closed_pages import cannot_open, no_access_set_up
from views.visit import Visit


def enter() -> Visit:
    """The visit of this run. Where there is none, a page says why and the run ends here."""
    store = _store()
    sample = store.setting("sample") == "yes"
    person = _person(store, sample)
    is_for_anybody = not configuration.has_auth() and not configuration.this_machine_only()
    with st.sidebar:
        presenting = present_switch.draw(None if is_for_anybody else person.email)
        if configuration.has_auth():
            sign_in.account(store, person)
    return Visit(store, person, presenting, sample=sample, dark=st.context.theme.type == "dark")


def has_access(cookies: Mapping[str, str]) -> bool:
    """Whether a browser may send and fetch files: where people sign in, only one whose session is open."""
    named = configuration.named_store()
    if not configuration.has_auth() or named is None:
        return True
    try:
        return sign_in.has_access(_opened(str(named)), cookies)
    except QueryRefused:
        return False


def sign_out(cookies: Mapping[str, str]) -> None:
    """End the session of a browser that opens Streamlit's sign-out address; our button ends it by itself."""
    named = configuration.named_store()
    if configuration.has_auth() and named is not None:
        with contextlib.suppress(QueryRefused):
            sign_in.sign_out(_opened(str(named)), cookies)


def _person(store: Store, sample: bool) -> Viewer:
    """Secrets take precedence, strictest first; only the sample store is open to anyone."""
    if configuration.has_auth():
        return sign_in.person(store)
    if configuration.this_machine_only():
        return local_user.person(store)
    if sample:
        return sample_user.person(store)
    no_access_set_up()


def _store() -> Store:
    named = configuration.named_store()
    try:
        return _opened(str(named or _sample_path()))
    except QueryRefused as refused:
        cannot_open(refused, is_sample=named is None)


@st.cache_resource(show_spinner="Making the sample figures: this takes a moment, once …")
def _sample_path() -> Path:
    return sample_store_path()


@st.cache_resource(show_spinner="Opening the store …")
def _opened(path: str) -> Store:
    """The one connection of this process; every script run takes a cursor of its own."""
    return open_store(Path(path))
