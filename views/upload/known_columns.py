"""All columns that are known here, shown once with what they would become; one answer uses them all."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from ingest.reading import TextTable, column_letter
from ingest.standard import Standard
from views.escaping import escape_markdown
from views.upload import ticked_columns
from views.upload.column_choice import column_key, examples


@dataclass(frozen=True)
class KnownColumns:
    """What is suggested and not yet chosen: field -> headings, and ticked heading -> (field, code)."""

    columns: Mapping[str, list[str]]
    ticked: Mapping[str, tuple[str, str]]

    @property
    def headings(self) -> int:
        return sum(map(len, self.columns.values())) + len(self.ticked)


def offer(
    standard: Standard, table: TextTable, known: KnownColumns, chosen: dict, chosen_ticked: dict, key: str
) -> None:
    """Ask whether to use what is known. The answer goes into `chosen` and `chosen_ticked`."""
    if not known.headings:
        return
    one = known.headings == 1
    with st.container(border=True, key="known_columns"):
        question = "One more of your columns is" if one else f"{known.headings} more of your columns are"
        st.markdown(f"**{question} known here: use {'it' if one else 'them'}?**")
        st.markdown("\n".join(_lines(standard, table, known)))
        label = "Use it" if one else f"Use all {known.headings}"
        answer = (standard, table, known, chosen, chosen_ticked, key)
        st.button(label, type="primary", on_click=_use, args=answer, key=f"use known {key}")
        st.caption("Each lights up another view, and can be changed below. Without them the return is complete too.")


def _lines(standard: Standard, table: TextTable, known: KnownColumns) -> list[str]:
    """One line a column, in the file's order."""
    meant = {
        heading: f"**{escape_markdown(standard.field(name).title)}**, such as {examples(table, [heading])}"
        for name, headings in known.columns.items()
        for heading in headings
    }
    for heading, pair in known.ticked.items():
        meant[heading] = f"**{escape_markdown(ticked_columns.shown(standard, *pair))}**, where it is ticked"
    letters = {heading: column_letter(table.headings.index(heading)) for heading in meant}
    in_file_order = sorted(meant, key=table.headings.index)
    return [f"- {letters[heading]} · {escape_markdown(heading)} → {meant[heading]}" for heading in in_file_order]


def _use(
    standard: Standard, table: TextTable, known: KnownColumns, chosen: dict, chosen_ticked: dict, key: str
) -> None:
    chosen |= known.columns
    chosen_ticked |= known.ticked
    for name, headings in known.columns.items():
        takes_several = standard.field(name).kind == "codes"
        st.session_state[column_key(name, key)] = list(headings) if takes_several else headings[0]
    for heading, meant in known.ticked.items():
        st.session_state[ticked_columns.widget_key(table, heading, key)] = meant
