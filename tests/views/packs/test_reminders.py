"""Reminders: who owes what, in words and as a calendar file by RFC 5545."""

from datetime import date, datetime

import pytest

from queries.viewer import Viewer
from tests.queries.small_group import SmallGroup
from views.learning.actions import Action
from views.packs.reminders import Reminder, ask_by, calendar, meeting_calendar, owed
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


def test_the_text_names_the_next_meeting():
    reminder = Reminder("birch", "Birch", (date(2026, 7, 1),), ())
    assert reminder.text(BY, date(2026, 11, 12)).split("\n")[-3:] == [
        "The group meets on 12 Nov 2026.", "", "Thank you.",
    ]  # fmt: skip
    assert "meets" not in reminder.text(BY)


@pytest.mark.parametrize(
    ("due_on", "by"),
    [
        (date(2026, 10, 31), date(2026, 10, 31)),
        (date(2026, 10, 20), date(2026, 10, 20)),
        (date(2026, 10, 19), date(2026, 11, 3)),
    ],
)
def test_until_when_returns_are_asked_for_on_20_october(due_on, by):
    assert ask_by(due_on, date(2026, 10, 20)) == by


def test_the_meeting_is_in_a_members_calendar_file_and_has_one_of_its_own():
    meeting = date(2026, 11, 12)
    of_member = calendar(Reminder("birch", "Birch", (date(2026, 7, 1),), ()), BY, NOW, meeting).decode()
    alone = meeting_calendar(meeting, NOW).decode()
    entry = "DTSTART;VALUE=DATE:20261112\r\nDTEND;VALUE=DATE:20261113\r\nSUMMARY:Safeguarding peer group meets\r\n"
    assert of_member.count("BEGIN:VEVENT") == 2 and entry in of_member
    assert alone.count("BEGIN:VEVENT") == 1 and entry in alone
    assert "UID:meeting-20261112-group@peer-safeguarding-trends" in alone


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
