"""Shares that changed and stayed so: kept less (or more) often from some quarter on.

A change is said only where intervals do not overlap: every quarter since then against every quarter before. So one
quarter's chance says nothing, and a lasting change goes on being said.
"""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Change:
    """From `since` on, the share met of a clock lies wholly below (or above) that of every quarter before."""

    clock: str
    since: pd.Timestamp
    is_lower: bool
    share: float
    low: float
    high: float
    before: float


def changes(met: pd.DataFrame) -> list[Change]:
    """`met`: one row per clock and quarter (clock, period, share, share_low, share_high); without a share left out."""
    found = []
    known = met.dropna(subset=["share"])
    for clock, rows in known.groupby("clock", sort=False):
        rows = rows.sort_values("period")
        if change := _first_change(clock, rows):
            found.append(change)
    return found


def _first_change(clock: str, rows: pd.DataFrame) -> Change | None:
    for at in range(1, len(rows)):
        before, after = rows.iloc[:at], rows.iloc[at:]
        is_lower = after["share_high"].max() < before["share_low"].min()
        is_higher = after["share_low"].min() > before["share_high"].max()
        if is_lower or is_higher:
            newest = after.iloc[-1]
            limits = newest["share"], newest["share_low"], newest["share_high"]
            return Change(clock, after["period"].iloc[0], is_lower, *limits, before["share"].iloc[-1])
    return None
