"""Questions for discussion, from text files: one for all focus pages, and one of each page's own."""

from collections.abc import Iterable
from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent / "questions"
GENERAL = "all_pages"


def questions(name: str) -> list[str]:
    """The questions of one file, in order: its lines that begin with a hyphen. Raises FileNotFoundError."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return [line[2:].strip() for line in text.splitlines() if line.startswith("- ")]


def of_first(names: Iterable[str]) -> list[str]:
    """The questions of the first of these pages that has some of its own; those for all pages where none has."""
    with_own = (name for name in names if name != GENERAL and (FOLDER / f"{name}.md").exists())
    return questions(next(with_own, GENERAL))


def discussion(name: str) -> None:
    st.subheader("Questions for discussion")
    asked = [*questions(name), *questions(GENERAL)]
    st.markdown("\n".join(f"- {each}" for each in asked))
