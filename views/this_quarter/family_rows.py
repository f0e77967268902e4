"""One row for each family: figure, rate, change on last year and a small trend."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from views import methods, numbers, wording
from views.charts import alt, frame
from views.charts.quarter_trend import quarter_trend
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.look import SIGNAL_CHARACTERS, family_name
from views.provenance import GROUP, OWN, provenance
from views.this_quarter import findings
from views.this_quarter.behind import behind_family
from views.visit import Visit

WIDTHS = (2.6, 2.4, 2.6, 2.0)


def family_rows(
    visit: Visit,
    rows: list[dict],
    trends: pd.DataFrame,
    quarter: date,
    *,
    marked: Mapping[str, str],
    own: bool = False,
    name: str,
) -> None:
    """One row a family, focus families first; those without a clear change are folded, and drawn when unfolded.

    Those with under five now and a year before share one line. marked: family -> what its trend is marked for.

    rows: headlines, the group's or the own member's. trends: group_figures or own_figures by quarter, all families.
    name: of these rows on the page.
    """
    labels, since = visit.labels("family"), wording.last_time(quarter)
    past = dict(list(trends[trends["period"] <= pd.Timestamp(quarter)].groupby("family")))
    known = [row for row in rows if pd.notna(row["high"])]
    few = [row for row in known if findings.is_too_few(row)]
    kept = [row for row in known if not findings.is_too_few(row)]
    kept.sort(key=lambda row: row["family"] not in visit.focus)
    first = [row for row in kept if row["family"] in visit.focus or row["family"] in marked or findings.is_clear(row)]
    rest = [row for row in kept if row not in first]
    for row in first:
        _row(visit, row, past.get(row["family"], trends.iloc[:0]), since, marked, own=own)
    if rest:
        folded = st.expander(_folded([labels[row["family"]] for row in rest]), key=f"folded_{name}", on_change="rerun")
        with folded:
            for row in rest if folded.open else ():  # a chart each: drawn when they are wanted
                _row(visit, row, past.get(row["family"], trends.iloc[:0]), since, marked, own=own)
    if few:
        named = [labels[row["family"]] + (f" ({row['shown']})" if own else "") for row in few]
        # an own exact count was compared too, so it is not "too few to compare"
        st.markdown(escape_markdown(f"Under 5 each: {wording.listed(named)}." if own else wording.too_few(named)))
    beneath(
        visit,
        table(rows, labels, since, marked, own),
        name=name,
        made=provenance(visit, "All families", wording.quarter(quarter), whose=OWN if own else GROUP),
        file=partial(file, rows, labels, since, marked, own),
        rests_on=rests_on(rows, own),
        how=methods.HEADLINE,
        sure=sure(rows, labels, since),
    )


def _folded(labels: list[str]) -> str:
    return escape_markdown(f"No clear change in {wording.listed(labels)}")


def _row(visit: Visit, row: dict, history: pd.DataFrame, since: str, marked: Mapping[str, str], *, own: bool) -> None:
    family, of = row["family"], "own" if own else "group"
    label = visit.labels("family")[family]
    row_here = st.container(key=f"family_row_{of}_{family}")
    name, figure, change, small = row_here.columns(WIDTHS, vertical_alignment="center", gap="small")
    name.page_link(
        visit.pages["drill_down"],
        label=f"**{family_name(label, family in visit.focus)}**",
        icon="",
        query_params=behind_family(row, of),
    )
    counted = wording.count(int(row["low"]), int(row["high"]), row["shown"])
    figure.markdown(f"{counted}  \n:small[{wording.rate_range(row['rate_low'], row['rate_high'])}]")
    change.markdown(_change(row, since, marked.get(family, "")))
    small.plotly_chart(
        quarter_trend(history, own=own, dark=visit.dark),
        theme=None,
        config=frame.config(),
        alt=alt.quarter_trend(history, label),
        key=f"small_{of}_{family}",
    )


def _change(row: dict, since: str, marked: str) -> str:
    """The change in words, in bold with a triangle where it stands out; beneath, what the trend is marked for."""
    words = findings.changed(row, since, running=bool(marked))
    below = f"  \n:small[{marked}]" if marked else ""
    triangle = SIGNAL_CHARACTERS[{"up": "high", "down": "low"}[row["direction"]]] if findings.is_clear(row) else ""
    return (f"**{triangle} {words}**" if triangle else words) + below


def table(
    rows: list[dict], labels: dict[str, str], since: str, marked: Mapping[str, str], own: bool = False
) -> pd.DataFrame:
    """The rows as a table, for the download too; the group's say how many members each figure rests on."""
    shown = pd.DataFrame(
        {
            "Family": [labels[row["family"]] for row in rows],
            "Incidents": [row["shown"] for row in rows],
            "Rate per 1,000 homes (95%)": [wording.rate_range(row["rate_low"], row["rate_high"]) for row in rows],
            since: [row["before_shown"] for row in rows],
            "Rate now to then (95%)": [findings.interval(row) for row in rows],
            "In words": [findings.changed(row, since, running=row["family"] in marked) for row in rows],
            "Over the months": [marked.get(row["family"], "") for row in rows],
        }
    )
    if not own:
        shown["Members"] = [_members(row) for row in rows]
    return shown


def file(
    rows: list[dict], labels: dict[str, str], since: str, marked: Mapping[str, str], own: bool = False
) -> pd.DataFrame:
    """The same rows with counts, rates and ratios as numbers."""
    now, words = pd.DataFrame(rows), table(rows, labels, since, marked, own)
    before = now[["before_low", "before_high", "before_shown"]].rename(columns=lambda name: name[7:])
    figures = pd.concat([numbers.with_rates(now), numbers.counts(before, since)], axis="columns")
    figures["Rate now to then, low (95%)"] = now["ratio_low"].astype(float).round(2)
    figures["Rate now to then, high (95%)"] = now["ratio_high"].astype(float).round(2)
    return numbers.beside({"Family": words["Family"]}, figures, words.loc[:, "In words":])


def _members(row: dict) -> str:
    contributors = 0 if pd.isna(row["contributors"]) else int(row["contributors"])
    return f"{contributors} of {int(row['members'])}" if contributors else wording.NO_GROUP_FIGURE


def rests_on(rows: list[dict], own: bool) -> str:
    if own:
        return "Rests on your own current returns, exact."
    known = next((row for row in rows if pd.notna(row["contributors"])), None)
    if known is None:
        return "No group figure: fewer than five members have returned this quarter."
    return wording.rests_on(int(known["contributors"]), int(known["members"]))


def sure(rows: list[dict], labels: dict[str, str], since: str) -> str:
    """How many comparisons were made, and each ratio's interval."""
    if not findings.comparisons(rows):
        return f"No comparison could be made with {since}: it takes the same members a year before."
    compared = wording.number_word(findings.comparisons(rows)).capitalize()
    summary = (
        f"{compared} comparisons were made with {since}, one a family; of the changes that stand out, at "
        "most one in ten is expected to be chance."
    )
    lines = [f"- {labels[row['family']]}: {words} the rate then" for row in rows if (words := findings.interval(row))]
    return "\n".join([summary, "", *lines])
