"""The own member's returns in words, and which would count if one were withdrawn or restored."""

from datetime import date

import pandas as pd

from ingest.months import listed
from views import wording

KINDS = {"file": "a file", "counts": "counts", "nil": "nothing to report"}


def in_words(returns: pd.DataFrame, of: str = "Incidents") -> pd.DataFrame:
    """The answer to own_returns, or own_hazard_returns, as a table to read, newest first. of: what the rows are."""
    return pd.DataFrame(
        {
            "Return": returns["return_id"],
            "Months": [months_of(row) for row in returns.itertuples()],
            "Status": [status(row) for row in returns.itertuples()],
            "Kind": returns["kind"].map(KINDS),
            of: returns["rows"],
            "Left out": returns["left_out"],
            "Saved": returns["saved_at"].dt.strftime("%d %b %Y"),
            "By": returns["saved_by"],
        }
    )


def months_of(row: tuple) -> str:
    return wording.months(row.from_month, row.to_month)


def status(row: tuple) -> str:
    """'current', 'replaced', 'counts for 36 of 39 months', 'withdrawn 3 Oct 2026'."""
    if row.status == "withdrawn":
        return f"withdrawn {wording.day(row.withdrawn_at)}"
    if row.status == "partly replaced":
        return f"counts for {row.months_counting} of {len(covered(row))} months"
    return row.status


def covered(row: tuple) -> list[date]:
    return listed(wording.first_day(row.from_month), wording.first_day(row.to_month))


def counting(returns: pd.DataFrame) -> dict[date, str]:
    """Month -> the return that counts for it: the newest not withdrawn. returns: own_returns."""
    not_withdrawn = returns[returns["status"] != "withdrawn"].sort_values("saved_order")
    return {month: row.return_id for row in not_withdrawn.itertuples() for month in covered(row)}


def would_move(returns: pd.DataFrame, return_id: str) -> dict[str, tuple[date, ...]]:
    """What would count if this return were withdrawn or, where it is withdrawn, restored: return -> its new months.

    The key '' has the months that no return would cover any more.
    """
    flipped = returns.copy()
    this = flipped["return_id"] == return_id
    is_withdrawn = (flipped.loc[this, "status"] == "withdrawn").iloc[0]
    flipped.loc[this, "status"] = "current" if is_withdrawn else "withdrawn"
    before, after = counting(returns), counting(flipped)
    moved: dict[str, list[date]] = {}
    for month in sorted(before.keys() | after.keys()):
        if before.get(month) != after.get(month):
            moved.setdefault(after.get(month, ""), []).append(month)
    return {name: tuple(months) for name, months in moved.items()}
