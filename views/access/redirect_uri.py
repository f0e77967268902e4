"""Where the provider sends people back to, in a process of many groups: to the name under which they came.

Streamlit has one `redirect_uri`. Here `{host}` in it stands for the name and port that the browser has asked for, so
that each group's people come back to their own group, and the sign-in counts there only.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from streamlit import auth_util
from streamlit.web.server.starlette import starlette_auth_routes

from views.access import groups

HOST = "{host}"
_ASKED_FOR: ContextVar[str] = ContextVar("asked_for", default="")


@contextmanager
def asked_under(host_header: str) -> Iterator[None]:
    """While a request is answered that came under this name."""
    token = _ASKED_FOR.set(host_header)
    try:
        yield
    finally:
        _ASKED_FOR.reset(token)


def fill_in_host() -> None:
    """From now on `{host}` in `redirect_uri` is the name of the group that was asked for."""
    for module in (auth_util, starlette_auth_routes):
        if not getattr(module.get_redirect_uri, "fills_in_host", False):
            module.get_redirect_uri = _filled_in(module.get_redirect_uri)


def _filled_in(redirect_uri_of: Callable) -> Callable:
    @wraps(redirect_uri_of)
    def redirect_uri(auth_section) -> str | None:
        uri, host = redirect_uri_of(auth_section), _ASKED_FOR.get()
        return uri.replace(HOST, host) if uri and groups.is_group(groups.name_in(host)) else uri

    redirect_uri.fills_in_host = True
    return redirect_uri
