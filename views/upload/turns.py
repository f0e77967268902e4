"""One file of a member is read, checked or compared at a time, so that nobody slows the others down by many at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import streamlit as st

MOST_SECONDS = 60  # that a file waits for its turn

_LOCKS: dict[tuple[str, str | None] | None, Lock] = {}  # by store and member


@contextmanager
def turn(whose: tuple[str, str | None] | None) -> Iterator[None]:
    """Wait for the member's turn. Where it does not come, the page says so and ends there."""
    lock = _LOCKS.setdefault(whose, Lock())
    if not lock.acquire(timeout=MOST_SECONDS):
        st.info("Another file of your organisation is being read. When that is done, try this one again.")
        st.button("Try again")
        st.stop()
    try:
        yield
    finally:
        lock.release()
