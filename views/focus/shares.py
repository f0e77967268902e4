"""A share of answers whose counts are as shown: its range, and the 95% interval that covers every count they may be."""

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


def share(visit: Visit, rows: pd.DataFrame, measure: Measure) -> Share | None:
    """The measure in these answers; None where its base may be under ten."""
    base = measure.of or tuple(code for code in rows["code"] if code not in UNKNOWN)
    low, high = counts(rows, measure.codes)
    others_low, others_high = counts(rows, tuple(code for code in base if code not in measure.codes))
    if low + others_low < LEAST_BASE:
        return None
    found = visit.ask("share_range", low=low, high=high, others_low=others_low, others_high=others_high)
    return Share(*found.iloc[0])


def clearly_differ(one: Share, other: Share) -> bool:
    """Whether their 99.8% intervals lie wholly apart: a page compares several, and chance must not show."""
    return one.least > other.most or one.most < other.least
