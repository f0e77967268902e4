"""The clocks of one hazard by walking through a calendar day by day: slow, plain, and sharing nothing with ours.

Bank holidays are those of the `holidays` package, local time is Python's own `zoneinfo`.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(2019, 2034))
BEGAN = date(2025, 10, 27)
LAST_SUMMARY, LAST_WORK, LAST_START = 3, 5, 84
A_DAY = timedelta(days=1)


def clocks_of(hazard: dict, saved_on: date, supplied: set[str]) -> dict[str, str | int] | None:
    """Clock to result, and clock with `_took` to how long; None where dates contradict each other."""
    if _contradicts(hazard):
        return None
    found: dict = {}
    for clock, judge in _clocks_in_law(hazard).items():
        result = judge(hazard, saved_on, supplied)
        if result in ("missed", "overdue") and hazard["clock_exception"]:
            result = "excepted"
        if result != "not_in_law" and (hazard["agreement_type"], hazard["in_scope"]) != ("tenancy", "yes"):
            result = "cannot_tell"
        found[clock] = result
        if result != "not_in_law":
            found[f"{clock}_took"] = _took(clock, hazard)
    return found


def _clocks_in_law(hazard: dict) -> dict:
    if hazard["agreement_type"] in ("licence", "leasehold", "other") or hazard["in_scope"] == "no":
        return {}
    if _day(hazard["aware_at"]) < BEGAN:
        return {}
    both = {"summary_sent": _summary, "further_work_begun": _further}
    if hazard["hazard_level"] == "emergency":
        return both | {"emergency_made_safe": _emergency}
    if hazard["hazard_level"] == "significant" and hazard["hazard_type"] == "damp_mould":
        return both | {"investigated": _investigated, "safety_work_done": _safety}
    return {}


@cache
def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in ENGLAND


@cache
def last_day(start: date, limit: int) -> date:
    """The last day of so many working days after a day."""
    day, counted = start, 0
    while counted < limit:
        day += A_DAY
        counted += is_working_day(day)
    return day


@cache
def working_days(start: date, done: date) -> int:
    """The fewest working days whose last day is not before the day that it was done."""
    return next(limit for limit in range(3000) if last_day(start, limit) >= done)


@cache
def _moments(written: str) -> list[datetime]:
    """The moments in UTC that a time or a day may be: of a day its first and its last, of a repeated hour both."""
    wall = datetime.fromisoformat(written)
    walls = [wall] if ":" in written else [wall, datetime.combine(wall, time(23, 59, 59))]
    return [moment for each in walls for moment in moments_of(each)]


@cache
def moments_of(wall: datetime) -> list[datetime]:
    """The first and the second moment at which clocks show a time; of the hour left out in March, as before it."""
    first, second = (wall.replace(tzinfo=LONDON, fold=fold).astimezone(ZoneInfo("UTC")) for fold in (0, 1))
    is_shown = first.astimezone(LONDON).replace(tzinfo=None) == wall
    return [first, second if is_shown else first]


def _day(written: str) -> date:
    return date.fromisoformat(written[:10])


def _on(hazard: dict, name: str) -> date | None:
    return _day(hazard[name]) if hazard[name] else None


def _elapsed(hazard: dict) -> list[timedelta]:
    pairs = product(_moments(hazard["aware_at"]), _moments(hazard["made_safe_at"]))
    return [safe - aware for aware, safe in pairs]


def _contradicts(hazard: dict) -> bool:
    aware, ended = _day(hazard["aware_at"]), _on(hazard, "investigated_on")
    later = [ended, _on(hazard, "summary_sent_on"), _on(hazard, "further_works_started_on")]
    if any(day is not None and day < aware for day in later):
        return True
    if hazard["made_safe_at"] and max(_elapsed(hazard)) < timedelta(0):
        return True
    return bool(ended and hazard["summary_sent_on"] and _on(hazard, "summary_sent_on") < ended)


def _took(clock: str, hazard: dict) -> int | None:
    if clock == "emergency_made_safe":
        possible = set(_elapsed(hazard)) if hazard["made_safe_at"] else set()
        return -(-possible.pop() // timedelta(hours=1)) if len(possible) == 1 else None
    start, done = {
        "investigated": ("aware_at", "investigated_on"),
        "summary_sent": ("investigated_on", "summary_sent_on"),
        "safety_work_done": ("investigated_on", "made_safe_at"),
        "further_work_begun": ("investigated_on", "further_works_started_on"),
    }[clock]
    if not hazard[start] or not hazard[done]:
        return None
    return working_days(_day(hazard[start]), _day(hazard[done]))


def _emergency(hazard: dict, saved_on: date, supplied: set[str]) -> str:
    if "made_safe_at" not in supplied:
        return "cannot_tell"
    limit = timedelta(hours=24)
    if not hazard["made_safe_at"]:
        saving_begins = datetime.combine(saved_on, time(0), LONDON).astimezone(ZoneInfo("UTC"))
        return "running" if max(_moments(hazard["aware_at"])) + limit > saving_begins else "overdue"
    in_time = {each <= limit for each in _elapsed(hazard)}
    return "cannot_tell" if len(in_time) == 2 else "met" if in_time == {True} else "missed"


def _by(deadline: date, done: date | None, saved_on: date) -> str:
    if done:
        return "met" if done <= deadline else "missed"
    return "running" if saved_on <= deadline else "overdue"


def _investigated(hazard: dict, saved_on: date, supplied: set[str]) -> str:
    if "investigated_on" not in supplied:
        return "cannot_tell"
    return _by(last_day(_day(hazard["aware_at"]), 10), _on(hazard, "investigated_on"), saved_on)


def _safety(hazard: dict, saved_on: date, supplied: set[str]) -> str:
    if not {"investigated_on", "made_safe_at"} <= supplied:
        return "cannot_tell"
    ended, safe = _on(hazard, "investigated_on"), _on(hazard, "made_safe_at")
    if not ended:
        return "cannot_tell" if safe else "running"
    return _by(last_day(ended, LAST_WORK), safe, saved_on)


def _summary(hazard: dict, saved_on: date, supplied: set[str]) -> str:
    ended, sent, safe = (_on(hazard, name) for name in ("investigated_on", "summary_sent_on", "made_safe_at"))
    begun = _on(hazard, "further_works_started_on")
    if not ended:
        told = {"investigated_on", "summary_sent_on"} <= supplied and not sent and not safe
        return "running" if told else "cannot_tell"
    deadline = last_day(ended, LAST_SUMMARY)
    if sent and sent <= deadline:
        return "met"
    safe_in_time = bool(safe and safe <= deadline)
    if safe_in_time and not begun and "further_works_started_on" in supplied:
        return "not_in_law"
    if "summary_sent_on" not in supplied:
        return "cannot_tell"
    if not sent and saved_on <= deadline:
        return "running"
    if "made_safe_at" not in supplied:
        return "cannot_tell"
    if safe_in_time and ("further_works_started_on" not in supplied or begun <= deadline):
        return "cannot_tell"
    return "missed" if sent else "overdue"


def _further(hazard: dict, saved_on: date, supplied: set[str]) -> str:
    ended, safe = _on(hazard, "investigated_on"), _on(hazard, "made_safe_at")
    begun = _on(hazard, "further_works_started_on")
    if not {"investigated_on", "further_works_started_on"} <= supplied:
        return "cannot_tell"
    if not ended:
        return "cannot_tell" if begun or safe else "running"
    latest = ended + LAST_START * A_DAY
    if begun:
        if begun <= last_day(ended, LAST_WORK):
            return "met"
        return "missed" if begun > latest else "cannot_tell"
    if saved_on <= latest:
        return "running"
    return "overdue" if "made_safe_at" in supplied and not safe else "cannot_tell"
