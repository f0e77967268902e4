"""Who has returned a quarter, and who has not since when."""

from datetime import date

import pandas as pd

from views import wording


def standing(status: pd.DataFrame, quarter: date, names: dict[str, str]) -> str:
    """'Jul–Sep 2026: 5 of 7 members have returned. Not yet: Fir (since Apr–Jun 2026) and Gorse.'

    status: returns_status (member, quarter, status).
    """
    now = status[status["quarter"] == pd.Timestamp(quarter)]
    if now.empty:
        return f"{wording.quarter(quarter)}: nobody is expected to have returned."
    returned = now[now["status"] == "returned"]
    words = wording.members(len(returned), len(now))
    said = f"{wording.quarter(quarter)}: {words} {'have' if len(now) > 1 else 'has'} returned."
    waiting = [_waiting(status, row, quarter, names) for row in now[now["status"] != "returned"].itertuples()]
    return f"{said} Not yet: {wording.listed(waiting)}." if waiting else said


def _waiting(status: pd.DataFrame, row: tuple, quarter: date, names: dict[str, str]) -> str:
    since = first_missing(status, row.member, quarter)
    notes = [f"since {wording.quarter(since)}"] if since < quarter else []
    notes += ["part returned"] if row.status == "partial" else []
    return names[row.member] + (f" ({', '.join(notes)})" if notes else "")


def first_missing(status: pd.DataFrame, member: str, quarter: date) -> date:
    """The first quarter of the unbroken run, up to `quarter`, that the member has not wholly returned."""
    mine = status[(status["member"] == member) & (status["quarter"] <= pd.Timestamp(quarter))]
    first = quarter
    for row in mine.sort_values("quarter", ascending=False).itertuples():
        if row.status == "returned":
            break
        first = row.quarter.date()
    return first
