"""Questions for discussion: one list for all focus pages, and one of each page's own.

They come as text files; the coordinator can write others in their place.
"""

from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from ingest.group.discussion import own_questions
from views import choices, headings
from views.escaping import escape_markdown
from views.visit import Visit

FOLDER = Path(__file__).parent / "questions"
GENERAL = "all_pages"


def questions(name: str) -> list[str]:
    """The questions of one file, in order: its lines that begin with a hyphen. Raises FileNotFoundError."""
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return [line[2:].strip() for line in text.splitlines() if line.startswith("- ")]


def asked(visit: Visit, name: str) -> list[str]:
    """What is asked: the coordinator's own questions where there are any, else those of the file."""
    return own_questions(visit.store, name) or questions(name)


def of_first(visit: Visit, names: Iterable[str]) -> list[str]:
    """What is asked of the first of these pages that has questions of its own; of all pages where none has."""
    with_own = (name for name in names if name != GENERAL and (FOLDER / f"{name}.md").exists())
    return asked(visit, next(with_own, GENERAL))


def discussion(visit: Visit, name: str) -> None:
    headings.section("Questions for discussion")
    listed = [*asked(visit, name), *asked(visit, GENERAL)]
    st.markdown("\n".join(f"- {escape_markdown(each)}" for each in listed))
    if visit.viewer.coordinates and "discussion_questions" in visit.pages:
        st.page_link(
            visit.pages["discussion_questions"], label="Change these questions", query_params=choices.address(of=name)
        )
