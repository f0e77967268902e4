"""Explore: the members side by side, their rates with intervals, the group's rate as a line."""

from datetime import date

import pandas as pd
import streamlit as st

from views import choices, member_rows, methods, recording, wording
from views.charts import alt
from views.charts.compare import compare
from views.charts.forest import forest
from views.charts.funnel import funnel
from views.charts.heat_map import heat_map
from views.exhibit import exhibit
from views.plain import plain
from views.visit import Visit, here


def page(visit: Visit) -> None:
    head = st.container()
    with choices.row():
        by, period = choices.when(visit)
        family = choices.family(visit)
    if period is None:
        nothing_yet(head)
        return
    label, named = visit.labels("family")[family], wording.period(period, by)
    everything = visit.ask("compare_flags", by=by, period=period)
    figures = everything[everything["family"] == family]
    group = group_row(visit, by, family, period)
    with head:
        st.title(plain(member_rows.finding(figures, label, named, visit.names)))
    side_by_side(visit, figures, group, label, named)
    how_we_record(visit)
    st.subheader("Against the same time last year")
    last_year(visit, by, family, period)
    st.subheader("Is it their size?")
    by_size(visit, figures, group, by, label, named)
    st.subheader("And the other families?")
    every_family(visit, everything, named)
    where_next(by, family, period)


def nothing_yet(head) -> None:
    head.title("Nothing to compare yet")
    st.markdown(
        "Here members stand side by side: their rates for each family, with intervals, and the group's.  \n"
        "Peers' figures come from closed quarters, and no quarter is closed yet.",
        width=640,
    )


def group_row(visit: Visit, by: str, family: str, period: date) -> dict | None:
    rows = visit.ask("group_figures", by=by, family=family)
    rows = rows[rows["period"] == pd.Timestamp(period)]
    return None if rows.empty else rows.iloc[0].to_dict()


def side_by_side(visit: Visit, figures: pd.DataFrame, group: dict | None, label: str, named: str) -> None:
    exhibit(
        compare(figures, group, visit.member, visit.names, dark=visit.dark),
        member_rows.member_table(figures, visit.names),
        name="compare",
        rests_on=plain(member_rows.rests_on(group, figures, visit.names)),
        how=methods.FLAG,
        sure=methods.ALIKE,
        alt=alt.by_member(figures, label, named, visit.names),
    )


def how_we_record(visit: Visit) -> None:
    said = visit.ask("how_we_record")
    with st.expander(f"How we record · {recording.differ(said)}", icon=":material/rule:"):
        st.markdown(methods.ALIKE, width=640)
        st.dataframe(recording.answers(said, visit.names), hide_index=True, width="stretch")


def last_year(visit: Visit, by: str, family: str, period: date) -> None:
    changes = visit.ask("change_on_last_year", of="members", by=by, family=family, period=period)
    since = wording.last_time(period, by)
    rows = member_rows.ratio_rows(changes[changes["before_high"].notna()], visit.member, visit.names)
    if rows.empty:
        st.markdown(f"No member has figures for {since} to hold these against.")
        return
    exhibit(
        forest(rows, dark=visit.dark),
        member_rows.ratio_table(rows, since),
        name="compare_last_year",
        rests_on="Each member against itself; nobody's rate here depends on how another records.",
        how=methods.RATIO,
        alt=alt.forest(rows, since),
    )


def by_size(visit: Visit, figures: pd.DataFrame, group: dict | None, by: str, label: str, named: str) -> None:
    limits = pd.DataFrame()
    if group is not None:
        limits = visit.ask("funnel_limits", by=by, family=group["family"], period=group["period"].date())
    if limits.empty:
        st.markdown("No limits can be drawn: the group has no figure here, or one of under 5, or no homes.")
        return
    exhibit(
        funnel(figures, limits, group, visit.member, visit.names, dark=visit.dark),
        member_rows.member_table(figures, visit.names),
        name="compare_funnel",
        rests_on=member_rows.rests_on(group, figures, visit.names),
        how=methods.FUNNEL,
        alt=alt.by_member(figures, label, named, visit.names),
    )


def every_family(visit: Visit, figures: pd.DataFrame, named: str) -> None:
    """All families at once; a click on a cell compares that family above."""
    labels = visit.labels("family")
    exhibit(
        heat_map(figures, visit.member, visit.names, labels, dark=visit.dark),
        member_rows.family_table(figures, visit.names, labels),
        name="compare_families",
        rests_on="Peers to the nearest five; your own exact." if visit.member else "To the nearest five.",
        how=methods.HEAT_MAP,
        alt=alt.heat_map(figures, named, visit.names, labels),
        on_click=lambda member_and_family: choices.choose(family=member_and_family[1]),
    )


def where_next(by: str, family: str, period: date) -> None:
    with st.container(horizontal=True):
        st.page_link(
            "views/pages/drill_down.py",
            label="What kind is it?",
            icon=":material/account_tree:",
            query_params=choices.into(**{"family": family, "by": by, by: period}),
        )
        st.page_link(
            "views/pages/trends.py",
            label="Since when?",
            icon=":material/show_chart:",
            query_params=choices.address(family=family, category="all"),
        )


page(here())
