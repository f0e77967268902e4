"""Twelve people on all pages while seven members save returns: python -m tests.benchmarks.sessions [--soak 5000]

One server on a copy of the sample. People are sessions that speak to it as a page does, without a browser: a walk is
one run of each page that its user may open, after a person's pause of some seconds. A row is printed for each:

- alone: one session, nobody saves;
- together: twelve sessions; each of the seven members saves a return every ten seconds or so;
- checked: the same, and each answer that a page is given is held against the same question asked anew (not timed).

--sessions 12 --walks 2 --pause 4 --save-every 10. With --soak N in place of these: N runs without a pause by four
sessions while members save, and the server's memory at ten moments.
"""

import argparse
import contextlib
import json
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.request import urlopen

from ingest.sample import unpack
from queries.viewer import Viewer
from tests.benchmarks.processes import ROOT, python
from tests.benchmarks.serving import MEMBERS
from tests.browser.talking import talking
from views.pages import PAGES

MOST_TIMES_ALONE = 3.0  # the slowest twentieth of many against that of one
MOST_GROWTH = 60.0  # megabytes, of the second half of a soak over the first
BROKEN = b"Something went wrong"
USERS = (*(f"lead_{member}" for member in MEMBERS), "coordinator", *(f"reader_{member}" for member in MEMBERS))
VIEWERS = {"lead": Viewer.lead("alder"), "reader": Viewer.reader("alder"), "coordinator": Viewer.coordinator()}


