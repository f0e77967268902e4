"""Beneath a breakdown: its table, what it rests on, and one answer compared with the year before."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from views import choices, numbers, wording
from views.drill_down import fields
from views.drill_down.place import MONTHS, Place
from views.provenance import GROUP, OWN, Provenance, provenance
from views.visit import Visit

NOT_YET = "Outcomes take time to come in: the group’s are shown when the second quarter after is closed."
STILL_COMING_IN = "Outcomes of the newest quarter are still coming in, so they are not compared with earlier ones."


def breakdown_table(visit: Visit, place: Place, rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each code: its count as shown, its share of the answers, how many members it rests on.

    rows: code, label, low, high, shown, contributors and, by a field, share_low and share_high.
    """
    table = pd.DataFrame({fields.title(place.field): rows["label"], "Incidents": rows["shown"]})
    if "share_low" in rows:
        shares = zip(rows["share_low"], rows["share_high"], strict=True)
        table["Share of the answers"] = [wording.share_range(*each) for each in shares]
    if not place.own:
        members = expected(visit, place)
        table["Members"] = [f"{int(each)} of {members}" for each in rows["contributors"]]
    return table


def breakdown_file(place: Place, rows: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The same rows with their counts and shares as numbers. table: of the rows, as the page shows it."""
    first = {fields.title(place.field): rows["label"].tolist()}
    last = {"Members": table["Members"].tolist()} if "Members" in table else {}
    return numbers.beside(first, numbers.with_shares(rows), last)


def made(visit: Visit, place: Place, whose: str = "", beside: str = "", more: str = "") -> Provenance:
    """beside: the member whose figures are beside the group's. more: what it shows besides the split."""
    whose = whose or (OWN if place.own else GROUP)
    shows = f"by {fields.title(place.field).lower()}" + (f", {beside} beside the group" if beside else more)
    return provenance(visit, place.label(visit), wording.period(place.period, place.by), shows=shows, whose=whose)


def expected(visit: Visit, place: Place) -> int:
    """How many members are expected to return the whole of the place's period."""
    figures = visit.ask("group_figures", by=place.by)
    figures = figures[figures["period"] == pd.Timestamp(place.period)]
    return int(figures["members"].iloc[0]) if len(figures) else len(visit.names)


def rests_on(visit: Visit, place: Place, rows: pd.DataFrame) -> str:
    if place.own:
        return f"Rests on your own current returns, exact.{not_given(visit, place, rows)}"
    if rows.empty and place.field in fields.OUTCOMES and matures(visit, place):
        return NOT_YET
    if rows.empty:
        return "No group figure: fewer than five members returned all of it, or supplied this column."
    periods = visit.ask("periods")
    whole = periods[(periods["unit"] == place.by) & (periods["period"] == pd.Timestamp(place.period))]
    returned, supplied = int(whole["members"].iloc[0]), int(rows["contributors"].iloc[0])
    return wording.rests_on(returned, expected(visit, place), supplied if place.is_split_by_field else None)


def not_given(visit: Visit, place: Place, rows: pd.DataFrame) -> str:
    """' Not given for 3 of 48 incidents (6%).', of own incidents; no share of fewer than ten."""
    without = int(rows.loc[rows["code"] == "not_given", "high"].sum())
    if not without:
        return ""
    if place.answers:
        return f" Not given for {without} of them."
    figures = visit.ask("own_figures", by=place.by, family=place.family, category=place.category)
    base = int(figures.loc[figures["period"] == pd.Timestamp(place.period), "n"].sum())
    share = f" ({without / base:.0%})" if base >= wording.LEAST_BASE else ""
    return f" Not given for {without} of {wording.count(base, base, str(base))}{share}."


def beside_last_year(visit: Visit, place: Place, now: Mapping, then: pd.DataFrame) -> str:
    """'About 15 incidents in 2025-26, was 10 the year before.', or why they are not compared.

    now, then: the same answer in the place's period (one row) and a year before (one row or none).
    """
    counted = wording.count(int(now["low"]), int(now["high"]), now["shown"])
    now_in_words = f"{counted[0].upper()}{counted[1:]} in {wording.period(place.period, place.by)}"
    if place.field in fields.OUTCOMES and holds_newest_quarter(visit, place):
        return f"{now_in_words}. {STILL_COMING_IN}"
    if then.empty:
        return f"{now_in_words}."
    was = f"{now_in_words}, was {then['shown'].iloc[0]} {wording.at_last_time(place.period, place.by)}"
    if place.own or same_members(visit, place, int(now["contributors"]), int(then["contributors"].iloc[0])):
        return f"{was}."
    return f"{was}, but not from the same members."


def matures(visit: Visit, place: Place) -> bool:
    """Whether one of the two newest closed quarters is in the period: its outcomes are not shown yet."""
    return any(_start(place) <= pd.Timestamp(quarter) < _end(place) for quarter in visit.periods("quarter")[-2:])


def holds_newest_quarter(visit: Visit, place: Place) -> bool:
    quarters = choices.own_periods(visit, "quarter") if place.own else visit.periods("quarter")
    return bool(quarters) and _start(place) <= pd.Timestamp(quarters[-1]) < _end(place)


def same_members(visit: Visit, place: Place, now: int, then: int) -> bool:
    """Whether the same members count in the period and a year before; `now` and `then` are how many."""
    return now == then and _suppliers(visit, place, 0) == _suppliers(visit, place, 1)


def _suppliers(visit: Visit, place: Place, years_back: int) -> set[str]:
    """The members that returned every quarter of the period with the column that is shown."""
    column = fields.source_of(place.field) if place.is_split_by_field else "category"
    back = pd.DateOffset(years=years_back)
    rows = visit.ask("column_supplied")
    rows = rows[(rows["field"] == column) & rows["supplied"].astype(bool)]
    rows = rows[(rows["quarter"] >= _start(place) - back) & (rows["quarter"] < _end(place) - back)]
    quarters = rows.groupby("member")["quarter"].nunique()
    return set(quarters[quarters == MONTHS[place.by] // 3].index)


def _start(place: Place) -> pd.Timestamp:
    return pd.Timestamp(date(place.period.year, place.period.month, 1))


def _end(place: Place) -> pd.Timestamp:
    return _start(place) + pd.DateOffset(months=MONTHS[place.by])
