"""How many incidents each member has of each category in each month: chance around a known rate."""

import math
from datetime import date
from random import Random

from ingest.standard import STANDARD
from sample_data.group import (
    LAST_CLOSED,
    MEMBERS,
    NOTHING_TO_REPORT,
    PLANTED,
    QUIET_PER_1000_A_YEAR,
    QUIET_SEASONS,
    RATES,
    SEASONS,
    homes,
    months,
    year_of,
)

# A seed for each member, found by `python -m sample_data.choosing [--quiet]`: nothing but what is planted shows.
SEEDS = {
    "damp_and_mould": (0, 0, 0, 0, 1, 0, 0),
    "cost_of_living": (2, 2, 4, 2, 2, 2, 2),
    "missing_people": (6, 6, 3, 4, 2, 2, 2),
    "domestic_abuse": (5, 9, 8, 12, 4, 3, 2),
    "self_neglect_and_hoarding": (20, 10, 8, 7, 4, 4, 3),
    "exploitation": (29, 36, 5, 3, 2, 5, 2),
    "abuse_and_neglect": (43, 27, 10, 5, 5, 6, 2),
    "hate_and_anti_social": (9, 11, 2, 8, 2, 4, 1),
    "mental_health_and_substances": (24, 30, 20, 40, 6, 2, 2),
    "other": (49, 20, 15, 8, 4, 4, 4),
}
QUIET_SEEDS = {
    "damp_and_mould": (0, 0, 0, 0, 1, 0, 0),
    "cost_of_living": (0, 0, 0, 0, 0, 0, 0),
    "missing_people": (0, 0, 0, 0, 0, 0, 0),
    "domestic_abuse": (1, 0, 0, 0, 0, 0, 0),
    "self_neglect_and_hoarding": (1, 2, 0, 0, 0, 0, 0),
    "exploitation": (3, 0, 3, 0, 0, 0, 0),
    "abuse_and_neglect": (20, 8, 4, 4, 5, 4, 4),
    "hate_and_anti_social": (2, 0, 0, 0, 0, 0, 0),
    "mental_health_and_substances": (6, 8, 3, 5, 2, 2, 2),
    "other": (0, 1, 0, 0, 0, 0, 0),
}

Counts = dict[tuple[str, str, date], int]


def expected(member: str, category: str, month: date, *, quiet: bool = False) -> float:
    """The mean count of a month."""
    thousands = homes(member, year_of(month)) / 1000
    swing = (QUIET_SEASONS if quiet else SEASONS).get(category, 0.0)
    season = 1 + swing * math.cos(2 * math.pi * (month.month - 1) / 12)
    plain = thousands * RATES[category] / 3 * season
    if quiet:
        return plain * QUIET_PER_1000_A_YEAR / 4 / sum(RATES.values())
    who = MEMBERS[member]
    mean = plain * who.recording * who.draws_wider.get(category, 1.0)
    for each in PLANTED:
        if each.touches(member, category, month):
            mean = mean * each.times + each.more
    return mean


def poisson(chance: Random, mean: float) -> int:
    """Knuth's method, on `random()` alone: the one draw that Python promises to keep the same for ever."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def member_counts(family: str, member: str, seed: int, *, quiet: bool = False) -> Counts:
    """One member's counts by category and month, zeros included; the nil return's months are nil."""
    counts: Counts = {}
    for category in STANDARD.family(family).categories:
        chance = Random(f"{'quiet' if quiet else 'group'} {seed} {member} {category}")
        for month in months():
            drawn = poisson(chance, expected(member, category, month, quiet=quiet))
            nil = member == NOTHING_TO_REPORT and month > LAST_CLOSED
            counts[member, category, month] = 0 if nil else drawn
    return counts


def family_counts(family: str, seeds: tuple[int, ...], *, quiet: bool = False) -> Counts:
    """All members' counts; a seed for each member, in the order of MEMBERS."""
    counts: Counts = {}
    for member, seed in zip(MEMBERS, seeds, strict=True):
        counts |= member_counts(family, member, seed, quiet=quiet)
    return counts


def all_counts(*, quiet: bool = False) -> Counts:
    """The whole group's counts."""
    counts: Counts = {}
    for family, seeds in (QUIET_SEEDS if quiet else SEEDS).items():
        counts |= family_counts(family, seeds, quiet=quiet)
    return counts
