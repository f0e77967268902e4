"""What many groups in one process hold in memory: python -m tests.benchmarks.groups [--groups 200]

Each group's store is a copy of the sample. Each is opened as the dashboard opens it, and each of its pages' questions
about headlines, members and returns is asked once. Printed: memory and threads of the process as groups are added, and
what the first and a further question of a group take.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from ingest.sample import unpack
from queries.viewer import Viewer
from views.access import open_stores
from views.visit import Visit

QUESTIONS = ("headlines", "members", "codes", "periods", "returns_status", "own_figures")


def memory() -> float:
    """Megabytes that this process holds now (Linux)."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def threads() -> int:
    return int(Path("/proc/self/status").read_text().split("Threads:")[1].split()[0])


def measure(made: Path, number: int, every: int) -> list[tuple[int, float, int, float, float]]:
    """Groups, megabytes, threads, median seconds of a group's first and second visit: a row for each `every` groups.

    made: the store that each group gets a copy of, beside it.
    """
    found, first, second = [], [], []
    for n in range(1, number + 1):
        path = Path(shutil.copy(made, made.with_name(f"group_{n}.duckdb")))
        first.append(_visit(path))
        second.append(_visit(path))
        if n % every == 0 or n == number:
            found.append((n, memory(), threads(), median(first[-every:]), median(second[-every:])))
    open_stores.close_all()
    return found


def _visit(path: Path) -> float:
    began = time.perf_counter()
    visit = Visit(open_stores.opened(path), Viewer.lead("alder"))
    for question in QUESTIONS:
        visit.ask(question)
    return time.perf_counter() - began


def table(found: Sequence[tuple[int, float, int, float, float]]) -> str:
    lines = [f"{'groups':>6} {'memory MB':>10} {'threads':>8} {'first visit s':>14} {'second s':>9}"]
    lines += [f"{n:>6} {held:>10.0f} {count:>8} {one:>14.2f} {two:>9.4f}" for n, held, count, one, two in found]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groups", type=int, default=200)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        unpack(made := Path(folder) / "made.duckdb")
        print(table(measure(made, given.groups, max(1, given.groups // 4))))


if __name__ == "__main__":
    main()
