"""What a lead settles for one file: rows of other months are left out, cells that refuse it are left empty."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from ingest import months
from ingest.intake import ForThisFile, Preview
from ingest.standard import STANDARD
from views import wording
from views.escaping import escape_markdown
from views.upload.export import Export

KEY = "settled for this file"
NOUNS = {"closed_on": ("closing date", "closing dates")}


def for_file(given: Export) -> ForThisFile:
    held = st.session_state.get(KEY)
    return held[1] if held and held[0] == given.key else ForThisFile()


def ask_for_other_months(given: Export, other: Mapping[date, int]) -> None:
    """`other`: month -> rows outside the months of the return."""
    key = f"other months {given.key}"
    st.session_state[key] = for_file(given).leave_out_other_months
    st.checkbox(leave_out_words(other), key=key, on_change=_keep_other_months, args=(given, key))


def leave_out_words(other: Mapping[date, int]) -> str:
    """'Leave out 31 rows of Oct and Nov 2026'"""
    rows = sum(other.values())
    return f"Leave out {'1 row' if rows == 1 else f'{rows:,} rows'} of {months.named(list(other))}"


def ask_for_empty_cells(given: Export, preview: Preview, asked: Collection[str]) -> None:
    """Offer to leave cells of optional fields empty, where they refuse the file; and what was left so already.

    `asked`: fields asked about with their words.
    """
    for name, cells in {**preview.can_be_empty, **preview.left_empty}.items():
        if name not in asked:
            ask_for_empty(given, name, cells)


def ask_for_empty(given: Export, name: str, cells: int) -> bool:
    """Whether cells of this optional field that refuse the file are left empty."""
    key = f"left empty {name} {given.key}"
    st.session_state[key] = name in for_file(given).leave_empty
    label = escape_markdown(leave_empty_words(name, cells))
    return st.checkbox(label, key=key, on_change=_keep_empty, args=(given, name, key))


def leave_empty_words(name: str, cells: int) -> str:
    """'Leave 98 unreadable closing dates empty'"""
    if name in NOUNS:
        return f"Leave {_count(cells, *NOUNS[name], 'unreadable ')} empty"
    return f"Leave {_count(cells, 'cell', 'cells', 'unreadable ')} of “{STANDARD.field(name).title}” empty"


def left_empty_words(name: str, cells: int) -> str:
    """'98 closing dates'"""
    if name in NOUNS:
        return _count(cells, *NOUNS[name])
    return f"{_count(cells, 'cell', 'cells')} of “{STANDARD.field(name).title}”"


def _count(number: int, one: str, many: str, kind: str = "") -> str:
    return f"1 {kind}{one}" if number == 1 else f"{number:,} {kind}{many}"


def in_words(number: int) -> str:
    """'One thing to say first'"""
    return (
        "One thing to say first"
        if number == 1
        else f"{wording.heading(wording.number_word(number))} things to say first"
    )


def _keep_other_months(given: Export, key: str) -> None:
    _keep(given, leave_out_other_months=st.session_state[key])


def _keep_empty(given: Export, name: str, key: str) -> None:
    kept = for_file(given).leave_empty
    _keep(given, leave_empty=kept | {name} if st.session_state[key] else kept - {name})


def _keep(given: Export, **changed: object) -> None:
    st.session_state[KEY] = (given.key, replace(for_file(given), **changed))
