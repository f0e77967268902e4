"""Which closing the group's figures are of: when a quarter was closed, with whom, and what came since."""

from collections.abc import Collection
from datetime import date

import pandas as pd
import streamlit as st

from ingest.months import later
from views import wording
from views.escaping import escape_markdown
from views.visit import Visit

UNCHANGED = "Nothing of it has changed since."


def show(visit: Visit, by: str = "quarter", period: date | None = None, *, own: bool = False) -> None:
    """One quiet line near a page's title; on a projector only where something changed since, so that charts have room.

    period: None where the page shows all of them. own: exact own figures.
    """
    words = in_words(visit, by, period, own=own)
    if words and not (visit.presenting and words.endswith(UNCHANGED)):
        st.caption(escape_markdown(words))


def in_words(visit: Visit, by: str = "quarter", period: date | None = None, *, own: bool = False) -> str:
    """Of the period on the page; where that is no closed quarter or year, of the newest. Empty before any closing."""
    if own:
        as_it_is = f"Own figures are as they are on {wording.day(visit.today)}."
        return " ".join(filter(None, (as_it_is, newest(visit))))
    if period is None:
        return newest(visit)
    if by == "quarter":
        return of_quarter(visit, period)
    quarters = visit.ask("closings")["quarter"]
    of_year = quarters[(quarters >= pd.Timestamp(period)) & (quarters < pd.Timestamp(later(period, 12)))]
    if of_year.empty:
        return newest(visit)
    last = of_year.max().date()
    return f"The last quarter in it is {wording.quarter(last)}. {of_quarter(visit, last)}"


def of_quarter(visit: Visit, quarter: date) -> str:
    """'Closed on 25 Oct 2026 with 6 of 7 members. …'; empty where the quarter is not closed."""
    closings = visit.ask("closings")
    found = closings[closings["quarter"] == pd.Timestamp(quarter)]
    if found.empty:
        return ""
    status = visit.ask("returns_status")
    now = status.loc[(status["quarter"] == pd.Timestamp(quarter)) & (status["status"] == "returned"), "member"]
    return closed_in_words(found.iloc[0], visit.names, now.tolist())


def newest(visit: Visit) -> str:
    """The same of the newest closed quarter, which it names; empty before the first closing."""
    quarters = visit.ask("closings")["quarter"]
    if quarters.empty:
        return ""
    quarter = quarters.max().date()
    return f"The group's newest quarter is {wording.quarter(quarter)}. {of_quarter(visit, quarter)}"


def closed_in_words(closing: pd.Series, names: dict[str, str], returned: Collection[str] = ()) -> str:
    """'Closed on 25 Oct 2026 with 6 of 7 members. Gorse came later: the group's figures are without it.'

    closing: a row of `closings`. returned: the members whose returns of the quarter are whole now.
    """
    counted, came_later = list(closing["counted"]), list(closing["came_later"])
    expected = len(counted) + len(closing["awaited"]) + len(came_later)
    words = f"Closed on {wording.day(closing['closed_at'])} with {wording.members(len(counted), expected)}."
    not_shown = [member for member in names if member in {*returned} - {*counted, *came_later}]
    for members, what in ((came_later, "came later"), (not_shown, "returned it after the closing")):
        if members:
            whom = wording.listed([names[member] for member in members])
            words += f" {whom} {what}: the group's figures are without {'it' if len(members) == 1 else 'them'}."
    if closing["corrected"]:
        return f"{words} An erratum was given since."
    return words if came_later or not_shown else f"{words} {UNCHANGED}"
