"""The README's run command, in this interpreter: the first chart is on screen, and nothing else is needed."""

import os
import re
import shlex
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

pytestmark = pytest.mark.browser
PATIENCE = 180


@pytest.fixture(scope="module")
def command(root) -> list[str]:
    """The last part of what the README says, without the virtual environment's place."""
    readme = (root / "README.md").read_text("utf-8")
    (block,) = re.findall(r"<!-- run command -->\s+```sh\n(.+?)\n```", readme, re.DOTALL)
    program, *arguments = shlex.split(block.split("&&")[-1])
    assert program == ".venv/bin/streamlit"
    return [sys.executable, "-m", "streamlit", *arguments]


@pytest.fixture
def started(command, root, tmp_path, a_port):
    """The dashboard's address: a home, a cache and a port of its own, no secrets, no store named."""
    port = a_port()
    for folder in ("home", "cache"):
        (tmp_path / folder).mkdir()
    places = {
        "HOME": tmp_path / "home",
        "USERPROFILE": tmp_path / "home",
        "XDG_CACHE_HOME": tmp_path / "cache",
        "LOCALAPPDATA": tmp_path / "cache",
        "STREAMLIT_SECRETS_FILES": tmp_path / "none.toml",
        "STREAMLIT_SERVER_PORT": port,
        "STREAMLIT_SERVER_HEADLESS": "true",
    }
    settings = {**os.environ, **{name: str(value) for name, value in places.items()}}
    settings.pop("PEER_TRENDS_STORE", None)
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=root, env=settings, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        yield f"http://localhost:{port}"
        process.terminate()
        process.wait(timeout=60)
    assert "Traceback" not in (tmp_path / "log").read_text("utf-8")


def open_when_it_answers(page, url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            page.goto(url)
            return
        except Error:
            assert time.monotonic() < deadline, "the dashboard did not answer"
            page.wait_for_timeout(300)


def test_the_run_command_puts_a_chart_on_the_screen(started, page, settled, tmp_path):
    asked, complaints = set(), []
    page.on("request", lambda request: asked.add(request.url))
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_when_it_answers(page, started)
    complaints.clear()  # of the time before it answered
    chart = page.get_by_test_id("stPlotlyChart").first
    expect(chart.locator(".bars path").first).to_be_visible(timeout=PATIENCE * 1000)
    settled(page)
    expect(page.get_by_text("Made-up figures").first).to_be_visible()
    place = chart.bounding_box()
    assert place["width"] > 50 and place["height"] > 30
    assert place["y"] >= 0 and place["y"] + place["height"] <= 900
    assert {urlsplit(url).netloc for url in asked if urlsplit(url).scheme not in ("data", "blob")} == {
        urlsplit(started).netloc
    }
    assert complaints == []
    assert list((tmp_path / "cache").rglob("sample-*.duckdb"))
