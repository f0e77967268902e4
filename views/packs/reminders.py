"""What each member still owes, as text and as a calendar file for the coordinator to send."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from views import due, wording
from views.learning import actions
from views.visit import Visit

PRODUCT = "-//Peer safeguarding trends//EN"
DAYS_TO_ANSWER = 14  # where the day that returns were due is past
MEETING = "Safeguarding peer group meets"
FOLDED = 75  # octets of a line of a calendar file (RFC 5545)


@dataclass(frozen=True)
class Reminder:
    """One member's: the quarters it has not wholly returned, newest first, and its open actions."""

    member: str
    name: str
    quarters: tuple[date, ...]
    actions: tuple[actions.Action, ...]

    def text(self, by: date, meeting: date | None = None) -> str:
        """The message, to be copied into an e-mail. by: until when returns are asked for; meeting: the next one."""
        lines = [f"Dear colleague at {self.name},", ""]
        if self.quarters:
            asked = wording.listed([wording.quarter(day) for day in self.quarters])
            lines += [f"We still need your return for {asked}. Please upload it by {wording.day(by)}.", ""]
        if self.actions:
            lines += ["Your open actions:"]
            lines += [f"- {each.action}, by {wording.day(each.due)} ({each.status})" for each in self.actions]
            lines += [""]
        if meeting:
            lines += [f"The group meets on {wording.day(meeting)}.", ""]
        return "\n".join([*lines, "Thank you."])


def owed(visit: Visit) -> list[Reminder]:
    """The members that owe a return or an action, in the order of their names."""
    status = visit.ask("returns_status")
    agreed = actions.listed(visit, only_open=True)
    found = []
    for member, name in visit.names.items():
        rows = status[status["member"] == member]
        quarters = due.open_quarters(status, member, visit.today) if len(rows) else []
        own = tuple(each for each in agreed if each.owner == name)
        if quarters or own:
            found.append(Reminder(member, name, tuple(quarters), own))
    return found


def ask_by(due_on: date, today: date) -> date:
    """Until when returns are asked for: until they are due; where that is past, two weeks from today."""
    return due_on if due_on >= today else today + timedelta(days=DAYS_TO_ANSWER)


def calendar(reminder: Reminder, by: date, now: datetime, meeting: date | None = None) -> bytes:
    """The calendar file: an all-day entry for the returns, one for each open action and one for the next meeting."""
    entries = []
    if reminder.quarters:
        asked = wording.listed([wording.quarter(day) for day in reminder.quarters])
        entries.append((f"returns-{by:%Y%m%d}", by, f"Safeguarding return of {reminder.name} due: {asked}"))
    for place, each in enumerate(reminder.actions, start=1):
        entries.append((f"action-{place}-{each.due:%Y%m%d}", each.due, f"Safeguarding action due: {each.action}"))
    if meeting:
        entries.append((f"meeting-{meeting:%Y%m%d}", meeting, MEETING))
    return _calendar_file(entries, reminder.member, now)


def meeting_calendar(meeting: date, now: datetime) -> bytes:
    """The calendar file of the next meeting alone, for everybody."""
    return _calendar_file([(f"meeting-{meeting:%Y%m%d}", meeting, MEETING)], "group", now)


def _calendar_file(entries: list[tuple[str, date, str]], whose: str, now: datetime) -> bytes:
    """entries: name, day, summary."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH"]
    for name, day, summary in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{name}-{whose}@peer-safeguarding-trends",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; each further one begins with a space. No letter is cut in two."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > FOLDED:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)
