"""A link opened before signing in is opened afterwards, to a page of this server and nowhere else."""

from http.cookies import SimpleCookie

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from views.access.oauth_routes import COOKIE, OAuthRoutes

WINDOW = {"sec-fetch-dest": "document"}


async def page(request):
    return PlainTextResponse("page")


async def back(request):
    return RedirectResponse("/", status_code=302)


@pytest.fixture
def ended():
    return []


@pytest.fixture
def client(ended):
    routes = [Route("/oauth2callback", back), Route("/auth/logout", back), Route("/{path:path}", page)]
    signing_in = Middleware(
        OAuthRoutes,
        pages={"trends", "compare"},
        has_access=lambda browser: "in" in browser.cookies,
        sign_out=lambda browser: ended.append(browser.cookies),
    )
    return TestClient(
        Starlette(routes=routes, middleware=[signing_in]), base_url="http://localhost", follow_redirects=False
    )


def kept(answer) -> str | None:
    return COOKIE if COOKIE in SimpleCookie(answer.headers.get("set-cookie", "")) else None


@pytest.mark.parametrize(
    "address", ["/compare?family=missing_people&by=quarter", "/trends", "/?be=lead_alder", "/group/trends?of=own"]
)
def test_signing_in_opens_the_page_asked_for(client, address):
    answer = client.get(address, headers=WINDOW)
    cookie = SimpleCookie(answer.headers["set-cookie"])[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "600")
    answer = client.get("/oauth2callback?code=1&state=2")
    assert answer.headers["location"] == address
    assert client.get("/oauth2callback").headers["location"] == "/", "once"
    client.get(address, headers=WINDOW)
    assert COOKIE not in client.cookies, "the page led on to is not kept again"


@pytest.mark.parametrize(
    ("address", "headers", "cookies"),
    [
        ("/", WINDOW, {}),
        ("/compare", {}, {}),
        ("/static/js/index.abc.js", WINDOW, {}),
        ("/_stcore/health", WINDOW, {}),
        ("/auth/login?provider=abc", WINDOW, {}),
        ("/compare?" + "a" * 500, WINDOW, {}),
        ("/compare", WINDOW, {"in": "yes"}),
    ],
    ids=["the first page", "no window", "a script", "the framework's", "on the way in", "too long", "signed in"],
)
def test_nothing_else_is_kept(client, address, headers, cookies):
    client.cookies.update(cookies)
    assert kept(client.get(address, headers=headers)) is None


@pytest.mark.parametrize(
    "forged",
    [
        *("https://elsewhere.example/trends", "//elsewhere/trends", "//elsewhere.example/trends"),
        *("/\\elsewhere.example", "/a//elsewhere.example/trends", "/%2F/trends", "x", "/auth/login"),
        "/trends\r\nset-cookie: a=b",
    ],
)
def test_a_forged_cookie_leads_nowhere_else(client, forged):
    client.cookies.set(COOKIE, forged)
    assert client.get("/oauth2callback").headers["location"] == "/"


def test_the_address_for_signing_out_ends_the_session(client, ended):
    client.cookies.set("in", "yes")
    asked = client.get("/auth/logout")
    assert (asked.status_code, ended) == (200, []), "a link on another page leads here too"
    assert '<form method="post">' in asked.text
    assert client.post("/auth/logout").status_code == 200
    assert ended == [{"in": "yes"}]
    client.get("/compare", headers=WINDOW)
    assert len(ended) == 1


def test_where_the_session_has_ended_already_nothing_is_asked(client, ended):
    assert client.get("/auth/logout").status_code == 302
    assert ended == [{}]
