"""Streamlit's own routes for signing in and out, completed: back to the page asked for, and the session ended."""

import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from views.access.browser import Browser

CALLBACK, SIGN_OUT = "/oauth2callback", "/auth/logout"
COOKIE = "came_for"
FOLLOWED = "followed"  # the cookie's value once the page has been opened
MINUTES = 10
A_PAGE = re.compile(r"(?:/[a-z][a-z_]*)*/(?P<name>[a-z_]*)(?:\?(?P<query>[\w=&%.~+-]*))?", re.ASCII)
LONGEST = 500
ASK_TO_SIGN_OUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign out</title></head>
<body style="font-family:sans-serif;margin:3rem"><h1>Sign out?</h1>
<p>You are signed in. Sign out here and in every other window of this browser.</p>
<form method="post"><button type="submit">Sign out</button></form></body></html>
"""
GO_ON = '<!doctype html><meta http-equiv="refresh" content="0;url=logout"><title>Signing out</title>'

Cookies = Mapping[str, str]


class OAuthRoutes:
    """ASGI middleware for a dashboard where people sign in.

    Streamlit opens its first page after signing in, whatever link was opened before. Here that link is kept in a
    cookie for some minutes, and opened when the provider sends the person back. Streamlit's address for signing out
    asks first, then ends the session in every tab.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Collection[str],
        has_access: Callable[[Browser], bool],
        sign_out: Callable[[Browser], None],
    ):
        """pages: the names that a page's path may end in. has_access, sign_out: given the browser."""
        self.app, self.pages, self.has_access, self.sign_out = app, pages, has_access, sign_out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith(SIGN_OUT):
            await self._sign_out(scope, receive, send)
            return
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        browser = Browser.of(scope)
        if scope["path"].endswith(CALLBACK):
            send = _changing(send, lambda headers: self._open_page_asked_for(headers, browser.cookies))
        elif (page := self._page_asked_for(scope)) and not self.has_access(browser):
            # the page just redirected to is requested before the session has begun
            again = browser.cookies.get(COOKIE) == FOLLOWED
            send = _changing(send, lambda headers: _set_cookie(headers, *(("", 0) if again else (page, MINUTES * 60))))
        await self.app(scope, receive, send)

    async def _sign_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A link or a picture on another page may lead here: only the button of the page that answers it signs out.

        Our own button has ended the session before the browser comes here.
        """
        browser = Browser.of(scope)
        if scope["method"] != "POST" and self.has_access(browser):
            await HTMLResponse(ASK_TO_SIGN_OUT)(scope, receive, send)
            return
        self.sign_out(browser)
        if scope["method"] == "POST":
            # not a redirect: the policy for forms would keep the browser from going on to the provider
            await HTMLResponse(GO_ON)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _page_asked_for(self, scope: Scope) -> str | None:
        """The path and query where a browser window requests a page; None for a script or a picture."""
        query = scope["query_string"].decode("latin-1")
        asked = scope["path"] + (f"?{query}" if query else "")
        for_a_window = Headers(scope=scope).get("sec-fetch-dest") == "document"
        return asked if for_a_window and self._is_page(asked) else None

    def _is_page(self, address: str) -> bool:
        """Whether it is a page of this server, and more than the first page without choices. A cookie may be forged."""
        found = A_PAGE.fullmatch(address[: LONGEST + 1])
        if not found or len(address) > LONGEST:
            return False
        return found["name"] in self.pages or (not found["name"] and bool(found["query"]))

    def _open_page_asked_for(self, headers: MutableHeaders, cookies: Cookies) -> None:
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
