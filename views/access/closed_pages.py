"""Pages for when nothing can be shown: what happened, what it means, what to do."""

import re
from collections.abc import Callable
from typing import NoReturn
from urllib.parse import urlparse

import streamlit as st

from queries.refusals import QueryRefused, StoreInUse
from views import headings
from views.access import error_log
from views.look import PROSE

TITLE = "Safeguarding trends"
WAYS_IN = """
Nothing is shown until it is set up who has access. Do one of these, then start the dashboard again:

1. **People sign in** – write an `[auth]` table into `.streamlit/secrets.toml`. The guides
   `docs/sign_in_entra_id.md`, `docs/sign_in_google.md` and `docs/sign_in_keycloak.md` go through it step by step.
2. **One person, on this computer only** – write this into `.streamlit/secrets.toml`, with an address from the group's
   list of people: see `docs/on_a_laptop.md`.

        [access]
        this_machine_only = "coordinator@your-group.example"

To look round with made-up figures instead, start it without naming a store.
"""


WHO_CAN_HELP = """
Nothing is shown until it can be opened. Whoever runs this dashboard finds out more on the server, where the store is:

    python -m queries verify FILE

`docs/backup_and_restore.md` says how to go back to a backup.
"""


def show_alone(draw: Callable[[], None]) -> NoReturn:
    """Draw one page without a menu, whatever the address, and end the run."""
    name = urlparse(st.context.url or "").path.rstrip("/").rsplit("/", 1)[-1]
    pages = [st.Page(draw, title=TITLE, url_path="closed", default=True)]
    if re.fullmatch(r"[a-z_]+", name):
        pages.append(st.Page(draw, title=TITLE, url_path=name))
    st.navigation(pages, position="hidden").run()
    st.stop()


def show_closed(title: str, text: str) -> NoReturn:
    """Show a closed page and end the run. text: Markdown of our own words."""

    def draw() -> None:
        headings.title(title)
        st.markdown(text, width=PROSE)

    show_alone(draw)


def no_access_set_up() -> NoReturn:
    show_closed("This store is closed", WAYS_IN)


def began_elsewhere() -> NoReturn:
    show_closed("This page was opened at another address", "Reload it, and sign in at this group's own address.")


def cannot_open(refused: QueryRefused, host: str, *, is_sample: bool) -> NoReturn:
    """The store is in use by another process, of a newer version, missing, or not a store. host: its group's."""
    if not isinstance(refused, StoreInUse):
        error_log.note(f"The store{f' of {host}' if host else ''} cannot be opened: {refused.kind}.")
        show_closed("The store cannot be opened", f"{refused.kind[0].upper()}{refused.kind[1:]}. {WHO_CAN_HELP}")
    if is_sample:
        show_closed(
            "The made-up figures are open elsewhere",
            "Another copy of this program is running on this computer and has them. Use that one, or stop it and "
            "reload this page.",
        )
    show_closed(
        "The store is in use",
        "Another process has the store open: a command line that is loading a return, or another dashboard. Only one "
        "can have it at a time. Wait for it to finish or stop it, then reload this page.",
    )
