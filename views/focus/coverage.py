"""Which members supply the columns of a page: yes or no, never how well."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from views import tables, wording
from views.escaping import escape_markdown
from views.focus.topic import Topic, View, source_of, title
from views.visit import Visit


def ever_supplied(visit: Visit, topic: Topic) -> bool:
    """Whether any member has supplied any of the page's columns in a whole quarter that this viewer may know of."""
    rows = visit.ask("column_supplied")
    return bool(rows.loc[rows["field"].isin([source_of(each) for each in topic.columns]), "supplied"].any())


def suppliers(visit: Visit, column: str, quarters: Iterable[date]) -> list[str]:
    """The members that supplied the column in all of these quarters, in the members' order."""
    source = source_of(column)
    supplied = [visit.once(("supplied", quarter), lambda of=quarter: _supplied(visit, of)) for quarter in quarters]
    return [member for member in visit.names if all((member, source) in each for each in supplied)]


def _supplied(visit: Visit, quarter: date) -> set[tuple[str, str]]:
    """Each member with each column that it supplied in this quarter."""
    rows = visit.ask("column_supplied")
    rows = rows[(rows["quarter"] == pd.Timestamp(quarter)) & rows["supplied"].astype(bool)]
    return set(zip(rows["member"], rows["field"], strict=True))


def known(visit: Visit, view: View) -> View:
    """The view itself, or the newest closed quarter where a quarter of the view is open: nobody else is known of then.

    The view itself, too, while no quarter is closed at all.
    """
    closed = visit.periods("quarter")
    if not closed or set(view.quarters) <= set(closed):
        return view
    return replace(view, by="quarter", period=closed[-1])


def sentences(visit: Visit, topic: Topic, view: View) -> str:
    """'2 of 7 members supply columns of this page in 2025-26: Alder and Birch. Fewer than five supply …'"""
    view = known(visit, view)
    by_column = {column: suppliers(visit, column, view.quarters) for column in topic.columns}
    some = [member for member in visit.names if any(member in each for each in by_column.values())]
    lacking = [visit.names[member] for member in visit.names if member not in some]
    who = wording.heading(wording.members(len(some), len(visit.names)))
    said = f"{who} {'supplies' if len(some) == 1 else 'supply'} columns of this page for {view.words}"
    if not some:
        said += "."
    elif lacking and len(lacking) < len(some):
        said += f": not {wording.listed(lacking)}."
    elif lacking:
        said += f": {wording.listed([visit.names[member] for member in some])}."
    else:
        said += "."
    thin = [title(column) for column, members in by_column.items() if len(members) < wording.LEAST_MEMBERS]
    if len(thin) == len(by_column):
        said += " Fewer than five supply any one column, so the group has no figure from them."
    elif thin:
        said += f" Fewer than five supply {wording.listed([f'“{each}”' for each in thin])}: no figure of the group."
    return said


def table(visit: Visit, columns: Iterable[str], view: View) -> pd.DataFrame:
    """One row a column: how many members supply it, and which do not."""
    rows = []
    for column in columns:
        members = suppliers(visit, column, view.quarters)
        lacking = [name for member, name in visit.names.items() if member not in members]
        rows.append(
            {
                "Column": title(column),
                "Supplied by": wording.members(len(members), len(visit.names)),
                "Not by": ", ".join(lacking),
            }
        )
    return pd.DataFrame(rows, columns=["Column", "Supplied by", "Not by"])


def details(visit: Visit, columns: Iterable[str], view: View) -> None:
    view = known(visit, view)
    with st.expander("Which member supplies which column?"):
        st.caption(f"For the whole of {view.words}. Whether a column is there, not how completely it is filled in.")
        tables.show(table(visit, columns, view), "Which member supplies which column")


def why_none(visit: Visit, view: View | None, field: str) -> str:
    """Why there are no answers to this field in the view, as a sentence. view: None where no outcomes are shown yet."""
    if view is None:
        return "Outcomes take time to come in: the group’s are shown when the second quarter after is closed."
    if view.own:
        return f"Your returns of {view.words} do not have the column “{escape_markdown(title(field))}”."
    members = suppliers(visit, field, view.quarters)
    if len(members) < wording.LEAST_MEMBERS:
        named = wording.listed([visit.names[member] for member in members])
        who = f" ({escape_markdown(named)})" if named else ""
        return (
            f"No figure of the group: {len(members)} of {len(visit.names)} members supply "
            f"“{escape_markdown(title(field))}” for {view.words}{who}. It takes five."
        )
    return f"No figure of the group for {view.words}: the same five members or more did not count in all of it."
