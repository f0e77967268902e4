"""The figures of a table as numbers, for its download: what is shown as text, its lowest and highest in columns."""

import pandas as pd

from views.charts import rates
from views.charts.intervals import is_under_five

RATE = "Rate per 1,000 homes"


def counts(rows: pd.DataFrame, noun: str = "Incidents") -> pd.DataFrame:
    """rows: low, high, shown (null where not returned). 'under 5' is 0 to 4."""
    shown, low, high = noun, f"{noun}, lowest", f"{noun}, highest"
    return pd.DataFrame(
        {
            shown: rows["shown"].astype(object),
            low: rows["low"].astype("Int64"),
            high: rows["high"].astype("Int64"),
        },
        index=rows.index,
    )


def with_rates(rows: pd.DataFrame) -> pd.DataFrame:
    """The counts, and rates per 1,000 homes: of the middle of what is shown, and the ends of the 95% interval."""
    found = counts(rows)
    if "homes" in rows:
        found["Homes"] = rows["homes"].astype("Int64")
    middle = [None if pd.isna(row["high"]) or is_under_five(row) else rates.middle(row) for row in _each(rows)]
    found[RATE] = pd.Series(middle, index=rows.index, dtype=float).round(2)
    found[f"{RATE}, low (95%)"] = rows["rate_low"].astype(float).round(2)
    found[f"{RATE}, high (95%)"] = rows["rate_high"].astype(float).round(2)
    return found


def with_shares(rows: pd.DataFrame, noun: str = "Incidents", *, of: str = "Share of the answers") -> pd.DataFrame:
    """The counts, and the share as a number from 0 to 1: its lowest and highest are the same where it is exact."""
    found = counts(rows, noun)
    if "share_low" in rows:
        found[f"{of}, lowest"] = rows["share_low"].astype(float).round(4)
        found[f"{of}, highest"] = rows["share_high"].astype(float).round(4)
    return found


def beside(
    first: dict[str, list], figures: pd.DataFrame, last: dict[str, list] | pd.DataFrame | None = None
) -> pd.DataFrame:
    """Columns of words, the figures, and further columns, row by row."""
    frames = [pd.DataFrame(first), figures.reset_index(drop=True), pd.DataFrame({} if last is None else last)]
    return pd.concat(frames, axis="columns")


def counts_beside(first: dict[str, list], rows: pd.DataFrame, noun: str) -> pd.DataFrame:
    return beside(first, counts(rows, noun))


def _each(rows: pd.DataFrame) -> list[dict]:
    return rows.to_dict("records")
