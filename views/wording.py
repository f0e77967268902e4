"""Figures in words: periods, counts, rates, signals, and what a figure rests on.

Every sentence is made of what this viewer may be shown (`low`, `high`, `shown`), never of a hidden count.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ingest.months import quarter_named

NOT_RETURNED = "not returned"
NO_GROUP_FIGURE = "fewer than five returned"
NO_RATE = "no rate"
NOT_YET = "no group figure yet"
NO_HOMES = "no homes figure, so no rate"
UNDER_FIVE = "under 5"
MOST_UNDER_FIVE = 4
LEAST_BASE = 10  # as least_base() in SQL: no share is shown on fewer
LEAST_MEMBERS = 5  # as least_contributors() in SQL: the group has no figure from fewer
MORE_IS_NOT_WORSE = "More recorded is not worse; it may be better reporting."
STATUS = {"returned": "returned", "partial": "part returned", "not_returned": NOT_RETURNED}

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
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

VERDICTS = {
    "too_early": "too early to tell",
    "no_clear_change": "no clear change",
    "as_hoped": "moved as hoped",
    "other_way": "moved the other way",
}
"""What became of what an action hoped to move (action_verdicts), in words."""


def first_day(period: object) -> date:
    """'2026-07', '2026-07-01', a date or a timestamp -> date(2026, 7, 1)."""
    if isinstance(period, str):
        year, month_number = period.split("-")[:2]
        return date(int(year), int(month_number), 1)
    return date(period.year, period.month, 1)


def day(moment: date) -> str:
    """A date or a timestamp -> '3 Oct 2026'."""
    return f"{moment.day} {moment:%b %Y}"


def month(period: object) -> str:
    """'2026-01' -> 'Jan 2026'."""
    return f"{first_day(period):%b %Y}"


def months(first: object, last: object) -> str:
    """'2026-07', '2026-09' -> 'Jul 2026 to Sep 2026'; one month alone -> 'Jul 2026'."""
    return month(first) if month(first) == month(last) else f"{month(first)} to {month(last)}"


def quarter(period: object) -> str:
    """'2026-07', the quarter's first month -> 'Jul–Sep 2026'."""
    return quarter_named(first_day(period))


def financial_year(period: object) -> str:
    """'2026-04', the year's first month -> '2026-27'."""
    year = first_day(period).year
    return f"{year}-{(year + 1) % 100:02}"


def period(value: object, by: str) -> str:
    """A period named by its first month, in words; `by` is month, quarter or year."""
    return {"month": month, "quarter": quarter, "year": financial_year}[by](value)


def last_time(value: object, by: str = "quarter") -> str:
    """The period that one is compared with: '2026-07' by quarter -> 'Jul–Sep 2025'; by year -> 'the year before'."""
    start = first_day(value)
    return "the year before" if by == "year" else quarter(start.replace(year=start.year - 1))


def at_last_time(value: object, by: str = "quarter") -> str:
    """The same after a count: 'in Jul–Sep 2025', 'the year before'."""
    return last_time(value, by) if by == "year" else f"in {last_time(value, by)}"


def heading(words: str) -> str:
    """'the year before' -> 'The year before'; the rest stays as it is."""
    return words[0].upper() + words[1:]


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
    """A rate's interval, or why there is none: 2.1, 7.2 -> '2.1 to 7.2 per 1,000 homes'."""
    if pd.isna(low) or pd.isna(high):
        return NO_HOMES
    return f"{rate_number(low)} to {rate(high)}"


def share_range(low: float, high: float) -> str:
    """'42%' for an exact share, '35% to 48%' for an interval; empty where there is none."""
    if pd.isna(low) or pd.isna(high):
        return ""
    return f"{high:.0%}" if low == high else f"{low:.0%} to {high:.0%}"


def count(low: int, high: int, shown: str, noun: str = "incident") -> str:
    """12, 12, '12' -> '12 incidents'; 13, 17, '15' -> 'about 15 incidents'; 0, 4, 'under 5' -> 'under 5 incidents'."""
    if low == high:
        return f"{high:,} {noun}" if high == 1 else f"{high:,} {noun}s"
    return f"about {shown} {noun}s" if is_figure(shown) else f"{shown} {noun}s"


def is_figure(shown: str) -> bool:
    """'15' and '1,085', rounded to five; not 'under 5' nor '5 to 12'."""
    return shown.replace(",", "").isdigit()


def number(low: int, high: int, shown: str) -> str:
    """The same without the noun: '12', 'about 15', 'under 5'."""
    return count(low, high, shown).rsplit(" ", 1)[0]


def members(contributors: int, expected: int) -> str:
    """5, 7 -> '5 of 7 members'; 7, 7 -> 'all 7 members'. One that returned counts, whether it was expected or not."""
    expected = max(expected, contributors)
    return f"all {expected} members" if contributors == expected else f"{contributors} of {expected} members"


def rests_on(contributors: int, expected: int, supplied: int | None = None) -> str:
    """The line beneath a chart: how many members returned and, where a column is shown, how many supplied it."""
    column = "" if supplied is None else f"; {supplied} of them supplied this column"
    return f"Rests on returns from {members(contributors, expected)}{column}."


def signal(kind: str, direction: str, basis: str | None = "months") -> str:
    """A control chart's signal in words: 'outside', 'high' -> 'above its usual range'."""
    if basis == "time_of_year" and kind == "shift":
        return f"{'above' if direction == 'high' else 'below'} earlier years eight months running"
    words = _SIGNALS[(kind, direction)]
    if basis == "time_of_year":
        return f"{words} for the time of year"
    return words.replace("months", "quarters") if basis == "quarters" else words


def none_of(labels: Sequence[str]) -> str:
    """One line for all the rows that are 0."""
    return f"None: {listed(labels)}."


def too_few(labels: Sequence[str]) -> str:
    """One line for all the rows that are 'under 5'."""
    return f"Too few to compare: {listed(labels)}."
