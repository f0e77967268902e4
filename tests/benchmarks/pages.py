"""How long a page takes to run again, beside its twin: python -m tests.benchmarks.pages

On the sample data, without a browser, side by side in one run. A page's twin is the same page, every answer a
literal frame. Warm: the answers are in memory from the run before. Cold: as after a start, they are found in the store.
After save: those that rest on the visitor's own returns are worked out again.

Options: --pairs 9; --incidents 10000000, so many of the lead's own, as copies of those of the sample; and the names of
pages, else all of them.
The machine may be busy: what counts are ratios within a pair, and their median.
"""

import argparse
import gc
import os
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from ingest.sample import sample_store_path, unpack
from queries.store import Store
from tests.benchmarks.twins import Page
from tests.queries.small_group import count_anew
from views.pages import LEAD, PAGES

MEMBER = LEAD.removeprefix("lead_")
MOST_TIMES_WARM, MOST_TIMES_COLD = 1.2, 2.0
UNNOTICED = 0.01  # seconds beyond that of which nobody takes notice: a third of the twins take no longer themselves


@dataclass(frozen=True)
class Took:
    """One run: seconds by the clock, and seconds of all the process's threads."""

    seconds: float
    cpu_seconds: float


@dataclass(frozen=True)
class Measured:
    """Runs of one page, `twin` each beside the `warm`, the `cold` and the `after_save` of the same place."""

    page: str
    charts: int
    warm: list[Took]
    cold: list[Took]
    after_save: list[Took]
    twin: list[Took]

    def times_twin(self, runs: Sequence[Took]) -> float:
        """The median of the ratios, pair by pair."""
        return median(run.seconds / twin.seconds for run, twin in zip(runs, self.twin, strict=True))

    def beyond(self, runs: Sequence[Took], most: float) -> float:
        """Seconds by which a run takes longer than `most` times its twin; negative: less. The median of the pairs."""
        return median(run.seconds - most * twin.seconds for run, twin in zip(runs, self.twin, strict=True))

    def cpu_times_twin(self, runs: Sequence[Took]) -> float:
        return median(run.cpu_seconds / twin.cpu_seconds for run, twin in zip(runs, self.twin, strict=True))


def measure(name: str, pairs: int) -> Measured:
    """Run a page and its twin in turn; AssertionError where they do not show the same."""
    page = Page(name, PAGES[name].benchmark_visitor)
    measured = Measured(name, page.charts, [], [], [], [])
    for _ in range(pairs):
        measured.after_save.append(timed(page.run_after_save))
        measured.cold.append(timed(page.run_cold))
        measured.twin.append(timed(page.run_twin))
        measured.warm.append(timed(page.run))
    page.prove_alike()
    return measured


def timed(run: Callable[[], None]) -> Took:
    gc.collect()  # what the run before left behind is not this one's
    clock, cpu = time.perf_counter(), time.process_time()
    run()
    return Took(time.perf_counter() - clock, time.process_time() - cpu)


def table(all_measured: Sequence[Measured]) -> str:
    lines = [
        f"{'':18} {'':>6} {'milliseconds':^35} {'times its twin':^23} {'in processor time':^26}",
        f"{'page':18} {'charts':>6} {'twin':>8} {'warm':>8} {'cold':>8} {'a save':>8} "
        f"{'warm':>7} {'cold':>7} {'a save':>7} {'warm':>8} {'cold':>8} {'a save':>8}",
    ]
    for each in all_measured:
        beside = each.warm, each.cold, each.after_save
        took = " ".join(f"{1000 * median(run.seconds for run in runs):>8.1f}" for runs in (each.twin, *beside))
        times = " ".join(f"{each.times_twin(runs):>7.2f}" for runs in beside)
        cpu = " ".join(f"{each.cpu_times_twin(runs):>8.2f}" for runs in beside)
        lines.append(f"{each.page:18} {each.charts:>6} {took} {times} {cpu}")
    return "\n".join(lines)


def with_incidents(number: int, folder: Path) -> Path:
    """A copy of the sample in which the lead's own member has some `number` of incidents."""
    path = folder / "sample.duckdb"
    unpack(path)
    with closing(Store.open(path)) as store, store.write() as cursor:
        held = cursor.execute(f"select count(*) from current_incident where member = '{MEMBER}'").fetchone()
        copies = max(number // held[0] - 1, 0)
        cursor.execute(
            "insert into incident "
            "select incident.* replace (incident_ref || '/' || copy as incident_ref) "
            f"from incident cross join range({copies}) as copies (copy) where return_id like '{MEMBER}-%'"
        )
        count_anew(cursor)
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=", ".join(PAGES))
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--incidents", type=int, default=0)
    given = parser.parse_args(arguments)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # the pages have the store open
        path = with_incidents(given.incidents, Path(folder)) if given.incidents else sample_store_path()
        Store.open(path).close()  # one that another process holds is refused here: its pages would be closed, and fast
        os.environ["PEER_TRENDS_STORE"] = str(path)
        print(table([measure(name, given.pairs) for name in given.pages or PAGES]))


if __name__ == "__main__":
    main()
