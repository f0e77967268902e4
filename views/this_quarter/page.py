"""Meeting: who has returned, what changed since the same quarter last year, and whether that may be chance."""

from datetime import date

import pandas as pd
import streamlit as st

from views import choices, wording
from views.escaping import escape_markdown
from views.look import FOCUS_MARK, PROSE
from views.this_quarter import changes, findings
from views.this_quarter.family_rows import family_rows
from views.this_quarter.returned import Returned
from views.visit import Visit


def page(visit: Visit) -> None:
    returned = Returned(visit.ask("returns_status"), visit.names)
    editions = visit.ask("editions").dropna(subset=["newest_quarter"])
    if editions.empty:
        nothing_yet(returned)
        return
    head = st.container()
    closed = {row.newest_quarter.date(): int(row.edition) for row in editions.itertuples()}
    with choices.row():
        quarter = choices.one_period(sorted(closed), "quarter")
    edition = closed[quarter]
    group = visit.ask("headlines", edition=edition).to_dict("records")
    with head:
        st.title(escape_markdown(title(visit, group, quarter, edition)))
    who_has_returned(returned, quarter)
    in_sentences(visit, group, quarter)
    st.subheader("Each family, all members together")
    st.caption(f"{FOCUS_MARK} the group’s focus areas")
    trends = visit.ask("group_figures", by="quarter", edition=edition)
    family_rows(visit, group, trends, quarter, name=f"this_quarter_{quarter:%Y-%m}")
    where_next(visit, group, quarter)
    if visit.member:
        own_list(visit, quarter, edition)


def nothing_yet(returned: Returned) -> None:
    st.title("No quarter is closed yet")
    st.markdown(
        "Here the group will see what changed since the same quarter last year, family by family.  \n"
        "It begins when members have submitted their returns (*Upload*) and the coordinator has closed the "
        "quarter. Until then everybody sees their own figures on *Trends*, and nobody else's.",
        width=PROSE,
    )
    if returned.newest:
        st.markdown(escape_markdown(returned.in_words(returned.newest)))


def title(visit: Visit, group: list[dict], quarter: date, edition: int) -> str:
    """What stands out and in how many members, from what this viewer is shown of them."""
    stand_out = [row["family"] for row in group if row["stands_out"]]
    if not stand_out:
        return f"{changes.NOTHING_STANDS_OUT} in {wording.quarter(quarter)}"
    figures = visit.ask("member_figures", by="quarter", edition=edition)
    now = figures[figures["period"] == pd.Timestamp(quarter)]
    then = figures[figures["period"] == pd.Timestamp(quarter) - pd.DateOffset(years=1)]
    moved = {
        family: changes.moved(*(rows.loc[rows["family"] == family, ["member", "low", "high"]] for rows in (now, then)))
        for family in stand_out
    }
    return findings.title(group, visit.labels("family"), wording.last_time(quarter), moved)


def who_has_returned(returned: Returned, quarter: date) -> None:
    """The quarter on the page and, where a newer one has ended, that one too."""
    days = sorted({quarter, max(returned.newest or quarter, quarter)})
    st.markdown("  \n".join(escape_markdown(returned.in_words(day)) for day in days))


def in_sentences(visit: Visit, rows: list[dict], quarter: date) -> None:
    """What stands out, or that nothing does in so many comparisons; no sentence where every family has too few."""
    labels, since = visit.labels("family"), wording.last_time(quarter)
    clear = [row for row in rows if row["stands_out"]]
    if clear:
        lines = (findings.sentence(row, labels[row["family"]], since) for row in clear)
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))
    elif all(pd.notna(row["high"]) and findings.is_too_few(row) for row in rows):
        return
    elif compared := findings.comparisons(rows):
        st.markdown(
            f"{wording.number_word(compared).capitalize()} families were compared with {since}; "
            "none moved more than chance and its usual ups and downs explain."
        )
    else:
        st.markdown(f"Nothing can be compared with {since} yet: it takes the same members a year before.")


def own_list(visit: Visit, quarter: date, edition: int) -> None:
    name = escape_markdown(visit.own_name)
    st.subheader(f"At {name}")
    own = visit.ask("headlines", of="own", edition=edition).to_dict("records")
    if all(pd.isna(row["high"]) for row in own):
        missing = f"{name} has not returned {wording.quarter(quarter)}."
        st.info(f"{missing} Send it in on *Upload*, and it appears here at once.")
        return
    in_sentences(visit, own, quarter)
    figures = visit.ask("own_figures", by="quarter")
    figures = figures.assign(low=figures["n"], high=figures["n"], shown=figures["n"].astype(str))
    family_rows(visit, own, figures, quarter, own=True, name=f"this_quarter_own_{quarter:%Y-%m}")


def where_next(visit: Visit, group: list[dict], quarter: date) -> None:
    family = next((row["family"] for row in group if row["stands_out"]), None)
    with st.container(horizontal=True):
        st.page_link(
            visit.pages["compare"],
            label="Where is it happening?",
            query_params=choices.address(by="quarter", family=family, quarter=quarter),
        )
        st.page_link(
            visit.pages["trends"],
            label="Since when?",
            query_params=choices.address(family=family, category="all", of="group"),
        )
