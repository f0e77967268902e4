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

# Found by `python -m sample_data.choosing [--quiet]`: with them nothing but what is planted shows on a chart.
SEEDS = {
    "damp_and_mould": 2,
    "cost_of_living": 6,
    "missing_people": 24,
    "domestic_abuse": 23,
    "self_neglect_and_hoarding": 3200,
    "exploitation": 1792,
    "abuse_and_neglect": 2018,
    "hate_and_anti_social": 309,
    "mental_health_and_substances": 19140,
    "other": 348,
}
QUIET_SEEDS = {
    "damp_and_mould": 1,
    "cost_of_living": 0,
    "missing_people": 1,
    "domestic_abuse": 6,
    "self_neglect_and_hoarding": 17,
    "exploitation": 15,
    "abuse_and_neglect": 6,
    "hate_and_anti_social": 2,
    "mental_health_and_substances": 127,
    "other": 0,
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


def family_counts(family: str, seed: int, *, quiet: bool = False) -> Counts:
    """Counts by member, category and month, zeros included; the nil return's months are nil."""
    counts: Counts = {}
    for member in MEMBERS:
        for category in STANDARD.family(family).categories:
            chance = Random(f"{'quiet' if quiet else 'group'} {seed} {member} {category}")
            for month in months():
                drawn = poisson(chance, expected(member, category, month, quiet=quiet))
                nil = member == NOTHING_TO_REPORT and month > LAST_CLOSED
                counts[member, category, month] = 0 if nil else drawn
    return counts


def all_counts(*, quiet: bool = False) -> Counts:
    """The whole group's counts."""
    counts: Counts = {}
    for family, seed in (QUIET_SEEDS if quiet else SEEDS).items():
        counts |= family_counts(family, seed, quiet=quiet)
    return counts
