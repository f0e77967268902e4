"""Explore: the members side by side, their rates with intervals, the group's rate as a line."""

from functools import partial

import pandas as pd
import streamlit as st

from views import choices, edition, headings, methods, tables, wording
from views.charts import alt
from views.charts.compare import compare
from views.charts.forest import forest
from views.charts.funnel import funnel
from views.charts.heat_map import heat_map
from views.compare import member_rows
from views.compare.behind import behind_member
from views.compare.comparison import Comparison
from views.escaping import escape_markdown
from views.exhibit import exhibit
from views.how_we_record import alike, answers, differences
from views.look import PROSE
from views.provenance import MEMBERS, provenance
from views.visit import Visit
from views.way_on import way_on


def page(visit: Visit) -> None:
    head = st.container()
    with choices.row():
        by, period = choices.year_or_quarter(visit)
        family = choices.family(visit)
        names = recording_alike(visit)
    if period is None:
        nothing_yet(visit, head)
        return
    compared = Comparison.ask(visit, by, period, family, names)
    with head:
        headings.title(escape_markdown(compared.title))
        st.caption(wording.MORE_IS_NOT_WORSE)
        edition.show(visit, by, period)
    side_by_side(visit, compared)
    recording(visit)
    headings.section("Against the same time last year")
    last_year(visit, compared)
    headings.section("Is it their size?")
    by_size(visit, compared)
    headings.section("And the other families?")
    every_family(visit, compared)
    where_next(visit, compared)


def recording_alike(visit: Visit) -> dict[str, str]:
    """The members that are compared, code -> name: all of them, or those that record like a chosen one."""
    recorded = visit.ask("how_we_record")
    said = {member: f"Those that record like {name}" for member, name in visit.names.items()
            if member in set(recorded["member"])}  # fmt: skip
    if not said:
        return visit.names
    chosen = choices.one_of("Which members", {"all": "All members"} | said, "alike")
    return (
        visit.names if chosen == "all" else {each: visit.names[each] for each in alike(recorded, chosen, visit.names)}
    )


def nothing_yet(visit: Visit, head) -> None:
    with head:
        headings.title("Nothing to compare yet")
    st.markdown(
        "Here members are side by side: their rates for each family, with intervals, and the group's.  \n"
        "Peers' figures come from closed quarters, and no quarter is closed yet.",
        width=PROSE,
    )
    way_on(visit)


def side_by_side(visit: Visit, compared: Comparison) -> None:
    exhibit(
        visit,
        compare(compared.figures, compared.group, visit.member, compared.short_names, dark=visit.dark),
        compared.table,
        name="compare",
        made=provenance(visit, compared.label, compared.period_in_words, shows="by member", whose=MEMBERS),
        file=compared.file,
        rests_on=escape_markdown(compared.rests_on),
        how=methods.FLAG,
        sure=methods.ALIKE,
        alt=compared.alt,
        leads_to=partial(behind_member, compared, visit.member),
    )


def recording(visit: Visit) -> None:
    recorded = visit.ask("how_we_record")
    with st.expander(f"How we record · {differences(recorded)}", icon=":material/rule:"):
        st.markdown(methods.ALIKE, width=PROSE)
        tables.show(answers(recorded, visit.names), "How members record")


def last_year(visit: Visit, compared: Comparison) -> None:
    asked = {"by": compared.by, "family": compared.family, "period": compared.period}
    changes = visit.ask("change_on_last_year", of="members", **asked)
    since = wording.last_time(compared.period, compared.by)
    changes = changes[changes["before_high"].notna() & changes["member"].isin(compared.names)]
    rows = member_rows.ratio_rows(changes, visit.member, compared.names)
    if rows.empty:
        st.markdown(f"No member has figures for {since} to compare these with.")
        return
    exhibit(
        visit,
        forest(rows.assign(label=rows["code"].map(compared.short_names)), dark=visit.dark),
        member_rows.ratio_table(rows, since),
        name="compare_last_year",
        made=provenance(visit, compared.label, compared.period_in_words, shows=f"against {since}", whose=MEMBERS),
        file=partial(member_rows.ratio_file, changes, visit.names, since),
        rests_on="Each member against itself; nobody's rate here depends on how another records.",
        how=methods.RATIO,
        alt=alt.forest(rows, since),
        leads_to=partial(behind_member, compared, visit.member),
    )


def by_size(visit: Visit, compared: Comparison) -> None:
    limits = pd.DataFrame()
    if compared.group:
        asked = {"by": compared.by, "family": compared.family, "period": compared.period}
        limits = visit.ask("funnel_limits", **asked)
    if limits.empty:
        st.markdown("No limits can be drawn: the group has no figure here, or one of under 5, or no homes.")
        return
    exhibit(
        visit,
        funnel(compared.figures, limits, compared.group, visit.member, compared.short_names, dark=visit.dark),
        compared.table,
        name="compare_funnel",
        made=provenance(visit, compared.label, compared.period_in_words, shows="by size of member", whose=MEMBERS),
        file=compared.file,
        rests_on=escape_markdown(compared.rests_on),
        how=methods.FUNNEL,
        alt=alt.funnel(compared.figures, limits, compared.label, compared.period_in_words, visit.names),
        leads_to=partial(behind_member, compared, visit.member),
    )


def every_family(visit: Visit, compared: Comparison) -> None:
    """All families at once; a click on a cell compares that family above."""
    labels = visit.labels("family")
    exhibit(
        visit,
        heat_map(compared.all_families, visit.member, compared.short_names, labels, dark=visit.dark),
        member_rows.family_table(compared.all_families, compared.names, labels),
        name="compare_families",
        made=provenance(visit, "All families", compared.period_in_words, shows="by member", whose=MEMBERS),
        file=partial(member_rows.family_file, compared.all_families, visit.names, labels),
        rests_on="Peers to the nearest five; your own exact." if visit.member else "To the nearest five.",
        how=methods.HEAT_MAP,
        alt=alt.heat_map(compared.all_families, compared.period_in_words, compared.names, labels),
        on_click=lambda member_and_family: choices.choose(family=member_and_family[1]),
    )


def where_next(visit: Visit, compared: Comparison) -> None:
    family, by = compared.family, compared.by
    with st.container(horizontal=True):
        st.page_link(
            visit.pages["drill_down"],
            label="What kind is it?",
            query_params=choices.drill_down_address(**{"family": family, "by": by, by: compared.period}),
        )
        st.page_link(
            visit.pages["trends"],
            label="Since when?",
            query_params=choices.address(family=family, category="all"),
        )
