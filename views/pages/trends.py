"""Explore: one family or category over months, for the group and oneself, and every member by quarter."""

import pandas as pd
import streamlit as st

from views import choices, methods, signals, wording
from views.charts import alt
from views.charts.seasonal import seasonal
from views.charts.small_multiples import small_multiples
from views.charts.trend import trend
from views.exhibit import exhibit
from views.plain import plain
from views.visit import Visit, here


def page(visit: Visit) -> None:
    head = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        own = visit.member is not None and choices.whose(visit)
        family, category = choices.family_and_category(visit)
    label = visit.labels("category" if category else "family")[category or family]
    chart = visit.ask("control_chart", of="own" if own else "group", family=family, category=category)
    figures = chart.rename(columns={"month": "period"})
    with head:
        st.title(plain(signals.title(chart, f"{label} at {visit.own_name}" if own else label)))
    if chart.empty and not visit.member:
        nothing_yet()
        return
    months(visit, figures, chart, label, family, category, own=own)
    about_the_range(visit, chart, family, category, own=own)
    st.subheader("Is it the time of year?")
    by_season(visit, figures, label, own=own)
    st.subheader("Is it the same everywhere?")
    members(visit, family)
    where_next(family, category, own=own)


def nothing_yet() -> None:
    st.markdown(
        "Here a family or category runs over the months, with its usual range. The group's line begins when five "
        "members have returned a quarter and the coordinator has closed it.",
        width=640,
    )


def months(
    visit: Visit,
    figures: pd.DataFrame,
    chart: pd.DataFrame,
    label: str,
    family: str,
    category: str | None,
    *,
    own: bool,
) -> None:
    """The own line alone with its range, or the group's with its range and, unless presenting, the own line below."""
    group = None if own else figures
    mine = visit.ask("own_figures", by="month", family=family, category=category) if visit.member else None
    name = visit.own_name or "Our own"
    exhibit(
        trend(group, mine, chart, own_name=name, dark=visit.dark),
        month_table(group, mine, chart, name),
        name=f"{category or family}_by_month",
        rests_on=rests_on(chart, own),
        how=f"{methods.COUNT}\n\n{methods.USUAL_RANGE}",
        sure=sure(chart),
        alt=alt.trend(group, mine, label, name),
    )


def rests_on(chart: pd.DataFrame, own: bool) -> str:
    if own:
        return "Rests on your own current returns, exact."
    if chart.empty:
        return "No group figure yet: it takes five members and a closed quarter."
    newest = chart.iloc[-1]
    hollow = " Hollow months lack a member and take no part in the range." if chart["hollow"].any() else ""
    return f"{wording.rests_on(int(newest['contributors']), int(newest['members']))}{hollow}"


def month_table(
    group: pd.DataFrame | None, mine: pd.DataFrame | None, chart: pd.DataFrame, name: str
) -> pd.DataFrame:
    parts = []
    if group is not None:
        parts.append(pd.DataFrame({"period": group["period"], "Group": group["shown"]}))
    if mine is not None:
        parts.append(pd.DataFrame({"period": mine["period"], name: mine["n"]}))
    words = [
        wording.signal(row.signal, row.direction) if pd.notna(row.signal) else ""
        for row in chart.itertuples()
    ]
    limits = pd.DataFrame(
        {
            "period": chart["month"],
            "Average": chart["mean"].round(1),
            "Usual range from": chart["lower"].round(1),
            "to": chart["upper"].round(1),
            "Signal": words,
        }
    )
    table = limits
    for part in reversed(parts):
        table = part.merge(table, on="period", how="outer")
    table = table.sort_values("period")
    table.insert(0, "Month", table.pop("period").map(wording.month))
    return table


def sure(chart: pd.DataFrame) -> str | None:
    if chart.empty:
        return None
    if words := signals.why_none(chart):
        return words
    newest = chart.iloc[-1]
    said = f"Usual range now: {newest['lower']:.0f} to {newest['upper']:.0f} a month, average {newest['mean']:.0f}."
    if signals.is_provisional(chart):
        return f"{said} Provisional: it rests on twelve months or fewer and may move."
    marked = signals.listed(chart)
    return f"{said}\n\nMarked: {marked or 'no month'}. Expect about one month in a hundred to be marked by chance."


def about_the_range(
    visit: Visit, chart: pd.DataFrame, family: str, category: str | None, *, own: bool
) -> None:
    """Why there is no usual range and, in its place, the total of the last complete year."""
    if not (words := signals.why_none(chart)):
        return
    asked = "own_figures" if own else "group_figures"
    years = visit.ask(asked, by="year", family=family, category=category)
    years = years[years["complete"]] if own else years
    total = ""
    if len(years):
        last = years.iloc[-1]
        counted = (
            wording.count(int(last["n"]), int(last["n"]), str(last["n"]))
            if own
            else wording.count(int(last["low"]), int(last["high"]), last["shown"])
        )
        total = f" In {wording.financial_year(last['period'])}: {counted}."
    st.markdown(plain(words + total), width=640)


def by_season(visit: Visit, figures: pd.DataFrame, label: str, *, own: bool) -> None:
    if own:
        figures = figures.rename(columns={"value": "n"})
        table = pd.DataFrame({"Month": figures["period"].map(wording.month), visit.own_name: figures["n"]})
    else:
        figures = figures[["period", "low", "high", "shown"]]
        table = pd.DataFrame({"Month": figures["period"].map(wording.month), "Group": figures["shown"]})
    exhibit(
        seasonal(figures, dark=visit.dark),
        table,
        name="by_season",
        rests_on="Your own, exact." if own else "The group, to the nearest five.",
        how=methods.SEASONAL,
        alt=alt.seasonal(figures, label),
    )


def members(visit: Visit, family: str) -> None:
    figures = visit.ask("member_figures", by="quarter", family=family)
    if figures.empty:
        st.info("No quarter is closed yet. When the coordinator closes one, every member stands here.")
        return
    label = visit.labels("family")[family]
    table = figures.pivot(index="period", columns="member", values="shown").reindex(columns=list(visit.names))
    table = table.fillna(wording.NOT_RETURNED).rename(columns=visit.names)
    table.insert(0, "Quarter", table.index.map(wording.quarter))
    exhibit(
        small_multiples(figures, visit.member, visit.names, dark=visit.dark),
        table,
        name=f"{family}_by_member",
        rests_on=f"All of {label.lower()}; peers to the nearest five, from the newest closed quarter.",
        how=methods.COUNT,
        alt=alt.small_multiples(figures, label, visit.names),
    )


def where_next(family: str, category: str | None, *, own: bool) -> None:
    with st.container(horizontal=True):
        st.page_link(
            "views/pages/compare.py",
            label="How do members compare?",
            icon=":material/compare_arrows:",
            query_params=choices.address(family=family),
        )
        st.page_link(
            "views/pages/drill_down.py",
            label="What kind is it?",
            icon=":material/account_tree:",
            query_params=choices.into(
                family=family, category=category or "all", of="own" if own else "group"
            ),
        )


page(here())
