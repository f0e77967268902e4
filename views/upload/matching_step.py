"""From the file's headings and words to a matching that fits it: as last time, or chosen here."""

from dataclasses import replace

import streamlit as st

from ingest.matching import Matching, match
from ingest.problems import Problem
from ingest.reading import TextTable
from views.plain import plain
from views.upload.base import Base
from views.upload.columns import choose_columns
from views.upload.words import choose_words

HEADING_RULES = {"missing_heading", "field_not_matched", "field_twice", "repeated_heading"}
NAMED = 6


def matched(table: TextTable, base: Base, matching: Matching, key: str) -> Matching | None:
    """`matching` where it fits the table, else one made of what is chosen; None while something is open."""
    against = [p for p in match(table, matching).problems if p.rule in HEADING_RULES]
    if against:
        if not _goes_on(base, against, key):
            return None
        return _with_words(table, _with_columns(table, base, matching, key), key)
    if missing := match(table, matching).new_words:
        number = sum(map(len, missing.values()))
        st.info(f"{number} new {'word' if number == 1 else 'words'} in this file: say what they mean.")
    elif not base.is_standard:
        st.caption("Headings and words are all matched already.")
    if not base.is_standard and st.toggle("Match the columns again", key=f"again {key}"):
        matching = _with_columns(table, base, matching, key)
    return _with_words(table, matching, key)


def _goes_on(base: Base, against: list[Problem], key: str) -> bool:
    """Whether to match anew: at once for the first file, else when the lead says that it is the right one."""
    if base.is_standard:
        st.info("The first file in these headings: say once which column is which. It is remembered.")
        return True
    st.error("This file does not have the columns that your matching expects, so nothing of it was used.")
    missing = [p.heading for p in against if p.rule == "missing_heading"]
    lines = [plain(p.message) for p in against if p.rule != "missing_heading"]
    if missing:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        named = ", ".join(f"“{plain(heading)}”" for heading in missing[:NAMED])
        of = f"{len(missing)} of {len(base.matching.columns)} headings"
        lines.insert(0, f"Not in the file: {of}, {named}{more}")
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.markdown("Is it the right file, and your own? If your export has changed, match it again.")
    return st.toggle("It is the right file: match it again", key=f"right {key}")


def _with_columns(table: TextTable, base: Base, matching: Matching, key: str) -> Matching | None:
    chosen = choose_columns(table, base, key)
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
    chosen = choose_words(match(table, matching).new_words, key)
    if chosen is None:
        return None
    values = {name: dict(matching.values.get(name, {})) for name in {*matching.values, *chosen}}
    for name, words in chosen.items():
        values[name] |= words
    return replace(matching, values=values)
