"""Finds seeds with which nothing shows but what is planted: `python -m sample_data.choosing [--quiet]`.

One chart in three of pure chance has some signal. So that tests can ask whether charts find what is planted
*and nothing else*, each family takes the first seed under which that is so: on the group's and each member's
own charts of the family and its categories, to June and to September 2026, and in every comparison of a
quarter with the same quarter a year before.
"""

import argparse
import math
from collections.abc import Iterator
from datetime import date

from ingest.standard import STANDARD
from sample_data.counting import SEEDS, Counts, family_counts
from sample_data.expectations import GROUP, Expectation, expectations
from sample_data.group import LAST_CLOSED, MEMBERS, PLANTED, months
from sample_data.usual_range import signals

MONTHS = months()
WINDOWS = (MONTHS.index(LAST_CLOSED) + 1, len(MONTHS))
LARGEST_CHANCE_CHANGE = 2.4


def surprises(family: str, counts: Counts, *, quiet: bool = False) -> Iterator[str]:
    """What shows and is not expected, or is expected and does not show; nothing on a seed that will do."""
    rows = [] if quiet else [row for row in expectations() if row.family == family]
    codes = STANDARD.family(family).categories
    for chart in (GROUP, *MEMBERS):
        yield from _chart_surprises(chart, family, _series(counts, chart, codes), rows, whole=True)
        yield from _change_surprises(chart, family, _series(counts, chart, codes), quiet=quiet)
        for code in codes if len(codes) > 1 else ():
            yield from _chart_surprises(chart, family, _series(counts, chart, (code,)), rows, whole=False)


def _series(counts: Counts, chart: str, codes: tuple[str, ...]) -> list[int]:
    who = MEMBERS if chart == GROUP else (chart,)
    return [sum(counts[member, code, month] for member in who for code in codes) for month in MONTHS]


def _chart_surprises(
    chart: str, family: str, series: list[int], rows: list[Expectation], *, whole: bool
) -> Iterator[str]:
    for length in WINDOWS:
        found = [
            (MONTHS[each.position], each.direction)
            for each in signals(series[:length], seasonal=STANDARD.family(family).seasonal)
        ]
        for month, direction in found:
            if not any(row.covers(chart, family, month, direction) for row in rows):
                yield f"{chart}, {family}: {direction} in {month:%Y-%m}"
        for row in rows if whole else ():
            if row.found and row.chart == chart and not any(row.covers(chart, family, *each) for each in found):
                yield f"{chart}, {family}: {row.signal} of {row.first:%Y-%m} does not show"


def _change_surprises(chart: str, family: str, series: list[int], *, quiet: bool) -> Iterator[str]:
    """Quarters against the same a year before; homes hardly move, so (a − b) ÷ √(a + b) is near normal."""
    for start in range(12, len(MONTHS), 3):
        now, then = sum(series[start : start + 3]), sum(series[start - 12 : start - 9])
        touched = not quiet and any(
            _touched(chart, family, MONTHS[at]) for at in (start, start + 2, start - 12, start - 10)
        )
        if not touched and abs(now - then) > LARGEST_CHANCE_CHANGE * math.sqrt(now + then):
            yield f"{chart}, {family}: {MONTHS[start]:%Y-%m} {now}, the year before {then}"


def _touched(chart: str, family: str, month: date) -> bool:
    return any(
        each.touches(member, code, month)
        for each in PLANTED
        for code in STANDARD.family(family).categories
        for member in (MEMBERS if chart == GROUP and each.category else (chart,))
    )


def first_quiet_seed(family: str, *, quiet: bool, most: int = 100_000) -> int:
    for seed in range(most):
        if not any(True for _ in surprises(family, family_counts(family, seed, quiet=quiet), quiet=quiet)):
            return seed
    raise LookupError(f"no seed under {most} will do for {family}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Finds seeds with which only what is planted shows.")
    parser.add_argument("--quiet", action="store_true", help="for the quiet group")
    quiet = parser.parse_args().quiet
    for family in SEEDS:
        print(f'    "{family}": {first_quiet_seed(family, quiet=quiet)},', flush=True)


if __name__ == "__main__":
    main()
