"""Whatever a browser sends: addresses and widget values that no page offers change nobody's rights."""

import re
import shutil

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from queries.store import Store
from tests.browser.talking import talking
from views.pages import PAGES

pytestmark = pytest.mark.browser

WIDGET = re.compile(rb"\$\$ID-[0-9a-f]{32}-[A-Za-z0-9_ -]{1,60}")
BREAKS = b"Something went wrong"
SECRET_OF_ANOTHER = (b"row-of-alder", b"stranger@elsewhere.example", b"alder-0001", b"lead@alder.example")
FORGED_ADDRESSES = (
    "be=coordinator",
    "be=lead_alder&member=alder&email=lead@alder.example",
    "present=banana&be[]=lead_alder",
    "family=' or 1=1 --&category=*&field=incident_ref&code=alder",
    "quarter=9999-99&year=-1&by=day&of=alder",
    "family=%3Cscript%3E&family=damp_and_mould&own=alder",
    "from=1900-01&to=2999-12&viewer_member=alder&viewer_role=coordinator",
)

FORGED_VALUES = (
    {"string_value": "alder"},
    {"string_value": "' union select * from incident --"},
    {"string_value": "<script>window.ran=1</script>"},
    {"int_value": -1},
    {"int_value": 2**53},
    {"double_value": float("nan")},
    {"bool_value": True},
    {"json_value": '{"selection": {"points": [{"customdata": "alder"}]}}'},
    {"json_value": "not json"},
    {"bytes_value": b"\x00\xff"},
)


@pytest.fixture(scope="module")
def for_a_reader(serve, made_group_store, tmp_path_factory):
    """A real store on one person's machine: birch's reader, and nobody else."""
    path = shutil.copy(made_group_store, tmp_path_factory.mktemp("forged") / "group.duckdb")
    store = Store.open(path)
    with store.write() as cursor:
        cursor.execute("update incident set incident_ref = 'row-of-' || split_part(return_id, '-', 1)")
        store.record(cursor, "stranger@elsewhere.example", "refused sign-in")
    store.close()
    return serve(path, '[access]\nthis_machine_only = "reader@birch.example"\n')


def leaks(said: bytes) -> list[bytes]:
    return [secret for secret in SECRET_OF_ANOTHER if secret in said]


def test_the_reader_sees_its_own_rows_so_that_what_follows_can_fail(for_a_reader):
    with talking(for_a_reader.port) as talker:
        said = talker.run("family=damp_and_mould", "drill_down")
    assert b"row-of-birch" in said and not leaks(said)


@pytest.mark.parametrize("least", [1, pytest.param(len(FORGED_ADDRESSES), marks=pytest.mark.slow)])
def test_no_address_gives_another_members_rows_or_the_coordinators_pages(for_a_reader, least):
    for place, page in enumerate(["", *PAGES]):
        with talking(for_a_reader.port) as talker:
            for n in range(least):
                address = FORGED_ADDRESSES[(place + n) % len(FORGED_ADDRESSES)]
                said = talker.run(address, page)
                assert leaks(said) == [] and BREAKS not in said, (page, address)


@pytest.mark.parametrize("rounds", [1, pytest.param(len(FORGED_VALUES), marks=pytest.mark.slow)])
def test_no_widget_value_gives_them_either(for_a_reader, rounds):
    """In each round every widget of every page is given a value that it does not offer, another one each time."""
    forged = 0
    for page in PAGES:
        for nth in range(rounds):
            with talking(for_a_reader.port) as talker:
                found = sorted({match.decode() for match in WIDGET.findall(talker.run("", page))})
                for place, widget in enumerate(found):
                    talker.forge(widget, **FORGED_VALUES[(place + nth) % len(FORGED_VALUES)])
                forged += len(found)
                assert leaks(talker.run("", page)) == [], (page, nth)
    assert forged > 30 * rounds
    assert for_a_reader.process.poll() is None
    with talking(for_a_reader.port) as talker:  # forged on, Present stays on for this person until it is turned off
        switch = next(id for id in WIDGET.findall(talker.run("", "drill_down")) if id.endswith(b"-present"))
        talker.forge(switch.decode(), bool_value=False)
        talker.run("", "drill_down")


def test_two_bytes_that_empty_everybodys_caches_change_nothing(for_a_reader):
    with talking(for_a_reader.port) as talker, talking(for_a_reader.port) as other:
        before = talker.run("family=damp_and_mould", "drill_down")
        for frame in (BackMsg(clear_cache=True), BackMsg(load_git_info=True), BackMsg(set_run_on_save=True)):
            other.send(frame)
        after = talker.run("family=damp_and_mould", "drill_down")
    assert b"row-of-birch" in before and b"row-of-birch" in after and BREAKS not in after
    health = httpx.get(f"{for_a_reader.url}/_stcore/store-health")
    assert (health.status_code, health.text) == (200, "ok")


def test_what_was_forged_left_no_value_in_the_log(for_a_reader):
    written = for_a_reader.said()
    assert "union select" not in written and "Traceback" not in written and "row-of" not in written


def test_a_session_of_another_page_or_machine_is_refused(for_a_reader):
    for header in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        with pytest.raises(InvalidStatus), talking(for_a_reader.port, **header):
            pass
    with talking(for_a_reader.port, **{"X-Forwarded-For": "203.0.113.9"}) as talker:
        said = talker.run("family=damp_and_mould", "drill_down")
    assert b"Only for the computer it runs on" in said and b"row-of-birch" not in said
