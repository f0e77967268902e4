"""Every response of the server has the headers; requests that nobody needs are refused."""

import base64
import hashlib

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from views.access import configuration, headers, hosts

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}


async def answer(request):
    response = PlainTextResponse("here")
    response.set_cookie("kept", "value")
    return response


async def breaks(request):
    raise ValueError("could not convert '07700 900123'")


async def stream(websocket):
    await websocket.accept()
    await websocket.close()


@pytest.fixture
def client():
    routes = [
        Route("/", answer),
        Route("/breaks", breaks),
        Route("/_stcore/metrics", answer),
        Route("/_stcore/health", answer),
        Route("/static/index.js", answer),
        WebSocketRoute("/_stcore/stream", stream),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(headers.Guard)])
    return TestClient(app, base_url="http://localhost:8501", raise_server_exceptions=False)


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/_stcore/health", "/_stcore/metrics", "/static/index.js", "/breaks"]
)
def test_every_response_has_the_headers(client, path):
    found = client.get(path).headers
    assert {name: found.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert found["content-security-policy"] == headers.content_policy()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/_stcore/health", 200),
        ("/_stcore/metrics", 404),
        ("/_stcore/metrics/", 404),
        ("/trends/_stcore/metrics", 404),
        ("/_stcore/agent/openapi.json", 404),
        ("/_stcore/agent/interact", 404),
        ("/_stcore/agent/mcp", 404),
        ("/_stcore/script-health-check", 404),
        ("/trends/_stcore/health", 300),
        ("/trends/_stcore/host-config", 300),
    ],
)
def test_what_is_answered(client, path, status):
    assert client.get(path).status_code == status


def test_files_are_for_people_with_access():
    guard = Middleware(headers.Guard, has_access=lambda browser: browser.cookies.get("who") == "a person")
    app = Starlette(routes=[Route("/{path:path}", answer)], middleware=[guard])
    stranger, person = (TestClient(app, base_url="http://localhost:8501", cookies=c) for c in ({}, {"who": "a person"}))
    files = ["/media/0123abcd.csv", "/media/0123abcd", "/base/media/0.duckdb", "/_stcore/upload_file/session/file"]
    assert [stranger.get(path).status_code for path in files] == [403] * 4
    assert [person.get(path).status_code for path in files] == [200] * 4
    assert [stranger.get(path).status_code for path in ("/", "/media/icon.png", "/_stcore/health")] == [200] * 3


@pytest.mark.parametrize(("is_well", "status"), [(True, 200), (False, 503)])
def test_a_sibling_of_health_says_whether_the_store_answers(is_well, status):
    guard = Middleware(headers.Guard, store_health=lambda host: (is_well, "a sentence"))
    app = Starlette(routes=[Route("/{path:path}", answer)], middleware=[guard])
    found = TestClient(app, base_url="http://localhost:8501").get("/_stcore/store-health")
    assert (found.status_code, found.text) == (status, "a sentence")
    assert found.headers["cache-control"] == "no-store"


def test_an_error_shows_no_details(client):
    found = client.get("/breaks")
    assert (found.status_code, found.text) == (500, "Something went wrong.")


def test_the_one_inline_script_of_streamlits_page_is_allowed_by_its_hash():
    page = (headers.INDEX).read_text("utf-8")
    script = page.split("<script>", 1)[1].split("</script>", 1)[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in headers.content_policy()
    assert page.count("<script>") == 1
    assert "unsafe-inline" not in headers.content_policy().split("style-src")[0]
    assert streamlit.__file__ in str(headers.INDEX.parents[1] / "__init__.py")


def test_nothing_may_be_framed_or_sent_elsewhere():
    policy = dict(part.split(" ", 1) for part in headers.content_policy().split("; "))
    assert policy["frame-ancestors"] == policy["object-src"] == policy["frame-src"] == "'none'"
    assert policy["connect-src"] == policy["form-action"] == policy["default-src"] == "'self'"


def test_only_streamlits_own_files_are_cached_by_the_browser(client):
    assert client.get("/").headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/static/index.js").headers


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost:8501", True),
        ("127.0.0.1:8501", True),
        ("127.1.2.3", True),
        ("[::1]:8501", True),
        ("LOCALHOST", True),
        ("evil.example", False),
        ("localhost.evil.example:8501", False),
        ("192.168.0.10:8501", False),
        ("", False),
    ],
)
def test_a_server_on_this_machine_answers_to_its_own_names_only(client, host, ours):
    assert hosts.is_our_host(host) is ours
    assert client.get("/", headers={"host": host}).status_code == (200 if ours else 421)


def test_a_page_of_another_name_gets_no_socket(client):
    with client.websocket_connect("/_stcore/stream", headers={"host": "localhost:8501"}):
        pass
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/_stcore/stream", headers={"host": "evil.example"}),
    ):
        pass


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://localhost:8501", 200),
        ("https://LOCALHOST:8501", 200),
        ("http://localhost:9999", 403),
        ("https://evil.example", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_another_page_is_refused_before_streamlit_looks_up_its_address_elsewhere(client, origin, status):
    assert client.get("/", headers={"origin": origin}).status_code == status
    if status == 403:
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect("/_stcore/stream", headers={"host": "localhost:8501", "origin": origin}),
        ):
            pass


def test_the_name_that_people_sign_in_under_is_one_of_ours(monkeypatch):
    auth = {"redirect_uri": "https://trends.example.org/oauth2callback"}
    monkeypatch.setattr(configuration, "section", lambda name: auth if name == "auth" else {})
    assert hosts.is_our_host("trends.example.org")
    assert not hosts.is_our_host("other.example.org")


def test_over_https_cookies_stay_on_it(client, monkeypatch):
    assert "secure" not in client.get("/").headers["set-cookie"].lower()
    assert "strict-transport-security" not in client.get("/").headers
    monkeypatch.setattr(configuration, "is_served_over_https", lambda: True)
    found = client.get("/").headers
    assert found["set-cookie"].endswith("; Secure")
    assert found["strict-transport-security"] == "max-age=31536000"
