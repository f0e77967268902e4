"""Meeting: who has returned, what changed on the same quarter last year, and whether that is chance."""

from datetime import date

import pandas as pd
import streamlit as st

from views import choices, findings, wording
from views.family_rows import family_rows
from views.plain import plain
from views.returned import standing
from views.visit import Visit, here


def page(visit: Visit) -> None:
    status = visit.ask("returns_status")
    editions = visit.ask("editions").dropna(subset=["newest_quarter"])
    if editions.empty:
        nothing_yet(visit, status)
        return
    head = st.container()
    closed = {row.newest_quarter.date(): int(row.edition) for row in editions.itertuples()}
    with choices.row():
        quarter = choices.one_period(sorted(closed), "quarter")
    edition = closed[quarter]
    group = visit.ask("headlines", edition=edition)
    with head:
        st.title(plain(title(visit, group, quarter, edition)))
    who_has_returned(visit, status, quarter)
    in_sentences(visit, group, quarter)
    st.subheader("Each family, all members together")
    trends = visit.ask("group_figures", by="quarter", edition=edition)
    family_rows(visit, group, trends, quarter, name=f"this_quarter_{quarter:%Y-%m}")
    where_next(group, quarter)
    if visit.member:
        own_list(visit, quarter, edition)


def nothing_yet(visit: Visit, status: pd.DataFrame) -> None:
    st.title("No quarter is closed yet")
    st.markdown(
        "Here the group will see what changed since the same quarter last year, family by family.  \n"
        "It begins when members have submitted their returns (*Upload*) and the coordinator has closed the "
        "quarter. Until then everybody sees their own figures on *Trends*, and nobody else's.",
        width=640,
    )
    if len(status):
        st.markdown(plain(standing(status, status["quarter"].max().date(), visit.names)))


def title(visit: Visit, group: pd.DataFrame, quarter: date, edition: int) -> str:
    since = wording.last_time(quarter)
    moved = {}
    if group["stands_out"].any():
        figures = visit.ask("member_figures", by="quarter", edition=edition)
        before = pd.Timestamp(quarter) - pd.DateOffset(years=1)
        for family in group.loc[group["stands_out"], "family"]:
            rows = figures[figures["family"] == family]
            now, then = rows[rows["period"] == pd.Timestamp(quarter)], rows[rows["period"] == before]
            moved[family] = wording.moved(now[["member", "low", "high"]], then[["member", "low", "high"]])
    found = findings.title(group, visit.labels("family"), since, moved)
    return found if group["stands_out"].any() else f"{found} in {wording.quarter(quarter)}"


def who_has_returned(visit: Visit, status: pd.DataFrame, quarter: date) -> None:
    """The quarter on the page and, where a newer one has ended, that one too."""
    newest = status["quarter"].max().date()
    lines = [standing(status, day, visit.names) for day in sorted({quarter, newest}) if day >= quarter]
    st.markdown("  \n".join(plain(line) for line in lines))


def in_sentences(visit: Visit, rows: pd.DataFrame, quarter: date) -> None:
    labels, since = visit.labels("family"), wording.last_time(quarter)
    for _, row in rows[rows["stands_out"]].iterrows():
        st.markdown(f"- {plain(findings.sentence(row, labels[row['family']], since))}")
    if not rows["stands_out"].any():
        compared = int(rows["comparisons"].max()) if len(rows) else 0
        st.markdown(
            f"{wording.number_word(compared).capitalize()} families were compared with {since}; "
            "none moved more than chance and its usual ups and downs explain."
            if compared
            else f"Nothing can be compared with {since} yet: no figures from the same members a year before."
        )


def own_list(visit: Visit, quarter: date, edition: int) -> None:
    name = plain(visit.own_name)
    st.subheader(f"At {name}")
    own = visit.ask("headlines", of="own", edition=edition)
    if own["high"].isna().all():
        missing = f"{name} has not returned {wording.quarter(quarter)}."
        st.info(f"{missing} Send it in on *Upload*, and it stands here at once.")
        return
    in_sentences(visit, own, quarter)
    figures = visit.ask("own_figures", by="quarter")
    figures = figures.assign(low=figures["n"], high=figures["n"], shown=figures["n"].astype(str))
    family_rows(visit, own, figures, quarter, own=True, name=f"this_quarter_own_{quarter:%Y-%m}")


def where_next(group: pd.DataFrame, quarter: date) -> None:
    found = group.loc[group["stands_out"], "family"]
    family = found.iloc[0] if len(found) else None
    query = choices.address(family=family, quarter=quarter)
    with st.container(horizontal=True):
        st.page_link(
            "views/pages/compare.py",
            label="Where is it happening?",
            icon=":material/compare_arrows:",
            query_params=choices.address(by="quarter", **query),
        )
        st.page_link(
            "views/pages/trends.py",
            label="Since when?",
            icon=":material/show_chart:",
            query_params=choices.address(family=family),
        )


page(here())
