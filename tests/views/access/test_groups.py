"""Many groups in one process: each host name has its own store, and nothing leads from one to another."""

import shutil
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette import starlette_auth_routes

from ingest.group import sessions
from ingest.group.sessions import SignIn
from ingest.matching import Matching, drafts
from queries.clock import now
from queries.refusals import StoreUnusable
from queries.store import Store
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup
from tests.views.access.test_open_pages import FILE, telling
from tests.views.access.test_sign_in_cookie import SECRET, cookies
from views.access import configuration, front_door, groups, local_user, open_stores, redirect_uri, sign_in
from views.access import sign_in_cookie as cookie
from views.access.browser import Browser
from views.access.headers import Guard
from views.access.hosts import is_our_host
from views.access.open_pages import OpenPages
from views.visit import Visit

NORTH, SOUTH = "north.federation.example", "south.federation.example"
COORDINATOR = "coordinator@group.example"
APRIL = date(2026, 4, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Path]:
    """Two groups with the same members' codes and the same coordinator; only north has a return of alder's."""
    folder = tmp_path_factory.mktemp("groups")
    made = {NORTH: folder / "north.duckdb", SOUTH: folder / "south.duckdb"}
    for place, (host, path) in enumerate(made.items()):
        group = SmallGroup(path)
        with group.store.write() as cursor:
            cursor.execute("update member set name = ? where member = 'alder'", [f"Alder of {host}"])
            cursor.execute("insert into person values (?, 'coordinator', null)", [COORDINATOR])
            cursor.execute("insert into person values ('lead@alder.example', 'lead', 'alder')")
        group.returns("alder", APRIL, {"damp_mould": [7 + place, 7, 7]})
        group.store.close()
    return made


@pytest.fixture
def stores(made, tmp_path, monkeypatch) -> dict[str, Path]:
    """Copies of both, named in the settings; and a third store that a single group would have."""
    copies = {host: Path(shutil.copy(path, tmp_path / path.name)) for host, path in made.items()}
    table = {host: str(path) for host, path in copies.items()}
    settings = {"groups": table}
    monkeypatch.setattr(configuration, "section", lambda name: settings.get(name, {}))
    monkeypatch.setenv("PEER_TRENDS_STORE", str(tmp_path / "a single group's.duckdb"))
    monkeypatch.setattr(cookie, "get_cookie_secret", lambda: SECRET)
    yield copies
    open_stores.close_all()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (NORTH, NORTH),
        (f"{NORTH}:8501", NORTH),
        (" NORTH.Federation.Example:443 ", NORTH),
        ("[::1]:8501", "::1"),
        ("[::1]", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        (f"{NORTH}:8501:1", f"{NORTH}:8501"),
        ("", ""),
    ],
)
def test_the_name_in_a_host_header(header, name):
    assert groups.name_in(header) == name


def test_a_name_may_be_written_without_quotes_and_with_capitals(monkeypatch):
    table = {"north": {"federation": {"example": "a.duckdb"}}, "SOUTH.federation.example": "postgres://db/b"}
    monkeypatch.setattr(configuration, "section", lambda name: table)
    assert groups.stores() == {NORTH: Path("a.duckdb"), SOUTH: Path("postgres://db/b")}


@pytest.mark.parametrize("host", ["", "localhost", "federation.example", "x.north.federation.example", f"{NORTH}."])
def test_any_other_name_has_no_store_not_even_a_single_groups(stores, host):
    with pytest.raises(StoreUnusable, match="No group has this address"):
        groups.store_path(host)
    assert [groups.store_path(each) for each in stores] == [*stores.values()]


def test_without_groups_the_one_store_is_everybodys(monkeypatch):
    monkeypatch.setattr(configuration, "section", lambda name: {})
    monkeypatch.setenv("PEER_TRENDS_STORE", "one.duckdb")
    assert groups.store_path("anything") == Path("one.duckdb")
    assert groups.host_of_run() == "" and groups.began_here("https://anywhere.example", "anything")


@pytest.fixture
def server(stores):
    """The guard before a page that tells of a file, which may be fetched by whoever has a cookie."""

    async def stream(socket):
        await socket.accept()
        await socket.send_bytes(telling(FILE))
        await socket.close()

    async def answer(request):
        return PlainTextResponse("here")

    pages = OpenPages(lambda browser: True, lambda browser: browser.cookies.get("who"))
    routes = [WebSocketRoute("/_stcore/stream", stream), Route("/{path:path}", answer)]
    app = Starlette(routes=routes, middleware=[Middleware(Guard, pages=pages, store_health=front_door.store_health)])
    return lambda host, **cookies: TestClient(app, base_url=f"http://{host}", cookies=cookies)


@pytest.mark.parametrize("host", ["", "localhost:8501", "127.0.0.1", "evil.example", f"{NORTH}.evil.example"])
def test_a_forged_name_or_none_is_refused_wherever_the_server_listens(server, host, monkeypatch):
    for loopback in (True, False):
        monkeypatch.setattr("views.access.hosts.listens_on_loopback", lambda loopback=loopback: loopback)
        assert server(NORTH).get("/", headers={"host": host}).status_code == 421
        with (
            pytest.raises(WebSocketDisconnect),
            server(NORTH).websocket_connect("/_stcore/stream", headers={"host": host}),
        ):
            pass
    assert is_our_host(f"{NORTH}:443") and is_our_host(SOUTH)


