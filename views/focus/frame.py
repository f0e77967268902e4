"""The frame of a focus page: one sentence where nobody supplies its columns; else choices, head, body, questions."""

from collections.abc import Callable

import streamlit as st

from views import choices, headings, wording
from views.escaping import escape_markdown
from views.focus import coverage
from views.focus.discussion import discussion
from views.focus.opening import opening
from views.focus.topic import Topic, View, title
from views.look import PROSE
from views.visit import Visit
from views.way_on import way_on

Body = Callable[[Visit, View], None]


def focus_page(visit: Visit, topic: Topic, body: Body) -> None:
    """body: draws the page's sections for the view that was chosen."""
    if not coverage.ever_supplied(visit, topic):
        nobody(topic)
        return
    head = st.container()
    with choices.row():
        own = visit.member is not None and choices.own_or_group(visit)
        by, period = choices.year_or_quarter(visit, own=own)
        family, category = (topic.family, None) if topic.family else choose_family(visit)
    if period is None:
        with head:
            nothing_whole(visit, topic, own)
        return
    view = View(own, by, period, family, category, topic.adults_only)
    with head:
        opening(visit, topic, view, label_of(visit, view))
        coverage.details(visit, (*topic.columns, *topic.beside), view)
    body(visit, view)
    discussion(visit, topic.name)


def choose_family(visit: Visit) -> tuple[str | None, str | None]:
    """All families, or one and perhaps a category of it."""
    family = choices.one_of("Family", {"all": "All families"} | visit.labels("family"), "family")
    if family == "all":
        return None, None
    within = choices.categories(visit, family)
    if len(within) < 2:
        return family, None
    category = choices.one_of("Category", {"all": "All of the family"} | within, "category")
    return family, None if category == "all" else category


def label_of(visit: Visit, view: View) -> str:
    if view.category:
        return visit.labels("category")[view.category]
    return visit.labels("family")[view.family] if view.family else "All families"


def nobody(topic: Topic) -> None:
    columns = wording.listed([f"“{title(column)}”" for column in topic.columns])
    headings.title(escape_markdown(f"{topic.label}: no member supplies its columns yet"))
    st.markdown(
        f"No member has supplied any of the columns {escape_markdown(columns)} for a whole quarter. This page is made "
        "of them. A lead adds them to the member's file on *Upload*; *Data dictionary* says what each of them means.",
        width=PROSE,
    )


def nothing_whole(visit: Visit, topic: Topic, own: bool) -> None:
    headings.title(escape_markdown(f"{topic.label}: no whole quarter yet"))
    st.markdown(
        "You have not returned a whole quarter yet. Send one in on *Upload*." if own else
        "The group’s figures begin when five members have returned a quarter and the coordinator has closed it.",
        width=PROSE,
    )  # fmt: skip
    way_on(visit)
