"""What showing a quarter once costs, and how long a closing takes: python -m tests.benchmarks.rule_cost

A group of seven members plays one year: each quarter is closed in its turn; one member's return of the second quarter
comes after its closing, and another corrects its first quarter by one incident in twenty. Printed for 70 and for 2,000
incidents a year a member, over several groups:

- distance: of the group's shown figures (the middle of the interval) from the truth of all returns as they are at last;
- under 5: the share of cells that say no more than that, the group's and the peers';
- left as they were: the group's figures that the late return and the correction did not move;
- closing: seconds of the year's last closing.

Options: --groups 3, and --before CHECKOUT: a checkout of an earlier version, which plays the same groups side by side.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import mean, median

import numpy as np

SIZES = (70, 2_000)
QUARTERS = (date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1))
LATE, CORRECTS = "damson", "cedar"
FOCUS = {"damp_mould": 1.5, "cost_of_living": 0.8, "missing_person": 0.3}
LEVELS = [(by, category) for by in ("month", "quarter", "year") for category in (None, "*")]
ROOT = Path(__file__).parents[2]

Counts = Mapping[str, Mapping[str, np.ndarray]]


def drawn(rng: np.random.Generator, homes: Mapping[str, int], categories: Sequence[str], size: int) -> Counts:
    """Member and category -> incidents in each of twelve months: `size` a year a member on average."""
    rates = np.array([FOCUS.get(each) or 0.12 * np.exp(rng.normal(0, 1.2)) for each in categories])
    scale = size * len(homes) / (rates.sum() * 12 * sum(homes.values()))
    return {
        member: {each: rng.poisson(number * scale * rate, 12) for each, rate in zip(categories, rates, strict=True)}
        for member, number in homes.items()
    }


def play(folder: Path, seed: int, size: int) -> dict:
    """One group's year, by the program that is first on the path."""
    from ingest.standard import STANDARD
    from tests.queries.small_group import HOMES, SmallGroup

    rng, group = np.random.default_rng(seed), SmallGroup(folder / "store.duckdb", today=date(2026, 4, 20))
    family_of = {each.code: each.family for each in STANDARD.categories}
    truth = drawn(rng, HOMES, sorted(family_of), size)
    for at, quarter in enumerate(QUARTERS):
        for member in HOMES:
            if (member, at) != (LATE, 1):
                _return(group, truth, member, at)
        if at == 2:
            before = _shown(group)
            for by_month in truth[CORRECTS].values():
                by_month[:3] += rng.binomial(by_month[:3], 0.05)
            _return(group, truth, CORRECTS, 0)
            _return(group, truth, LATE, 1)
        began = time.perf_counter()
        group.close(quarter)
        took = time.perf_counter() - began
        if at == 2:
            after = _shown(group)
    figures = _shown(group)
    return {
        "distance": {by: _distance(figures, truth, family_of, by) for by in ("month", "quarter", "year")},
        "under_5": mean(of == (0, 4) for of in figures.values()),
        "peers_under_5": _peers_under_five(group),
        "left": mean(after.get(cell) == of for cell, of in before.items()),
        "closing": took,
    }


def _return(group, truth: Counts, member: str, at: int) -> None:
    months = slice(at * 3, at * 3 + 3)
    group.returns(member, QUARTERS[at], {each: [*map(int, of[months])] for each, of in truth[member].items()})


def _shown(group) -> dict[tuple, tuple[int, int]]:
    """The group's figures: unit, period, category and family -> low and high."""
    from queries.viewer import Viewer

    figures = {}
    for by, category in LEVELS:
        for row in group.ask("group_figures", Viewer.coordinator(), by=by, category=category).itertuples():
            cell = by, row.period.date(), row.category if category else None, row.family
            figures[cell] = int(row.low), int(row.high)
    return figures


def _peers_under_five(group) -> float:
    from queries.viewer import Viewer

    asked = [group.ask("member_figures", Viewer.coordinator(), by=by) for by in ("quarter", "year")]
    return mean((row.low, row.high) == (0, 4) for rows in asked for row in rows.itertuples())


def _distance(figures: Mapping, truth: Counts, family_of: Mapping[str, str], unit: str) -> float:
    """The mean over the figures of one unit, in incidents."""
    found = []
    for (by, period, category, family), (low, high) in figures.items():
        if by == unit:
            first = (period.year - 2025) * 12 + period.month - 4
            months = slice(first, first + {"month": 1, "quarter": 3, "year": 12}[by])
            wanted = [category] if category else [each for each, of in family_of.items() if of == family]
            exact = sum(int(truth[member][each][months].sum()) for member in truth for each in wanted)
            found.append(abs((low + high) / 2 - exact))
    return mean(found)


def _played_by(checkout: Path, seed: int, size: int) -> dict:
    """In a process of its own, from that checkout's code."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    command = [sys.executable, str(Path(__file__).resolve()), "--play", f"{seed},{size}"]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def table(size: int, found: Mapping[str, Sequence[dict]]) -> str:
    lines = [f"{size:,} incidents a year a member", f"{'':34}" + "".join(f"{name:>10}" for name in found)]
    rows = {
        f"distance from the truth, by {by}": [mean(each["distance"][by] for each in of) for of in found.values()]
        for by in ("month", "quarter", "year")
    }
    rows |= {
        "group's cells under 5, %": [100 * mean(each["under_5"] for each in of) for of in found.values()],
        "peers' cells under 5, %": [100 * mean(each["peers_under_5"] for each in of) for of in found.values()],
        "left as they were by a late return, %": [100 * mean(each["left"] for each in of) for of in found.values()],
        "closing, seconds": [median(each["closing"] for each in of) for of in found.values()],
    }
    lines += [f"{name:38}" + "".join(f"{value:>10.2f}" for value in values) for name, values in rows.items()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--groups", type=int, default=3)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--play", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.play:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(play(Path(folder), *map(int, given.play.split(",")))))
        return
    programs = ({"before": given.before.resolve()} if given.before else {}) | {"now": ROOT}
    for size in SIZES:
        found: dict[str, list[dict]] = {name: [] for name in programs}
        for seed in range(given.groups):
            for name, checkout in programs.items():
                found[name].append(_played_by(checkout, seed, size))
        print(table(size, found), flush=True)


if __name__ == "__main__":
    main()
