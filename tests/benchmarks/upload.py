"""How long a click on the upload page takes with a file in the box, beside one on Our returns.

python -m tests.benchmarks.upload [--rows 6000] [--pairs 15]

Both pages run without a browser, on the sample data, side by side. The file is checked and ready to be confirmed; a
click sets or clears the box that confirms it. The machine may be busy: what counts is the median of the ratios.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from streamlit.testing.v1 import AppTest

from ingest.sample import sample_store_path
from tests.benchmarks.large_file import write_large_file
from tests.pages import switch_to

MOST_TIMES_OUR_RETURNS = 1.5
ROOT = Path(__file__).parents[2]
LEAD = "lead_alder"
FIRST_DAY, DAYS = date(2026, 7, 1), 92  # the quarter that is due in the sample
OWN_WORDS = {"category": "Concern type", "incident_ref": "Case ref", "reported_on": "Date reported"}


@dataclass(frozen=True)
class Measured:
    """Seconds of one click after another: on the upload page, and on Our returns."""

    kind: str
    first: float
    upload: list[float]
    our_returns: list[float]

    @property
    def ratio(self) -> float:
        return median(mine / other for mine, other in zip(self.upload, self.our_returns, strict=True))


def measure(rows: int, pairs: int, *, own_words: bool = False) -> Measured:
    """A file of `rows` incidents in the standard's words, or in words that the page asks about."""
    upload, our_returns = _opened("upload"), _opened("our_returns")
    our_returns.run()
    upload.run()
    upload.file_uploader[0].set_value(("export.csv", _file(rows, own_words), "text/csv"))
    first = _seconds(upload.run)
    found = Measured("own words" if own_words else "standard", first, [], [])
    for _ in range(pairs):
        found.upload.append(_seconds(lambda: _click(upload)))
        found.our_returns.append(_seconds(our_returns.run))
    for page in (upload, our_returns):
        assert not page.exception, page.exception[0].message
    return found


def table(all_measured: Sequence[Measured]) -> str:
    lines = [f"{'file':12} {'first run':>10} {'a click':>8} {'Our returns':>12} {'ratio':>6}   milliseconds"]
    for each in all_measured:
        took = (each.first, median(each.upload), median(each.our_returns))
        first, upload, our_returns = (1000 * seconds for seconds in took)
        lines.append(f"{each.kind:12} {first:>10.0f} {upload:>8.1f} {our_returns:>12.1f} {each.ratio:>6.2f}")
    return "\n".join(lines)


def _click(upload: AppTest) -> None:
    box = next(each for each in upload.checkbox if each.label.startswith("I confirm all"))
    (box.uncheck if box.value else box.check)().run()


def _file(rows: int, own_words: bool) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.csv"
        write_large_file(path, rows, first_day=FIRST_DAY, days=DAYS)
        text = path.read_text("utf-8")
    if own_words:
        headings, _, lines = text.partition("\n")
        for name, heading in OWN_WORDS.items():
            headings = headings.replace(name, heading)
        text = f"{headings}\n{lines}".replace(",damp_mould,", ",Mould,").replace(",neglect,", ",Neglect by others,")
    return text.encode()


def _opened(name: str) -> AppTest:
    dashboard = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    dashboard.query_params["be"] = LEAD
    return switch_to(dashboard, name)


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=6_000)
    parser.add_argument("--pairs", type=int, default=15)
    given = parser.parse_args(arguments)
    os.environ["PEER_TRENDS_STORE"] = str(sample_store_path())
    print(table([measure(given.rows, given.pairs, own_words=own_words) for own_words in (False, True)]))


if __name__ == "__main__":
    main()
