"""What every answer of the server carries, and what it does not answer at all."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from views.access import configuration, error_log
from views.access.hosts import host_is_ours, is_from_our_page

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HIDDEN = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")
"""The server's own figures and the framework's interface for programs: nobody here needs them."""

FILES = re.compile(r"/_stcore/upload_file/|/media/.*(?<!\.png)$")
"""Uploads and downloads; the page's icon, a .png, is for the sign-in page too."""

LOOKED_FOR = re.compile(r"/_stcore/(health|host-config)$")
"""What the framework's page asks for beneath its own address first, to find out where the server is."""

PLAIN = {
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
    """The Content-Security-Policy: scripts from here only, and the one that stands in the framework's own page."""
    inline = INLINE_SCRIPT.findall(INDEX.read_text(encoding="utf-8"))
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in inline)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",  # the framework and plotly write their styles into the page
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
    """ASGI middleware: headers on every response, hidden addresses, and no host but our own on a loopback server."""

    def __init__(self, app: ASGIApp, has_come_in: Callable[[Mapping[str, str]], bool] = lambda cookies: True):
        """has_come_in: whether a browser with these cookies is past the front door; only it sends and fetches files."""
        self.app, self.has_come_in = app, has_come_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif not host_is_ours(Headers(scope=scope).get("host", "")):
            await _refuse(scope, receive, send, 421, "This address is not one of this server's.")
        elif not is_from_our_page(Headers(scope=scope)):
            await _refuse(scope, receive, send, 403, "Not for other pages.")
        elif HIDDEN.search(scope["path"]):
            await _refuse(scope, receive, send, 404, "Not found")
        elif LOOKED_FOR.search(scope["path"]) and not _is_the_servers(scope["path"]):
            # any answer but a 2xx sends it on; a 404 would stand in the browser's console as an error
            await _refuse(scope, receive, send, 300, "Not here")
        elif FILES.search(scope["path"]) and not self.has_come_in(HTTPConnection(scope).cookies):
            await _refuse(scope, receive, send, 403, "Sign in first.")
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def with_headers(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(_dressed(message, scope["path"]))

        try:
            await self.app(scope, receive, with_headers)
        except Exception as error:
            error_log.note(error)
            if begun:
                raise
            await PlainTextResponse("Something went wrong.", 500)(scope, receive, with_headers)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return

    async def with_headers(message: Message) -> None:
        await send(_dressed(message, scope["path"]))

    await PlainTextResponse(why, status)(scope, receive, with_headers)


def _is_the_servers(path: str) -> bool:
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return path.removeprefix(f"/{base}" if base else "").startswith("/_stcore/")


def _dressed(message: Message, path: str) -> Message:
    if message["type"] != "http.response.start":
        return message
    headers = MutableHeaders(scope=message)
    for name, value in PLAIN.items():
        headers[name] = value
    headers["Content-Security-Policy"] = content_policy()
    if "/static/" not in path:
        headers["Cache-Control"] = "no-store"
    if configuration.is_served_over_https():
        headers["Strict-Transport-Security"] = "max-age=31536000"
        message["headers"] = [_kept_to_https(*each) for each in message["headers"]]
    return message


def _kept_to_https(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie goes back over https only, where that is how people come here."""
    is_open_cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return name, value + b"; Secure" if is_open_cookie else value


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
