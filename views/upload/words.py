"""Which of the file's words is which code: known words are filled in, words that only look like one are asked."""

import hashlib
from collections.abc import Mapping

import streamlit as st

from ingest.matching import SURE, WordSuggestion, suggest_words
from ingest.standard import CATEGORY, STANDARD, Standard
from views.escaping import escape_markdown

WIDTH = 310
OUT = "out of scope"
NOTHING = "Nothing recorded"
MOST = 80


def choose_words(
    missing: Mapping[str, Mapping[str, int]],
    key: str,
    standard: Standard = STANDARD,
    others: Mapping[str, str] | None = None,
) -> dict[str, dict[str, str | None]] | None:
    """Field -> word -> code (None: out of scope, "": nothing recorded); None while some are still to choose.

    missing: field -> word -> rows, as in `Matched.new_words`. others: see `words_of_others`.
    """
    if not missing:
        return {}
    st.subheader("Which word is which?")
    if too_many := [name for name, words in missing.items() if len(words) > MOST]:
        title, number = standard.field(too_many[0]).title, len(missing[too_many[0]])
        st.error(f"{title}: {number:,} different words. So many suggest that another column is meant: choose it above.")
        return None
    suggested = {
        name: suggest_words(standard.field(name), words, others if name == CATEGORY else None)
        for name, words in sorted(missing.items(), key=lambda each: each[0] != CATEGORY)
    }
    shortcuts = st.container(horizontal=True, key="answers_for_all")
    chosen: dict[str, dict[str, str | None]] = {}
    for name, each in suggested.items():
        draw = _categories if name == CATEGORY else _others
        chosen[name] = draw(name, each, missing[name], key, standard)
    with shortcuts:
        _answers_for_all(suggested, chosen, key, standard)
    left = sum(code is None for words in chosen.values() for code in words.values())
    if left:
        st.caption(f"{left} {'word' if left == 1 else 'words'} left to choose.")
        return None
    return {
        name: {word: None if code == OUT else code for word, code in words.items()} for name, words in chosen.items()
    }


def _answers_for_all(
    suggested: Mapping[str, list[WordSuggestion]],
    chosen: Mapping[str, Mapping[str, str | None]],
    key: str,
    standard: Standard,
) -> None:
    """One answer for all words that look like a known one, and one for those that fit nothing in optional fields."""
    open_words = [(name, each) for name, of in suggested.items() for each in of if chosen[name][each.word] is None]
    alike = {_widget_key(name, each, key): each.code for name, each in open_words if each.code is not None}
    nothing = {
        _widget_key(name, each, key): ""
        for name, each in open_words
        if each.code is None and not standard.field(name).required
    }
    if len(alike) > 1:
        label = f"Use the {len(alike)} words that look alike as suggested"
        st.button(label, on_click=st.session_state.update, args=(alike,), key=f"use alike {key}")
    if len(nothing) > 1:
        label = f"Leave the {len(nothing)} words that fit nothing empty"
        about = "Only in fields that can be empty. The incidents stay; this answer of theirs is not recorded."
        st.button(label, on_click=st.session_state.update, args=(nothing,), help=about, key=f"leave empty {key}")


def _categories(
    name: str, suggested: list[WordSuggestion], words: Mapping[str, int], key: str, standard: Standard
) -> dict[str, str | None]:
    """The words that need a choice first, then the known ones by family."""
    asked = [each for each in suggested if not _known(each)]
    chosen = {}
    if asked:
        st.markdown(f"**For you to choose** – {len(asked)} of {len(words)} words for the category")
        chosen |= _grid(name, asked, words, key, standard)
    for family in standard.families:
        known = [each for each in suggested if _known(each) and each.code in family.categories]
        if known:
            st.markdown(f"**{escape_markdown(family.label)}** – known words")
            chosen |= _grid(name, known, words, key, standard)
    return chosen


def _others(
    name: str, suggested: list[WordSuggestion], words: Mapping[str, int], key: str, standard: Standard
) -> dict[str, str | None]:
    asked = sum(not _known(each) for each in suggested)
    many = "1 word" if len(words) == 1 else f"{len(words)} words"
    to_be_seen = asked > 0 or any(each.code == "" for each in suggested)
    with st.expander(f"{standard.field(name).title}: {many}, {asked} to choose", expanded=to_be_seen):
        if not standard.field(name).codes:
            st.caption("These cells hold no date. If a word means a date, correct the file.")
        return _grid(name, sorted(suggested, key=_known), words, key, standard)


def _grid(
    name: str, suggested: list[WordSuggestion], words: Mapping[str, int], key: str, standard: Standard
) -> dict[str, str | None]:
    with st.container(horizontal=True):
        return {each.word: _one(name, each, words[each.word], key, standard) for each in suggested}


def _one(name: str, suggested: WordSuggestion, rows: int, key: str, standard: Standard) -> str | None:
    labels = _labels(name, standard)
    options = list(labels)
    with st.container(width=WIDTH, gap=None):
        chosen = st.selectbox(
            f"“{escape_markdown(suggested.word[:60])}” · {rows:,} {'row' if rows == 1 else 'rows'}",
            options,
            index=options.index(suggested.code) if _known(suggested) else None,
            format_func=labels.get,
            key=_widget_key(name, suggested, key),
            placeholder="Choose",
        )
        if suggested.reason == "others":
            st.caption("Other members match it so.")
        elif not _known(suggested):
            _reason(name, suggested, chosen, key, standard)
    return chosen


def _labels(name: str, standard: Standard) -> dict[str, str]:
    """Code -> its label in the choice. Categories are in the order of families; their rows may be out of scope.
    A word of an optional field may mean nothing."""
    if name != CATEGORY:
        return standard.code_labels(name) | ({} if standard.field(name).required else {"": NOTHING})
    labels = {}
    for family in STANDARD.families:
        for code in family.categories:
            label = STANDARD.category(code).label
            labels[code] = label if len(family.categories) == 1 else f"{label} · {family.label}"
    return {OUT: "Out of scope: leave these rows out"} | labels


def _known(suggested: WordSuggestion) -> bool:
    return suggested.reason in SURE


def _reason(name: str, suggested: WordSuggestion, chosen: str | None, key: str, standard: Standard) -> None:
    """What the word looks like, with a button to accept that; it is never accepted without a click."""
    if suggested.code is None:
        st.caption("Not recognised.")
        return
    label = escape_markdown(standard.code_labels(name)[suggested.code])
    st.caption(f"Looks like “{escape_markdown(suggested.like)}”, which is {label}.")
    if chosen is None:
        widget_key = _widget_key(name, suggested, key)
        accept = {"on_click": _accept, "args": (widget_key, suggested.code)}
        st.button(f"It is: {label}", key=f"accept {widget_key}", **accept)


def _accept(widget_key: str, code: str) -> None:
    st.session_state[widget_key] = code


def _widget_key(name: str, suggested: WordSuggestion, key: str) -> str:
    """The widget's key. It holds a hash: the word itself stays out of the session's keys."""
    digest = hashlib.sha256(f"{name} {suggested.word}".encode()).hexdigest()[:12]
    return f"word {digest} {key}"
