"""The months of a focus family with their usual range and the country's events, as on Trends."""

from functools import partial

import pandas as pd
import streamlit as st

from ingest.months import year_of
from views import choices, methods, numbers, signals, wording
from views.charts import alt
from views.charts.seasonal import MONTHS, seasonal
from views.charts.trend import trend
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.focus.topic import Topic, View
from views.look import PROSE
from views.provenance import GROUP, OWN, provenance, span
from views.trends.behind import behind_month
from views.trends.month_rows import season_file
from views.trends.series import Series
from views.visit import Visit
from views.what_happened import what_happened


def months(visit: Visit, topic: Topic, view: View) -> None:
    """The line, the events beneath it in words, and the way to Trends."""
    chart = visit.ask_of("control_chart", topic.family, of=view.of)
    if chart.empty:
        st.markdown("No months to draw yet: it takes a closed quarter, or one of your own.", width=PROSE)
        return
    events = what_happened(visit, topic.family)
    group = None if view.own else chart.rename(columns={"month": "period"})
    own = _own(visit, topic, chart) if view.own else None
    exhibit(
        visit,
        trend(group, own, chart, events, own_name=visit.own_short_name or "Our own", dark=visit.dark),
        table(chart, events),
        name=f"{topic.name}_by_month",
        made=provenance(visit, topic.label, span(chart), shows=f"by {signals.unit(chart)}", whose=_whose(view)),
        file=partial(file, chart, events),
        rests_on="Rests on your own current returns, exact." if view.own else _rests_on(chart),
        how=f"{methods.COUNT}\n\n{methods.usual_range(chart['basis'].iloc[-1])}",
        alt=alt.trend(group, own, topic.label, visit.own_name, chart),
        leads_to=partial(behind_month, Series(view.own, topic.family, None)),
    )
    if why := signals.why_none(chart):
        st.markdown(escape_markdown(why), width=PROSE)
    query = choices.address(family=topic.family, of=view.of)
    st.page_link(visit.pages["trends"], label="Is it the same everywhere?", query_params=query)


def _own(visit: Visit, topic: Topic, chart: pd.DataFrame) -> pd.DataFrame:
    rows = visit.ask_of("own_figures", topic.family, by=signals.unit(chart))
    return rows[rows["complete"]]


def _rests_on(chart: pd.DataFrame) -> str:
    newest = chart.iloc[-1]
    return wording.rests_on(int(newest["contributors"]), int(newest["members"]))


def table(chart: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """One row a month (or quarter) of control_chart: its count, usual range, signal, and what happened in it."""
    unit = signals.unit(chart)
    step = pd.DateOffset(months=3 if unit == "quarter" else 1)
    dated = list(zip(events["date"], events["label"], strict=True))
    happened = ["; ".join(label for day, label in dated if first <= day < first + step) for first in chart["month"]]
    return pd.DataFrame(
        {
            unit.capitalize(): [signals.period(chart, first) for first in chart["month"]],
            "Incidents": chart["shown"].tolist(),
            "Usual range from": chart["lower"].round(1).tolist(),
            "to": chart["upper"].round(1).tolist(),
            "Signal": [
                wording.signal(row.signal, row.direction, row.basis) if pd.notna(row.signal) else ""
                for row in chart.itertuples()
            ],
            "What happened": happened,
        }
    )


def file(chart: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The same rows, with the lowest and highest of each count as numbers."""
    words = table(chart, events)
    return numbers.beside({words.columns[0]: words.iloc[:, 0]}, numbers.counts(chart), words.iloc[:, 2:])


def _whose(view: View) -> str:
    return OWN if view.own else GROUP


def by_season(visit: Visit, topic: Topic, view: View) -> None:
    """Each financial year as a line over the same twelve months."""
    rows = visit.ask_of("own_figures" if view.own else "group_figures", topic.family, by="month")
    exhibit(
        visit,
        seasonal(rows, dark=visit.dark),
        season_table(rows, "n" if view.own else "shown"),
        name=f"{topic.name}_by_season",
        made=provenance(visit, topic.label, span(rows), shows="by time of year", whose=_whose(view)),
        file=partial(season_file, rows, "Incidents"),
        rests_on="Rests on your own current returns, exact." if view.own else "The group, to the nearest five.",
        how=methods.SEASONAL,
        alt=alt.seasonal(rows, topic.label),
    )


def season_table(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Twelve rows, April to March, a column for each financial year; empty where a month has no figure."""
    days = [wording.first_day(each) for each in rows["period"]]
    table = pd.DataFrame({"Month": MONTHS})
    for day, value in zip(days, rows[column], strict=True):
        year = wording.financial_year(year_of(day))
        if year not in table:
            table[year] = ""
        table.loc[(day.month - 4) % 12, year] = str(value)
    return table
