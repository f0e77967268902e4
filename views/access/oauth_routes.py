"""What the framework's own sign-in addresses leave undone: leading on to the page asked for, ending the session."""

import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CALLBACK, SIGN_OUT = "/oauth2callback", "/auth/logout"
COOKIE = "came_for"
FOLLOWED = "followed"  # the cookie of a link that has been
MINUTES = 10
A_PAGE = re.compile(r"(?:/[a-z][a-z_]*)*/(?P<name>[a-z_]*)(?:\?(?P<query>[\w=&%.~+-]*))?", re.ASCII)
LONGEST = 500

Cookies = Mapping[str, str]


class SignInAddresses:
    """ASGI middleware for a dashboard where people sign in.

    A link opened before signing in is kept in a cookie for some minutes, and followed when the provider sends the
    person back: the framework goes to its first page. Its address for signing out ends the session in every tab.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Collection[str],
        has_come_in: Callable[[Cookies], bool],
        sign_out: Callable[[Cookies], None],
    ):
        """pages: the names that a page's path may end in."""
        self.app, self.pages, self.has_come_in, self.sign_out = app, pages, has_come_in, sign_out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        cookies = HTTPConnection(scope).cookies
        if scope["path"].endswith(SIGN_OUT):
            self.sign_out(cookies)
        elif scope["path"].endswith(CALLBACK):
            send = _changing(send, lambda headers: self._lead_on(headers, cookies))
        elif (page := self._page_asked_for(scope)) and not self.has_come_in(cookies):
            # the page just led on to is asked for before the session has begun
            again = cookies.get(COOKIE) == FOLLOWED
            send = _changing(send, lambda headers: _set_cookie(headers, *(("", 0) if again else (page, MINUTES * 60))))
        await self.app(scope, receive, send)

    def _page_asked_for(self, scope: Scope) -> str | None:
        """The page's path and query where a window asks for one, and not a script or a picture of it."""
        query = scope["query_string"].decode("latin-1")
        asked = scope["path"] + (f"?{query}" if query else "")
        for_a_window = Headers(scope=scope).get("sec-fetch-dest") == "document"
        return asked if for_a_window and self._is_page(asked) else None

    def _is_page(self, address: str) -> bool:
        """One of this server's, whatever a cookie says, and not just the first."""
        found = A_PAGE.fullmatch(address[: LONGEST + 1])
        if not found or len(address) > LONGEST:
            return False
        return found["name"] in self.pages or (not found["name"] and bool(found["query"]))

    def _lead_on(self, headers: MutableHeaders, cookies: Cookies) -> None:
        page = unquote(cookies.get(COOKIE, ""))
        if "location" in headers and self._is_page(page):
            headers["location"] = page
            _set_cookie(headers, FOLLOWED, MINUTES * 60)


def _set_cookie(headers: MutableHeaders, value: str, seconds: int) -> None:
    kept = f"{COOKIE}={quote(value, safe='')}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax"
    headers.append("set-cookie", kept)


def _changing(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message))
        await send(message)

    return changed
