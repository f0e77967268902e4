"""How long a return takes, beside what no program can do without: python -m tests.benchmarks.load

Whole processes, side by side in one run, on one file of nine columns in the standard's form:

- load: `python -m ingest load` into a store fresh from `python -m ingest init`, from reading to the commit;
- bare read: DuckDB reads that file into a table of text on disk, and nothing else;
- frictionless: `frictionless validate` of that file against the standard.

Options: --rows 1000000 (of the largest file), --pairs 3, --frictionless 3 (in how many of the pairs).
The machine may be busy: what counts are ratios within a pair, and their median.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ingest.standard import frictionless_schema
from tests.benchmarks.large_file import FROM_MONTH, HEADINGS, TO_MONTH, write_large_file
from tests.benchmarks.processes import ROOT, Run, python, run

MEMBER = "alder"
MOST_TIMES_A_BARE_READ = 3.0
LEAST_TIMES_FASTER = 3.0  # than frictionless
MOST_MEMORY = 1.5e9  # bytes
MOST_TIMES_LINEAR = 1.5  # a row from 10^5 to 10^6, against one from 10^4 to 10^5

BARE_READ = """
import duckdb, sys
with duckdb.connect(sys.argv[2]) as db:
    db.execute("create table read as select * from read_csv(?, all_varchar = true)", [sys.argv[1]])
"""


@dataclass(frozen=True)
class Measured:
    """The runs on `rows` rows. The runs of `load` and `bare` are pairs, one after the other."""

    rows: int
    load: list[Run]
    bare: list[Run]
    frictionless: list[Run]

    @property
    def against_bare(self) -> list[float]:
        """Load's time as a multiple of the bare read's, pair by pair."""
        return [ours.seconds / theirs.seconds for ours, theirs in zip(self.load, self.bare, strict=True)]

    @property
    def against_frictionless(self) -> list[float]:
        """How many times faster load is, pair by pair."""
        return [theirs.seconds / ours.seconds for ours, theirs in zip(self.load, self.frictionless, strict=False)]


def seconds(runs: Sequence[Run]) -> float:
    return median(each.seconds for each in runs)


def measure(rows: int, *, pairs: int, frictionless: int, folder: Path) -> Measured:
    """Write the file and run all three on it. RuntimeError with what was printed where one fails."""
    file = folder / f"incidents_{rows}.csv"
    write_large_file(file, rows)
    measured = Measured(rows, [], [], [])
    for number in range(pairs):
        measured.load.append(load_once(file, folder))
        measured.bare.append(read_once(file, folder))
        if number < frictionless:
            measured.frictionless.append(validate_once(file, folder))
    return measured


def load_once(file: Path, folder: Path) -> Run:
    store = folder / "store.duckdb"
    lists = [f"--{name}={ROOT / 'sample_data' / name}.csv" for name in ("members", "homes", "people")]
    _sound(python("-m", "ingest", "init", f"--store={store}", *lists), folder)
    months = (f"--from={FROM_MONTH}", f"--to={TO_MONTH}")
    into = (f"--member={MEMBER}", *months, f"--store={store}", "--json")
    ran = _sound(python("-m", "ingest", "load", file, *into), folder)
    _remove(store)
    return ran


def read_once(file: Path, folder: Path) -> Run:
    table = folder / "read.duckdb"
    ran = _sound(python("-c", BARE_READ, file, table), folder)
    _remove(table)
    return ran


def validate_once(file: Path, folder: Path) -> Run:
    schema = frictionless_schema()
    of_the_file = [field for field in schema["fields"] if field["name"] in HEADINGS]
    described = folder / "schema.json"
    described.write_text(json.dumps(schema | {"fields": of_the_file}), "utf-8")
    command = python("-m", "frictionless", "validate", "--trusted", file, "--schema", described)
    return _sound(command, folder)


def _sound(command: Sequence[str | Path], folder: Path) -> Run:
    ran = run(command, folder / "printed.txt")
    if ran.exit_code:
        raise RuntimeError(f"{' '.join(map(str, command[1:4]))} failed:\n{ran.output[-2000:]}")
    return ran


def _remove(database: Path) -> None:
    database.unlink()
    Path(f"{database}.wal").unlink(missing_ok=True)


def cost_of_a_row(smaller: Measured, larger: Measured) -> float:
    """Processor seconds that a row more takes, between two sizes: what starting up costs is in neither."""
    least, most = (median(run.cpu_seconds for run in each.load) for each in (smaller, larger))
    return (most - least) / (larger.rows - smaller.rows)


def table(all_measured: Sequence[Measured]) -> str:
    lines = [f"{'rows':>9}  {'':12} {'seconds':>8} {'cpu':>7} {'peak MB':>8} {'rows/s':>9}   load took"]
    for each in all_measured:
        ran = {"load": each.load, "bare read": each.bare, "frictionless": each.frictionless}
        for name, runs in ran.items():
            if runs:
                lines.append(f"{each.rows:>9,}  {name:12} {_figures(runs, each.rows)}{_compared(name, each)}")
    return "\n".join(lines)


def _figures(runs: Sequence[Run], rows: int) -> str:
    if runs[0].cpu_seconds is None:
        cpu, peak = "?", "?"
    else:
        cpu = f"{median(each.cpu_seconds for each in runs):.2f}"
        peak = f"{max(each.peak_bytes for each in runs) / 1e6:,.0f}"
    return f"{seconds(runs):>8.2f} {cpu:>7} {peak:>8} {rows / seconds(runs):>9,.0f}"


def _compared(name: str, measured: Measured) -> str:
    if name == "bare read":
        each = ", ".join(f"{ratio:.2f}" for ratio in measured.against_bare)
        return f"   {median(measured.against_bare):.2f} times its time ({each})"
    if name == "frictionless":
        each = ", ".join(f"{ratio:.1f}" for ratio in measured.against_frictionless)
        return f"   {median(measured.against_frictionless):.1f} times faster ({each})"
    return ""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--frictionless", type=int, default=3)
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp())
    try:
        measured = [
            measure(rows, pairs=given.pairs, frictionless=0, folder=folder)
            for rows in (given.rows // 100, given.rows // 10)
        ]
        measured.append(measure(given.rows, pairs=given.pairs, frictionless=given.frictionless, folder=folder))
    finally:
        shutil.rmtree(folder)
    print(table(measured))


if __name__ == "__main__":
    main()
