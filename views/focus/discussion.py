"""Questions for discussion, from text files: one for all focus pages, and one of each page's own."""

from pathlib import Path

import streamlit as st

from views import headings

FOLDER = Path(__file__).parent / "questions"
GENERAL = "all_pages"


def questions(name: str) -> list[str]:
    """The questions of one file, in order: its lines that begin with a hyphen. Raises FileNotFoundError."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return [line[2:].strip() for line in text.splitlines() if line.startswith("- ")]


def discussion(name: str) -> None:
    headings.section("Questions for discussion")
    asked = [*questions(name), *questions(GENERAL)]
    st.markdown("\n".join(f"- {each}" for each in asked))
