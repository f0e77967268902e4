"""What stands between several answers in one cell: asked only where words without a code hold such a character."""

from collections.abc import Collection, Mapping

import streamlit as st

from ingest.matching import separators
from ingest.standard import Standard
from views.escaping import escape_markdown

WIDTH = 480


def found_in(new_words: Mapping[str, Mapping[str, int]], standard: Standard) -> dict[str, str]:
    """Separator -> a word without a code that it would split."""
    words = [word for name, each in new_words.items() if standard.field(name).kind == "codes" for word in each]
    return {separator: word for word in words for separator in separators.usual_in(word)}


def ask(found: Mapping[str, str], used: Collection[str], keep: dict) -> None:
    """Offer the separators: those `found` in words, and those in use."""
    options = [each for each in separators.USUAL if each in found or each in used]
    st.multiselect(
        "What separates several answers in one cell?",
        options,
        default=[each for each in options if each in used],
        format_func=separators.shown,
        placeholder="Each cell is one answer",
        width=WIDTH,
        **keep,
    )
    if example := next(iter(found.values()), None):
        st.caption(f"Is “{escape_markdown(example[:60])}” several answers? Then choose what stands between them.")
