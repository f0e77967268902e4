"""Which months a return is to cover."""

from datetime import date

import streamlit as st

from ingest import months
from views import wording
from views.visit import Visit

MONTH_WIDTH = 160


def returned_months(visit: Visit) -> set[date]:
    """The months that some current return of the own member covers."""
    return {day.date() for day in visit.ask("own_figures", by="month")["period"].unique()}


def proposal(today: date, returned: set[date], held: tuple[date, date] | None = None) -> tuple[date, date]:
    """The twelve months to the end of the last finished quarter; fewer where the file holds only the newest.

    returned: months that a return covers already. held: the first and last month in the file. Months before the
    file's first row are left out, unless no return covers them yet.
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
