"""Rows of `headlines` and `change_on_last_year` in words: what changed, and what stands out."""

from collections.abc import Mapping

import pandas as pd

from views import wording
from views.this_quarter import changes

_WHY_NO_RATIO = {
    "no_figure": wording.NO_GROUP_FIGURE,
    "nothing_last_year": "no figure for {since}",
    "different_members": "{was} in {since}, but not from the same members",
    "no_homes": "{was} in {since}; no homes figure, so no rate",
    "may_be_zero": "{was} in {since}; too few to compare",
}


def changed(row: Mapping, since: str, *, running: bool = False) -> str:
    """One family compared with last year: 'up by about a third on Jul–Sep 2025', or why that cannot be said.

    running: its trend is outside its usual range now, so that chance is no explanation.
    """
    if pd.notna(row["no_ratio"]):
        was = "" if pd.isna(row["before_high"]) else f"was {_counted(row, 'before_')}"
        return _WHY_NO_RATIO[row["no_ratio"]].format(was=was, since=since)
    words = _change(row, since)
    if row.get("lasting", False):
        return f"{changes.lasting(words)}, since {wording.quarter(row['since'])}"
    may_be_chance = not row.get("stands_out", True) and not row["ratio_low"] <= 1 <= row["ratio_high"]
    return f"{words}, which may be chance" if may_be_chance and not running else words


def sentence(row: Mapping, label: str, since: str) -> str:
    """A change that stands out: 'Damp and mould is up by about a third on Jul–Sep 2025: 4.1 per 1,000 …'."""
    if pd.isna(row["no_ratio"]) and pd.notna(row["rate"]) and pd.notna(row["before_rate"]):
        who = int(row["contributors"]), int(row["members"])
        return changes.headline(label, _change(row, since), row["rate"], row["before_rate"], *who, goes_on(row))
    counts = f"{_counted(row)}, was {_counted(row, 'before_')}"
    return f"{label} incidents are {row['direction']} on {since}: {counts}. {goes_on(row) or 'A clear change.'}"


def _change(row: Mapping, since: str) -> str:
    """The ratio in words; of a clear change whose shown range leaves its size open, the direction alone."""
    if pd.notna(row.get("direction")) and row["ratio_low"] <= 1 <= row["ratio_high"]:
        return f"{row['direction']} on {since}"
    return changes.change(row["ratio"], row["ratio_low"], row["ratio_high"], since)


def is_clear(row: Mapping) -> bool:
    """Whether the change is a headline: it stands out by itself, or it did in an earlier quarter and goes on."""
    return bool(row["stands_out"] or row["lasting"])


def goes_on(row: Mapping) -> str:
    """'It has gone on since Oct–Dec 2025.', empty for a change that is new."""
    return f"It has gone on since {wording.quarter(row['since'])}." if row["lasting"] else ""


def each(rows: list[dict], labels: dict[str, str], since: str, moved: dict[str, tuple[int, int, int]]) -> list[str]:
    """One line for each headline. moved: family -> how many members went up, went down, of how many."""
    found = []
    for row in (row for row in rows if is_clear(row)):
        up, down, both = moved.get(row["family"], (0, 0, 0))
        among = up if row["direction"] == "up" else down
        found.append(changes.finding(labels[row["family"]], row["direction"], since, among, both))
    return found


def comparisons(rows: list[dict]) -> int:
    """How many tests of significance the list of headlines rests on."""
    return max((int(row["comparisons"]) for row in rows), default=0)


def interval(row: Mapping) -> str:
    """The ratio's interval: '1.1 to 1.5 times'."""
    return "" if pd.isna(row["ratio_low"]) else f"{row['ratio_low']:.2f} to {row['ratio_high']:.2f} times"


def is_too_few(row: Mapping) -> bool:
    """Under five now, and under five or not known a year before."""
    before, most = row["before_high"], wording.MOST_UNDER_FIVE
    return bool(row["high"] <= most and (pd.isna(before) or before <= most))


def _counted(row: Mapping, when: str = "") -> str:
    return wording.count(int(row[f"{when}low"]), int(row[f"{when}high"]), row[f"{when}shown"])
