"""A change on last year in words, and how many members it is in.

Every sentence is made of what this viewer may be shown.
"""

from collections.abc import Sequence
from statistics import NormalDist

import pandas as pd

from views import wording

NOTHING_STANDS_OUT = "No change that stands out"
NOTHING_TO_COMPARE = "Nothing to compare yet"

_CHANCE = NormalDist().inv_cdf(0.975) * 0.5**0.5
_FRACTIONS = (
    (0.1, "a tenth"),
    (0.2, "a fifth"),
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.5, "half"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
)


def change(ratio: float, low: float, high: float, since: str) -> str:
    """A ratio of rates, now to then, with its interval: 1.27, 1.1, 1.5 -> 'up by about a quarter on …'."""
    if low <= 1 <= high:
        return f"no clear change on {since}"
    if ratio >= 1.875:
        return f"about {'twice' if ratio < 2.5 else wording.number_word(round(ratio)) + ' times'} the figure of {since}"
    size, words = min(_FRACTIONS, key=lambda fraction: abs(fraction[0] - abs(ratio - 1)))
    less = abs(ratio - 1) < size / 2
    return f"{'up' if ratio > 1 else 'down'} by {'less than' if less else 'about'} {words} on {since}"


def lasting(changed: str) -> str:
    """A change that began earlier and goes on: 'up by half on …' -> 'still up by half on …'."""
    return changed if changed.startswith("no clear change") else f"still {changed}"


def headline(
    label: str,
    changed: str,
    now: float,
    before: float,
    contributors: int = 1,
    expected: int = 1,
    goes_on: str = "",
) -> str:
    """One change in up to three sentences; `now` and `before` are rates, `changed` comes from `change`.

    How many members returned is left out where `expected` is 1: those are a member's own figures.
    """
    who = f"All {expected}" if contributors == expected else f"{contributors} of {expected}"
    returned = "" if expected == 1 else f" {who} returned."
    clear = "" if changed.startswith("no clear change") else " A clear change."
    clear = f" {goes_on}" if goes_on else clear
    changed = lasting(changed) if goes_on else changed
    verb = "show" if changed.startswith("no clear change") else "are"
    return (
        f"{label} incidents {verb} {changed}: {wording.rate(now)}, was {wording.rate_number(before)}.{clear}{returned}"
    )


def finding(label: str, direction: str, since: str, moved: int = 0, expected: int = 0) -> str:
    """One finding: 'Damp and mould incidents are up on Oct–Dec 2025, in four of seven members'."""
    among = f", in {wording.number_word(moved)} of {wording.number_word(expected)} members" if moved else ""
    return f"{label} incidents are {direction} on {since}{among}"


def title(findings: Sequence[str]) -> str:
    """The page's title from its findings; it says so when there are none."""
    if not findings:
        return NOTHING_STANDS_OUT
    more = len(findings) - 1
    others = "" if not more else f" – and {wording.number_word(more)} more change{'s' if more > 1 else ''}"
    return findings[0] + others


def moved(now: pd.DataFrame, before: pd.DataFrame) -> tuple[int, int, int]:
    """How many members went up, went down, and are in both frames, by what the viewer is shown.

    Columns member, low, high; one row a member. A member has moved when even the nearest ends of its two intervals
    are further apart than chance puts two counts one time in twenty: their square roots differ by more than the
    normal score of that times the square root of a half (the square root of a Poisson count has a variance of a
    quarter).
    """
    both = now.merge(before, on="member", suffixes=("", "_before"))
    up = both["low"] ** 0.5 - both["high_before"] ** 0.5 > _CHANCE
    down = both["low_before"] ** 0.5 - both["high"] ** 0.5 > _CHANCE
    return int(up.sum()), int(down.sum()), len(both)
