"""Which quarters the own member still has to return."""

from datetime import date

import pandas as pd

from ingest import months
from views import wording


def newest_quarter(today: date) -> date:
    """The last finished quarter."""
    return months.newest_quarter(today)


def open_quarters(status: pd.DataFrame, member: str, today: date) -> list[date]:
    """The quarters that the member has not wholly returned, newest first. status: returns_status."""
    own = status[status["member"] == member]
    if own.empty:
        return [newest_quarter(today)]
    not_whole = own.loc[own["status"] != "returned", "quarter"]
    return sorted((day.date() for day in not_whole), reverse=True)


def in_words(quarters: list[date], newest: date) -> str:
    """'Jul–Sep 2026 is due', or that nothing is. quarters: those of `open_quarters`."""
    if not quarters:
        return f"Nothing is due: {wording.quarter(newest)} is in"
    if quarters[0] != newest:
        return f"{wording.quarter(newest)} is in, {_earlier(len(quarters))} is not"
    if len(quarters) == 1:
        return f"{wording.quarter(newest)} is due"
    return f"{wording.quarter(newest)} is due, and {_earlier(len(quarters) - 1)}"


def _earlier(number: int) -> str:
    return "one earlier quarter" if number == 1 else f"{wording.number_word(number)} earlier quarters"
