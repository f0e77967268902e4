"""Group: who may sign in, and as what."""

from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st

from ingest.group import lists, setup
from ingest.group.list_files import Row
from queries.clock import now
from views import headings, notices, tables, wording
from views.administration import list_editor
from views.escaping import escape_markdown
from views.look import PROSE
from views.visit import Visit

SIX = 6  # months
ROLES = """
- **lead** of a member: uploads for it, and sees its own figures and rows exactly
- **reader** of a member: sees what its lead sees, uploads nothing
- **coordinator**: closes quarters, keeps these lists and settings, reads the audit trail; sees figures as a peer does.
  A coordinator who is also a lead or a reader has two rows here, one of them with the member
"""


def page(visit: Visit) -> None:
    people = visit.ask("people")
    leads = set(people.loc[people["role"] == "lead", "member"])
    without = [name for code, name in visit.names.items() if code not in leads]
    headings.title(escape_markdown(finding(people["email"].nunique(), without)))
    notices.show()
    st.write("People sign in with these addresses; capital letters make no difference.")
    st.markdown(ROLES, width=PROSE)
    list_editor.edit(
        people[list(lists.PEOPLE)].fillna("").astype(str),
        partial(save, visit),
        key="people",
        columns={
            "email": st.column_config.TextColumn("Address"),
            "role": st.column_config.SelectboxColumn("Role", options=list(lists.PERSON_ROLES)),
            "member": st.column_config.SelectboxColumn("Member", options=["", *visit.names]),
        },
        button="Save the people",
        saved="The list of people is saved. New rights count from the next click on; whoever was taken off is signed "
        "out.",
    )
    listed = people[list(lists.PEOPLE)].fillna("").astype(str)
    list_editor.remove(
        listed,
        partial(save, visit),
        key="people",
        what="person",
        names=[row_in_words(*row) for row in listed.itertuples(index=False)],
        removed="Removed. Whoever has no other row is signed out.",
    )
    not_seen(people)


def row_in_words(email: str, role: str, member: str) -> str:
    """'lead@alder.example, lead of alder'"""
    return f"{email}, {role} of {member}" if member else f"{email}, {role}"


def not_seen(people: pd.DataFrame) -> None:
    headings.section("Not seen for six months")
    rows = long_unseen(people, now())
    if rows.empty:
        st.write("Everybody on the list has signed in within the last six months.")
        return
    st.write("Ask whether they still need to sign in. Whoever has left their organisation is taken off the list above.")
    tables.show(rows, "Addresses not seen for six months")


def long_unseen(people: pd.DataFrame, at: datetime) -> pd.DataFrame:
    """One row an address: when it was last seen, where that is more than six months before `at`, or never."""
    last = people.groupby("email", sort=True)["last_seen"].max()
    old = last[last.isna() | (last < pd.Timestamp(at) - pd.DateOffset(months=SIX))]
    seen = ["never" if pd.isna(each) else wording.day(each) for each in old]
    return pd.DataFrame({"Address": old.index.tolist(), "Last seen": seen})


def finding(people: int, without: list[str]) -> str:
    counted = wording.number_word(people).capitalize() if people else "No"
    many = f"{counted} {'person' if people == 1 else 'people'} may sign in"
    return f"{many}; nobody can upload for {wording.listed(without)}" if without else many


def save(visit: Visit, rows: list[Row]) -> None:
    """Save the list; the pages of whoever was taken off it go blank at once."""
    setup.replace_people(visit.store, visit.viewer, rows)
    visit.run_ended_pages()
