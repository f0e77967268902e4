"""From the file's headings and words to a matching that fits it: as last time, or chosen here."""

from dataclasses import replace

import streamlit as st

from ingest.matching import Matching, match, missing_words
from ingest.problems import Problem
from ingest.reading import TextTable
from views.escaping import escape_markdown
from views.upload.columns import choose_columns
from views.upload.starting_matching import StartingMatching
from views.upload.words import choose_words

HEADING_RULES = {"missing_heading", "field_not_matched", "field_twice", "repeated_heading"}
NAMED = 6


def matched(table: TextTable, start: StartingMatching, matching: Matching, key: str) -> Matching | None:
    """`matching` where it fits the table, else one made from the choices here; None while some are still to make."""
    wrong = [p for p in match(table, matching, return_label="").problems if p.rule in HEADING_RULES]
    if wrong:
        if not _match_again(start, wrong, key):
            return None
        return _with_words(table, _with_columns(table, start, matching, key), key)
    if missing := missing_words(table, matching):
        number = sum(map(len, missing.values()))
        st.info(f"{number} new {'word' if number == 1 else 'words'} in this file: say what they mean.")
    elif not start.is_standard:
        st.caption("Headings and words are all matched already.")
    if not start.is_standard and st.toggle("Match the columns again", key=f"again {key}"):
        matching = _with_columns(table, start, matching, key)
    return _with_words(table, matching, key)


def _match_again(start: StartingMatching, wrong: list[Problem], key: str) -> bool:
    """Whether to match the columns again: at once for a first file, else when the lead says it is the right file."""
    if start.is_standard:
        st.info("The first file in these headings: say once which column is which. It is remembered.")
        return True
    st.error("This file does not have the columns that your matching expects, so nothing of it was used.")
    missing = [p.heading for p in wrong if p.rule == "missing_heading"]
    lines = [escape_markdown(p.message) for p in wrong if p.rule != "missing_heading"]
    if missing:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        named = ", ".join(f"“{escape_markdown(heading)}”" for heading in missing[:NAMED])
        of = f"{len(missing)} of {len(start.matching.columns)} headings"
        lines.insert(0, f"Not in the file: {of}, {named}{more}")
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.markdown("Is it the right file, and your own? If your export has changed, match it again.")
    return st.toggle("It is the right file: match it again", key=f"right {key}")


def _with_columns(table: TextTable, start: StartingMatching, matching: Matching, key: str) -> Matching | None:
    chosen = choose_columns(table, start, key)
    if chosen is None:
        return None
    columns, numbered = chosen
    fields = set(columns.values())
    values = {name: words for name, words in matching.values.items() if name in fields}
    settled = "number" if numbered else matching.missing_reference
    return replace(matching, columns=columns, values=values, missing_reference=settled)


def _with_words(table: TextTable, matching: Matching | None, key: str) -> Matching | None:
    if matching is None:
        return None
    chosen = choose_words(missing_words(table, matching), key)
    if chosen is None:
        return None
    values = {name: dict(matching.values.get(name, {})) for name in {*matching.values, *chosen}}
    for name, words in chosen.items():
        values[name] |= words
    return replace(matching, values=values)
