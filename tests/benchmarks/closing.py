"""How long closing a quarter takes, beside the plainest SQL for the same counts: python -m tests.benchmarks.closing

Seven members return a quarter of --rows 20000 incidents each. Closing counts them by member, month, family, category
and every field they gave, and writes what others see; the plainest SQL counts the same from the same table into a
table of its own, one statement a field, and does nothing else. Both on copies of one store, in pairs: --pairs 5.
"""

import argparse
import contextlib
import shutil
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median

from ingest import returns
from ingest.group import closing, setup
from ingest.intake import preview_file
from queries.store import Store
from queries.viewer import Viewer
from tests.benchmarks.large_file import HEADINGS, write_large_file
from tests.benchmarks.processes import ROOT

MOST_TIMES = 3.0
QUARTER, LAST_MONTH, DAYS = date(2026, 4, 1), date(2026, 6, 1), 91
COORDINATOR = Viewer.coordinator("coordinator@group.example")


def make(folder: Path, rows: int) -> Path:
    """A store in which each member has returned the quarter."""
    lists = ROOT / "sample_data"
    path = folder / "made.duckdb"
    store = setup.make_store(path, lists / "members.csv", lists / "homes.csv", lists / "people.csv")
    with store.write() as cursor:
        store.set(cursor, "today", "2026-10-20", "test")
    for seed, member in enumerate(store.ask("members", COORDINATOR)["member"]):
        file, lead = folder / f"{member}.csv", Viewer.lead(member, f"lead@{member}.example")
        write_large_file(file, rows, seed, QUARTER, DAYS)
        preview = preview_file(store, lead, QUARTER, LAST_MONTH, file.read_bytes(), file.name)
        returns.save(store, lead, preview, accepted={each.rule for each in preview.soft})
    store.close()
    return path


def measure(made: Path, pairs: int) -> list[tuple[float, float]]:
    """Seconds of a closing and of the plainest SQL, pair by pair, each on a copy beside `made`."""
    return [(_timed(made, _close), _timed(made, count_plainly)) for _ in range(pairs)]


def _timed(made: Path, act) -> float:
    copy = shutil.copy(made, made.with_name("copy.duckdb"))
    with contextlib.closing(Store.open(copy)) as store:
        began = time.perf_counter()
        act(store)
        took = time.perf_counter() - began
    Path(copy).unlink()
    return took


def _close(store: Store) -> None:
    closing.close(store, COORDINATOR, QUARTER)


def count_plainly(store: Store) -> None:
    """The counts that a closing makes, exact, in the table `plain`."""
    with store.write() as cursor:
        cursor.execute(_INCIDENTS, [QUARTER])
        cursor.execute(_COUNTS)
        for name in HEADINGS[3:-1]:  # the first three are counted above; decisions of councils count later
            cursor.execute(_OF_A_FIELD.format(name=name))


def table(rows: int, found: Sequence[tuple[float, float]]) -> str:
    own, plain = (median(each[at] for each in found) for at in (0, 1))
    ratios = [one / other for one, other in found]
    each = ", ".join(f"{ratio:.1f}" for ratio in ratios)
    return f"closing, 7 x {rows:,} rows: {own:.2f} s; plainest SQL: {plain:.2f} s; {median(ratios):.1f} times ({each})"


_INCIDENTS = """
create temp table counted as
select current_incident.*, code.family from current_incident
join code on code.field = 'category' and code.code = category where date_trunc('quarter', month)::date = ?
"""
_COUNTS = """
create table plain as
select member, month, family, category, null::varchar as field, null::varchar as code, count(*) as n from counted
group by grouping sets ((member, family), (family), (category), (month, family), (month, category))
"""
_OF_A_FIELD = """
insert into plain
select null, null, family, category, '{name}', {name}, count(*) from counted where {name} is not null
group by grouping sets ((family, {name}), (category, {name}))
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=5)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        print(table(given.rows, measure(make(Path(folder), given.rows), given.pairs)))


if __name__ == "__main__":
    main()
