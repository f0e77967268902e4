"""Figures in words: periods, counts, rates, changes, and sentences made of them, for pages and packs.

Every sentence is made of what this viewer may be shown (`low`, `high`, `shown`), never of a hidden count.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

NOT_RETURNED = "not returned"
NO_GROUP_FIGURE = "fewer than five returned"
NOT_YET = "no group figure yet"
NO_HOMES = "no homes figure, so no rate"
UNDER_FIVE = "under 5"
NOTHING_STANDS_OUT = "No change that stands out"
STATUS = {"returned": "returned", "partial": "part returned", "not_returned": NOT_RETURNED}

_CHANCE = 1.959963984540054 * 0.5**0.5
_SEASONS = {1: "winter", 4: "spring", 7: "summer", 10: "autumn"}
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PARTS = (
    (0.1, "a tenth"),
    (0.2, "a fifth"),
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.5, "half"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
)
_SIGNALS = {
    ("outside", "high"): "above its usual range",
    ("outside", "low"): "below its usual range",
    ("trend", "high"): "rising seven months running",
    ("trend", "low"): "falling seven months running",
    ("two_of_three", "high"): "near the top of its usual range twice in three months",
    ("two_of_three", "low"): "near the bottom of its usual range twice in three months",
    ("shift", "high"): "above its average seven months running",
    ("shift", "low"): "below its average seven months running",
}


def first_day(period: object) -> date:
    """'2026-07', '2026-07-01', a date or a timestamp -> date(2026, 7, 1)."""
    if isinstance(period, str):
        year, month_number = period.split("-")[:2]
        return date(int(year), int(month_number), 1)
    return date(period.year, period.month, 1)


def month(period: object) -> str:
    """'2026-01' -> 'Jan 2026'."""
    return f"{first_day(period):%b %Y}"


def quarter(period: object) -> str:
    """'2026-07', the quarter's first month -> 'Jul–Sep 2026'."""
    start = first_day(period)
    return f"{start:%b}–{start.replace(month=start.month + 2):%b} {start.year}"


def financial_year(period: object) -> str:
    """'2026-04', the year's first month -> '2026-27'."""
    year = first_day(period).year
    return f"{year}-{(year + 1) % 100:02}"


def period(value: object, by: str) -> str:
    """A period named by its first month, in words; `by` is month, quarter or year."""
    return {"month": month, "quarter": quarter, "year": financial_year}[by](value)


def last_time(value: object, by: str = "quarter") -> str:
    """What a period is held against: '2026-07' by quarter -> 'last summer'; by year -> 'the year before'."""
    return "the year before" if by == "year" else f"last {_SEASONS[first_day(value).month]}"


def number_word(number: int) -> str:
    """4 -> 'four'; 11 -> '11'."""
    return _NUMBERS[number] if number < len(_NUMBERS) else f"{number:,}"


def listed(words: Sequence[str]) -> str:
    """['a', 'b', 'c'] -> 'a, b and c'."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def rate_number(value: float) -> str:
    """One decimal, two below 1: 4.08 -> '4.1', 0.314 -> '0.31', 0 -> '0'."""
    if round(value, 2) == 0:
        return "0"
    return f"{value:,.2f}" if round(value, 2) < 1 else f"{value:,.1f}"


def rate(value: float) -> str:
    """4.08 -> '4.1 per 1,000 homes'."""
    return f"{rate_number(value)} per 1,000 homes"


def rate_range(low: float, high: float) -> str:
    """An interval of a rate, or why there is none: 2.1, 7.2 -> '2.1 to 7.2 per 1,000 homes'."""
    if pd.isna(low) or pd.isna(high):
        return NO_HOMES
    return f"{rate_number(low)} to {rate(high)}"


def share_range(low: float, high: float) -> str:
    """'42%' for an exact share, '35% to 48%' for an interval of one; empty where there is none."""
    if pd.isna(low) or pd.isna(high):
        return ""
    return f"{high:.0%}" if low == high else f"{low:.0%} to {high:.0%}"


def count(low: int, high: int, shown: str, noun: str = "incident") -> str:
    """An exact count as it is, an interval in its own words: 13, 17, '15' -> 'about 15 incidents'."""
    if low == high:
        return f"{high:,} {noun}" if high == 1 else f"{high:,} {noun}s"
    nearest_five = shown.isdigit()
    return f"about {int(shown):,} {noun}s" if nearest_five else f"{shown} {noun}s"


def figure(low: int, high: int, shown: str, rate_low: float | None = None, rate_high: float | None = None) -> str:
    """A count and its rate's interval: '12 incidents, 2.1 to 7.2 per 1,000 homes'."""
    return f"{count(low, high, shown)}, {rate_range(rate_low, rate_high)}"


