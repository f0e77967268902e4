"""The headers on every response of the server, and the requests that it refuses."""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from views.access import configuration, error_log, groups, redirect_uri
from views.access.browser import Browser
from views.access.hosts import is_from_our_page, is_loopback, is_our_host
from views.access.open_pages import OpenPages

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HEALTH = re.compile(r"/_stcore/health$")
HIDDEN = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")
"""The server's metrics and Streamlit's interface for programs: nobody here needs them."""

FILES = re.compile(r"/_stcore/upload_file/|(?<!/static)/media/")
"""Uploads and downloads."""

ICON = re.compile(r"/media/.*\.png$")
"""The page's icon, which the sign-in page shows too; nothing else is made as a picture."""

STORE_HEALTH = re.compile(r"/_stcore/store-health$")
"""Beside Streamlit's own `/_stcore/health`, which knows nothing of the store: whether the store answers."""

FINDS_THE_SERVER = re.compile(r"/_stcore/(health|host-config)$")
"""Streamlit's page requests these beneath its own address first, to find out where the server is."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


@cache
def content_policy() -> str:
    """The Content-Security-Policy: scripts from this server only, and the one inline script of Streamlit's page."""
    inline = INLINE_SCRIPT.findall(INDEX.read_text(encoding="utf-8"))
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in inline)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",  # Streamlit and plotly write styles into the page
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )


class Guard:
    """ASGI middleware: headers on every response, hidden addresses, and only our own hosts on a loopback server."""

    def __init__(
        self,
        app: ASGIApp,
        has_access: Callable[[Browser], bool] = lambda browser: True,
        pages: OpenPages | None = None,
        store_health: Callable[[str], tuple[bool, str]] = lambda host: (True, "ok"),
    ):
        """has_access: whether this browser may send and fetch files. pages: the open ones, for which every app of
        this process must be given the same. store_health: whether the store of this host answers, and a sentence."""
        self.app, self.has_access, self.store_health = app, has_access, store_health
        self.pages = pages or OpenPages(has_access, lambda browser: None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        with redirect_uri.asked_under(Headers(scope=scope).get("host", "")):
            await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_our_host(Headers(scope=scope).get("host", "")) and not _is_a_monitor(scope):
            await _refuse(scope, receive, send, 421, "This address is not one of this server's.")
        elif not is_from_our_page(Headers(scope=scope)):
            await _refuse(scope, receive, send, 403, "Not for other pages.")
        elif HIDDEN.search(scope["path"]):
            await _refuse(scope, receive, send, 404, "Not found")
        elif FINDS_THE_SERVER.search(scope["path"]) and not _is_at_the_root(scope["path"]):
            # any status but 2xx makes the page look further up; a 404 would be an error in the browser's console
            await _refuse(scope, receive, send, 300, "Not here")
        elif FILES.search(scope["path"]) and (refusal := self._refusal_of_file(scope)):
            await _refuse(scope, receive, send, *refusal)
        elif scope["type"] == "websocket":
            await self.pages.serve(self.app, scope, receive, send)
        elif STORE_HEALTH.search(scope["path"]):
            await self._respond(scope, receive, send, self._store_health)
        else:
            await self._respond(scope, receive, send)

    def _refusal_of_file(self, scope: Scope) -> tuple[int, str] | None:
        """Why a browser may not have or send this file: the status and a sentence."""
        browser = Browser.of(scope)
        if not ICON.search(scope["path"]) and not self.has_access(browser):
            return 403, "Sign in first."
        if not self.pages.may_fetch(scope["path"], browser):
            return 404, "Not found"
        return None

    async def _store_health(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_well, words = await run_in_threadpool(self.store_health, Browser.of(scope).host)
        await PlainTextResponse(words, 200 if is_well else 503)(scope, receive, send)

    async def _respond(self, scope: Scope, receive: Receive, send: Send, app: ASGIApp | None = None) -> None:
        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(_with_headers(message, scope["path"]))

        try:
            await (app or self.app)(scope, receive, with_headers)
        except Exception as error:
            error_log.log(error)
            if started:
                raise
            await PlainTextResponse("Something went wrong.", 500)(scope, receive, with_headers)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return

    async def with_headers(message: Message) -> None:
        await send(_with_headers(message, scope["path"]))

    await PlainTextResponse(why, status)(scope, receive, with_headers)


def _is_a_monitor(scope: Scope) -> bool:
    """Whoever watches a server of many groups on its own machine asks without a group's name whether it runs."""
    host = groups.name_in(Headers(scope=scope).get("host", ""))
    return groups.are_named() and is_loopback(host) and scope["type"] == "http" and bool(HEALTH.search(scope["path"]))


def _is_at_the_root(path: str) -> bool:
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return path.removeprefix(f"/{base}" if base else "").startswith("/_stcore/")


def _with_headers(message: Message, path: str) -> Message:
    if message["type"] != "http.response.start":
        return message
    headers = MutableHeaders(scope=message)
    for name, value in ALWAYS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = content_policy()
    if "/static/" not in path:
        headers["Cache-Control"] = "no-store"
    if configuration.is_served_over_https():
        headers["Strict-Transport-Security"] = "max-age=31536000"
        message["headers"] = [_secured(*each) for each in message["headers"]]
    return message


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """The header, and a cookie in it marked `Secure`: sent over https only."""
    is_unsecured_cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if is_unsecured_cookie else value


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
