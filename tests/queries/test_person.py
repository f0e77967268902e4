"""An address and its rights: compared without case, and nothing else gives anybody a right."""

import pytest

from queries.person import same_address, viewer_of
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

PEOPLE = [
    ("lead@alder.example", "lead", "alder"),
    ("Reader@Birch.example", "reader", "birch"),
    ("coordinator@group.example", "coordinator", None),
    ("both@cedar.example", "lead", "cedar"),
    ("both@cedar.example", "coordinator", None),
    ("twice@fir.example", "lead", "fir"),
    ("twice@fir.example", "lead", "gorse"),
    ("mark@park.example", "lead", "damson"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    group = SmallGroup(tmp_path_factory.mktemp("people") / "group.duckdb")
    with group.store.write() as cursor:
        cursor.executemany("insert into person values (?, ?, ?)", PEOPLE)
    yield group.store
    group.store.close()


@pytest.mark.parametrize(
    ("address", "viewer"),
    [
        ("lead@alder.example", Viewer.lead("alder", "lead@alder.example")),
        ("LEAD@Alder.EXAMPLE", Viewer.lead("alder", "lead@alder.example")),
        (" lead@alder.example ", Viewer.lead("alder", "lead@alder.example")),
        ("reader@birch.example", Viewer.reader("birch", "reader@birch.example")),
        ("coordinator@group.example", Viewer.coordinator("coordinator@group.example")),
        ("both@cedar.example", Viewer.lead("cedar", "both@cedar.example", coordinates=True)),
        ("lead@alder.example.evil.example", None),
        ("xlead@alder.example", None),
        ("lead@alder.example\x00", None),
        ("%", None),
        ("' or 1=1 --", None),
        ("", None),
        ("twice@fir.example", None),
        ("mar\u212a@park.example", None),
        ("mark@par\u212a.example", None),
    ],
)
def test_who_an_address_is(store, address, viewer):
    assert viewer_of(store, address) == viewer


def test_a_letter_that_only_looks_alike_is_another():
    assert "\u212a".lower() == "k"
    assert not same_address("mark@park.example", "mar\u212a@park.example")
    assert same_address("MARK@PARK.EXAMPLE", "mark@park.example")
