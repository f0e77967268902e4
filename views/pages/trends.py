"""Explore: one family or category over months, for the group and oneself, and every member by quarter."""

import pandas as pd
import streamlit as st

from views import choices, wording
from views.charts.small_multiples import small_multiples
from views.charts.trend import trend
from views.exhibit import exhibit
from views.plain import plain
from views.visit import Visit, here

HOW = (
    "Every month, the incidents in the group's returns are added up and shown to the nearest five; a count under five "
    "is shown as that. Only whole, closed quarters count for the group. Your own line is exact, from your own returns."
)


def page(visit: Visit) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        family, category = choices.family_and_category(visit)
    label = visit.labels("category" if category else "family")[category or family]
    st.title(f"{label} over time")
    months(visit, family, category)
    st.subheader("Is it the same everywhere?")
    members(visit, family)


def months(visit: Visit, family: str, category: str | None) -> None:
    group = visit.ask("group_figures", by="month", family=family, category=category)
    own = visit.ask("own_figures", by="month", family=family, category=category) if visit.member else None
    exhibit(
        trend(group, own, own_name=visit.own_name, dark=visit.dark),
        _table(group, own, visit),
        name=f"{category or family}_by_month",
        rests_on=rests_on(group),
        how=HOW,
        alt="Incidents by month for the group and your own organisation.",
    )


def rests_on(group: pd.DataFrame) -> str:
    if group.empty:
        return "No group figure: at least five members must return a whole quarter, and the coordinator close it."
    last = group.iloc[-1]
    return wording.rests_on(int(last["contributors"]), int(last["members"]))


def _table(group: pd.DataFrame, own: pd.DataFrame | None, visit: Visit) -> pd.DataFrame:
    table = pd.DataFrame({"Month": group["period"].map(wording.month), "Group": group["shown"]})
    if own is None:
        return table
    exact = pd.DataFrame({"Month": own["period"].map(wording.month), visit.own_name: own["n"]})
    return table.merge(exact, on="Month", how="outer", sort=False)


def members(visit: Visit, family: str) -> None:
    figures = visit.ask("member_figures", by="quarter", family=family)
    if figures.empty:
        st.info(
            "Nothing closed yet. When the coordinator closes a quarter, every member's figure stands here."
        )
        return
    shown = figures.assign(
        member=figures["member"].map(visit.names), period=figures["period"].map(wording.quarter)
    )
    table = shown.pivot(index="period", columns="member", values="shown")
    order = [wording.quarter(day) for day in sorted(figures["period"].unique())]
    exhibit(
        small_multiples(figures, visit.member, visit.names, dark=visit.dark),
        table.loc[order].reset_index().rename(columns={"period": "Quarter"}),
        name=f"{family}_by_member",
        rests_on="Peers to the nearest five, from the newest closed quarter; your own exact.",
        how=HOW,
        alt=f"Small charts, one a member, of {plain(visit.labels('family')[family])} by quarter.",
    )


page(here())
