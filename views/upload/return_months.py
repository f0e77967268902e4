"""Which months a return is to cover."""

from collections.abc import Collection
from datetime import date

import streamlit as st

from ingest import months
from views import wording
from views.visit import Visit

MONTH_WIDTH = 160
LABELS = ("From", "To")
A_YEAR = 12


def returned_months(visit: Visit) -> set[date]:
    """The months that some current return of the own member covers."""
    return {day.date() for day in visit.ask("own_figures", by="month")["period"].unique()}


def proposal(today: date, held: Collection[date]) -> tuple[date, date]:
    """The months that a file holds, whole, finished, and none after the last finished quarter if it holds any before.

    held: the months with rows. Rows that are a year or more older than all others do not widen it. Without any month
    that would do, the last finished quarter.
    """
    quarter = months.newest_quarter(today)
    finished = [month for month in held if months.has_ended(month, today)]
    usual = sorted([month for month in finished if month <= months.later(quarter, 2)] or finished)
    if not usual:
        return quarter, months.later(quarter, 2)
    first = last = usual[-1]
    for month in reversed(usual):
        if len(months.listed(month, first)) > A_YEAR + 1:
            break
        first = month
    return max(first, months.later(last, 1 - months.MOST)), last


def choose_and_keep(today: date, proposed: tuple[date, date], key: str) -> tuple[date, date]:
    """From and to: as proposed until somebody chooses; what was chosen then stays, whatever is proposed."""
    options = _options(today)
    period = st.session_state.get(f"months {key}", proposed)
    names = [f"{label} {key}" for label in LABELS]
    with st.container(horizontal=True):
        for label, name, month in zip(LABELS, names, period, strict=True):
            st.session_state[name] = month if month in options else options[-1]
            keep = {"on_change": _keep, "args": (f"months {key}", names)}
            st.selectbox(label, options, format_func=wording.month, key=name, width=MONTH_WIDTH, **keep)
    return st.session_state[names[0]], st.session_state[names[1]]


def _keep(key: str, names: list[str]) -> None:
    st.session_state[key] = tuple(st.session_state[name] for name in names)


def _options(today: date) -> list[date]:
    """Any finished month of the last ten years, the newest first."""
    newest = months.later(today.replace(day=1), -1)
    return [months.later(newest, -step) for step in range(months.MOST)]


def choose_months(today: date, proposed: tuple[date, date], key: str) -> tuple[date, date]:
    """From and to, prefilled: of a return without a file."""
    options = _options(today)
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
            for label, month in zip(LABELS, proposed, strict=True)
        ]
    return chosen[0], chosen[1]
