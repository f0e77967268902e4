"""The dashboard as people run it: `streamlit run dashboard.py` on a free port, and a browser in front of it."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# A page is there in three quarters of the time if scripts keep their line numbers (an error's stack reads a script
# anew without them) and are not optimised for a long life.
ARGUMENTS += ["--js-flags=--no-enable-lazy-source-positions --no-opt --no-maglev"]
expect.set_options(timeout=60_000)  # a busy machine is slow
NOT_RUNNING = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass(frozen=True)
class Served:
    """A running dashboard: where it is, the file it logs to, the store it has open."""

    url: str
    port: int
    log: Path
    store: Path | None
    process: subprocess.Popen

    def said(self) -> str:
        """What the server has written so far."""
        return self.log.read_text("utf-8", errors="replace")

    def stop(self) -> None:
        """End it, so that its store can be opened."""
        self.process.terminate()
        self.process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def served(folder: Path, store: Path | None, secrets: str, port: int, environment: dict) -> Iterator[Served]:
    """Start the dashboard and stop it; `secrets` is the text of a secrets.toml. `folder` holds what it writes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secrets.toml").write_text(secrets, "utf-8")
    settings = {**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), **environment}
    settings.pop("PEER_TRENDS_STORE", None)
    if store is not None:
        settings["PEER_TRENDS_STORE"] = str(store)
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    command += [f"--server.port={port}", f"--secrets.files={folder / 'secrets.toml'}"]
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=out, stderr=subprocess.STDOUT)
        running = Served(f"http://localhost:{port}", port, log, store, process)
        try:
            _await_health(running)
            yield running
        finally:
            running.stop()


def _await_health(running: Served) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert running.process.poll() is None, running.said()
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{running.url}/_stcore/health", timeout=2).close()
            return
        time.sleep(0.1)
    raise AssertionError(f"the dashboard did not start:\n{running.said()}")


@pytest.fixture(scope="session")
def a_port() -> Callable[[], int]:
    return free_port


@pytest.fixture(scope="module")
def serve(tmp_path_factory) -> Iterator[Callable[..., Served]]:
    """serve(store=None, secrets="", port=None, environment={}) -> Served. All are stopped after the module."""
    with contextlib.ExitStack() as running:

        def start(store: Path | None = None, secrets: str = "", port: int | None = None, environment=None) -> Served:
            folder = tmp_path_factory.mktemp("served")
            return running.enter_context(served(folder, store, secrets, port or free_port(), environment or {}))

        yield start


@pytest.fixture(scope="session")
def sample_dashboard(made_sample_store, tmp_path_factory) -> Iterator[Served]:
    """The sample group, as anybody starts it; for tests that change nothing in it."""
    folder = tmp_path_factory.mktemp("sample_dashboard")
    store = Path(shutil.copy(made_sample_store, folder / "sample.duckdb"))
    with served(folder, store, "", free_port(), {}) as running:
        yield running


@pytest.fixture
def sample_store(made_sample_store, tmp_path) -> Path:
    """A copy of the sample store, for one dashboard."""
    return Path(shutil.copy(made_sample_store, tmp_path / "sample.duckdb"))


@pytest.fixture(scope="session")
def made_group_store(made_once) -> Path:
    """A real group's store, made once: the sample's seven members, eighteen months of small counts, all closed."""
    return made_once("group.duckdb", lambda folder: make_group_store(folder / "group.duckdb"))


@pytest.fixture
def group_store(made_group_store, tmp_path) -> Path:
    """A copy of the real group's store, for one dashboard."""
    return Path(shutil.copy(made_group_store, tmp_path / "group.duckdb"))


@pytest.fixture
def first_quarter_store(made_once, tmp_path) -> Path:
    """A copy of the store of a new group that followed `docs/first_quarter.md`, for one dashboard."""
    made = made_once("group.duckdb.first", _follow_the_guide)
    return Path(shutil.copy(made, tmp_path / "group.duckdb"))


def _follow_the_guide(folder: Path) -> None:
    from tests.first_quarter import guide

    guide.follow(folder)
    (folder / guide.STORE).rename(folder / "group.duckdb.first")


def make_group_store(path: Path) -> Path:
    from ingest import returns
    from ingest.group import closing, setup
    from queries.viewer import Viewer

    lists = ROOT / "sample_data"
    store = setup.make_store(path, lists / "members.csv", lists / "homes.csv", lists / "people.csv")
    coordinator = Viewer.coordinator("coordinator@group.example")
    months = [date(2025 + n // 12, n % 12 + 1, 1) for n in range(18)]
    for place, member in enumerate(store.ask("members", coordinator)["member"]):
        counts = {
            (month, code): 2 + (place + nth) % 5
            for nth, month in enumerate(months)
            for code in ("damp_mould", "cost_of_living", "missing_person", "self_neglect")
        }
        lead = Viewer.lead(member, f"lead@{member}.example")
        returns.save_counts(store, lead, months[0], months[-1], counts)
    for nth in range(0, len(months), 3):
        closing.close(store, coordinator, months[nth])
    store.close()
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A window 1440 wide in a browser context of its own: no cookies of another."""
    with contextlib.closing(browser.new_context(viewport={"width": 1440, "height": 900})) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


@pytest.fixture(scope="session")
def settled() -> Callable[[Page], None]:
    """settled(page): waits until the page has been drawn and nothing is running."""

    def wait(page: Page) -> None:
        expect(page.locator(NOT_RUNNING)).to_be_visible(timeout=60_000)
        page.wait_for_timeout(150)  # a rerun that a widget asks for starts a moment later
        expect(page.locator(NOT_RUNNING)).to_be_visible(timeout=60_000)

    return wait
