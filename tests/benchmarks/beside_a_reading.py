"""How long another member's page takes while a large file is read: python -m tests.benchmarks.beside_a_reading

In one process, as the dashboard runs: a page of the sample is drawn with all answers worked out anew, by itself and
while a file of --rows 40000 is read, placed, screened and matched in another thread, --pairs 9 times. The machine may
be busy: what counts is the median of the ratios.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from threading import Event, Thread

from ingest.intake import match_file, open_file
from ingest.matching import Matching
from ingest.sample import sample_store_path
from tests.benchmarks.large_file import write_large_file
from tests.benchmarks.twins import Page

MOST_TIMES = 2.0
PAGE, VISITOR = "this_quarter", "lead_birch"


def measure(rows: int, pairs: int) -> list[tuple[float, float]]:
    """Seconds of the page: by itself, and beside a reading; pair by pair."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.csv"
        write_large_file(file, rows)
        content = file.read_bytes()
    page = Page(PAGE, VISITOR)
    return [(_seconds(page), _beside(page, content)) for _ in range(pairs)]


def _beside(page: Page, content: bytes) -> float:
    is_over, begun, matching = Event(), Event(), Matching.of_standard()

    def read() -> None:
        begun.set()
        while not is_over.is_set():
            match_file(open_file(content, "export.csv", matching), matching)

    reading = Thread(target=read)
    reading.start()
    begun.wait()
    took = _seconds(page)
    is_over.set()
    reading.join()
    return took


def _seconds(page: Page) -> float:
    began = time.perf_counter()
    page.run_cold()
    return time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=40_000)
    parser.add_argument("--pairs", type=int, default=9)
    given = parser.parse_args(arguments)
    os.environ["PEER_TRENDS_STORE"] = str(sample_store_path())
    found = measure(given.rows, given.pairs)
    alone, beside = (median(each) for each in zip(*found, strict=True))
    ratio = median(two / one for one, two in found)
    print(f"{PAGE}: {alone:.2f} s by itself, {beside:.2f} s beside a reading of {given.rows:,} rows: {ratio:.2f} times")


if __name__ == "__main__":
    main()
