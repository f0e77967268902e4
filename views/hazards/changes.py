"""What stands out among hazards: a clock kept less (or more) often since some quarter, and more of a level in winter.

A change is said only where intervals do not overlap: every quarter since then against every quarter before. So one
quarter's chance says nothing, and a lasting change goes on being said.
"""

from dataclasses import dataclass

import pandas as pd

from views import wording

WINTER, SUMMER = 1, 7
"""First months of the quarters that are compared for the season."""


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


def in_words(change: Change, label: str, newest: pd.Timestamp) -> str:
    """'The limit for “Written summary sent” has been kept less often since Jan–Mar 2026. …'"""
    often = "less" if change.is_lower else "more"
    return (
        f"The limit for “{label}” has been kept {often} often since {wording.quarter(change.since)}. In "
        f"{wording.quarter(newest)} "
        f"{change.share:.0%} were in time (95% interval {change.low:.0%} to {change.high:.0%}), "
        f"{change.before:.0%} in the quarter before that change."
    )


def winter_rise(counts: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """The newest winter quarter and the newest summer one, where every winter lies wholly above every summer.

    counts: one row per quarter of one level (period, low, high, shown, count_low, count_high).
    """
    winter = counts[counts["period"].dt.month == WINTER]
    summer = counts[counts["period"].dt.month == SUMMER]
    if winter.empty or summer.empty or winter["count_low"].min() <= summer["count_high"].max():
        return None
    return winter.iloc[-1], summer.iloc[-1]
