"""How long people wait in a browser, beside a trivial app of one chart: python -m tests.benchmarks.browser

Two servers as people start them, `streamlit run`, and Chromium; --rounds 3 of each, in turn:

- first chart: from starting the server to the first chart on the first page. "first start" is with no sample yet made;
- a click: from choosing another family on *Trends* to the changed chart, the first time it is chosen and once more.
"""

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as NotYet

from ingest.sample import sample_store_path
from tests.benchmarks.processes import ROOT

MOST_TIMES = {"first chart": 1.5, "first start": 1.5, "a click, first": 2.0, "a click, again": 2.0}
CHOICES = ("Damp and mould", "Missing people", "Cost of living", "Damp and mould", "Missing people", "Cost of living")
TRIVIAL = f"""
import plotly.graph_objects as go
import streamlit as st

families = {["Other", *sorted(set(CHOICES))]!r}
chosen = st.selectbox("Family", families)
st.plotly_chart(go.Figure(go.Scatter(y=[families.index(chosen), 2, 3, 1])))
"""
CHART = "document.querySelector('.js-plotly-plot .main-svg')"
SHOWN = "JSON.stringify((document.querySelector('.js-plotly-plot')?.data ?? []).map(each => Array.from(each.y ?? [])))"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class App:
    """One of the two, started anew for each measurement."""

    def __init__(self, script: Path, address: str, environment: dict[str, str]):
        self.script, self.address, self.environment = script, address, environment

    @contextlib.contextmanager
    def started(self) -> Iterator[str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = ["--server.headless=true", f"--server.port={port}", "--server.address=localhost"]
        command = [sys.executable, "-m", "streamlit", "run", str(self.script), *options]
        environment = {**os.environ, **self.environment}
        environment.pop("PEER_TRENDS_STORE", None)
        process = subprocess.Popen(
            command, cwd=self.script.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def first_chart(app: App, page: Page) -> float:
    """Seconds from the start of the server to the first chart."""
    began = time.perf_counter()
    with app.started() as url:
        _open(page, url)
        page.wait_for_function(CHART, timeout=60_000)
        return time.perf_counter() - began


def _open(page: Page, url: str) -> None:
    """As soon as the server answers."""
    deadline = time.monotonic() + 120
    while True:
        try:
            page.goto(url)
            return
        except NotYet:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def clicks(app: App, page: Page) -> list[float]:
    """Seconds from each choice to the changed chart: three families for the first time, then the same again."""
    with app.started() as url:
        _open(page, url)
        page.wait_for_function(CHART, timeout=60_000)
        page.goto(url + app.address)
        page.wait_for_function(CHART, timeout=60_000)
        return [_click(page, family) for family in CHOICES]


def _click(page: Page, family: str) -> float:
    page.get_by_role("combobox", name="Family", exact=True).click()
    option = page.get_by_role("option", name=family, exact=True)
    option.wait_for()
    page.wait_for_timeout(300)  # nothing else is under way: the list has opened
    before = page.evaluate(SHOWN)
    began = time.perf_counter()
    option.click()
    page.wait_for_function(f"before => {{ const now = {SHOWN}; return now !== '[]' && now !== before }}", arg=before)
    return time.perf_counter() - began


def measure(browser: Browser, rounds: int, folder: Path) -> dict[str, list[tuple[float, float]]]:
    """What is measured -> seconds of the dashboard and of the trivial app, pair by pair."""
    trivial = folder / "trivial" / "app.py"
    trivial.parent.mkdir()
    trivial.write_text(TRIVIAL)
    kept = sample_store_path()
    cache = folder / "cache" / kept.parent.name
    cache.mkdir(parents=True)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in MOST_TIMES}
    for nth in range(rounds):
        nothing_made = {"XDG_CACHE_HOME": str(folder / f"empty {nth}")}
        shutil.copy(kept, cache / kept.name)
        own, other = _dashboard({"XDG_CACHE_HOME": str(folder / "cache")}), App(trivial, "", {})
        # playwright waits for an expression by way of eval, which our pages forbid
        with contextlib.closing(browser.new_context(bypass_csp=True)) as context:
            context.set_default_timeout(60_000)
            page = context.new_page()
            other_first = first_chart(other, page)
            found["first chart"].append((first_chart(own, page), other_first))
            found["first start"].append((first_chart(_dashboard(nothing_made), page), other_first))
            pairs = list(zip(clicks(own, page), clicks(other, page), strict=True))
            found["a click, first"] += pairs[:3]
            found["a click, again"] += pairs[3:]
    return found


def _dashboard(environment: dict[str, str]) -> App:
    return App(ROOT / "dashboard.py", "/trends?be=lead_alder&family=abuse_and_neglect", environment)


def table(found: dict[str, list[tuple[float, float]]]) -> str:
    lines = [f"{'':16} {'dashboard s':>11} {'trivial app s':>13} {'times':>6} {'at most':>8}   each"]
    for name, pairs in found.items():
        own, other = (median(each[at] for each in pairs) for at in (0, 1))
        ratios = [one / two for one, two in pairs]
        each = ", ".join(f"{ratio:.1f}" for ratio in ratios)
        lines.append(f"{name:16} {own:>11.2f} {other:>13.2f} {median(ratios):>6.1f} {MOST_TIMES[name]:>8}   {each}")
    return "\n".join(lines)


def run(rounds: int) -> str:
    """The table, made with a browser that is started for it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        try:
            return table(measure(browser, rounds, Path(folder)))
        finally:
            browser.close()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    print(run(parser.parse_args(arguments).rounds))


if __name__ == "__main__":
    main()
