"""Finds seeds with which nothing shows but what is planted: `python -m sample_data.choosing [--quiet]`.

One chart in three of pure chance has some signal. So that tests can ask whether charts find what is planted
*and nothing else*, seeds are chosen under which that is so, by the program's own charts: on the group's and each
member's charts of every family and category, to June and to September 2026, and in every comparison of a quarter with
the same quarter a year before. A member's seeds are those under which its own charts will do; of these the first
under which the group's will do too.
"""

import argparse
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count, islice

from ingest.standard import STANDARD
from sample_data.charts import Line, Mark, marks
from sample_data.counting import SEEDS, Counts, family_counts, member_counts
from sample_data.expectations import GROUP, Expectation, expectations
from sample_data.group import LAST_CLOSED, MEMBERS, PLANTED, homes, months, year_of

MONTHS = months()
WINDOWS = (MONTHS.index(LAST_CLOSED) + 1, len(MONTHS))
LARGEST_CHANCE_CHANGE = 2.4
LARGEST_DEPARTURE = 0.1
AT_ONCE = 60  # seeds tried in one go
MOST = 1_000  # combinations of members' seeds

Charted = dict[tuple[str, str | None, int], Line]
"""(chart, category or None for the family, how many months) -> its counts."""


def surprises(family: str, counts: Counts, *, quiet: bool = False) -> list[str]:
    """What shows and is not expected, or is expected and does not show; nothing on seeds that will do."""
    return _surprises(family, {0: counts}, (GROUP, *MEMBERS), quiet=quiet)[0]


def _surprises(family: str, tried: dict[int, Counts], charts: tuple[str, ...], *, quiet: bool) -> dict[int, list[str]]:
    """The same of several draws at once, on these charts."""
    lines = {number: {key: line for who in charts for key, line in _charted(who, family, counts)}
             for number, counts in tried.items()}  # fmt: skip
    named = {f"{number} {key}": line for number, of in lines.items() for key, line in of.items()}
    marked = marks(named)
    rows = [] if quiet else [row for row in expectations() if row.family == family]
    found: dict[int, list[str]] = {}
    for number, of in lines.items():
        found[number] = [
            words for key in of for words in _chart_surprises(key, family, marked[f"{number} {key}"], rows)
        ]
        for (chart, category, length), line in of.items():
            if category is None and length == len(MONTHS):
                found[number] += _change_surprises(chart, family, line.counts, quiet=quiet)
                if chart == GROUP and not quiet:
                    found[number] += _size_surprises(family, line.counts)
    return found


def _charted(chart: str, family: str, counts: Counts) -> Iterator[tuple[tuple, Line]]:
    who = MEMBERS if chart == GROUP else (chart,)
    codes = STANDARD.family(family).categories
    managed = tuple(sum(homes(member, year_of(month)) for member in who) for month in MONTHS)
    for category in (None, *codes) if len(codes) > 1 else (None,):
        each = codes if category is None else (category,)
        series = tuple(sum(counts[member, code, month] for member in who for code in each) for month in MONTHS)
        whole = Line(tuple(MONTHS), series, managed, STANDARD.family(family).seasonal, chart == GROUP)
        for length in WINDOWS:
            part = {"months": whole.months[:length], "counts": series[:length], "homes": managed[:length]}
            yield (chart, category, length), replace(whole, **part)


def _chart_surprises(key: tuple, family: str, found: list[Mark], rows: list[Expectation]) -> Iterator[str]:
    chart, category, _ = key
    for mark in found:
        if not any(row.covers(chart, family, mark) for row in rows):
            yield f"{chart}, {category or family}: {mark.direction} in {mark.first:%Y-%m}"
    for row in rows if category is None else ():
        if row.found and row.chart == chart and not any(row.covers(chart, family, mark) for mark in found):
            yield f"{chart}, {family}: {row.signal} of {row.first:%Y-%m} does not show"


def _change_surprises(chart: str, family: str, series: tuple[int, ...], *, quiet: bool) -> Iterator[str]:
    """Quarters against the same a year before; homes hardly move, so (a − b) ÷ √(a + b) is near normal."""
    for start in range(12, len(MONTHS), 3):
        now, then = sum(series[start : start + 3]), sum(series[start - 12 : start - 9])
        touched = not quiet and any(
            _touched(chart, family, MONTHS[at]) for at in (start, start + 2, start - 12, start - 10)
        )
        if not touched and abs(now - then) > LARGEST_CHANCE_CHANGE * math.sqrt(now + then):
            yield f"{chart}, {family}: {MONTHS[start]:%Y-%m} {now}, the year before {then}"


def _size_surprises(family: str, series: tuple[int, ...]) -> Iterator[str]:
    """What is planted for all is as large as it says, against the same months a year before."""
    for each in PLANTED:
        if each.member or each.category not in STANDARD.family(family).categories:
            continue
        first, last = MONTHS.index(each.first), min(MONTHS.index(each.last), MONTHS.index(each.first) + 11)
        times = sum(series[first : last + 1]) / sum(series[first - 12 : last - 11])
        if abs(times - each.times) > LARGEST_DEPARTURE * each.times:
            yield f"{GROUP}, {family}: {each.signal} is {times:.2f} times as many"


def _touched(chart: str, family: str, month: date) -> bool:
    return any(
        each.touches(member, code, month)
        for each in PLANTED
        for code in STANDARD.family(family).categories
        for member in (MEMBERS if chart == GROUP and each.category else (chart,))
    )


def quiet_seeds(family: str, member: str, *, quiet: bool) -> Iterator[int]:
    """Seeds under which the member's own charts will do, in order."""
    for start in count(0, AT_ONCE):
        tried = {seed: member_counts(family, member, seed, quiet=quiet) for seed in range(start, start + AT_ONCE)}
        found = _surprises(family, tried, (member,), quiet=quiet)
        yield from (seed for seed in tried if not found[seed])


def first_quiet_seeds(family: str, *, quiet: bool) -> tuple[int, ...]:
    """A seed for each member, in the order of MEMBERS: the first combination with which the group's charts will do."""
    choices = zip(*(quiet_seeds(family, member, quiet=quiet) for member in MEMBERS), strict=True)
    for _ in range(0, MOST, AT_ONCE):
        some = list(islice(choices, AT_ONCE))
        tried = {at: family_counts(family, seeds, quiet=quiet) for at, seeds in enumerate(some)}
        found = _surprises(family, tried, (GROUP,), quiet=quiet)
        for at, seeds in enumerate(some):
            if not found[at]:
                return seeds
    raise LookupError(f"no combination of {MOST} will do for {family}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Finds seeds with which only what is planted shows.")
    parser.add_argument("--quiet", action="store_true", help="for the quiet group")
    quiet = parser.parse_args().quiet
    for family in SEEDS:
        print(f'    "{family}": {first_quiet_seeds(family, quiet=quiet)},', flush=True)


if __name__ == "__main__":
    main()
