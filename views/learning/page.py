"""Meeting: the learning log, its actions with their verdicts, and a form for a new entry."""

import pandas as pd
import streamlit as st

from views import headings, methods, notices, tables, wording
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.learning import actions, closing_form, entry_form
from views.learning.lessons import lessons
from views.look import PROSE
from views.provenance import RECORDED, provenance
from views.visit import Visit


def page(visit: Visit) -> None:
    entries = visit.ask("lessons")
    headings.title(escape_markdown(finding(entries, actions.listed(visit))))
    notices.show()
    if entries.empty:
        st.markdown(
            "Here the group keeps what it has learnt: what happened in outline, the lesson, what was agreed, and how "
            "we will know that it worked. Entries hold no case data. A lead writes for its member, the coordinator for "
            "the group.",
            width=PROSE,
        )
    else:
        agreed(visit)
        lessons(visit, entries)
    closing_form.show(visit, entries)
    entry_form.show(visit)


def finding(entries: pd.DataFrame, agreed: list[actions.Action]) -> str:
    return "Nothing is in the learning log yet" if entries.empty else actions.summary(agreed)


def agreed(visit: Visit) -> None:
    rows = actions.listed(visit)
    if not rows:
        return
    headings.section("What did we say we would do, and did it work?")
    table = actions_table(rows)
    named = ("Owner", "Due", "Hoped for", "Verdict")
    tables.show_as_list(table, "actions", "Actions and what became of them", named=named)
    rests = "From the group’s closed quarters, as shown."
    made = provenance(visit, "Actions agreed", "", whose=RECORDED)
    beneath(visit, table, name="actions", made=made, rests_on=rests, how=methods.VERDICT, on_page=True)


def actions_table(rows: list[actions.Action]) -> pd.DataFrame:
    """One row an action, for the page, its download and the workbook."""
    return pd.DataFrame(
        {
            "Action": [each.action for each in rows],
            "Owner": [each.owner for each in rows],
            "Due": [wording.day(each.due) for each in rows],
            "Status": [each.status for each in rows],
            "Hoped for": [each.hope for each in rows],
            "Verdict": [each.in_words for each in rows],
        }
    )
