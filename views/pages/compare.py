"""Explore: the members side by side, their rates with intervals, the group's rate as a line."""

from datetime import date

import pandas as pd
import streamlit as st

from views import choices, methods, recording, wording
from views.charts import alt
from views.charts.compare import compare
from views.charts.forest import forest
from views.charts.funnel import funnel
from views.charts.heat_map import heat_map
from views.exhibit import beneath, exhibit
from views.plain import plain
from views.visit import Visit, here


def page(visit: Visit) -> None:
    head = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
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
        st.title(plain(title(figures, label, named, visit.names)))
    side_by_side(visit, figures, group, label, named)
    how_we_record(visit)
    st.subheader("Against the same time last year")
    last_year(visit, by, family, period, label)
    st.subheader("Is it their size?")
    by_size(visit, figures, group, by, label, named)
    st.subheader("And the other families?")
    every_family(visit, everything, by, period, named)


def nothing_yet(head) -> None:
    head.title("Nothing to compare yet")
    st.markdown(
        "Here members stand side by side: their rates for each family, with intervals and the group's rate.  \n"
        "Peers' figures come from closed quarters, and no quarter is closed yet.",
        width=640,
    )


def group_row(visit: Visit, by: str, family: str, period: date) -> dict | None:
    rows = visit.ask("group_figures", by=by, family=family)
    rows = rows[rows["period"] == pd.Timestamp(period)]
    return None if rows.empty else rows.iloc[0].to_dict()


def title(figures: pd.DataFrame, label: str, named: str, names: dict[str, str]) -> str:
    """'Damp and mould, 2025-26: Elder is above the group's rate', or that nobody differs clearly."""
    words = []
    for flag, where in (("high", "above"), ("low", "below")):
        found = [names[member] for member in figures.loc[figures["flag"] == flag, "member"]]
        if found:
            words.append(
                f"{wording.listed(found)} {'are' if len(found) > 1 else 'is'} {where} the group’s rate"
            )
    return f"{label}, {named}: {', '.join(words) or 'no member clearly differs from the group'}"


def side_by_side(visit: Visit, figures: pd.DataFrame, group: dict | None, label: str, named: str) -> None:
    exhibit(
        compare(figures, group, visit.member, visit.names, dark=visit.dark),
        member_table(figures, visit.names),
        name="compare",
        rests_on=rests_on(group, figures, visit),
        how=methods.FLAG,
        sure=methods.ALIKE,
        alt=alt.by_member(figures, label, named, visit.names),
    )


def rests_on(group: dict | None, figures: pd.DataFrame, visit: Visit) -> str:
    if group is None:
        missing = [name for member, name in visit.names.items() if member not in set(figures["member"])]
        without = f" Not returned whole: {plain(wording.listed(missing))}." if missing else ""
        return f"No group rate: fewer than five members have returned all of it.{without}"
    return wording.rests_on(int(group["contributors"]), int(group["members"]))


_FLAGS = {
    "high": "above the group",
    "low": "below the group",
    "similar": "no clear difference",
    "cannot_tell": "cannot tell from rounded counts",
}


def member_table(figures: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    rows = figures.set_index("member").reindex(list(names))
    return pd.DataFrame(
        {
            "Member": list(names.values()),
            "Incidents": rows["shown"].fillna(wording.NOT_RETURNED).tolist(),
            "Homes": rows["homes"].astype("Int64").tolist(),
            "Rate per 1,000 homes (95%)": [
                "" if pd.isna(row.high) else wording.rate_range(row.rate_low, row.rate_high)
                for row in rows.itertuples()
            ],
            "Against the group": rows["flag"].map(_FLAGS).fillna("").tolist(),
        }
    )


def how_we_record(visit: Visit) -> None:
    said = visit.ask("how_we_record")
    with st.expander(f"How we record · {recording.differ(said)}", icon=":material/rule:"):
        st.markdown(methods.ALIKE, width=640)
        st.dataframe(recording.answers(said, visit.names), hide_index=True, width="stretch")


def last_year(visit: Visit, by: str, family: str, period: date, label: str) -> None:
    rows = visit.ask("change_on_last_year", of="members", by=by, family=family, period=period)
    rows = rows[rows["before_high"].notna()]
    since = wording.last_time(period, by)
    if rows.empty:
        st.markdown(f"No member has figures for {since} to hold these against.")
        return
    rows = (
        rows.set_index("member").reindex([m for m in visit.names if m in set(rows["member"])]).reset_index()
    )
    own = rows["member"] == visit.member
    beside = pd.DataFrame(
        {
            "code": rows["member"], "label": rows["member"].map(visit.names),
            "ratio": rows["ratio"].where(own), "ratio_low": rows["ratio_low"], "ratio_high": rows["ratio_high"],
            "shown_now": rows["shown"], "shown_before": rows["before_shown"],
        }
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "Member": beside["label"], "Incidents": beside["shown_now"], since.capitalize(): beside["shown_before"],
            "Rate now to then, from": rows["ratio_low"].round(2), "to": rows["ratio_high"].round(2),
        }
    )  # fmt: skip
    exhibit(
        forest(beside, dark=visit.dark),
        table,
        name="compare_last_year",
        rests_on="Each member against itself; nobody's rate here depends on how another records.",
        how=methods.RATIO,
        alt=alt.forest(beside, since),
    )


def by_size(visit: Visit, figures: pd.DataFrame, group: dict | None, by: str, label: str, named: str) -> None:
    if group is not None:
        limits = visit.ask("funnel_limits", by=by, family=group["family"], period=group["period"].date())
    if group is None or limits.empty or figures.empty:
        st.markdown("Too little to draw limits around: the group's figure is under 5, or there is none.")
        return
    exhibit(
        funnel(figures, limits, group, visit.member, visit.names, dark=visit.dark),
        member_table(figures, visit.names),
        name="compare_funnel",
        rests_on=rests_on(group, figures, visit),
        how=methods.FUNNEL,
        alt=alt.by_member(figures, label, named, visit.names),
    )


def every_family(visit: Visit, figures: pd.DataFrame, by: str, period: date, named: str) -> None:
    labels = visit.labels("family")
    wide = figures.assign(member=figures["member"].map(visit.names)).pivot(
        index="family", columns="member", values="shown"
    )
    table = wide.reindex(index=list(labels), columns=list(visit.names.values()))
    table.insert(0, "Family", list(labels.values()))
    exhibit(
        heat_map(figures, visit.member, visit.names, labels, dark=visit.dark),
        table,
        name="compare_families",
        rests_on="Peers to the nearest five; your own exact."
        if visit.member
        else "All counts to the nearest five.",
        how=methods.HEAT_MAP,
        alt=alt.heat_map(figures, named, visit.names, labels),
        on_click=lambda pair: choices.choose("family", pair[1]),
    )


page(here())
