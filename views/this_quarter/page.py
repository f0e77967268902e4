"""Meeting: who has returned, what changed since the same quarter last year, and whether that may be chance."""

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from views import choices, due, edition, headings, wording
from views.charts import intervals
from views.escaping import escape_markdown
from views.learning import open_actions
from views.look import FOCUS_MARK, PROSE
from views.this_quarter import changes, findings
from views.this_quarter.behind import behind_family
from views.this_quarter.family_rows import family_rows
from views.this_quarter.returned import Returned
from views.this_quarter.running import in_a_sentence, running
from views.this_quarter.tiles import tiles
from views.visit import Visit
from views.way_on import way_on


def page(visit: Visit) -> None:
    closings = visit.ask("closings")
    if closings.empty:
        nothing_yet(visit)
        return
    head = st.container()
    with choices.row():
        quarter = choices.one_period(sorted(day.date() for day in closings["quarter"]), "quarter")
    overview(visit, quarter, head)
    if not visit.presenting:  # there it is in the one line over the tiles: all of them fit the screen
        head.caption(wording.MORE_IS_NOT_WORSE)


def overview(visit: Visit, quarter: date, head: DeltaGenerator | None = None) -> None:
    """All of the page but the choice of the quarter. head: where its title goes; None where it is a section."""
    group = visit.ask("headlines", period=quarter).to_dict("records")
    marked = running(visit, "group", quarter)
    finding = escape_markdown(title(visit, group, quarter, marked))
    if head is None:
        headings.section(finding)
    else:
        with head:
            headings.title(finding)
    if visit.presenting:
        since = f"The group, compared with {wording.last_time(quarter)}. {FOCUS_MARK} its focus areas."
        st.caption(f"{since} {wording.MORE_IS_NOT_WORSE}")
        tiles(visit, group, quarter, marked)
    who_has_returned(visit, quarter)
    when_closed(visit, quarter)
    in_sentences(visit, group, quarter, marked, "group")
    open_actions.show(visit)
    if not visit.presenting:
        headings.section("Each family, all members together")
        st.caption(f"{FOCUS_MARK} the group’s focus areas")
        figures = visit.ask("group_figures", by="quarter")
        family_rows(visit, group, figures, quarter, marked=marked, name="this_quarter")
    where_next(visit, group, quarter, marked)
    if visit.member:
        own_list(visit, quarter)


def when_closed(visit: Visit, quarter: date) -> None:
    """When the figures were fixed and for whom, and what came since."""
    edition.show(visit, "quarter", quarter)
    errata = visit.ask("errata")
    for (member, reason), rows in errata[errata["quarter"] == pd.Timestamp(quarter)].groupby(["member", "reason"]):
        families = wording.listed([visit.labels("family")[family] for family in rows["family"]])
        st.info(
            escape_markdown(f"Erratum for {visit.names[member]} ({families}): {reason}"), icon=":material/edit_note:"
        )


def nothing_yet(visit: Visit) -> None:
    headings.title("No quarter is closed yet")
    st.markdown(
        "Here the group will see what changed since the same quarter last year, family by family.  \n"
        "It begins when members have submitted their returns (*Upload*) and the coordinator has closed the "
        "quarter. Until then everybody sees their own figures on *Trends*, and nobody else’s.",
        width=PROSE,
    )
    way_on(visit)
    returned = Returned(visit.ask("returns_status"), visit.names)
    if returned.newest:
        who_has_returned(visit, returned.newest)


def title(visit: Visit, group: list[dict], quarter: date, marked: dict[str, str]) -> str:
    """What stands out and in how many members, as shown to this viewer; else what a trend is marked for."""
    stand_out = [row["family"] for row in group if findings.is_clear(row)]
    if not stand_out and marked:
        family, words = next(iter(marked.items()))
        return f"{visit.labels('family')[family]}: {words}"
    if not stand_out:
        some = changes.NOTHING_STANDS_OUT if findings.comparisons(group) else changes.NOTHING_TO_COMPARE
        return f"{some} in {wording.quarter(quarter)}"
    return changes.title(headlines(visit, group, quarter))


