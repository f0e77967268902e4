"""The items of the agenda that are looked at: returns, actions, headlines, focus areas, other families, a question.

No interval, limit or name of a rule stands on them: how sure a finding is, is one click away. Each function draws its
item under a title, which it returns.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import streamlit as st

from views import due, edition, wording
from views.escaping import escape_markdown
from views.focus import discussion
from views.learning import actions
from views.this_quarter import changes, family_rows, findings
from views.this_quarter.page import headlines as in_lines
from views.this_quarter.returned import Returned
from views.this_quarter.running import running
from views.this_quarter.tiles import tiles
from views.visit import Visit

MOST_HEADLINES = 3


@dataclass(frozen=True)
class Agenda:
    """What the items of one meeting are about: the group's figures of a quarter, whoever is signed in."""

    visit: Visit
    quarter: date

    @cached_property
    def group(self) -> list[dict]:
        """The rows of `headlines`, one a family."""
        return self.visit.ask("headlines", period=self.quarter).to_dict("records")

    @cached_property
    def marked(self) -> dict[str, str]:
        """Family -> what its trend is marked for."""
        return running(self.visit, "group", self.quarter)

    @property
    def since(self) -> str:
        return wording.last_time(self.quarter)


def returns(agenda: Agenda) -> str:
    returned = Returned(agenda.visit.ask("returns_status"), agenda.visit.names)
    days = sorted({agenda.quarter, max(returned.newest or agenda.quarter, agenda.quarter)})
    *before, newest = days
    for day in before:
        st.markdown(escape_markdown(f"{returned.in_words(day)} {edition.of_quarter(agenda.visit, day)}".strip()))
    by_status = returned.status.get(newest, {})
    for status, words in (("returned", "In"), ("partial", "In part"), ("not_returned", "Awaited")):
        names = [returned.names[member] for member in by_status if by_status[member] == status]
        if names:
            st.markdown(f"**{words}:** {escape_markdown(wording.listed(names))}")
    if words := due.group_dates(agenda.visit, newest_is_in=returned.newest_is_in):
        st.markdown(escape_markdown(words))
    if words := edition.of_quarter(agenda.visit, newest):
        st.caption(escape_markdown(words))
    return returned.counted(newest)


def agreed_before(agenda: Agenda) -> str:
    rows = actions.listed(agenda.visit)
    for each in rows:
        if each.status in ("open", "overdue") or each.verdict:
            st.markdown(escape_markdown(f"{each.action} ({each.owner}, by {wording.day(each.due)}): {each.status}."))
            if each.verdict:
                st.markdown(f"→ {escape_markdown(each.hope)}: **{escape_markdown(wording.VERDICTS[each.verdict])}**")
    return actions.summary(rows) if rows else "No action was agreed yet"


def headlines(agenda: Agenda) -> str:
    lines = in_lines(agenda.visit, agenda.group, agenda.quarter)
    clear = {row["family"] for row in agenda.group if findings.is_clear(row)}
    labels = agenda.visit.labels("family")
    lines += [f"{labels[family]} incidents: {words}" for family, words in agenda.marked.items() if family not in clear]
    for line in lines[:MOST_HEADLINES]:
        st.markdown(f"**{escape_markdown(line)}**")
    if len(lines) > MOST_HEADLINES:
        more = wording.heading(wording.number_word(len(lines) - MOST_HEADLINES))
        st.markdown(f"{more} more on the next screens.")
    with st.expander("How sure are we?"):
        st.markdown(escape_markdown(family_rows.sure(agenda.group, labels, agenda.since)))
    if not lines:
        compared = findings.comparisons(agenda.group)
        return changes.NOTHING_STANDS_OUT if compared else changes.NOTHING_TO_COMPARE
    number = wording.heading(wording.number_word(len(lines)))
    return f"{number} {'thing stands' if len(lines) == 1 else 'things stand'} out in {wording.quarter(agenda.quarter)}"


def focus_areas(agenda: Agenda) -> str:
    families(agenda, [row for row in agenda.group if row["family"] in agenda.visit.focus])
    return f"The focus areas in {wording.quarter(agenda.quarter)}"


def other_families(agenda: Agenda) -> str:
    families(agenda, [row for row in agenda.group if row["family"] not in agenda.visit.focus])
    return f"The other families in {wording.quarter(agenda.quarter)}"


def families(agenda: Agenda, rows: list[dict]) -> None:
    tiles(agenda.visit, rows, agenda.quarter, agenda.marked)
    st.caption(f"Compared with {agenda.since}. {wording.MORE_IS_NOT_WORSE}")


def question(agenda: Agenda) -> str:
    """One question for discussion, another one each quarter: of a focus area that stands out where it has its own."""
    standing_out = [row["family"] for row in agenda.group if findings.is_clear(row)] + list(agenda.marked)
    asked = discussion.of_first(agenda.visit, [*standing_out, *agenda.visit.focus])
    place = (agenda.quarter.year * 12 + agenda.quarter.month) // 3 % len(asked)
    with st.expander("Other questions"):
        st.markdown("\n".join(f"- {escape_markdown(each)}" for each in asked if each != asked[place]))
    return asked[place]
