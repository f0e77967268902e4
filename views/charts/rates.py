"""A figure's rate as charts draw it, calculated from what is shown and never from a hidden count."""

from collections.abc import Mapping

import pandas as pd

from views import wording


def middle(row: Mapping) -> float | None:
    """Rate per 1,000 homes of the middle of low and high; of the rate's interval where homes are unknown."""
    if pd.isna(row["rate_high"]):
        return None
    homes = row.get("homes")
    if homes is None or pd.isna(homes):
        return (row["rate_low"] + row["rate_high"]) / 2
    return (row["low"] + row["high"]) / 2 / homes * 1000


def words(name: str, row: Mapping) -> str:
    """A figure as the table beneath the chart has it. name: HTML."""
    counted = wording.count(int(row["low"]), int(row["high"]), row["shown"])
    return f"<b>{name}</b><br>{counted}<br>{wording.rate_range(row['rate_low'], row['rate_high'])}"
