"""What a table or picture says of itself when it leaves the page: about what, when, by which closing, for whom."""

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from views import wording
from views.visit import Visit

GROUP, OWN, MEMBERS, RECORDED = "group", "own", "members", "recorded"
"""Whose figures: the group's; one's own; the members' or the group's with one's own among them; a list as recorded."""


@dataclass(frozen=True)
class Provenance:
    """about: the family, category or list. shows: 'by month'. edition: which closing. short_*: the same in file names.

    made_for: a member, or the group. rounding: how far the figures are from exact, in words.
    """

    about: str
    shows: str
    period: str
    edition: str
    short_edition: str
    day: date
    made_for: str
    rounding: str
    short_rounding: str

    @property
    def title(self) -> str:
        """'Damp and mould by month, Apr 2024 to Jun 2026'."""
        return ", ".join(filter(None, [f"{self.about} {self.shows}".strip(), self.period]))

    @property
    def file_name(self) -> str:
        """Without an extension: 'damp-and-mould-by-month_apr-2024-to-jun-2026_closed-2026-07-25_for-cedar_…'."""
        parts = (f"{self.about} {self.shows}", self.period, self.short_edition, f"for {self.made_for}")
        named = [_slug(part) for part in (*parts, self.short_rounding) if part]
        return "_".join([*named, self.day.isoformat()])

    @property
    def lines(self) -> list[str]:
        """What a picture has beneath it."""
        return [f"{self.edition}. {wording.heading(self.rounding)}.", f"Made for {self.made_for} on {self._day}."]

    def beside(self, table: pd.DataFrame) -> pd.DataFrame:
        """The table with the same last columns in every row: filtered or copied rows still say where they are from."""
        columns = {
            "Family": self.about,
            "Period": self.period,
            "Edition": self.edition,
            "Downloaded on": self.day.isoformat(),
            "Made for": self.made_for,
            "Rounding": self.rounding,
        }
        return table.assign(**{name: value for name, value in columns.items() if name not in table})

    @property
    def _day(self) -> str:
        return wording.day(self.day)


def provenance(visit: Visit, about: str, period: str, *, shows: str = "", whose: str = GROUP) -> Provenance:
    """about, period, shows: our own words or the standard's labels. whose: GROUP, OWN, MEMBERS or RECORDED."""
    edition, short_edition = _edition(visit, whose)
    rounding, short_rounding = _rounding(visit, whose)
    made_for = visit.own_name or "the group"
    return Provenance(
        about, shows, period, edition, short_edition, visit.today, made_for, rounding, short_rounding
    )  # fmt: skip


def _edition(visit: Visit, whose: str) -> tuple[str, str]:
    """The newest closing; one's own figures and lists are as they are on the day."""
    if whose in (OWN, RECORDED):
        return f"As it is on {wording.day(visit.today)}", "current"
    closings = visit.ask("closings")
    if closings.empty:
        return "Before the first closing", "not closed"
    newest = closings.sort_values(["closed_at", "quarter"]).iloc[-1]  # several may be closed in one second
    edition = f"{wording.quarter(newest['quarter'])}, closed on {wording.day(newest['closed_at'])}"
    return f"Edition of {edition}", f"closed {newest['closed_at']:%Y-%m-%d}"


def _rounding(visit: Visit, whose: str) -> tuple[str, str]:
    """In words, and as a file name has it."""
    if whose == RECORDED:
        return "as recorded", ""
    if whose == OWN:
        return f"exact: {visit.own_name}'s own figures", "exact"
    words = "to the nearest five"
    if visit.store.setting("peer_figures") == "exact":
        words += ", or exact in quarters closed since the members agreed to it"
    own = whose == MEMBERS and visit.own_name
    return (f"{words}; {visit.own_name} exact" if own else words), "nearest five"


def _slug(words: str) -> str:
    """'Apr–Jun 2026' -> 'apr-jun-2026'; letters of any alphabet stay."""
    return re.sub(r"[\W_]+", "-", words.casefold()).strip("-")


def span(figures: pd.DataFrame, unit: str = "month") -> str:
    """'Apr 2024 to Jun 2026', from the first period to the last. figures: with a column `month` or `period`."""
    days = figures["month" if "month" in figures else "period"]
    if days.empty:
        return ""
    first, last = wording.period(days.min(), unit), wording.period(days.max(), unit)
    return first if first == last else f"{first} to {last}"
