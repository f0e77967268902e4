"""What stands out among hazards in words: a clock kept less (or more) often, and more of a level in winter."""

import pandas as pd

from views import wording
from views.lasting_changes import Change

WINTER, SUMMER = 1, 7
"""First months of the quarters that are compared for the season."""


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
