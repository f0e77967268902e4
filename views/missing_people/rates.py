"""Episodes per 1,000 homes: of all homes, and of supported and older people's homes alone."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ingest.months import year_of
from views import methods, numbers, tables, wording
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.focus.answers import answers
from views.focus.coverage import suppliers, why_none
from views.focus.opening import figure
from views.focus.shares import counts
from views.focus.topic import View
from views.look import PROSE
from views.provenance import GROUP, OWN, provenance
from views.visit import Visit

SUPPORTED = ("supported", "older_people")
ALL_HOMES, SUPPORTED_HOMES = "All homes", "Supported and older people’s homes"


@dataclass(frozen=True)
class Rate:
    """Episodes in some homes as they are shown, and the interval of their rate per 1,000 of these homes."""

    homes_of: str
    shown: str
    homes: int
    low: float
    high: float


def rates(visit: Visit, view: View) -> None:
    found = [each for each in (of_all(visit, view), of_supported(visit, view)) if each]
    if len(found) < 2:
        st.markdown(why_not(visit, view, found), width=PROSE)
    if not found:
        return
    table = pd.DataFrame(
        {
            "Homes": [each.homes_of for each in found],
            "Episodes": [each.shown for each in found],
            "Number of homes": [f"{each.homes:,}" for each in found],
            "Episodes per 1,000 homes (95% interval)": [wording.rate_range(each.low, each.high) for each in found],
        }
    )
    tables.show(table, "Missing people for the homes there are")
    rests_on = "Your own, exact." if view.own else "To the nearest five; the interval covers what the counts may be."
    rests_on = f"{view.words}. {rests_on} A person who goes missing twice is two episodes."
    ends = {f"{numbers.RATE}, low (95%)": [round(each.low, 2) for each in found]}
    ends |= {f"{numbers.RATE}, high (95%)": [round(each.high, 2) for each in found]}
    file = table.iloc[:, :2].assign(**{"Number of homes": [each.homes for each in found], **ends})
    made = provenance(visit, "Missing people", view.words, shows="rates", whose=OWN if view.own else GROUP)
    beneath(
        visit,
        table,
        name="missing_people_rates",
        made=made,
        rests_on=rests_on,
        how=methods.RATE,
        file=lambda: file,
        on_page=True,
    )


def of_all(visit: Visit, view: View) -> Rate | None:
    row = figure(visit, view)
    if row is None or pd.isna(row["rate_low"]):
        return None
    return Rate(ALL_HOMES, row["shown"], int(row["homes"]), row["rate_low"], row["rate_high"])


def of_supported(visit: Visit, view: View) -> Rate | None:
    """Of the members that supply the kind of home, by their supported and older people's homes of the year."""
    rows = answers(visit, view, "needs_type")
    members = [visit.member] if view.own else suppliers(visit, "needs_type", view.quarters)
    if rows.empty or len(members) != int(rows["contributors"].min()):  # who came later supplies it and is not counted
        return None
    homes = visit.ask("homes_by_year")
    homes = homes[(homes["year_start"] == pd.Timestamp(year_of(view.period))) & homes["member"].isin(members)]
    homes = int(homes.loc[homes["needs_type"].isin(SUPPORTED), "homes"].sum())
    if not homes:
        return None
    low, high = counts(rows, SUPPORTED)
    lower, upper = (visit.ask("rate", x=x, homes=homes).iloc[0] for x in (low, high))
    shown = str(low) if low == high else f"{low:,} to {high:,}"
    return Rate(SUPPORTED_HOMES, shown, homes, lower["lower95"], upper["upper95"])


def why_not(visit: Visit, view: View, found: list[Rate]) -> str:
    if not found:
        return f"No rate: there is no figure for {view.words}, or no homes figure for its year."
    if answers(visit, view, "needs_type").empty:
        return f"For supported and older people’s homes alone: {why_none(visit, view, 'needs_type')}"
    return escape_markdown(
        f"{found[0].homes_of} only: the other rate needs the homes of each kind, and the kind of home from every "
        f"member counted in {view.words}."
    )
