"""Everything that is measured of speed, in one run: python -m tests.benchmarks.speed [--quick]

Each part is a benchmark of this folder beside the least that such a thing can take, with its own command and its own
bound. Some fifteen minutes on two quiet cores; with --quick fewer rounds and a hundred thousand rows in place of a
million, some five minutes.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.sample import sample_store_path
from tests.benchmarks import browser, closing, load, pages
from views.access import open_stores
from views.pages import PAGES


def pages_beside_their_twins(quick: bool) -> str:
    os.environ["PEER_TRENDS_STORE"] = str(sample_store_path())
    found = [pages.measure(name, 3 if quick else 9) for name in PAGES]
    open_stores.close_all()  # the browser's server opens it
    del os.environ["PEER_TRENDS_STORE"]
    return pages.table(found)


def browser_beside_a_trivial_app(quick: bool) -> str:
    return browser.run(1 if quick else 3)


def closing_beside_plain_sql(quick: bool) -> str:
    rows = 5_000 if quick else 20_000
    with tempfile.TemporaryDirectory() as folder:
        return closing.table(rows, closing.measure(closing.make(Path(folder), rows), 3 if quick else 5))


def load_beside_a_bare_read(quick: bool) -> str:
    rows = 100_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        return load.table([load.measure(rows, pairs=3, frictionless=0, folder=Path(folder))])


PARTS: dict[str, Callable[[bool], str]] = {
    "Each page beside its twin, without a browser (python -m tests.benchmarks.pages)": pages_beside_their_twins,
    "In a browser, beside a trivial app (python -m tests.benchmarks.browser)": browser_beside_a_trivial_app,
    "Closing a quarter (python -m tests.benchmarks.closing)": closing_beside_plain_sql,
    "A load beside a bare read (python -m tests.benchmarks.load)": load_beside_a_bare_read,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args(arguments)
    for title, measure in PARTS.items():
        print(f"\n{title}\n{measure(given.quick)}", flush=True)


if __name__ == "__main__":
    main()
