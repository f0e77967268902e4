"""The families one under the other: figure, rate, change on last year and a small trend each."""

import pandas as pd
import streamlit as st

from views import choices, findings, methods, wording
from views.charts import alt, frame
from views.charts.quarter_trend import quarter_trend
from views.exhibit import beneath
from views.look import family_name
from views.plain import plain
from views.visit import Visit

WIDTHS = (2.6, 2.4, 2.6, 2.0)


def family_rows(
    visit: Visit, rows: pd.DataFrame, trends: pd.DataFrame, quarter, *, own: bool = False, name: str
) -> None:
    """One row a family, focus families first; those of under five now and a year before fold into one line.

    rows: headlines of one list. trends: group_figures or own_figures by quarter, all families.
    """
    labels, focus = visit.labels("family"), _focus(visit)
    since = wording.last_time(quarter)
    known = rows[rows["high"].notna()]
    few = known[known.apply(findings.is_too_few, axis=1)] if len(known) else known
    kept = known.drop(index=few.index)
    kept = pd.concat([kept[kept["family"].isin(focus)], kept[~kept["family"].isin(focus)]])
    for _, row in kept.iterrows():
        history = trends[(trends["family"] == row["family"]) & (trends["period"] <= pd.Timestamp(quarter))]
        _row(visit, row, labels[row["family"]], row["family"] in focus, since, history, own=own)
    if len(few):
        exact = [f" ({row.shown})" if own else "" for row in few.itertuples()]
        named = [labels[family] + n for family, n in zip(few["family"], exact, strict=True)]
        st.markdown(plain(wording.too_few(named)))
    beneath(
        table(rows, labels, since),
        name=name,
        rests_on=rests_on(rows, own),
        how=methods.HEADLINE,
        sure=sure(rows, labels, since),
    )


def _focus(visit: Visit) -> set[str]:
    codes = visit.codes
    return set(codes.loc[(codes["field"] == "family") & codes["focus"].fillna(False).astype(bool), "code"])


def _row(visit: Visit, row: pd.Series, label: str, focus: bool, since: str, history, *, own: bool) -> None:
    key = f"{'own' if own else 'group'}_{row['family']}"
    with st.container(key=f"family_{key}"):
        name, figure, change, small = st.columns(WIDTHS, vertical_alignment="center", gap="small")
        query = choices.into(
            family=row["family"], of="own" if own else "group", by="quarter", quarter=row["period"]
        )
        name.page_link(
            "views/pages/drill_down.py", label=f"**{family_name(label, focus)}**", query_params=query
        )
        counted = wording.count(int(row["low"]), int(row["high"]), row["shown"])
        rate = wording.rate_range(row["rate_low"], row["rate_high"])
        figure.markdown(f"{counted}  \n:small[{rate}]")
        sign = {"up": "▲ ", "down": "▼ "}.get(row["direction"], "") if row["stands_out"] else ""
        words = findings.changed(row, since)
        change.markdown(f"**{sign}{words}**" if sign else words)
        small.plotly_chart(
            quarter_trend(history, own=own, dark=visit.dark),
            theme=None,
            config=frame.config(),
            alt=alt.quarter_trend(history, label),
            key=f"small_{key}",
        )


def table(rows: pd.DataFrame, labels: dict[str, str], since: str) -> pd.DataFrame:
    """What the rows say, for the table and its download."""
    return pd.DataFrame(
        {
            "Family": rows["family"].map(labels),
            "Incidents": rows["shown"],
            "Rate per 1,000 homes (95%)": [wording.rate_range(*pair) for pair in _pairs(rows, "rate")],
            since.capitalize(): rows["before_shown"],
            "Rate now to then (95%)": [findings.interval(row) for _, row in rows.iterrows()],
            "In words": [findings.changed(row, since) for _, row in rows.iterrows()],
        }
    )


def _pairs(rows: pd.DataFrame, of: str):
    return zip(rows[f"{of}_low"], rows[f"{of}_high"], strict=True)


def rests_on(rows: pd.DataFrame, own: bool) -> str:
    if own:
        return "Rests on your own current returns, exact."
    known = rows[rows["contributors"].notna()]
    if known.empty:
        return "No group figure: fewer than five members have returned this quarter."
    return wording.rests_on(int(known["contributors"].iloc[0]), int(known["members"].iloc[0]))


def sure(rows: pd.DataFrame, labels: dict[str, str], since: str) -> str:
    """How many comparisons were made, and each ratio's interval."""
    compared = wording.number_word(int(rows["comparisons"].max()) if len(rows) else 0).capitalize()
    lines = [
        f"{compared} comparisons were made with {since}, one a family; of the changes that stand out, at "
        "most one in ten is expected to be chance.\n"
    ]
    for _, row in rows.iterrows():
        if words := findings.interval(row):
            lines.append(f"- {labels[row['family']]}: between {words} the rate then")
    return "\n".join(lines)
