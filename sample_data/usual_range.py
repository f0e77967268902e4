"""A plain control chart (XmR, as the group's methods describe it), to see what shows in made-up counts.

Written for reading, from the formulas alone; the program's own chart is SQL and owes nothing to this one.
"""

from dataclasses import dataclass
from itertools import pairwise

LEAST_MEAN = 2
RUN = 7
LIMIT_FACTOR = 2.66
SCREEN_FACTOR = 3.267


@dataclass(frozen=True)
class Signal:
    """`position` counts from 0; `rule` is outside, trend, two_of_three or shift; `direction` high or low."""

    position: int
    rule: str
    direction: str


def signals(counts: list[int], *, seasonal: bool) -> list[Signal]:
    """The first rule that marks each month, in the order outside, trend, two_of_three, shift.

    Seasonal series have no trend and no shift rule; under a mean of two a month there are no signals.
    """
    mean = sum(counts) / len(counts)
    if mean < LEAST_MEAN:
        return []
    limit = LIMIT_FACTOR * _moving_range(counts)
    away = [round(count - mean, 9) for count in counts]
    found: dict[int, Signal] = {}
    marks = [("outside", {at: gap > 0 for at, gap in enumerate(away) if abs(gap) > round(limit, 9)})]
    if not seasonal:
        marks.append(("trend", _trend(counts)))
    marks.append(("two_of_three", _two_of_three(away, limit)))
    if not seasonal:
        marks.append(("shift", _shift(away)))
    for rule, months in marks:
        for at, high in months.items():
            found.setdefault(at, Signal(at, rule, "high" if high else "low"))
    return [found[at] for at in sorted(found)]


def _moving_range(counts: list[int]) -> float:
    ranges = [abs(after - before) for before, after in pairwise(counts)]
    average = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < SCREEN_FACTOR * average] or ranges
    return sum(kept) / len(kept)


def _trend(counts: list[int]) -> dict[int, bool]:
    marked = {}
    for start in range(len(counts) - RUN + 1):
        steps = [counts[at + 1] - counts[at] for at in range(start, start + RUN - 1)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            marked |= dict.fromkeys(range(start, start + RUN), steps[0] > 0)
    return marked


def _two_of_three(away: list[float], limit: float) -> dict[int, bool]:
    marked = {}
    for start in range(len(away) - 2):
        three = range(start, start + 3)
        near = [at for at in three if limit * 2 / 3 < abs(away[at]) <= limit]
        if len({away[at] > 0 for at in three}) == 1 and all(away[at] for at in three) and len(near) >= 2:
            marked |= {at: away[at] > 0 for at in near}
    return marked


def _shift(away: list[float]) -> dict[int, bool]:
    marked = {}
    for start in range(len(away) - RUN + 1):
        seven = away[start : start + RUN]
        if all(each > 0 for each in seven) or all(each < 0 for each in seven):
            marked |= dict.fromkeys(range(start, start + RUN), seven[0] > 0)
    return marked