def members(contributors: int, expected: int) -> str:
    """5, 7 -> '5 of 7 members'; 7, 7 -> 'all 7 members'."""
    return f"all {expected} members" if contributors == expected else f"{contributors} of {expected} members"


def rests_on(contributors: int, expected: int, supplied: int | None = None) -> str:
    """The quiet line under a chart: who returned and, where a column is asked for, who supplied it."""
    column = "" if supplied is None else f"; {supplied} of them supplied this column"
    return f"Rests on returns from {members(contributors, expected)}{column}."


def change(ratio: float, low: float, high: float, since: str) -> str:
    """A rate ratio (now to then) with its interval: 1.27, 1.1, 1.5 -> 'up by about a quarter on …'."""
    if low <= 1 <= high:
        return f"no clear change on {since}"
    if ratio >= 1.875:
        return f"about {'twice' if ratio < 2.5 else number_word(round(ratio)) + ' times'} {since}’s figure"
    size, words = min(_PARTS, key=lambda part: abs(part[0] - abs(ratio - 1)))
    less = abs(ratio - 1) < size / 2
    return f"{'up' if ratio > 1 else 'down'} by {'less than' if less else 'about'} {words} on {since}"


def headline(label: str, changed: str, now: float, before: float, contributors: int = 1, expected: int = 1) -> str:
    """One change in a plain sentence or four; `now` and `before` are rates, `changed` comes from `change`.

    A member's own rests on one of one, which goes without saying.
    """
    who = f"All {expected}" if contributors == expected else f"{contributors} of {expected}"
    returned = "" if expected == 1 else f" {who} returned."
    clear = "" if changed.startswith("no clear change") else " A clear change."
    verb = "shows" if changed.startswith("no clear change") else "is"
    return f"{label} {verb} {changed}: {rate(now)}, was {rate_number(before)}.{clear}{returned}"


def finding(label: str, direction: str, since: str, moved: int = 0, expected: int = 0) -> str:
    """A page's title: 'Damp and mould is up on last autumn, in four of seven members'."""
    among = f", in {number_word(moved)} of {number_word(expected)} members" if moved else ""
    return f"{label} is {direction} on {since}{among}"


def title(findings: Sequence[str]) -> str:
    """The page's title from its findings, honest when there are none."""
    if not findings:
        return NOTHING_STANDS_OUT
    more = len(findings) - 1
    others = "" if not more else f" – and {number_word(more)} more change{'s' if more > 1 else ''}"
    return findings[0] + others


def moved(now: pd.DataFrame, before: pd.DataFrame) -> tuple[int, int, int]:
    """How many members went up, went down, and stand in both frames, by what the viewer is shown.

    Columns member, low, high; one row a member. A member has moved when even the nearest ends of its two intervals
    are further apart than chance puts two counts in one time in twenty: their square roots differ by more than
    1.96 times the square root of a half (the root of a Poisson count has a variance of a quarter).
    """
    both = now.merge(before, on="member", suffixes=("", "_before"))
    up = both["low"] ** 0.5 - both["high_before"] ** 0.5 > _CHANCE
    down = both["low_before"] ** 0.5 - both["high"] ** 0.5 > _CHANCE
    return int(up.sum()), int(down.sum()), len(both)


def signal(kind: str, direction: str) -> str:
    """A control chart's signal in words: 'outside', 'high' -> 'above its usual range'."""
    return _SIGNALS[(kind, direction)]


def too_few(labels: Sequence[str]) -> str:
    """One line for all the rows that are 'under 5'."""
    return f"Too few to compare: {listed(labels)}."
