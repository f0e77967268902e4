"""The file that somebody has uploaded, for as long as the page shows it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import streamlit as st

from ingest.intake import own_process

HELP = "CSV or Excel workbook (.xlsx), as your system exports it. At most 25 MB."

Value = TypeVar("Value")


@dataclass(frozen=True)
class Export:
    """A file's name and bytes, neither ever put into a log or the store, and the store and member that it is for."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)
    whose: tuple[str, str | None] | None = None

    @cached_property
    def key(self) -> str:
        """Differs from file to file: the choices made for a file are kept under its key."""
        return hashlib.sha256(self.content).hexdigest()[:12]

    @cached_property
    def is_large(self) -> bool:
        return own_process.is_large(self.content)

    def work(self, step: Callable[..., Value], *arguments: object) -> Value:
        """One step with this file, in a process of its own where it is large."""
        return own_process.run(step, *arguments) if self.is_large else step(*arguments)


def ask_for(whose: tuple[str, str | None]) -> Export | None:
    """The file in the upload box. After saving, the uploader gets a new key, which discards the file."""
    given = st.file_uploader("Your export", key=f"export {st.session_state.get('saved', 0)}", help=HELP)
    return Export(given.name, given.getvalue(), whose) if given is not None else None


def forget() -> None:
    """Forget the file and the choices of how to read it."""
    st.session_state["saved"] = st.session_state.get("saved", 0) + 1
    st.session_state.pop("reading", None)
