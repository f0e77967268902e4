"""Sign-in against a real OpenID provider on this machine, in a real browser."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from queries.store import Store
from queries.viewer import Viewer

pytestmark = pytest.mark.browser

PEOPLE = {
    "lead": {"email": "lead@alder.example", "email_verified": True},
    "reader": {"email": "reader@birch.example", "email_verified": True},
    "coordinator": {"email": "coordinator@group.example", "email_verified": True},
    "other-spelling": {"email": "LEAD@Alder.Example", "email_verified": True},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
    "unverified": {"email": "lead@alder.example", "email_verified": False},
    "says-nothing": {"email": "lead@alder.example"},
    "no-address": {"name": "Somebody"},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    users = [User(sub=name, claims=claims) for name, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=users) as server:
        yield f"http://localhost:{server.server_port}"


def secrets(provider: str, port: int) -> str:
    return (
        f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\n'
        'cookie_secret = "only for this test, and long enough for it"\n'
        'client_id = "dashboard"\nclient_secret = "not checked"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n'
    )


@pytest.fixture(scope="module")
def dashboard(serve, provider, made_group_store, tmp_path_factory, a_port):
    """One dashboard of a real store, where people sign in."""
    store = Path(shutil.copy(made_group_store, tmp_path_factory.mktemp("signed") / "group.duckdb"))
    port = a_port()
    return serve(store, secrets(provider, port), port)


def sign_in(page: Page, url: str, who: str, settled) -> None:
    page.goto(url)
    settled(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{url}/**")
    settled(page)


def pages_on_offer(page: Page) -> set[str]:
    return set(page.get_by_test_id("stSidebarNavLink").all_inner_texts())


def signed_in_as(page: Page) -> str:
    """The address in the sidebar, without what keeps it from being a link."""
    said = page.get_by_text("Signed in as").inner_text()
    return said.replace("\u2060", "").removeprefix("Signed in as ")


def icons_are_drawn(page: Page) -> None:
    """An icon whose font was refused is drawn as its name, so it is many times as wide as high."""
    icons = page.get_by_test_id("stSidebarNavLink").get_by_test_id("stIconMaterial")
    expect(icons.first).to_be_visible()
    page.wait_for_function("document.fonts.status === 'loaded'")
    shapes = icons.evaluate_all("icons => icons.map(i => [i.scrollWidth, parseFloat(getComputedStyle(i).fontSize)])")
    assert [shape for shape in shapes if shape[0] > 1.5 * shape[1]] == []


def says(page: Page) -> str:
    return page.get_by_test_id("stMain").inner_text()


def test_without_signing_in_nothing_is_shown(dashboard, page, settled):
    for address in ("", "/trends", "/compare?member=birch", "/people?be=coordinator", "/?be=lead_alder"):
        page.goto(dashboard.url + address)
        settled(page)
        assert says(page).split("\n")[0] == "Sign in"
        assert page.get_by_test_id("stSidebarNavLink").count() == 0
        assert page.get_by_test_id("stSelectbox").count() == 0


@pytest.mark.dose(4)
@pytest.mark.parametrize(
    ("who", "address", "has", "has_not"),
    [
        ("lead", "lead@alder.example", {"Trends", "Events"}, {"People", "Audit trail"}),
        ("reader", "reader@birch.example", {"Trends", "Events"}, {"Upload", "People", "Settings"}),
        (
            "coordinator",
            "coordinator@group.example",
            {"Close a quarter", "People"},
            {"Upload", "Our returns"},
        ),
        ("other-spelling", "lead@alder.example", {"Trends", "Events"}, {"People", "Audit trail"}),
    ],
)
def test_a_person_of_the_store_comes_in_with_its_own_rights(dashboard, page, settled, who, address, has, has_not):
    sign_in(page, dashboard.url, who, settled)
    assert signed_in_as(page) == address
    offered = " ".join(pages_on_offer(page))
    assert all(title in offered for title in has)
    assert not any(title in offered for title in has_not)
    assert page.get_by_text("Made-up figures").count() == 0


@pytest.mark.dose(2)
@pytest.mark.parametrize(
    ("who", "because"),
    [
        ("stranger", "is not on this group's list of people"),
        ("unverified", "does not say that your e-mail address is verified"),
        ("says-nothing", "does not say that your e-mail address is verified"),
        ("no-address", "carries no e-mail address"),
    ],
)
def test_whoever_is_not_let_in_is_told_why_and_sees_nothing(dashboard, page, settled, who, because):
    sign_in(page, dashboard.url, who, settled)
    assert because in says(page)
    assert page.get_by_test_id("stSidebarNavLink").count() == 0


@pytest.mark.slow
def test_an_address_that_is_not_offered_gives_no_page(dashboard, page, settled):
    sign_in(page, dashboard.url, "lead", settled)
    for address in ("people", "audit_trail", "settings", "backup", "close_quarter"):
        page.goto(f"{dashboard.url}/{address}?be=coordinator&member=birch")
        settled(page)
        assert "may sign in" not in says(page) and "backup" not in says(page).lower()
        assert signed_in_as(page) == "lead@alder.example"


def test_a_link_opened_before_signing_in_is_followed_afterwards(dashboard, page, settled):
    page.goto(f"{dashboard.url}/compare?by=quarter&quarter=2026-01&family=missing_people")
    settled(page)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="reader", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Missing people, Jan–Mar 2026", timeout=60_000)
    assert signed_in_as(page) == "reader@birch.example"
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "came_for"]


@pytest.mark.slow
def test_the_address_for_signing_out_ends_the_session_in_every_tab(dashboard, browser, settled):
    with contextlib.closing(browser.new_context()) as context:
        here, there = context.new_page(), context.new_page()
        sign_in(here, dashboard.url, "reader", settled)
        kept = context.cookies()
        there.goto(f"{dashboard.url}/auth/logout")
        here.get_by_role("link", name="Compare").click()
        settled(here)
        assert here.get_by_test_id("stSidebarNavLink").count() > 0, "a link does not sign anybody out"
        there.get_by_role("button", name="Sign out").click()
        expect(there.get_by_role("heading", name="End Session")).to_be_visible()  # the provider's part of it
        context.add_cookies(kept)
        here.reload()
        settled(here)
        assert "You have signed out." in says(here)
        assert here.get_by_test_id("stSidebarNavLink").count() == 0


def test_an_open_page_goes_blank_at_once_when_its_session_has_ended_in_another_tab(dashboard, browser, settled):
    with contextlib.closing(browser.new_context()) as context:
        here, there = context.new_page(), context.new_page()
        sign_in(here, dashboard.url, "reader", settled)
        there.goto(dashboard.url)
        settled(there)
        there.get_by_role("button", name="Sign out").click()
        expect(here.get_by_role("heading", name="You are signed out")).to_be_visible(timeout=60_000)
        assert here.get_by_test_id("stSidebarNavLink").count() == 0


def test_a_file_is_for_whoever_is_signed_in(dashboard, browser, settled):
    with contextlib.closing(browser.new_context()) as context:
        page, fetched = context.new_page(), []
        page.on("request", lambda request: fetched.append(request.url))
        sign_in(page, dashboard.url, "lead", settled)
        page.goto(f"{dashboard.url}/trends")
        settled(page)
        with page.expect_download():
            page.get_by_role("button", name="Download").first.click()
        file = next(url for url in fetched if "/media/" in url and url.endswith(".csv"))
        upload = f"{dashboard.url}/_stcore/upload_file/session/file"
        assert page.request.get(file).status == 200
        with contextlib.closing(browser.new_context()) as stranger:
            assert stranger.request.get(file).status == 403
            assert stranger.request.put(upload, data=b"x").status == 403
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="End session").wait_for()
        assert page.request.get(file).status == 403


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "back", "because"),
    [
        ("started_at", "interval 481 minute", "Eight hours have passed"),
        ("seen_at", "interval 31 minute", "been away"),
    ],
)
def test_a_session_ends_and_the_same_cookie_never_opens_it_again(
    serve, provider, group_store, page, settled, a_port, column, back, because
):
    port = a_port()
    first = serve(group_store, secrets(provider, port), port)
    sign_in(page, first.url, "lead", settled)
    first.stop()
    store = Store.open(group_store)
    with store.write() as cursor:
        cursor.execute(f"update session set {column} = {column} - {back}")
    store.close()
    again = serve(group_store, secrets(provider, port), port)
    for _ in range(2):
        page.goto(again.url)
        settled(page)
        assert because in says(page)
        assert page.get_by_test_id("stSidebarNavLink").count() == 0
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="lead", exact=True).click()
    expect(page.get_by_text("Signed in as")).to_be_visible()
    assert signed_in_as(page) == "lead@alder.example"


@pytest.mark.slow
def test_a_new_groups_first_sign_ins(serve, provider, first_quarter_store, browser, settled, a_port):
    """Refused and other sign-ins are on record; an empty browser shows icons and the first closed quarter at once."""
    port = a_port()
    running = serve(first_quarter_store, secrets(provider, port), port)
    for who in ("stranger", "unverified", "lead"):
        with contextlib.closing(browser.new_context()) as context:
            page, refused = context.new_page(), []
            page.on("response", lambda answer, into=refused: answer.status == 403 and into.append(answer.url))
            sign_in(page, running.url, who, settled)
            if who == "lead":
                icons_are_drawn(page)
                expect(page.locator("h1")).to_contain_text("Apr–Jun 2026")
                expect(page.get_by_text("Closed on").first).to_contain_text("with all 5 members")
            assert refused == []
            page.reload()  # looking again is not another sign-in
            settled(page)
    running.stop()
    store = Store.open(first_quarter_store)
    trail = store.ask("audit_trail", Viewer.coordinator())
    store.close()
    recorded = trail[trail["action"].str.contains("sign-in")].iloc[::-1]
    assert recorded[["who", "action", "detail"]].values.tolist() == [
        ["stranger@elsewhere.example", "refused sign-in", "not on the list of people"],
        ["lead@alder.example", "refused sign-in", "address not verified"],
        ["lead@alder.example", "sign-in", ""],
    ]
