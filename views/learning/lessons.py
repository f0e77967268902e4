"""What has been learnt: the entries to read, newest first, those that hold the words searched for."""

from urllib.parse import quote

import pandas as pd
import streamlit as st

from views import headings, methods, wording
from views.escaping import escape_markdown
from views.exhibit import beneath
from views.learning import actions
from views.look import PROSE
from views.provenance import RECORDED, provenance
from views.visit import Visit

MOST = 12  # entries to read; the table has all
_OF_ADDRESSES = ":/?#[]@!$&'()*+,;=%"
TEXTS = ("What happened", "Lesson", "Action", "Changed because of it", "Source")


def lessons(visit: Visit, entries: pd.DataFrame) -> None:
    headings.section("What have we learnt?")
    wanted = st.text_input("Search", key="learning_search", placeholder="A word of an entry", width=PROSE)
    table = lessons_table(visit, entries)
    found = table[[matches(row, wanted) for row in table.itertuples(index=False)]]
    if found.empty:
        st.write("No entry holds these words.")
        return
    for _, entry in found.head(MOST).iterrows():
        with st.container(border=True, width=PROSE):
            st.markdown(in_words(entry))
    if len(found) > MOST:
        st.caption(f"The newest {MOST} of {len(found):,}; the table has all.")
    changed = int(entries["changed"].notna().sum())
    more = (
        f"{wording.number_word(changed)} led to a changed policy or training"
        if changed
        else "none changed a policy yet"
    )
    rests = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}; {more}."
    made = provenance(visit, "Learning log", "", whose=RECORDED)
    beneath(visit, found, name="learning_log", made=made, rests_on=rests, how=methods.LEARNING)


def in_words(entry: pd.Series) -> str:
    """One entry as Markdown: what it is about, and beneath it each text that it has."""
    about = escape_markdown(f"{entry['About']} – {entry['Kind'].lower()}")
    whose = escape_markdown(f"{entry['Whose']}, {entry['Quarter']}")
    lines = [f"**{about}**  \n{whose}"]
    for name in TEXTS:
        if entry[name]:
            lines.append(f"{name}: {escape_markdown(entry[name])}")
    if entry["Link"]:
        lines.append(f"[Open the source](<{quote(entry['Link'], safe=_OF_ADDRESSES)}>)")
    return "\n\n".join(lines)


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
