"""How long another member's page takes while a large file is read: python -m tests.benchmarks.beside_a_reading

A page of the sample is drawn with all answers worked out anew: by itself; while a file of --rows 40000 is read, placed,
screened and matched again and again in another thread; and while the same is done as the upload page does it, in a
process of its own. --rounds 7 of these, of a text file and of a workbook. The machine may be busy: what counts is the
median of the ratios within a round.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from threading import Event, Thread

from ingest.intake import match_file, open_file, own_process
from ingest.matching import Matching
from ingest.sample import sample_store_path
from tests.benchmarks.large_file import write_large_file
from tests.benchmarks.twins import Page
from tests.benchmarks.workbook import write_workbook

MOST_TIMES = 2.0
PAGE, VISITOR = "this_quarter", "lead_birch"
MADE_BY = {"csv": write_large_file, "xlsx": write_workbook}


def measure(kind: str, rows: int, rounds: int) -> list[tuple[float, float, float]]:
    """Seconds of the page: by itself, beside a reading in a thread, beside one in a process; round by round."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"export.{kind}"
        MADE_BY[kind](file, rows)
        content = file.read_bytes()
    page, matching = Page(PAGE, VISITOR), Matching.of_standard()

    def here() -> None:
        match_file(open_file(content, "export", matching), matching)

    def aside() -> None:
        own_process.run(match_file, own_process.run(open_file, content, "export", matching), matching)

    aside()
    return [(_seconds(page), _beside(page, here), _beside(page, aside)) for _ in range(rounds)]


def _beside(page: Page, read: Callable[[], None]) -> float:
    is_over, begun = Event(), Event()

    def again_and_again() -> None:
        begun.set()
        while not is_over.is_set():
            read()

    reading = Thread(target=again_and_again)
    reading.start()
    begun.wait()
    took = _seconds(page)
    is_over.set()
    reading.join()
    return took


def _seconds(page: Page) -> float:
    began = time.perf_counter()
    page.run_anew()
    return time.perf_counter() - began


def line(kind: str, rows: int, found: Sequence[tuple[float, float, float]]) -> str:
    alone = median(one for one, _, _ in found)
    thread, process = (median(each[at] / each[0] for each in found) for at in (1, 2))
    return (
        f"{PAGE}, {rows:,} rows as {kind}: {alone:.2f} s by itself; {thread:.2f} times as long beside a reading in a "
        f"thread, {process:.2f} times beside one in its own process"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args(arguments)
    os.environ["PEER_TRENDS_STORE"] = str(sample_store_path())
    for kind in MADE_BY:
        print(line(kind, given.rows, measure(kind, given.rows, given.rounds)), flush=True)


if __name__ == "__main__":
    main()
