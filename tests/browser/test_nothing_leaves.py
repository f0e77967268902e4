"""A walk through every page: nothing is asked of another machine, nothing is amiss in the console."""

import contextlib
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from queries.viewer import Viewer
from views.pages import PAGES

pytestmark = pytest.mark.browser

LOCAL = ("data", "blob")
ON_EVERY_ANSWER = (
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
)


class Watched:
    """What a page asks for and complains about."""

    def __init__(self, page: Page, origin: str):
        self.origin, self.asked, self.answers, self.complaints = origin, set(), [], []
        page.on("request", lambda request: self.asked.add(request.url))
        page.on("websocket", lambda socket: self.asked.add(socket.url.replace("ws://", "http://", 1)))
        page.on("response", lambda answer: self.answers.append(answer))
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def elsewhere(self) -> set[str]:
        return {
            url for url in self.asked if urlsplit(url).scheme not in LOCAL and not url.startswith(f"{self.origin}/")
        }

    def bare(self) -> set[str]:
        """Answers that lack a header."""
        return {answer.url for answer in self.answers if self._lacks(answer)}

    def _lacks(self, answer: Response) -> bool:
        if urlsplit(answer.url).scheme in LOCAL:
            return False
        return not set(ON_EVERY_ANSWER) <= set(answer.headers)


@pytest.fixture(scope="module")
def sample(sample_dashboard):
    return sample_dashboard


@pytest.mark.parametrize(
    ("be", "each"),
    [("coordinator", 7), *(pytest.param(be, 1, marks=pytest.mark.slow) for be in ("coordinator", "lead_alder"))],
)
def test_a_walk_through_every_page_stays_on_this_machine(sample, browser, settled, be, each):
    with contextlib.closing(browser.new_context(viewport={"width": 1440, "height": 900})) as context:
        page = context.new_page()
        watched = Watched(page, sample.url)
        page.goto(f"{sample.url}/?be={be}")
        settled(page)
        for link in range(0, page.get_by_test_id("stSidebarNavLink").count(), each):
            page.get_by_test_id("stSidebarNavLink").nth(link).click()
            settled(page)
            assert page.get_by_test_id("stException").count() == 0
            assert "Something went wrong" not in page.get_by_test_id("stMain").inner_text()
        page.get_by_text("Present", exact=True).click()
        settled(page)
    assert len(watched.answers) > 20
    assert watched.elsewhere() == set()
    assert watched.bare() == set()
    assert watched.complaints == []


@pytest.mark.parametrize("each", [20, pytest.param(1, marks=pytest.mark.slow)])
def test_a_link_to_any_page_opens_without_a_complaint(sample, browser, settled, each):
    with contextlib.closing(browser.new_context()) as context:
        page = context.new_page()
        watched = Watched(page, sample.url)
        for nth, (name, declared) in list(enumerate(PAGES.items()))[::each]:
            be = "coordinator" if declared.is_open_to(Viewer.coordinator()) else "lead_alder"
            address = name if nth else ""  # the first page has no path
            page.goto(f"{sample.url}/{address}?be={be}")
            settled(page)
    assert watched.complaints == []
    assert watched.elsewhere() == watched.bare() == set()


def test_the_policy_stops_what_a_page_might_be_made_to_do(sample, page, settled):
    """A script, a picture, a form and a frame from elsewhere, put into the page by hand."""
    page.goto(sample.url)
    settled(page)
    ran = page.evaluate(
        """async () => {
            const script = document.createElement('script')
            script.textContent = 'window.ran = true'
            document.body.append(script)
            const img = new Image()
            const picture = new Promise(done => {
                img.onload = () => done('loaded')
                img.onerror = () => done('stopped')
            })
            img.src = 'https://elsewhere.example/x.png'
            const fetched = await fetch('https://elsewhere.example/').then(() => 'fetched', () => 'stopped')
            setTimeout('window.evaluated = true')
            await new Promise(done => setTimeout(done, 300))
            return {script: !!window.ran, picture: await picture, fetched, evaluated: !!window.evaluated}
        }"""
    )
    assert ran == {"script": False, "picture": "stopped", "fetched": "stopped", "evaluated": False}


def test_nothing_that_is_kept_here_is_served(sample, page):
    for path in (
        "/.streamlit/secrets.toml",
        "/app/static/.streamlit/secrets.toml",
        "/static/..%2f..%2f..%2f.streamlit/secrets.toml",
        "/secrets.toml",
        f"/{sample.store.name}",
        "/queries/macros/10_schema.sql",
        "/dashboard.py",
        "/component/..%2fdashboard.py",
        "/media/..%2fdashboard.py",
    ):
        answer = page.request.get(f"{sample.url}{path}")
        body = answer.body()
        is_frameworks_page = b"You need to enable JavaScript" in body
        assert answer.status >= 400 or is_frameworks_page, path
        assert b"create table" not in body and b"cookie_secret" not in body and b"DUCK" not in body[:64]
