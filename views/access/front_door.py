"""Who is asking, and of which store. Only people of the store get past here, and visitors of the sample."""

import contextlib
from pathlib import Path

import streamlit as st

from queries.person import is_alone
from queries.refusals import QueryRefused
from queries.store import Store
from queries.viewer import Viewer
from views.access import configuration, groups, local_user, open_stores, present_switch, sample_user, sign_in
from views.access.browser import Browser
from views.access.closed_pages import began_elsewhere, cannot_open, no_access_set_up
from views.access.open_pages import OpenPages
from views.visit import Visit


def enter() -> Visit:
    """The visit of this run. Where there is none, a page says why and the run ends here."""
    host = groups.host_of_run()
    if groups.is_of_another(host):
        began_elsewhere()
    try:
        named = groups.store_path(host)
        store = _opened(named or open_stores.sample_path())
        store.look_again()
    except QueryRefused as refused:
        cannot_open(refused, host, is_sample=not host and configuration.named_store() is None)
    sample = store.setting("sample") == "yes"
    person = _person(store, sample)
    is_for_anybody = not configuration.has_auth() and not configuration.this_machine_only()
    with st.sidebar:
        presenting = present_switch.draw(None if is_for_anybody else (str(store.path), person.email))
        if configuration.has_auth():
            sign_in.account(store, person)
    return Visit(
        store,
        person,
        presenting,
        sample=sample,
        dark=st.context.theme.type == "dark",
        is_listed=not is_for_anybody and not _acts_for_a_member(store, person),
        run_ended_pages=PAGES.look_again,
    )


def _acts_for_a_member(store: Store, person: Viewer) -> bool:
    """Whether the person keeps the store alone on this machine and has chosen a member."""
    return not configuration.has_auth() and person.member is not None and is_alone(store)


def has_access(browser: Browser) -> bool:
    """Whether a browser may send and fetch files: where people sign in, only one whose session is open."""
    if not configuration.has_auth():
        return True
    try:
        store = _store_without_unpacking_it(browser.host)
        return store is not None and sign_in.has_access(store, browser)
    except QueryRefused:
        return False


def session_name(browser: Browser) -> str | None:
    """The session that its cookies name; None where nobody has signed in."""
    return sign_in.session_name(browser) if configuration.has_auth() else None


def sign_out(browser: Browser) -> None:
    """End the session of a browser that asks Streamlit's address for it; its other open pages go blank at once."""
    if configuration.has_auth():
        with contextlib.suppress(QueryRefused):
            if store := _store_without_unpacking_it(browser.host):
                sign_in.sign_out(store, browser)
                PAGES.look_again()


def store_health(host: str) -> tuple[bool, str]:
    """Whether the store for this host name answers, in a sentence that names no path."""
    try:
        store = _store_without_unpacking_it(host)
        if store is None:
            return True, "The sample store is unpacked when the first page is opened."
        return store.health()
    except QueryRefused as refused:
        return False, f"The store cannot be opened: {refused.kind}."


def _store_without_unpacking_it(host: str) -> Store | None:
    """None where it is the sample store, and no page has been opened yet. Raises StoreInUse, StoreUnusable."""
    named = groups.store_path(host) or open_stores.unpacked_sample()
    return _opened(named) if named else None


PAGES = OpenPages(has_access, session_name)


def _person(store: Store, sample: bool) -> Viewer:
    """Secrets take precedence, strictest first; only the sample store is open to anyone."""
    if configuration.has_auth():
        return sign_in.person(store)
    if configuration.this_machine_only():
        return local_user.person(store)
    if sample:
        return sample_user.person(store)
    no_access_set_up()


def _opened(path: Path) -> Store:
    """The one connection of this process; every script run takes a cursor of its own."""
    return open_stores.opened(path)
