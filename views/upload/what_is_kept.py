"""What is kept of an export and what is not, explained before anything is uploaded."""

import streamlit as st

from ingest.standard import STANDARD

KEPT = """**Kept**, for each incident: your reference, the *month* it was reported, its category, and the
answers in the columns you match. Of the file: its size, its number of rows and its fingerprint (SHA-256)."""
DROPPED = f"""**Dropped**: the file itself, every other column, and exact dates – they become months,
days and bands (“{STANDARD.field("closed_on").title}” becomes days open)."""
REFUSED = """**Refused**: a file with names, addresses, postcodes, telephone numbers, e-mail addresses,
dates of birth, NHS or National Insurance numbers in any cell. You get a copy without those columns to upload
instead."""
SEEN = """**Seen by the others**: your families by quarter, to the nearest five, once the coordinator has
closed the quarter. Your rows are seen by your own leads and readers only."""
TRAVELS = """A file that you choose here travels to the server as it is, and is screened there. If it may not leave your
computer with personal data in it, make a copy without the personal columns on your own computer first:
`python -m ingest clean export.csv --out copy.csv`. How to do that is in the program’s folder, in
`docs/clean_copy.md`; your coordinator has it."""


def say_that_it_travels() -> None:
    """Before the upload box: what happens with a file before it is refused."""
    st.caption(" ".join(TRAVELS.split()), width=720)


def what_is_kept(*, expanded: bool) -> None:
    with st.expander("What we keep and what we drop", expanded=expanded, icon=":material/shield:"):
        for text in (KEPT, DROPPED, REFUSED, SEEN):
            st.markdown(" ".join(text.split()), width=720)
