"""What is due from the own member, and which months a return is to cover."""

from datetime import date

import pandas as pd
import streamlit as st

from ingest import months
from views import wording
from views.visit import Visit

MONTH_WIDTH = 160


def newest_quarter(today: date) -> date:
    """The last finished quarter."""
    return months.newest_quarter(today)


def awaited(status: pd.DataFrame, member: str, today: date) -> list[date]:
    """The quarters that the member has not wholly returned, newest first. status: returns_status."""
    mine = status[status["member"] == member]
    if mine.empty:
        return [newest_quarter(today)]
    open_ones = mine.loc[mine["status"] != "returned", "quarter"]
    return sorted((day.date() for day in open_ones), reverse=True)


def title(open_quarters: list[date], newest: date) -> str:
    """'Jul–Sep 2026 is due', or that nothing is."""
    if not open_quarters:
        return f"Nothing is due: {wording.quarter(newest)} is in"
    if open_quarters[0] != newest:
        return f"{wording.quarter(newest)} is in, {_earlier(len(open_quarters))} is not"
    if len(open_quarters) == 1:
        return f"{wording.quarter(newest)} is due"
    return f"{wording.quarter(newest)} is due, and {_earlier(len(open_quarters) - 1)}"


def _earlier(number: int) -> str:
    return "one earlier quarter" if number == 1 else f"{wording.number_word(number)} earlier quarters"


def returned_months(visit: Visit) -> set[date]:
    """The months that some current return of the own member covers."""
    return {day.date() for day in visit.ask("own_figures", by="month")["period"].unique()}


def proposal(today: date, returned: set[date], held: tuple[date, date] | None = None) -> tuple[date, date]:
    """The twelve months to the end of the last finished quarter; fewer where the file holds only the newest.

    Months before a file's first row stay as they are, unless nothing covers them yet.
    """
    first, last = months.proposed(today)
    if held is None:
        return first, last
    missing = [month for month in months.listed(first, last) if month not in returned]
    begins = min([held[0], *missing])
    return (begins, last) if first < begins <= last else (first, last)


def choose_months(today: date, proposed: tuple[date, date], key: str) -> tuple[date, date]:
    """From and to, prefilled; any finished month of the last ten years."""
    newest = months.later(today.replace(day=1), -1)
    options = [months.later(newest, -step) for step in range(months.MOST)]
    suffix = f"{key} {proposed[0]} {proposed[1]}"
    with st.container(horizontal=True):
        chosen = [
            st.selectbox(
                label,
                options,
                index=options.index(month) if month in options else 0,
                format_func=wording.month,
                key=f"{label} {suffix}",
                width=MONTH_WIDTH,
            )
            for label, month in zip(("From", "To"), proposed, strict=True)
        ]
    return chosen[0], chosen[1]


def span(from_month: date, to_month: date) -> str:
    """'Jul 2026 to Sep 2026', or the one month."""
    if from_month == to_month:
        return wording.month(from_month)
    return f"{wording.month(from_month)} to {wording.month(to_month)}"
