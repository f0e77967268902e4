"""Many groups in one process: the name under which a browser comes decides which store it is shown.

This is the only place that chooses a store. Names come from `[groups]` in the secrets, never from a page or a choice.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from queries.refusals import StoreUnusable
from views.access import configuration

SESSION = "group"  # the session state's key: the name under which the session began


def are_named() -> bool:
    """Whether this process has a store for each group; else it has one store, or the sample."""
    return bool(configuration.section("groups"))


def stores() -> dict[str, Path]:
    """Host name in lower case -> the group's store."""
    return dict(_stores(configuration.section("groups")))


def _stores(table: Mapping[str, object], within: str = "") -> Iterator[tuple[str, Path]]:
    """A name without quotes, north.federation.example, is a table within a table to TOML."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _stores(value, f"{within}{name}.")
        else:
            yield f"{within}{name}".lower(), Path(str(value)).expanduser()


def is_group(host: str) -> bool:
    return host in stores()


def store_path(host: str) -> Path | None:
    """The store for a browser that comes under this host name; None for the sample store.

    Raises StoreUnusable where there are groups and none has that name: nothing else is ever shown in its place.
    """
    if not are_named():
        return configuration.named_store()
    found = stores().get(host)
    if found is None:
        raise StoreUnusable("No group has this address.", "no group has this address")
    return found


def name_in(host_header: str) -> str:
    """'North.Federation.example:8501' -> 'north.federation.example', '[::1]:8501' -> '::1'."""
    name, colon, port = host_header.strip().lower().rpartition(":")
    return (name if colon and port.isdigit() else host_header.strip().lower()).strip("[]")


def host_of_run() -> str:
    """The name under which the browser of this run of a page has come; empty where it is not asked for."""
    return name_in(st.context.headers.get("Host", "")) if are_named() else ""


def is_of_another(host: str) -> bool:
    """Whether the session of this run began under another name. A browser may go on with a session anywhere."""
    return are_named() and st.session_state.setdefault(SESSION, host) != host


def began_here(origin: object, host: str) -> bool:
    """Whether a sign-in that came back to this origin, such as https://north.example, counts under this name."""
    return not are_named() or (isinstance(origin, str) and urlsplit(origin).hostname == host)