def headlines(visit: Visit, group: list[dict], quarter: date) -> list[str]:
    """One line for each change that stands out, with how many members it is in, as shown to this viewer."""
    figures = visit.ask("member_figures", by="quarter")
    now = figures[figures["period"] == pd.Timestamp(quarter)]
    then = figures[figures["period"] == pd.Timestamp(quarter) - pd.DateOffset(years=1)]
    moved = {
        family: changes.moved(*(rows.loc[rows["family"] == family, ["member", "low", "high"]] for rows in (now, then)))
        for family in (row["family"] for row in group if findings.is_clear(row))
    }
    return findings.each(group, visit.labels("family"), wording.last_time(quarter), moved)


def who_has_returned(visit: Visit, quarter: date) -> None:
    """The quarter on the page, a newer one that has ended, until when that is due, and the next meeting."""
    returned = Returned(visit.ask("returns_status"), visit.names)
    days = sorted({quarter, max(returned.newest or quarter, quarter)})
    lines = [*map(returned.in_words, days), due.group_dates(visit, newest_is_in=returned.newest_is_in)]
    st.markdown("  \n".join(escape_markdown(line) for line in lines if line))


def in_sentences(visit: Visit, rows: list[dict], quarter: date, marked: dict[str, str], of: str) -> None:
    """What stands out, or that nothing does in so many comparisons, and what the trends are marked for.

    No sentence where every family has too few. of: whose headlines the rows are, "group" or "own".
    """
    compared_with_last_year(visit, rows, quarter, of)
    if marked:
        st.markdown(escape_markdown(in_a_sentence(marked, visit.labels("family"))))


def compared_with_last_year(visit: Visit, rows: list[dict], quarter: date, of: str) -> None:
    """Each change that stands out is a link to what is behind it."""
    labels, since = visit.labels("family"), wording.last_time(quarter)
    clear = [row for row in rows if findings.is_clear(row)]
    if clear:
        with st.container(key=f"headlines_{of}", gap="xsmall"):
            for row in clear:
                sentence = findings.sentence(row, labels[row["family"]], since)
                st.page_link(
                    visit.pages["drill_down"],
                    label=escape_markdown(sentence),
                    icon="",
                    query_params=behind_family(row, of),
                )
    elif all(pd.notna(row["high"]) and findings.is_too_few(row) for row in rows):
        return
    else:
        st.markdown(none_is_clear(findings.comparisons(rows), since))


def none_is_clear(compared: int, since: str) -> str:
    """That no change is clear of so many compared, or that nothing could be compared."""
    if not compared:
        return f"Nothing can be compared with {since} yet: it takes the same members a year before."
    families = f"{wording.number_word(compared).capitalize()} families were compared with {since}"
    return f"{families}; no change is larger than chance may make it."


def own_list(visit: Visit, quarter: date) -> None:
    name = escape_markdown(visit.own_name)
    headings.section(f"At {name}")
    own = visit.ask("headlines", of="own", period=quarter).to_dict("records")
    if all(pd.isna(row["high"]) for row in own):
        missing = f"{name} has not returned {wording.quarter(quarter)}."
        st.info(f"{missing} Send it in on *Upload*, and it appears here at once.")
        return
    marked = running(visit, "own", quarter)
    in_sentences(visit, own, quarter, marked, "own")
    figures = visit.ask("own_figures", by="quarter")
    figures = intervals.of_exact(figures)
    family_rows(visit, own, figures, quarter, marked=marked, own=True, name="this_quarter_own")


def where_next(visit: Visit, group: list[dict], quarter: date, marked: dict[str, str]) -> None:
    family = next((row["family"] for row in group if findings.is_clear(row)), next(iter(marked), None))
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