class Server:
    """The process of `serving`; what `ask` gives is its report."""

    def __init__(self, store: Path, port: int, log: Path):
        self.port = port
        self._log = log.open("wb")
        self._process = subprocess.Popen(
            [str(each) for each in python("-m", "tests.benchmarks.serving", store, str(port))],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True,
        )  # fmt: skip

    def wait(self) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urlopen(f"http://localhost:{self.port}/_stcore/health", timeout=2).close()
                return
            time.sleep(0.1)
        raise RuntimeError(f"The server did not start: {Path(self._log.name).read_text()[-2000:]}")

    def tell(self, command: str) -> None:
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()

    def report(self) -> dict[str, float]:
        self.tell("report")
        return json.loads(self._process.stdout.readline())

    def stop(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._log.close()


@contextlib.contextmanager
def serving(made: Path | None = None) -> Iterator[Server]:
    """A server on a copy of the sample store `made`, or of one that is made first."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        store = Path(folder) / "sample.duckdb"
        shutil.copy(made, store) if made else unpack(store)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = Server(store, port, Path(folder) / "server.log")
        try:
            server.wait()
            yield server
        finally:
            server.stop()


@dataclass(frozen=True)
class Walked:
    """What several sessions saw. seconds: of each run of a page."""

    name: str
    sessions: int
    seconds: list[float]
    errors: int
    report: dict[str, float]

    @property
    def slowest_twentieth(self) -> float:
        return quantiles(self.seconds, n=20)[-1]


def walk(
    server: Server, user: str, walks: int, pause: float, seed: int, pages: Sequence[str] = tuple(PAGES)
) -> tuple[list[float], int]:
    """Seconds of each run, and how many were broken. The first run of a session, its opening, counts too."""
    dice, took, errors = random.Random(seed), [], 0
    viewer = VIEWERS[user.split("_")[0]]
    names = [name for name in pages if PAGES[name].is_open_to(viewer)]
    with talking(server.port) as session:
        for _ in range(walks):
            for name in dice.sample(names, len(names)):
                time.sleep(dice.uniform(0.5, 1.5) * pause)
                began = time.perf_counter()
                said = session.run(f"be={user}", name)
                took.append(time.perf_counter() - began)
                errors += BROKEN in said
    return took, errors


def walk_together(server: Server, name: str, sessions: int, walks: int, pause: float) -> Walked:
    with ThreadPoolExecutor(sessions) as pool:
        users = [USERS[n % len(USERS)] for n in range(sessions)]
        found = list(pool.map(lambda n: walk(server, users[n], walks, pause, n), range(sessions)))
    seconds = [each for took, _ in found for each in took]
    return Walked(name, sessions, seconds, sum(errors for _, errors in found), server.report())


def measure(server: Server, sessions: int, walks: int, pause: float, save_every: float) -> list[Walked]:
    walk(server, USERS[0], 1, 0, 0)  # what is loaded at the first run of each page
    found = [walk_together(server, "alone", 1, walks, min(pause, 1))]
    server.tell(f"save {save_every}")
    found.append(walk_together(server, "together", sessions, walks, pause))
    server.tell("check yes")
    found.append(walk_together(server, "checked", sessions, 1, pause / 2))
    server.tell("check no")
    server.tell("save 0")
    return found


def table(found: Sequence[Walked]) -> str:
    lines = [
        f"{'':9} {'':>8} {'':>6} {'seconds a run':^23} {'times':>6} {'':>6} {'':>6} {'':>7} {'figures':>8} {'':>5}",
        f"{'':9} {'sessions':>8} {'runs':>6} {'median':>7} {'20th':>7} {'longest':>7} {'alone':>6} {'errors':>6} "
        f"{'saved':>6} {'refused':>7} {'compared':>8} {'wrong':>5} {'memory MB':>9}",
    ]
    for each in found:
        times = each.slowest_twentieth / found[0].slowest_twentieth
        took = f"{median(each.seconds):>7.3f} {each.slowest_twentieth:>7.3f} {max(each.seconds):>7.3f} {times:>6.1f}"
        counts = " ".join(
            f"{each.report[name]:>{width}}"
            for name, width in (("saved", 6), ("refused", 7), ("compared", 8), ("wrong", 5))
        )
        lines.append(
            f"{each.name:9} {each.sessions:>8} {len(each.seconds):>6} {took} {each.errors:>6} {counts} "
            f"{each.report['memory']:>9.0f}"
        )
    return "\n".join(lines)


def soak(server: Server, runs: int, moments: int = 10, sessions: int = 4) -> list[tuple[int, float, int]]:
    """Runs so far, the server's megabytes, errors so far; nobody pauses, and each member saves every ten seconds."""
    server.tell("save 10")
    found, done, errors = [(0, server.report()["memory"], 0)], 0, 0
    while done < runs:
        step = walk_until(server, sessions, runs / moments, done)
        done, errors = done + step[0], errors + step[1]
        found.append((done, server.report()["memory"], errors))
    server.tell("save 0")
    return found


def walk_until(server: Server, sessions: int, runs: float, seed: int) -> tuple[int, int]:
    """Walks by so many sessions at once, each opened anew, until there were so many runs; runs and errors."""
    done = errors = 0
    with ThreadPoolExecutor(sessions) as pool:
        while done < runs:
            places = range(seed + done, seed + done + sessions)
            for took, broken in pool.map(lambda n: walk(server, USERS[n % len(USERS)], 1, 0, n), places):
                done, errors = done + len(took), errors + broken
    return done, errors


def soak_table(found: Sequence[tuple[int, float, int]]) -> str:
    return "\n".join(["  runs memory MB errors", *(f"{n:>6} {held:>9.0f} {errors:>6}" for n, held, errors in found)])


def growth(found: Sequence[tuple[int, float, int]]) -> float:
    """Megabytes between the middle of a soak and its end."""
    return found[-1][1] - found[len(found) // 2][1]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, usual in (("sessions", 12), ("walks", 2), ("soak", 0)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    for name, seconds in (("pause", 4.0), ("save-every", 10.0)):
        parser.add_argument(f"--{name}", type=float, default=seconds)
    given = parser.parse_args(arguments)
    with serving() as server:
        if given.soak:
            print(soak_table(soak(server, given.soak)))
        else:
            print(table(measure(server, given.sessions, given.walks, given.pause, given.save_every)))


if __name__ == "__main__":
    main()
