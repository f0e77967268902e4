"""A load killed at any moment leaves a store that opens, with the return wholly in or wholly out."""

import random
import shutil
import subprocess
import sys
import time

import pytest

from queries.store import Store

ROWS = 20_000
EARLIER = 3


def load(store_path, root, file) -> subprocess.Popen:
    command = [
        "load",
        str(file),
        "--member",
        "alder",
        "--from",
        "2026-07",
        "--to",
        "2026-09",
        "--store",
        str(store_path),
    ]
    return subprocess.Popen(
        [sys.executable, "-m", "ingest", *command],
        cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def large_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("export") / "export.csv"
    rows = (f"R{n},2026-0{7 + n % 3}-0{1 + n % 9},damp_mould\n" for n in range(ROWS))
    path.write_text("incident_ref,reported_on,category\n" + "".join(rows), "utf-8")
    return path


@pytest.fixture
def store_with_a_return(store_path, root, tmp_path):
    """A store that holds an earlier, small return of the same months."""
    small = tmp_path / "earlier.csv"
    rows = "".join(f"E{n},2026-07-01,hoarding\n" for n in range(EARLIER))
    small.write_text("incident_ref,reported_on,category\n" + rows, "utf-8")
    assert load(store_path, root, small).wait() == 0
    return store_path


def what_is_in(path) -> tuple[int, int, int, int]:
    """Returns, incidents kept, incidents that count, lines of the audit trail about saving."""
    store = Store.open(path)
    found = store.cursor().execute(
        "select (select count(*) from member_return), (select count(*) from incident), "
        "(select count(*) from current_incident), "
        "(select count(*) from audit where action in ('upload', 'replacement'))"
    )
    counts = found.fetchone()
    store.close()
    return counts


def kill_at_moments(store_path, root, file, tmp_path, moments: int) -> set[tuple[int, int, int, int]]:
    """Each time on a copy: a load is killed after some share of the time that a whole one takes."""
    whole = tmp_path / "whole.duckdb"
    shutil.copy(store_path, whole)
    begun = time.monotonic()
    assert load(whole, root, file).wait() == 0
    takes = time.monotonic() - begun
    moment = random.Random(f"killed at {moments} moments")
    left = set()
    for n in range(moments):
        copy = tmp_path / f"killed-{n}.duckdb"
        shutil.copy(store_path, copy)
        process = load(copy, root, file)
        time.sleep(moment.uniform(0.3, 1.1) * takes)
        process.kill()
        process.wait()
        left.add(what_is_in(copy))
        copy.unlink()
    return left


WHOLLY_OUT = (1, EARLIER, EARLIER, 1)
WHOLLY_IN = (2, EARLIER + ROWS, ROWS, 2)


def test_killed_at_three_moments(store_with_a_return, root, large_file, tmp_path):
    left = kill_at_moments(store_with_a_return, root, large_file, tmp_path, 3)
    assert left <= {WHOLLY_OUT, WHOLLY_IN}


@pytest.mark.slow
def test_killed_at_fifty_moments(store_with_a_return, root, large_file, tmp_path):
    left = kill_at_moments(store_with_a_return, root, large_file, tmp_path, 50)
    assert left == {WHOLLY_OUT, WHOLLY_IN}
