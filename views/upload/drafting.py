"""What is chosen on the page is kept as a draft of the member's from the moment it is chosen, by heading and word.

A file finds the draft as it was when the file was given: a corrected file, the page's own table with its problems, the
same file after a reload or a new sign-in. The choices made since are in the widgets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from ingest.matching import Matching, drafts
from ingest.problems import Refused
from ingest.words import normalised
from views.upload import reading_choices
from views.upload.export import Export
from views.upload.starting_matching import StartingMatching
from views.visit import Visit

KEY = "draft"
OUT = "out of scope"


@dataclass
class Drafting:
    """The draft found for a file, and what this run of the page shows as chosen."""

    file: tuple[str, str]
    found: Matching | None
    columns: dict[str, str] | None = None
    ticked: dict[str, dict[str, str]] = field(default_factory=dict)
    numbered: bool = False
    values: dict[str, dict[str, str | None]] = field(default_factory=dict)


def begin(visit: Visit, given: Export, start: StartingMatching) -> StartingMatching:
    """The same with the draft, unless another matching than the member's own was chosen to start from."""
    file = (given.key, start.key)
    held = st.session_state.get(KEY)
    if held is None or held.file != file:
        found = None if start.is_other else drafts.newest(visit.store, visit.viewer, start.matching.standard)
        held = Drafting(file, found.matching if found else None)
        if held.found:
            reading_choices.begin_with(given, held.found, start.matching)
    st.session_state[KEY] = Drafting(file, held.found)
    return replace(start, draft=held.found)


def note_columns(columns: Mapping[str, list[str]], ticked: Mapping[str, Mapping[str, str]], *, numbered: bool) -> None:
    """Which columns are chosen by now: field -> headings."""
    drafting = st.session_state[KEY]
    drafting.columns = {heading: name for name, headings in columns.items() for heading in headings}
    drafting.ticked, drafting.numbered = {heading: dict(what) for heading, what in ticked.items()}, numbered


def note_matching(matching: Matching) -> None:
    """The same from a matching whose headings were settled."""
    by_field: dict[str, list[str]] = {}
    for heading, name in matching.columns.items():
        by_field.setdefault(name, []).append(heading)
    note_columns(by_field, matching.ticked, numbered=matching.missing_reference == "number")


def note_words(name: str, words: Mapping[str, str | None]) -> None:
    """Which of a field's words have a code by now: word -> code, None where it has none."""
    chosen = {word: None if code == OUT else code for word, code in words.items() if code is not None}
    st.session_state[KEY].values[name] = chosen


def code_of(name: str, word: str) -> str | None:
    """What was chosen for a word before this file was given; None if nothing was."""
    found = st.session_state[KEY].found
    words = {normalised(each): code for each, code in found.values.get(name, {}).items()} if found else {}
    if normalised(word) not in words:
        return None
    return OUT if (code := words[normalised(word)]) is None else code


def keep(visit: Visit, given: Export, start: StartingMatching) -> None:
    """Keep what is chosen by now, if anything is."""
    drafting, settings = st.session_state[KEY], reading_choices.made(given)
    if drafting.columns is None and not any(drafting.values.values()) and not settings:
        return
    try:
        drafts.keep(visit.store, visit.viewer, as_matching(drafting, start, settings))
    except Refused:
        return  # such as one column chosen for two fields: the page says so


def as_matching(drafting: Drafting, start: StartingMatching, settings: Mapping[str, object]) -> Matching:
    """The choices, with those of the draft before that this file does not touch."""
    before = drafting.found or start.matching
    values = {name: dict(words) for name, words in (drafting.found.values if drafting.found else {}).items()}
    for name, words in drafting.values.items():
        values[name] = values.get(name, {}) | words
    if drafting.columns is None:
        return replace(before, values=values, **settings)
    settings = {"missing_reference": "number" if drafting.numbered else "refuse"} | dict(settings)
    return replace(before, columns=drafting.columns, ticked=drafting.ticked, values=values, **settings)


def differs(start: StartingMatching, headings: tuple[str, ...]) -> bool:
    """Whether columns were chosen anew in the draft, and are in this file."""
    if start.draft is None or start.draft.columns == start.matching.columns:
        return False
    held = {normalised(heading) for heading in headings}
    return any(normalised(heading) in held for heading in start.draft.columns)
