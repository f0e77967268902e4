"""A share of answers whose counts are as shown: its range, and the 95% interval that covers every count they may be."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from views import wording
from views.focus.topic import UNKNOWN, Measure
from views.visit import Visit
from views.wording import LEAST_BASE


@dataclass(frozen=True)
class Share:
    """low, high: the share by the counts as shown; lower, upper: its 95% interval; least, most: its 99.8% interval.

    All from 0 to 1.
    """

    low: float
    high: float
    lower: float
    upper: float
    least: float
    most: float

    @property
    def words(self) -> str:
        """'42%' for exact counts, '35% to 48%' else."""
        return wording.share_range(self.low, self.high)

    @property
    def interval(self) -> str:
        return f"95% interval {self.lower:.0%} to {self.upper:.0%}"


def counts(rows: pd.DataFrame, codes: tuple[str, ...]) -> tuple[int, int]:
    """The least and the most incidents with these answers. rows: breakdown (code, low, high)."""
    of = [ends for code, *ends in zip(rows["code"], rows["low"], rows["high"], strict=True) if code in codes]
    return int(sum(low for low, _ in of)), int(sum(high for _, high in of))


def shares(visit: Visit, asked: Sequence[tuple[pd.DataFrame, Measure]]) -> list[Share | None]:
    """Each measure in its answers, in the same order; None where its base may be under ten. One question for all."""
    ends = [_ends(rows, measure) for rows, measure in asked]
    has_base = [low + others_low >= LEAST_BASE for low, _, others_low, _ in ends]
    wanted = dict.fromkeys(each for each, is_wanted in zip(ends, has_base, strict=True) if is_wanted)
    if not wanted:
        return [None] * len(ends)
    names = ("low", "high", "others_low", "others_high")
    lists = (",".join(map(str, numbers)) for numbers in zip(*wanted, strict=True))
    found = visit.ask("share_range", **dict(zip(names, lists, strict=True)))
    known = {each: Share(*row) for each, row in zip(wanted, found.itertuples(index=False), strict=True)}
    return [known.get(each) for each in ends]


def _ends(rows: pd.DataFrame, measure: Measure) -> tuple[int, int, int, int]:
    """The least and the most incidents with the measure's answers, and with the others of its base."""
    base = measure.of or tuple(code for code in rows["code"] if code not in UNKNOWN)
    others = tuple(code for code in base if code not in measure.codes)
    return *counts(rows, measure.codes), *counts(rows, others)


def clearly_differ(one: Share, other: Share) -> bool:
    """Whether their 99.8% intervals lie wholly apart: a page compares several, and chance must not show."""
    return one.least > other.most or one.most < other.least
