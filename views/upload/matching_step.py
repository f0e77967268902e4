"""From the file's headings and words to a matching that fits it: as last time, or chosen here."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from ingest.intake import MatchedFile, Opened
from ingest.matching import Matching
from ingest.problems import Problem
from views.escaping import escape_markdown
from views.upload import drafting, headings_gone, kept_file, reading_choices
from views.upload.columns import choose_columns
from views.upload.export import Export
from views.upload.starting_matching import StartingMatching
from views.upload.ticked_columns import tick_headings
from views.upload.words import choose_words

NAMED = 6


def matched(given: Export, opened: Opened, start: StartingMatching, matching: Matching) -> MatchedFile | None:
    """The file matched as `matching` says, or as chosen here where that does not fit; None while choices are open."""
    key = f"{given.key} {start.key}"
    is_settled = False
    if opened.placed.problems and not start.is_standard:
        settled = headings_gone.settle(opened.table, matching, start.draft, key)
        if is_settled := settled != matching:
            matching, opened = settled, kept_file.opened(given, start.matching, settled)
            drafting.note_matching(matching)
    if opened.placed.problems:
        preset = drafting.differs(start, opened.table.headings)
        if not _match_again(start, opened.placed.problems, key, preset=preset):
            return None
        return _with_words(given, start, _with_columns(given, opened, start, matching))
    if missing := kept_file.matched(given, opened, matching).matched.new_words:
        number = sum(map(len, missing.values()))
        st.info(
            "1 new word in this file: say what it means."
            if number == 1
            else f"{number} new words in this file: say what they mean."
        )
    elif not start.is_standard:
        st.caption("Headings and words are all matched already.")
    if _may_match_again(opened, start) and _chosen(
        "Match the columns again",
        f"again {key}",
        preset=not is_settled and drafting.differs(start, opened.table.headings),
    ):
        matching = _with_columns(given, opened, start, matching)
    return _with_words(given, start, matching)


def _may_match_again(opened: Opened, start: StartingMatching) -> bool:
    """A file in the standard's headings needs no matching, unless other columns of it hold ticks."""
    return not start.is_standard or bool(set(tick_headings(opened.table)) - set(opened.placed.headings(opened.table)))


def _chosen(label: str, key: str, *, preset: bool) -> bool:
    """A switch that is on to begin with where the draft says so."""
    st.session_state.setdefault(key, preset)
    return st.toggle(label, key=key)


def _match_again(start: StartingMatching, wrong: Sequence[Problem], key: str, *, preset: bool) -> bool:
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
        of = f"{len(missing)} of {len(start.matching.columns) + len(start.matching.ticked)} headings"
        lines.insert(0, f"Not in the file: {of}, {named}{more}")
    st.markdown("\n".join(f"- {line}" for line in lines))
    st.markdown("Is it the right file, and your own? If your export has changed, match it again.")
    return _chosen("It is the right file: match it again", f"right {key}", preset=preset)


def _with_columns(given: Export, opened: Opened, start: StartingMatching, matching: Matching) -> Matching | None:
    table = opened.table
    fits = start.is_standard and not opened.placed.problems and start.draft is None
    before = (start.draft or matching).columns
    chosen = choose_columns(given, table, start, opened.placed.headings(table) if fits else before)
    if chosen is None:
        return None
    values = {name: words for name, words in matching.values.items() if name in chosen.fields}
    settled = "number" if chosen.numbered else matching.missing_reference
    return replace(matching, columns=chosen.columns, ticked=chosen.ticked, values=values, missing_reference=settled)


def _with_words(given: Export, start: StartingMatching, matching: Matching | None) -> MatchedFile | None:
    if matching is None:
        return None
    placed = kept_file.opened(given, start.matching, matching)
    file = kept_file.matched(given, placed, matching)
    reading_choices.ask_for_separators(given, file)
    _say_lists(file)
    chosen = choose_words(given, file.matched.new_words, f"{given.key} {start.key}", matching.standard, start.others)
    if chosen is None:
        return None
    if not chosen:
        return file
    values = {name: dict(matching.values.get(name, {})) for name in {*matching.values, *chosen}}
    for name, words in chosen.items():
        values[name] |= words
    return kept_file.matched(given, placed, replace(matching, values=values))


def _say_lists(file: MatchedFile) -> None:
    if rows := file.matched.lists:
        many = "1 row names" if rows == 1 else f"{rows:,} rows name"
        st.caption(f"{many} several categories: the first is the category, the others count as also involved.")
