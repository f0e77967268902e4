"""Reminders: who owes what, in words and as a calendar file by RFC 5545."""

from datetime import date, datetime

from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup
from views.learning.actions import Action
from views.packs.reminders import Reminder, calendar, owed
from views.visit import Visit

ACTION = Action("Train teams; again, and again", "Birch", date(2026, 12, 1), "open", "", None, "")
LONG = Action("ö" * 120, "Birch", date(2026, 12, 2), "open", "", None, "")
BY, NOW = date(2026, 11, 3), datetime(2026, 10, 20, 9, 5, 0)


def test_who_owes_a_return(tmp_path):
    group = SmallGroup(tmp_path / "group.duckdb")
    for member in ("alder", "birch"):
        group.returns(member, date(2026, 4, 1), {"damp_mould": [1, 1, 1]})
    group.returns("alder", date(2026, 7, 1), {"damp_mould": [1, 1, 1]})
    found = {each.name: each.quarters for each in owed(Visit(group.store, Viewer.coordinator()))}
    assert found["Birch"] == (date(2026, 7, 1),)
    assert found["Gorse"] == (date(2026, 7, 1), date(2026, 4, 1))
    assert "Alder" not in found
    group.store.close()


def test_the_text_says_what_and_by_when():
    text = Reminder("birch", "Birch", (date(2026, 7, 1),), (ACTION,)).text(BY)
    assert "your return for Jul–Sep 2026. Please upload it by 3 Nov 2026." in text
    assert "- Train teams; again, and again, by 1 Dec 2026 (open)" in text


def test_the_calendar_file():
    lines = calendar(Reminder("birch", "Birch", (), (ACTION,)), BY, NOW).decode().split("\r\n")
    assert lines == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Peer safeguarding trends//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:action-1-20261201-birch@peer-safeguarding-trends",
        "DTSTAMP:20261020T090500Z",
        "DTSTART;VALUE=DATE:20261201",
        "DTEND;VALUE=DATE:20261202",
        "SUMMARY:Safeguarding action due: Train teams\\; again\\, and again",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_lines_are_folded_between_letters():
    content = calendar(Reminder("birch", "Birch", (), (LONG,)), BY, NOW)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert "ö" * 120 in content.decode().replace("\r\n ", "")
