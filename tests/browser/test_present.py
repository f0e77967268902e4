"""Present: asks as the group on every page until it is turned off, whoever is signed in."""

import re

import pytest

from queries.store import Store
from tests.browser.talking import Talker, talking
from views.pages import PAGES

pytestmark = pytest.mark.browser

SWITCH = re.compile(rb"\$\$ID-[0-9a-f]{32}-present")
OWN = b"row-of-alder"


@pytest.fixture
def port(serve, group_store) -> int:
    """A real store on one person's machine: both alder's lead and the coordinator."""
    store = Store.open(group_store)
    with store.write() as cursor:
        cursor.execute("update incident set incident_ref = 'row-of-' || split_part(return_id, '-', 1)")
        cursor.execute("insert into person values ('lead@alder.example', 'coordinator', null)")
    store.close()
    return serve(group_store, '[access]\nthis_machine_only = "lead@alder.example"\n').port


def turn(talker: Talker, on: bool) -> None:
    switch = SWITCH.search(talker.run("", "")).group().decode()
    talker.forge(switch, bool_value=on)
    talker.run("", "")


def shows_own(talker: Talker) -> bool:
    return OWN in talker.run("family=damp_and_mould", "drill_down")


def test_no_page_has_anything_of_ones_own_and_own_pages_are_gone(port):
    with talking(port) as talker:
        assert shows_own(talker) and b"close_quarter" in talker.run("", "")
        turn(talker, on=True)
        for page in PAGES:
            said = talker.run("family=damp_and_mould&of=own", page)
            assert OWN not in said and b"alder-0001" not in said, page
            for hidden in (b"our_returns", b"close_quarter", b"audit_trail", b"members_and_homes"):
                assert hidden not in said, page
        turn(talker, on=False)
        assert shows_own(talker)


def test_it_stays_on_in_another_window_of_the_same_person_until_it_is_turned_off(port):
    with talking(port) as talker:
        turn(talker, on=True)
    with talking(port) as another:
        assert not shows_own(another)
        turn(another, on=False)
        assert shows_own(another)
    with talking(port) as third:
        assert shows_own(third)


def test_a_link_turns_it_on_and_never_off(port):
    with talking(port) as talker:
        assert OWN not in talker.run("present=true&family=damp_and_mould", "drill_down")
    with talking(port) as another:
        assert OWN not in another.run("present=false&family=damp_and_mould", "drill_down")