def test_each_groups_health_is_asked_under_its_name_the_servers_on_its_own_machine(server, stores):
    assert server(NORTH).get("/_stcore/store-health").text == "ok"
    stores[SOUTH].write_bytes(b"damaged")
    assert server(SOUTH).get("/_stcore/store-health").status_code == 503
    assert server("localhost:8501").get("/_stcore/health").status_code == 200
    assert server("localhost:8501").get("/_stcore/store-health").status_code == 421


@pytest.mark.parametrize("who", [{"who": "lead"}, {}], ids=["signed in", "on made-up figures"])
def test_the_address_of_a_file_holds_under_the_name_it_was_told_under(server, who):
    with server(NORTH, **who).websocket_connect(f"ws://{NORTH}/_stcore/stream") as socket:
        socket.receive_bytes()
    assert server(NORTH, **who).get(FILE).status_code == 200
    assert server(SOUTH, **who).get(FILE).status_code == 404


def test_a_session_that_began_at_one_group_counts_at_no_other(stores):
    north, south = (open_stores.opened(stores[host]) for host in (NORTH, SOUTH))
    held = cookies(origin=f"https://{NORTH}", iat=int(time.time()))
    here, there = Browser(NORTH, held), Browser(SOUTH, held)
    assert sessions.go_on(north, cookie.sign_in_of(cookie.claims_of(here))) is None
    assert sign_in.has_access(north, here) and not sign_in.has_access(south, there)
    assert sign_in.session_name(here) and sign_in.session_name(there) is None
    sign_in.sign_out(south, there)
    assert sign_in.has_access(north, here), "nor is it ended from there"
    for origin in (None, "", 7, "https://north.federation.example.evil.example", f"https://{SOUTH}"):
        assert cookie.claims_of(Browser(NORTH, cookies(origin=origin))) == {}


def test_records_of_sign_ins_and_drafts_are_one_groups(stores):
    north, south = (open_stores.opened(stores[host]) for host in (NORTH, SOUTH))
    begun = SignIn("token", COORDINATOR, now())
    assert sessions.go_on(north, begun) is None
    assert sessions.is_open(north, begun) and not sessions.is_open(south, begun)
    lead = Viewer.lead("alder", "lead@alder.example")
    drafts.keep(north, lead, Matching(columns={"Concern": "category"}))
    assert drafts.newest(north, lead) and drafts.newest(south, lead) is None


def test_answers_in_memory_are_one_groups(stores):
    asked = [
        Visit(open_stores.opened(path), Viewer.lead("alder")).ask("own_figures", by="month", category="damp_mould")
        for path in stores.values()
    ]
    assert [each["n"].max() for each in asked] == [7, 8]


@pytest.fixture
def run_at(root, stores, monkeypatch):
    """run_at(host, page=None): a run of the dashboard by its coordinator, of a new page or of the same one again."""
    monkeypatch.setattr(local_user, "listens_on_loopback", lambda: True)
    monkeypatch.setattr(local_user, "came_from_elsewhere", lambda: False)
    section = configuration.section
    access = {"this_machine_only": COORDINATOR}
    monkeypatch.setattr(configuration, "section", lambda name: access if name == "access" else section(name))

    def run(host: str, page: AppTest | None = None) -> AppTest:
        monkeypatch.setattr(groups, "host_of_run", lambda: host)
        page = (page or AppTest.from_file(str(root / "dashboard.py"), default_timeout=60)).run()
        assert not page.exception
        return page

    return run


def shown(page: AppTest) -> str:
    return " ".join(each.value for each in (*page.title, *page.markdown, *page.caption, *page.info))


def test_a_page_goes_on_at_its_own_group_only(run_at):
    page = run_at(NORTH)
    assert page.toggle and shown(run_at(NORTH, page)) == shown(page)
    for host in (SOUTH, "evil.example", ""):
        moved = run_at(host, run_at(NORTH))
        assert moved.title[0].value == "This page was opened at another address"
        assert not moved.toggle and not moved.selectbox
    nobodys = run_at("evil.example")
    assert nobodys.title[0].value == "The store cannot be opened" and not nobodys.toggle


def test_present_left_on_at_one_group_is_off_at_another(run_at):
    run_at(NORTH).toggle(key="present").set_value(True).run()
    assert [run_at(host).toggle(key="present").value for host in (NORTH, SOUTH)] == [True, False]


def test_a_store_that_is_slow_to_open_keeps_nobody_of_another_group_waiting(stores, monkeypatch):
    opened = open_stores.open_store

    def within(path):
        """South is opened while north is being opened: with one lock for all this would never end."""
        if path == open_stores.place_of(stores[NORTH]):
            done.append(open_stores.opened(stores[SOUTH]))
        return opened(path)

    done: list[Store] = []
    monkeypatch.setattr(open_stores, "open_store", within)
    with closing(open_stores.opened(stores[NORTH])):
        assert done[0].path.name == "south.duckdb"


@pytest.mark.parametrize(
    ("asked_under", "sent_back_to"),
    [
        (NORTH, f"https://{NORTH}/oauth2callback"),
        (f"{SOUTH}:8443", f"https://{SOUTH}:8443/oauth2callback"),
        ("evil.example", "https://{host}/oauth2callback"),
        ("", "https://{host}/oauth2callback"),
    ],
)
def test_the_provider_sends_people_back_to_their_own_group(stores, asked_under, sent_back_to, monkeypatch):
    monkeypatch.setattr(starlette_auth_routes, "get_redirect_uri", starlette_auth_routes.get_redirect_uri)
    redirect_uri.fill_in_host()
    with redirect_uri.asked_under(asked_under):
        found = starlette_auth_routes.get_redirect_uri({"redirect_uri": "https://{host}/oauth2callback"})
    assert found == sent_back_to
