"""What each member still owes, as text and as a calendar file for the coordinator to send."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from views import due, wording
from views.learning import actions
from views.visit import Visit

PRODUCT = "-//Peer safeguarding trends//EN"
FOLDED = 75  # octets of a line of a calendar file (RFC 5545)


@dataclass(frozen=True)
class Reminder:
    """One member's: the quarters it has not wholly returned, newest first, and its open actions."""

    member: str
    name: str
    quarters: tuple[date, ...]
    actions: tuple[actions.Action, ...]

    def text(self, by: date) -> str:
        """The message, to be copied into an e-mail. by: the day until which returns are asked for."""
        lines = [f"Dear colleague at {self.name},", ""]
        if self.quarters:
            asked = wording.listed([wording.quarter(day) for day in self.quarters])
            lines += [f"We still need your return for {asked}. Please upload it by {wording.day(by)}.", ""]
        if self.actions:
            lines += ["Your open actions:"]
            lines += [f"- {each.action}, by {wording.day(each.due)} ({each.status})" for each in self.actions]
            lines += [""]
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


def calendar(reminder: Reminder, by: date, now: datetime) -> bytes:
    """The calendar file: an all-day entry for the returns and one for each open action."""
    entries = []
    if reminder.quarters:
        asked = wording.listed([wording.quarter(day) for day in reminder.quarters])
        entries.append((f"returns-{by:%Y%m%d}", by, f"Safeguarding return of {reminder.name} due: {asked}"))
    for place, each in enumerate(reminder.actions, start=1):
        entries.append((f"action-{place}-{each.due:%Y%m%d}", each.due, f"Safeguarding action due: {each.action}"))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "METHOD:PUBLISH"]
    for name, day, summary in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{name}-{reminder.member}@peer-safeguarding-trends",
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
