"""What the coordinator does next, with its day, from the calendar in docs/a_year.md."""

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from ingest import months
from ingest.group import dates
from views import wording
from views.escaping import escape_markdown
from views.look import PROSE
from views.visit import Visit

DAYS_TO_CLOSE = 14  # from the day the returns are due
STANDARD_REVIEW = 1  # the month in which the group goes through the standard's change note


@dataclass(frozen=True)
class Step:
    """by: the last day for it, or the only one."""

    by: date
    words: str
    when: str = "By"

    def in_words(self, today: date) -> str:
        late = " (this day is past)" if self.by < today else ""
        return f"{self.when} {wording.day(self.by)}{late}: {self.words}"


def show(visit: Visit, *, newest_is_closed: bool, missing_homes: list[str]) -> None:
    """Folded, with the first step in its label."""
    today, quarter = visit.today, next_to_close(visit.today, newest_is_closed=newest_is_closed)
    due, meeting = dates.due_on(visit.store, quarter), dates.next_meeting(visit.store)
    first, *others = steps(today, quarter, due, meeting, missing_homes)
    with st.expander(escape_markdown(f"What is next. {first.in_words(today)}"), icon=":material/event_upcoming:"):
        lines = [f"- {escape_markdown(each.in_words(today))}" for each in (first, *others)]
        st.markdown("\n".join(lines), width=PROSE)
        st.caption("The whole year, step by step, is in `docs/a_year.md`.")


def next_to_close(today: date, *, newest_is_closed: bool) -> date:
    """The newest quarter that has ended, or the one after it."""
    newest = months.newest_quarter(today)
    return months.later(newest, 3) if newest_is_closed else newest


def steps(today: date, quarter: date, due: date, meeting: date | None, missing_homes: list[str]) -> list[Step]:
    """The steps ahead, the soonest first.

    quarter: the one to be closed next; due: its returns; missing_homes: names of members without homes for this
    financial year.
    """
    year = months.year_of(today)
    next_year = months.later(year, 12)
    found = [
        Step(due, f"returns of {wording.quarter(quarter)} are in; Packs has a reminder for whoever is awaited."),
        *_closing(wording.quarter(quarter), due, meeting),
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


def _closing(quarter: str, due: date, meeting: date | None) -> list[Step]:
    """Closing comes before the meeting, where that is not before the returns are due."""
    close_by = due + timedelta(days=DAYS_TO_CLOSE)
    slides = "Packs has the slides, Meeting the agenda."
    if meeting is None:
        return [Step(close_by, f"close {quarter}, then meet: {slides}")]
    before = meeting if due <= meeting else close_by
    return [Step(before, f"close {quarter}."), Step(meeting, f"the group meets: {slides}", "On")]


def _next(today: date, month: int) -> date:
    """The first day of that month, this year's while it lasts."""
    this_year = date(today.year, month, 1)
    return date(today.year + 1, month, 1) if _last_of(this_year) < today else this_year


def _last_of(month: date) -> date:
    return months.later(month, 1) - timedelta(days=1)
