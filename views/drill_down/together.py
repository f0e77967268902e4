"""Together with: the share of these incidents that also involves each other category."""

import pandas as pd
import streamlit as st

from views import headings, methods, tables, wording
from views.drill_down import breakdown_rows, sentences
from views.drill_down.place import Place
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.look import PROSE
from views.visit import Visit

MOST = 3


def together(visit: Visit, place: Place) -> None:
    """A sentence and the table, or why there is none. place: with a family."""
    headings.section("What does it come together with?")
    rows = visit.ask("together_with", period=place.period, **place.asked)
    st.markdown(escape_markdown(sentence(visit, place)), width=PROSE)
    found = rows[rows["high"] > 0]
    if found.empty:
        return
    shown = table(found)
    tables.show(shown, "What it comes together with")
    beneath(
        visit,
        shown,
        name="together_with",
        made=breakdown_rows.made(visit, place, more=" and what comes together with it"),
        rests_on=rests_on(place, rows),
        how=methods.TOGETHER,
        on_page=True,
    )


def sentence(visit: Visit, place: Place, other: str | None = None) -> str:
    """What comes together with the place's incidents, or `other` alone; or why there is no figure."""
    rows = visit.ask("together_with", period=place.period, **place.asked)
    if rows.empty:
        return why_none(place)
    named = f"{sentences.subject(visit, place, of_all=True)} in {wording.period(place.period, place.by)}"
    return said(rows if other is None else rows[rows["category"] == other], named)


def why_none(place: Place) -> str:
    if place.own:
        return "Your returns of this period do not have the column “Also involves”."
    return (
        "No figure of the group: it takes five members that supply the column “Also involves” for all of this period."
    )


def said(rows: pd.DataFrame, named: str) -> str:
    """'Of the damp and mould incidents in 2025-26, 12% to 14% also involved cost of living (95% interval …) …'"""
    with_share = rows.dropna(subset=["share_low"])
    if with_share.empty:
        return f"There is no share of {named}: too few, or not every member that counts supplies the column."
    with_share = with_share[with_share["low"] > 0].sort_values("high", ascending=False, kind="stable").head(MOST)
    if with_share.empty:
        return f"No other category clearly comes together with {named}."
    parts = [
        f"{wording.share_range(row.share_low, row.share_high)} also involved {sentences.lowered(row.label)} "
        f"(95% interval {row.lower95:.0%} to {row.upper95:.0%})"
        for row in with_share.itertuples()
    ]
    return f"Of the {named}, {wording.listed(parts)}."


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a category that comes with these incidents, the most frequent first."""
    rows = rows.sort_values("high", ascending=False, kind="stable")
    limits = zip(rows["lower95"], rows["upper95"], strict=True)
    return pd.DataFrame(
        {
            "Also involves": rows["label"].tolist(),
            "Incidents": rows["shown"].tolist(),
            "Share": [wording.share_range(*each) for each in zip(rows["share_low"], rows["share_high"], strict=True)],
            "95% interval": ["" if pd.isna(low) else f"{low:.0%} to {high:.0%}" for low, high in limits],
            "Of": rows["base_shown"].fillna("").tolist(),
        }
    )


def rests_on(place: Place, rows: pd.DataFrame) -> str:
    if place.own:
        return "Rests on your own current returns, exact."
    return f"Rests on {int(rows['contributors'].iloc[0])} members that supply this column, to the nearest five."
