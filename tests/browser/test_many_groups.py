"""Two groups in one process, each under its own name: people sign in at their own, and nothing leads to the other."""

import contextlib
import shutil
from urllib.parse import urlsplit

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect

from queries.store import Store
from tests.browser.talking import talking
from tests.browser.test_sign_in import PEOPLE, says, sign_in, signed_in_as

pytestmark = pytest.mark.browser
NORTH, SOUTH = "north.localhost", "south.localhost"


@pytest.fixture
def stores(made_group_store, tmp_path):
    """Of two groups; the coordinator is on both lists, the lead on the north's only."""
    found = {host: shutil.copy(made_group_store, tmp_path / f"{host}.duckdb") for host in (NORTH, SOUTH)}
    with contextlib.closing(Store.open(found[SOUTH])) as store, store.write() as cursor:
        cursor.execute("delete from person where email = 'lead@alder.example'")
    return found


@pytest.fixture
def dashboard(serve, stores, a_port):
    with run_server_in_thread(user_claims=[User(sub=name, claims=claims) for name, claims in PEOPLE.items()]) as mock:
        named = "".join(f'"{host}" = "{path}"\n' for host, path in stores.items())
        provider = f"http://localhost:{mock.server_port}/.well-known/openid-configuration"
        yield serve(
            None,
            f'[groups]\n{named}[auth]\nredirect_uri = "http://{{host}}/oauth2callback"\n'
            'cookie_secret = "only for this test, and long enough for it"\n'
            f'client_id = "dashboard"\nclient_secret = "not checked"\nserver_metadata_url = "{provider}"\n',
            a_port(),
        )


def status(dashboard, host: str, path: str, cookies: list) -> int:
    """What is answered to a browser with these cookies that comes under this name."""
    held = {
        "Host": f"{host}:{dashboard.port}",
        "Cookie": "; ".join(f"{each['name']}={each['value']}" for each in cookies),
    }
    return httpx.get(dashboard.url + path, headers=held).status_code


@pytest.mark.slow
def test_each_group_has_its_own_people_sessions_and_files(dashboard, stores, browser, settled):
    north, south = (f"http://{host}:{dashboard.port}" for host in (NORTH, SOUTH))
    with contextlib.closing(browser.new_context()) as context:
        page = context.new_page()
        sign_in(page, north, "coordinator", settled)
        assert signed_in_as(page) == "coordinator@group.example"
        file = urlsplit(page.locator("link[rel~=icon]").first.get_attribute("href")).path
        held = context.cookies()
        assert status(dashboard, NORTH, file, held) == 200
        assert status(dashboard, SOUTH, file, held) == 404
        assert status(dashboard, "localhost", file, held) == status(dashboard, "evil.example", "/", held) == 421

        context.add_cookies([cookie | {"domain": SOUTH} for cookie in held])
        page.goto(f"{south}/people")
        settled(page)
        assert says(page).split("\n")[0] == "Sign in", "the session is the north's only"

        context.clear_cookies(domain=SOUTH)
        sign_in(page, south, "lead", settled)
        expect(page.get_by_test_id("stMain")).to_contain_text("is not on this group's list of people", timeout=60_000)
        page.goto(north)
        settled(page)
        assert signed_in_as(page) == "coordinator@group.example", "nobody was signed out here"

    with talking(dashboard.port, NORTH) as talker:
        assert b"Sign in" in talker.run("")
        session = talker.session
    with talking(dashboard.port, SOUTH, session) as talker:
        assert b"opened at another address" in talker.run("")
        assert talker.session == session, "the framework goes on with it"

    dashboard.stop()
    signed_in = "select email, ended_why from session order by email"
    for host, expected in {
        NORTH: [("coordinator@group.example", None)],
        SOUTH: [("lead@alder.example", "refused")],
    }.items():
        with contextlib.closing(Store.open(stores[host])) as store, contextlib.closing(store.cursor()) as cursor:
            assert cursor.execute(signed_in).fetchall() == expected
