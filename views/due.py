"""What a member still has to send in: quarters, and the number of its homes."""

from datetime import date

import pandas as pd

from ingest import months
from ingest.group import dates, settings
from views import wording
from views.visit import Visit


def open_quarters(status: pd.DataFrame, member: str, today: date, asked_from: date | None = None) -> list[date]:
    """The quarters that the member has not wholly returned, newest first. status: returns_status.

    asked_from: the first quarter that is asked of it; None: from the first return of the group on.
    """
    own, newest = status[status["member"] == member], months.newest_quarter(today)
    if status.empty:
        return [newest] if asked_from is None or asked_from <= newest else []
    not_whole = own.loc[own["status"] != "returned", "quarter"]
    return sorted((day.date() for day in not_whole), reverse=True)


def asked_from(visit: Visit, member: str) -> date | None:
    """The first quarter that is asked of the member, from the date it joined and the group's first quarter."""
    members = visit.ask("members").set_index("member")
    joined = members["joined"].get(member)
    return first_asked(None if pd.isna(joined) else joined.date(), settings.first_quarter(visit.store))


def first_asked(joined: date | None, first_quarter: date | None) -> date | None:
    """Whoever joins within a quarter is asked from the next one on."""
    from_joining = joined and months.quarter_of(months.later(joined, 2))
    return max((day for day in (from_joining, first_quarter) if day), default=None)


def in_words(quarters: list[date], newest: date, by: str, asked_from: date | None = None) -> str:
    """'Jul–Sep 2026 is due by 31 Oct 2026', or that nothing is. quarters: those of `open_quarters`; by: `by_when`."""
    if not quarters and asked_from and asked_from > newest:
        return f"Nothing is due yet: your first quarter is {wording.quarter(asked_from)}"
    if not quarters:
        return f"Nothing is due: {wording.quarter(newest)} is in"
    if quarters[0] != newest:
        return f"{wording.quarter(newest)} is in, {_earlier(len(quarters))} is not"
    if len(quarters) == 1:
        return f"{wording.quarter(newest)} {by}"
    return f"{wording.quarter(newest)} {by}, and {_earlier(len(quarters) - 1)}"


def by_when(due_on: date, today: date) -> str:
    """'is due by 31 Oct 2026', and after that day 'was due on 31 Oct 2026'."""
    return f"was due on {wording.day(due_on)}" if due_on < today else f"is due by {wording.day(due_on)}"


def group_dates(visit: Visit, *, newest_is_in: bool) -> str:
    """'Jul–Sep 2026 is due by 31 Oct 2026. Next meeting: 12 Nov 2026.' No meeting where none is set.

    newest_is_in: every member has returned the newest quarter.
    """
    newest = months.newest_quarter(visit.today)
    due_on, meeting = dates.due_on(visit.store, newest), dates.next_meeting(visit.store)
    found = [] if newest_is_in else [f"{wording.quarter(newest)} {by_when(due_on, visit.today)}."]
    return " ".join([*found, *([f"Next meeting: {wording.day(meeting)}."] if meeting else [])])


def have_homes(homes: pd.DataFrame, year: date) -> set[str]:
    """The members with homes for the financial year that begins then. homes: homes_by_year."""
    return set(homes.loc[homes["year_start"] == pd.Timestamp(year), "member"])


def homes_in_words(visit: Visit, member: str, at: date) -> str | None:
    """That the member has no homes for the financial year of `at`, and what that means; None where it has."""
    year = months.year_of(at)
    if member in have_homes(visit.ask("homes_by_year"), year):
        return None
    return (
        f"The number of homes of {visit.names[member]} for {wording.financial_year(year)} is missing: there is no rate "
        "without it. Tell your coordinator, who enters it on the page Members and homes."
    )


def _earlier(number: int) -> str:
    return "one earlier quarter" if number == 1 else f"{wording.number_word(number)} earlier quarters"
