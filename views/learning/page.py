"""Meeting: the learning log, its actions with their verdicts, and a form for a new entry."""

import pandas as pd
import streamlit as st

from views import methods, notices, wording
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.learning import actions, closing_form, entry_form
from views.look import PROSE
from views.visit import Visit


def page(visit: Visit) -> None:
    entries = visit.ask("lessons")
    st.title(escape_markdown(finding(entries, actions.listed(visit))))
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
    st.subheader("What did we say we would do, and did it work?")
    table = actions_table(rows)
    st.dataframe(table, hide_index=True, width="stretch")
    beneath(visit, table, name="actions", rests_on="From the group’s closed quarters, as shown.", how=methods.VERDICT)


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


def lessons(visit: Visit, entries: pd.DataFrame) -> None:
    st.subheader("What have we learnt?")
    wanted = st.text_input("Search", key="learning_search", placeholder="A word of an entry", width=PROSE)
    table = lessons_table(visit, entries)
    found = table[[matches(row, wanted) for row in table.itertuples(index=False)]]
    if found.empty:
        st.write("No entry holds these words.")
        return
    st.dataframe(found, hide_index=True, width="stretch", column_config={"Link": st.column_config.LinkColumn()})
    changed = int(entries["changed"].notna().sum())
    more = (
        f"{wording.number_word(changed)} led to a changed policy or training"
        if changed
        else "none changed a policy yet"
    )
    rests = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}; {more}."
    beneath(visit, found, name="learning_log", rests_on=rests, how=methods.LEARNING)


def matches(row: tuple, wanted: str) -> bool:
    """Whether every word searched for is somewhere in the row, in any case."""
    text = " ".join(map(str, row)).casefold()
    return all(word in text for word in wanted.casefold().split())


def lessons_table(visit: Visit, entries: pd.DataFrame) -> pd.DataFrame:
    """One row an entry, in words."""
    subjects = visit.labels("category") | visit.labels("family")
    return pd.DataFrame(
        {
            "Quarter": entries["quarter"].map(wording.quarter),
            "Kind": entries["kind"].map(actions.KINDS),
            "About": [wording.listed([subjects[code] for code in about]) for about in entries["about"]],
            "Whose": [actions.owner(visit, member) for member in entries["member"]],
            "What happened": entries["what_happened"].fillna(""),
            "Lesson": entries["lesson"],
            "Action": entries["action"].fillna(""),
            "Changed because of it": entries["changed"].fillna(""),
            "Source": entries["source"].map(actions.SOURCES).fillna(""),
            "Link": entries["source_link"].fillna(""),
        }
    )
