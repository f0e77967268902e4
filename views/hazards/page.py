"""Explore: hazards in homes and the five clocks of Awaab's Law, for the group and the own member."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from views import choices, edition, headings, methods, numbers, tables, wording
from views.charts.clocks import by_quarter, kept_by_quarter, took
from views.escaping import escape_markdown
from views.exhibit import beneath, exhibit
from views.hazards import clock_table, due_soon, sentences
from views.look import PROSE
from views.provenance import GROUP, OWN, provenance, span
from views.visit import Visit
from views.way_on import send_in

UNITS = {"emergency_made_safe": "hours"}
LEVELS = {"all": "All levels", "emergency": "Emergency", "significant": "Significant"}


def page(visit: Visit) -> None:
    head = st.container()
    supplied = visit.ask("hazards_supplied")
    if supplied.empty:
        with head:
            headings.title("No hazards yet")
            st.markdown(sentences.nobody(), width=PROSE)
            send_in(visit, "Send in a file of hazards")
        return
    with choices.row():
        own = visit.member is not None and choices.own_or_group(visit)
        kind = choices.one_of("Type of hazard", {"all": "All types"} | visit.labels("hazard_type"), "hazard_type")
        level = choices.one_of("Level", LEVELS, "hazard_level")
    of, kind, level = "own" if own else "group", None if kind == "all" else kind, None if level == "all" else level
    clocks = visit.ask("hazard_clocks", of=of, type=kind, level=level)
    counts = visit.ask("hazard_counts", of=of, type=kind)
    with head:
        opening(visit, own, clocks, counts, supplied)
        edition.show(visit, own=own)
    if counts.empty:
        return
    if not clocks.empty:
        quarter = results(visit, own, clocks)
        headings.section("How long did it take?")
        durations(visit, of, quarter)
    headings.section("Is it the time of year?")
    season(visit, own, counts)
    came_back(visit, of, kind)
    if visit.member:
        due_soon.due_soon(visit)


def opening(visit: Visit, own: bool, clocks: pd.DataFrame, counts: pd.DataFrame, supplied: pd.DataFrame) -> None:
    """The title, what stands out, who supplies hazards, and what more of them means."""
    labels = visit.labels("hazard_clock")
    found = sentences.what_stands_out(clocks, counts, labels)
    headings.title(escape_markdown(sentences.title(clocks, found, labels, visit.own_name if own else None)))
    lines = [*found, *sentences.newest(clocks, labels), sentences.coverage(supplied, visit.names, own)]
    for line in [*lines, wording.MORE_IS_NOT_WORSE]:
        st.markdown(escape_markdown(line), width=PROSE)


def results(visit: Visit, own: bool, clocks: pd.DataFrame) -> date:
    """The share of each clock that was met, by quarter, and every result of one quarter, which is returned."""
    labels = visit.labels("hazard_clock")
    clocks = clock_table.since_first_share(clocks)
    whose = OWN if own else GROUP
    met = clocks[clocks["result"] == "met"]
    headings.section("Were the limits kept?")
    exhibit(
        visit,
        kept_by_quarter(met, labels, own=own, dark=visit.dark),
        clock_table.met_by_quarter(met, labels),
        name="hazard_clocks_by_quarter",
        made=provenance(visit, "Hazards", span(met, "quarter"), shows="limits kept by quarter", whose=whose),
        file=partial(clock_table.met_file, met, labels),
        rests_on=sentences.rests_on(clocks, own),
        how=methods.CLOCKS,
        alt=sentences.alt(met, labels),
        on_click=lambda point: choices.choose(quarter=point[0], clock=point[1]),
    )
    quarters = [day.date() for day in sorted(clocks["period"].unique())]
    quarter = choices.one_period(quarters, "quarter")
    of_quarter = clocks[clocks["period"] == pd.Timestamp(quarter)]
    table = clock_table.by_result(of_quarter, labels)
    tables.show(table, "How each clock was met")
    beneath(
        visit,
        table,
        name="hazard_clocks",
        made=provenance(visit, "Hazards", wording.quarter(quarter), shows="by result of each limit", whose=whose),
        file=partial(clock_table.result_file, of_quarter, labels),
        rests_on=sentences.rests_on(clocks, own),
        how=methods.CLOCKS,
        on_page=True,
    )
    return quarter


def durations(visit: Visit, of: str, quarter: date) -> None:
    """How long one clock took in the quarter."""
    labels = visit.labels("hazard_clock")
    clock = choices.one_of("Clock", labels, "clock")
    rows = visit.ask("hazard_durations", of=of, period=quarter)
    rows = rows[rows["clock"] == clock]
    unit = UNITS.get(clock, "working days")
    table = pd.DataFrame({unit.capitalize(): rows["band"].tolist(), "Hazards": rows["shown"].tolist()})
    exhibit(
        visit,
        took(rows, unit, dark=visit.dark),
        table,
        name=f"hazard_durations_{clock}",
        made=provenance(
            visit,
            f"Hazards, {labels[clock]}",
            wording.quarter(quarter),
            shows="by time taken",
            whose=OWN if of == "own" else GROUP,
        ),
        file=partial(numbers.counts_beside, {unit.capitalize(): rows["band"].tolist()}, rows, "Hazards"),
        rests_on=f"{labels[clock]}, {wording.quarter(quarter)}: of what was done and has a limit in law.",
        how=methods.CLOCKS,
        alt=f"{labels[clock]}: " + "; ".join(f"{r.band} {unit} {r.shown}" for r in rows.itertuples()) + ".",
    )


def season(visit: Visit, own: bool, counts: pd.DataFrame) -> None:
    """Hazards by quarter, one small chart for each of the law's levels."""
    whose = OWN if own else GROUP
    for level in ("emergency", "significant"):
        rows = counts[counts["level"] == level]
        label = rows["label"].iloc[0]
        table = pd.DataFrame(
            {"Quarter": [wording.quarter(day) for day in rows["period"]], "Hazards": rows["shown"].tolist()}
        )
        st.markdown(f"**{escape_markdown(label)}**")
        exhibit(
            visit,
            by_quarter(rows, own=own, dark=visit.dark),
            table,
            name=f"hazards_{level}_by_quarter",
            made=provenance(visit, f"Hazards, {label}", span(rows, "quarter"), shows="by quarter", whose=whose),
            file=partial(numbers.counts_beside, {"Quarter": table["Quarter"]}, rows, "Hazards"),
            rests_on=sentences.rests_on(rows, own),
            how=methods.CLOCKS,
            alt=f"{label} by quarter: {'; '.join(table['Quarter'] + ' ' + table['Hazards'])}.",
            on_click=lambda quarter: choices.choose(quarter=quarter),
        )


def came_back(visit: Visit, of: str, kind: str | None) -> None:
    rows = visit.ask("hazard_reopened", of=of, type=kind)
    headings.section("Did hazards come back?")
    known = rows.dropna(subset=["share"])
    if known.empty:
        st.markdown("Too few hazards in a quarter, or nobody records whether they came back.", width=PROSE)
        return
    newest = known.iloc[-1]
    counted = wording.count(int(newest["low"]), int(newest["high"]), newest["shown"], "hazard")
    st.markdown(
        f"In {wording.quarter(newest['period'])} {escape_markdown(counted)} came back after they had been closed, "
        f"{newest['share']:.0%} of those of which it is known (95% interval {clock_table.interval(newest)}).",
        width=PROSE,
    )
