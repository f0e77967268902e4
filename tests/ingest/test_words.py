"""Words that others read: one line of what can be seen."""

from datetime import date

import pytest

from ingest.group import events, setup
from ingest.group.list_files import Row
from ingest.words import one_line
from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup

COORDINATOR = Viewer.coordinator("coordinator@group.example")
HIDDEN = "\x00\x07\x1b\x7f\x9b\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ud800"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Alder Homes", "Alder Homes"),
        ("two\nlines,\r\n\ttabs and   spaces\u2028", "two lines, tabs and spaces"),
        (f"{HIDDEN}Al{HIDDEN}der{HIDDEN}", "Alder"),
        ("Elm\u202ereH\u202c", "ElmreH"),
        (HIDDEN, ""),
        ("Women’s Aid – Llŷn – مساكن – 住宅 – e\u0301", "Women’s Aid – Llŷn – مساكن – 住宅 – e\u0301"),
    ],
)
def test_one_line(text, line):
    assert one_line(text) == line


def test_a_name_and_an_event_are_kept_as_they_can_be_seen(tmp_path):
    store = SmallGroup(tmp_path / "store.duckdb").store
    names = store.cursor().execute("select member, name from member").fetchall()
    rows = [Row(at, {"member": member, "name": f"\u202e{name}\x07"}) for at, (member, name) in enumerate(names)]
    setup.replace_members(store, COORDINATOR, rows)
    events.add(store, COORDINATOR, date(2026, 5, 1), "New\x07 \u202eteam", of_group=True)
    assert sorted(store.cursor().execute("select member, name from member").fetchall()) == sorted(names)
    assert store.cursor().execute("select label from event").fetchall() == [("New team",)]
    store.close()
