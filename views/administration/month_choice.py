"""A month is chosen from a list, in the words in which months are shown; nobody has to know how to write one."""

from datetime import date

import streamlit as st

from ingest import months
from views import wording

YEARS_BACK, MONTHS_AHEAD = 10, 24


def choose(label: str, today: date, *, key: str, empty: str, held: date | None = None) -> date | None:
    """A month's first day, or None while the field is empty. empty: what the field shows then. held: the month now."""
    listed = options(today, held)
    index = listed.index(held) if held else None
    return st.selectbox(label, listed, index=index, format_func=wording.month, placeholder=empty, key=key)


def options(today: date, held: date | None = None) -> list[date]:
    """The months that a group plans or remembers, and the one that is held; the newest first."""
    first, last = (months.later(today.replace(day=1), by) for by in (-12 * YEARS_BACK, MONTHS_AHEAD))
    return sorted({*months.listed(first, last), *([held] if held else [])}, reverse=True)
