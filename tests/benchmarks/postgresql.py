"""What own questions of a large group cost in PostgreSQL, beside the file: python -m tests.benchmarks.postgresql

Seven members return --rows 143000 incidents each for one quarter, a million together; the quarter is closed, and the
store is moved into a database that is started for it. Needs Debian's PostgreSQL, and the DuckDB of
requirements-server.txt. Printed: the least seconds of --rounds 3 for each question, asked by a lead of one member.
"""

import argparse
import contextlib
import socket
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from ingest.group import closing
from queries import moving
from queries.store import Store
from queries.viewer import Viewer
from tests.benchmarks.closing import COORDINATOR, QUARTER, make
from tests.server import Server

LEAD = Viewer.lead("alder")
OWN, DAMP = {"of": "own"}, {"family": "damp_and_mould"}
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("headlines", {}),
    ("returns_status", {}),
    ("group_figures", {}),
    ("member_figures", {}),
    ("own_figures", {}),
    ("own_figures", {"by": "month", "category": "*"}),
    ("own_incidents", {"family": "missing_people"}),
    ("control_chart", OWN | DAMP),
    ("breakdown", OWN | DAMP | {"field": "age_band", "period": f"{QUARTER:%Y-%m}"}),
)


def measure(stores: Mapping[str, Path], rounds: int) -> list[tuple[str, dict[str, float]]]:
    """Each question -> the least seconds by store."""
    found: list[tuple[str, dict[str, float]]] = [(_named(*asked), {}) for asked in ASKED]
    for name, path in stores.items():
        with contextlib.closing(Store.open(path)) as store:
            for (question, given), (_, took) in zip(ASKED, found, strict=True):
                took[name] = min(_seconds(store, question, given) for _ in range(rounds))
    return found


def _seconds(store: Store, question: str, given: dict[str, str]) -> float:
    began = time.perf_counter()
    store.ask(question, LEAD, **given)
    return time.perf_counter() - began


def _named(question: str, given: Mapping[str, str]) -> str:
    return " ".join([question, *(f"{name}={value}" for name, value in given.items())])


def table(found: Sequence[tuple[str, dict[str, float]]]) -> str:
    names = list(found[0][1])
    lines = [f"{'seconds':70}" + "".join(f"{name:>12}" for name in names)]
    lines += [f"{question:70}" + "".join(f"{took[name]:>12.3f}" for name in names) for question, took in found]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=143_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(port)
    try:
        with tempfile.TemporaryDirectory() as folder:
            file, database = make(Path(folder), given.rows), server.database()
            with contextlib.closing(Store.open(file)) as store:
                closing.close(store, COORDINATOR, QUARTER)
            moving.asked_of = lambda store: iter(())  # what is compared there is timed here
            moving.move(file, database)
            print(table(measure({"file": file, "PostgreSQL": database}, given.rounds)))
    finally:
        server.remove()


if __name__ == "__main__":
    main()
