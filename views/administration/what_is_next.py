"""What the coordinator does next, with its day, from the calendar in docs/a_year.md."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from ingest import months
from views import wording
from views.escaping import escape_markdown
from views.look import PROSE

DAYS_TO_CLOSE = 14  # from the day the returns are due
STANDARD_REVIEW = 1  # the month in which the group goes through the standard's change note


@dataclass(frozen=True)
class Step:
    """by: the last day for it."""

    by: date
    words: str

    def in_words(self, today: date) -> str:
        late = " (this day is past)" if self.by < today else ""
        return f"By {wording.day(self.by)}{late}: {self.words}"


def show(today: date, *, newest_is_closed: bool, missing_homes: list[str]) -> None:
    """Folded, with the first step in its label."""
    first, *others = steps(today, newest_is_closed=newest_is_closed, missing_homes=missing_homes)
    with st.expander(escape_markdown(f"What is next. {first.in_words(today)}"), icon=":material/event_upcoming:"):
        lines = [f"- {escape_markdown(each.in_words(today))}" for each in (first, *others)]
        st.markdown("\n".join(lines), width=PROSE)
        st.caption("The whole year, step by step, is in `docs/a_year.md`.")


def steps(today: date, *, newest_is_closed: bool, missing_homes: list[str]) -> list[Step]:
    """The steps ahead, the soonest first. missing_homes: names of members without homes for this financial year."""
    quarter = months.newest_quarter(today)
    if newest_is_closed:
        quarter = months.later(quarter, 3)
    due = months.later(quarter, 4) - timedelta(days=1)
    close_by = due + timedelta(days=DAYS_TO_CLOSE)
    year = months.year_of(today)
    next_year = months.later(year, 12)
    found = [
        Step(due, f"returns of {wording.quarter(quarter)} are in; Packs has a reminder for whoever is awaited."),
        Step(close_by, f"close {wording.quarter(quarter)}, then meet: Packs has the slides, Meeting the agenda."),
        Step(_last_of(next_year), f"enter the homes of {wording.financial_year(next_year)} on Members and homes."),
        Step(_last_of(next_year), "clear out rows that are older than the group keeps, on Settings."),
        Step(_last_of(_next(today, STANDARD_REVIEW)), "review the standard: Data dictionary has its change note."),
    ]
    if missing_homes:
        whom = wording.listed(missing_homes)
        found.append(
            Step(_last_of(year), f"enter the homes of {wording.financial_year(year)} of {whom}: no rates yet.")
        )
    return sorted(found, key=lambda step: step.by)


def _next(today: date, month: int) -> date:
    """The first day of that month, this year's while it lasts."""
    this_year = date(today.year, month, 1)
    return date(today.year + 1, month, 1) if _last_of(this_year) < today else this_year


def _last_of(month: date) -> date:
    return months.later(month, 1) - timedelta(days=1)
