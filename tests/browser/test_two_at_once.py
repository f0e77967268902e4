"""Two members at once, on one server: not one row of the other, whatever is asked in between."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from queries.store import Store
from queries.viewer import Viewer
from tests.browser.talking import talking

pytestmark = pytest.mark.browser

MEMBERS = ("alder", "birch")
FAMILIES = ("damp_and_mould", "cost_of_living", "missing_people", "self_neglect_and_hoarding")
PERIODS = ("by=year", "by=quarter&quarter=2026-01", "by=quarter&quarter=2025-07", "by=year&year=2025-04")


@pytest.fixture
def marked_store(group_store) -> Path:
    """Every incident's reference says whose it is; the made-up band, so that anybody may be anybody."""
    store = Store.open(group_store)
    with store.write() as cursor:
        cursor.execute("update incident set incident_ref = 'row-of-' || split_part(return_id, '-', 1)")
        store.set(cursor, "sample", "yes", "test")
    store.close()
    return group_store


def reruns(port: int, member: str, times: int) -> int:
    """How many of the runs showed own rows; fails at the first that shows another's."""
    other = next(code for code in MEMBERS if code != member)
    seen = 0
    with talking(port) as talker:
        for n in range(times):
            family, period = FAMILIES[n % len(FAMILIES)], PERIODS[n // 3 % len(PERIODS)]
            said = talker.run(f"be=lead_{member}&family={family}&{period}", "drill_down")
            assert f"row-of-{other}".encode() not in said, (member, n)
            seen += f"row-of-{member}".encode() in said
    return seen


@pytest.mark.parametrize("times", [4, pytest.param(1000, marks=pytest.mark.slow)])
def test_two_members_reruns_on_one_server(serve, marked_store, times):
    port = serve(marked_store).port
    with ThreadPoolExecutor(len(MEMBERS)) as both:
        seen = list(both.map(lambda member: reruns(port, member, times), MEMBERS))
    assert seen == [times, times], "every run showed the member's own rows"


@pytest.mark.parametrize("times", [20, pytest.param(1000, marks=pytest.mark.slow)])
def test_questions_of_two_at_once_while_a_third_writes(marked_store, times):
    store, done = Store.open(marked_store), threading.Event()

    def ask(member: str) -> set[str]:
        viewer, found = Viewer.lead(member), set()
        for n in range(times):
            rows = store.ask("own_incidents", viewer, family=FAMILIES[n % len(FAMILIES)])
            found |= set(rows["incident_ref"])
        return found

    def write() -> None:
        while not done.wait(0.002):
            with store.write() as cursor:
                store.record(cursor, "somebody", "upload")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with ThreadPoolExecutor(len(MEMBERS)) as both:
            assert list(both.map(ask, MEMBERS)) == [{"row-of-alder"}, {"row-of-birch"}]
    finally:
        done.set()
        writer.join()
        store.close()
