"""Explore: one family or category by month, for the group and the own member, and every member by quarter."""

from functools import partial

import pandas as pd
import streamlit as st

from views import choices, edition, headings, methods, signals, wording
from views.charts import alt, intervals
from views.charts.seasonal import seasonal
from views.charts.small_multiples import small_multiples
from views.charts.trend import trend
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.look import PROSE
from views.provenance import GROUP, MEMBERS, OWN, provenance, span
from views.trends import month_rows
from views.trends.behind import behind_month
from views.trends.series import Series
from views.visit import Visit
from views.way_on import way_on
from views.what_happened import what_happened


def page(visit: Visit) -> None:
    head = st.container()
    with choices.row():
        own = visit.member is not None and choices.own_or_group(visit)
        family, category = choices.family_and_category(visit)
    series = Series(own, family, category)
    chart = visit.ask_of("control_chart", family, category, of=series.of)
    label = series.label(visit)
    with head:
        headings.title(escape_markdown(signals.title(chart, f"{label} at {visit.own_name}" if own else label)))
        st.caption(wording.MORE_IS_NOT_WORSE)
        edition.show(visit)
    if chart.empty and not visit.member:
        nothing_yet(visit)
        return
    months(visit, series, chart, label)
    why_no_range(visit, series, chart)
    headings.section("Is it the time of year?")
    by_season(visit, series, label)
    headings.section("Is it the same everywhere?")
    members(visit, family)
    where_next(visit, series)


def nothing_yet(visit: Visit) -> None:
    st.markdown(
        "Here a family or category runs over the months, with its usual range. The group's line begins when "
        "five members have returned a quarter and the coordinator has closed it.",
        width=PROSE,
    )
    way_on(visit)


def months(visit: Visit, series: Series, chart: pd.DataFrame, label: str) -> None:
    """The own line with its usual range; or the group's with its range and, unless presenting, the own line too."""
    group = None if series.own else chart.rename(columns={"month": "period"})
    own = None
    if visit.member:
        own = visit.ask_of("own_figures", series.family, series.category, by=signals.unit(chart))
        own = own[own["complete"]]
    name = visit.own_name or "Our own"
    events = what_happened(visit, series.family, series.category)
    exhibit(
        visit,
        trend(group, own, chart, events, own_name=visit.own_short_name or name, dark=visit.dark),
        partial(month_rows.month_table, group, own, chart, name),
        name="by_month",
        made=provenance(visit, label, span(chart), shows=f"by {signals.unit(chart)}", whose=series.whose),
        file=partial(month_rows.month_file, group, own, chart, name),
        rests_on=month_rows.rests_on(chart, series.own),
        how=f"{methods.COUNT}\n\n{methods.usual_range(chart['basis'].iloc[-1] if len(chart) else None)}",
        sure=month_rows.sure(chart),
        alt=alt.trend(group, own, label, name, chart),
        leads_to=partial(behind_month, series),
    )


def why_no_range(visit: Visit, series: Series, chart: pd.DataFrame) -> None:
    """Where there is no usual range: why not, and the last complete year's total."""
    if why := signals.why_none(chart):
        st.markdown(escape_markdown(f"{why} {last_year(visit, series)}"), width=PROSE)


def last_year(visit: Visit, series: Series) -> str:
    question = "own_figures" if series.own else "group_figures"
    years = visit.ask_of(question, series.family, series.category, by="year")
    if series.own:
        years = years[years["complete"]]
        years = intervals.of_exact(years)
    if years.empty:
        return ""
    last = years.iloc[-1]
    counted = wording.count(int(last["low"]), int(last["high"]), last["shown"])
    return f"In {wording.financial_year(last['period'])}: {counted}."


def by_season(visit: Visit, series: Series, label: str) -> None:
    question = "own_figures" if series.own else "group_figures"
    figures = visit.ask_of(question, series.family, series.category, by="month")
    name, column = (visit.own_name, "n") if series.own else ("Group", "shown")
    exhibit(
        visit,
        seasonal(figures, dark=visit.dark),
        partial(month_rows.season_table, figures, name, column),
        name="by_season",
        made=provenance(visit, label, span(figures), shows="by time of year", whose=OWN if series.own else GROUP),
        file=partial(month_rows.season_file, figures, name),
        rests_on="Your own, exact." if series.own else month_rows.season_rests_on(figures),
        how=methods.SEASONAL,
        alt=alt.seasonal(figures, label),
    )


def members(visit: Visit, family: str) -> None:
    """Every member by closed quarter. Later quarters are left out: peers are not missing there, only not shown yet."""
    quarters = visit.periods("quarter")
    if not quarters:
        st.info("No quarter is closed yet. When the coordinator closes one, every member appears here.")
        return
    figures = visit.ask_of("member_figures", family, by="quarter")
    figures = figures[figures["period"] <= pd.Timestamp(quarters[-1])]
    label = visit.labels("family")[family]
    table = figures.pivot(index="period", columns="member", values="shown")
    table = (
        table.reindex(columns=list(visit.names)).astype(object).fillna(wording.NOT_RETURNED).rename(columns=visit.names)
    )
    table.insert(0, "Quarter", table.index.map(wording.quarter))
    exhibit(
        visit,
        small_multiples(figures, visit.member, visit.short_names, dark=visit.dark),
        table,
        name="by_member",
        made=provenance(visit, label, span(figures, "quarter"), shows="by member", whose=MEMBERS),
        file=partial(month_rows.member_file, figures, visit.names),
        rests_on=f"All of {label.lower()}; peers to the nearest five, from the newest closed quarter.",
        how=methods.COUNT,
        alt=alt.small_multiples(figures, label, visit.names),
    )


def where_next(visit: Visit, series: Series) -> None:
    family, category = series.family, series.category or "all"
    with st.container(horizontal=True):
        st.page_link(
            visit.pages["compare"],
            label="How do members compare?",
            query_params=choices.address(family=family),
        )
        st.page_link(
            visit.pages["drill_down"],
            label="What kind is it?",
            query_params=choices.drill_down_address(family=family, category=category, of=series.of),
        )
