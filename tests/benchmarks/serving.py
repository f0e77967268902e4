"""The dashboard in a process that also saves returns and checks figures: for tests.benchmarks.sessions.

Started with a store and a port. Each line of its input is a command: `save SECONDS` (each of the seven members saves a
return every so many seconds, `save 0` stops it), `check yes` or `check no` (whether each answer given to a page is held
against the same question asked anew), `report`, which prints one line of JSON.
"""

import json
import os
import random
import sys
import threading
import time
from datetime import date
from pathlib import Path

import uvicorn

from ingest import returns
from ingest.problems import Refused
from queries.moving import is_same
from queries.refusals import QueryRefused
from queries.viewer import Viewer
from views.access import open_stores
from views.visit import NOT_KEPT, Visit

MEMBERS = ("alder", "birch", "cedar", "damson", "elder", "fir", "gorse")
FROM_MONTH, TO_MONTH = date(2026, 7, 1), date(2026, 9, 1)  # the quarter that is due in the sample
ONCE_MORE = 5  # an answer may have been worked out just before a save that is counted just after it


class Work:
    """What is done beside the pages, and what came of it."""

    def __init__(self, store: Path):
        self.path, self.every, self.checks = store, 0.0, False
        self.counts = {"saved": 0, "refused": 0, "compared": 0, "wrong": 0}
        self.longest_save = 0.0
        self._lock = threading.Lock()
        self._ask = Visit.ask
        Visit.ask = self._checked(Visit.ask)
        for member in MEMBERS:
            threading.Thread(target=self._save_again_and_again, args=(member,), daemon=True).start()

    def count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    def report(self) -> dict[str, float]:
        status = Path("/proc/self/status").read_text()
        held = int(status.split("VmRSS:")[1].split()[0]) / 1024
        return {**self.counts, "longest_save": self.longest_save, "memory": held, "threads": threading.active_count()}

    def _save_again_and_again(self, member: str) -> None:
        dice = random.Random(member)
        while True:
            every = self.every
            time.sleep(dice.uniform(0.5, 1.5) * every if every else 0.2)
            if every and self.every:
                began = time.perf_counter()
                self.count(self._save(member, dice.randrange(1, 60)))
                self.longest_save = max(self.longest_save, time.perf_counter() - began)

    def _save(self, member: str, damp: int) -> str:
        lead, store = Viewer.lead(member, f"lead@{member}.example"), open_stores.opened(self.path)
        try:
            returns.save_counts(store, lead, FROM_MONTH, TO_MONTH, {(FROM_MONTH, "damp_mould"): damp})
        except (Refused, QueryRefused):
            return "refused"
        return "saved"

    def _checked(self, ask):
        def checked(visit: Visit, question: str, **parameters):
            given = ask(visit, question, **parameters)
            if self.checks and question not in NOT_KEPT:
                self._compare(visit, question, parameters, given)
            return given

        return checked

    def _compare(self, visit: Visit, question: str, parameters: dict, given) -> None:
        for _ in range(ONCE_MORE):
            if is_same(given, visit.store.ask(question, visit.viewer, **parameters)):
                self.count("compared")
                return
            time.sleep(0.05)
            given = self._ask(visit, question, **parameters)
        self.count("wrong")


def obey(work: Work) -> None:
    for line in sys.stdin:
        command, _, value = line.strip().partition(" ")
        if command == "save":
            work.every = float(value)
        elif command == "check":
            work.checks = value == "yes"
        else:
            print(json.dumps(work.report()), flush=True)
    os._exit(0)


def main(store: str, port: str) -> None:
    os.environ["PEER_TRENDS_STORE"] = store
    from dashboard import app

    threading.Thread(target=obey, args=(Work(Path(store)),), daemon=True).start()
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
