"""Headings of the matching that the file no longer has: renamed, or to go on without."""

from dataclasses import replace

import streamlit as st

from ingest.matching import Matching
from ingest.matching.renaming import gone, renamed
from ingest.reading import TextTable
from views.escaping import escape_markdown


def settle(table: TextTable, matching: Matching, draft: Matching | None, key: str) -> Matching:
    """The matching with the headings that were said to be the same, and without those said to be left out.

    Nothing is asked where a column that is needed is gone, and none is new in its place.
    """
    new, columns = renamed(table, matching), dict(matching.columns)
    said = draft.columns if draft else columns
    lost = gone(table, matching)
    if any(_is_needed(heading, matching) and heading not in new for heading in lost):
        return matching  # no answer here would make the file fit: it is another file, or is matched again
    for heading in lost:
        name = matching.columns.get(heading)
        if heading in new:
            if _is_said(
                same_words(heading, new[heading]), f"same {heading} {key}", preset=said.get(new[heading]) == name
            ):
                columns = {new[heading] if each == heading else each: kept for each, kept in columns.items()}
        elif name and not _is_needed(heading, matching):
            label = f"{_named(heading)} is gone: go on without it"
            if _is_said(label, f"without {heading} {key}", preset=heading not in said):
                del columns[heading]
    return replace(matching, columns=columns)


def _is_needed(heading: str, matching: Matching) -> bool:
    name = matching.columns.get(heading)
    return bool(name) and matching.standard.field(name).required


def same_words(old: str, new: str) -> str:
    """'*Reported By* is gone; *Concern Raised By* is new: the same?'"""
    return f"{_named(old)} is gone; {_named(new)} is new: the same?"


def _named(heading: str) -> str:
    return f"*{escape_markdown(heading)}*"


def _is_said(label: str, key: str, *, preset: bool) -> bool:
    st.session_state.setdefault(key, preset)
    return st.checkbox(label, key=key)
