"""Under which names this server can be reached, and from where."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from streamlit import config

from views.access import configuration, groups


def is_our_host(host: str) -> bool:
    """Whether a Host header names this server: one of its groups where there are several; else always true where it
    listens on more than this machine.

    Without this check, another web page could rebind its own name to 127.0.0.1 and read what is shown here.
    """
    name = groups.name_in(host)
    if groups.are_named():
        return groups.is_group(name)
    return not listens_on_loopback() or is_loopback(name) or name in known_hosts()


def is_from_our_page(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from no page at all.

    Streamlit refuses others too, but only after it has looked up the server's public address on another machine.
    """
    origin = headers.get("origin")
    if origin == "null":  # a form on a page that sends no referrer, as ours do; only a browser says whose page it was
        return headers.get("sec-fetch-site") == "same-origin"
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def known_hosts() -> set[str]:
    """Names under which this server is reached besides loopback, such as a proxy's on this machine."""
    named: Iterable[str | None] = [
        configuration.redirect_host(),
        *config.get_option("server.allowedHosts"),
        config.get_option("browser.serverAddress"),
    ]
    return {name.lower() for name in named if name}


def listens_on_loopback() -> bool:
    return is_loopback(config.get_option("server.address") or "0.0.0.0")


def is_loopback(name: str) -> bool:
    """'localhost', '127.0.0.1', '::1' -> True."""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
