"""A table to read: every column at its natural width, to copy, to print and to be read aloud; numbers to the right."""

import hashlib
import re
from numbers import Integral

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from views import wording
from views.escaping import escape_markdown

_NUMBER = re.compile(r"(about )?[\d.,]+%?( to [\d.,]+%?)?|under 5|fewer than \d+|not returned|–|")


def show(table: pd.DataFrame) -> None:
    """The table without its index; its name, for a screen reader, are its headings."""
    shown = table.rename(columns=escape_markdown)
    right = [escape_markdown(column) for column in table if is_of_numbers(table[column])]
    # an id of the content: a random one would make the same page different at every run
    content = hashlib.sha256(repr(shown.to_dict("list")).encode()).hexdigest()[:8]
    styled = (
        Styler(shown, uuid=content).format(_cell).set_properties(subset=right, **{"text-align": "right !important"})
    )
    st.table(styled, hide_index=True, alt=f"Table of {wording.listed(list(table))}", width="content")


def grid(table: pd.DataFrame, alt: str) -> None:
    """The table as the page's main content: as wide as the page, numbers to the right. alt: its name."""
    right = st.column_config.Column(alignment="right")
    numbers = {column: right for column in table if is_of_numbers(table[column])}
    st.dataframe(table, hide_index=True, width="stretch", column_config=numbers, alt=alt)


def is_of_numbers(column: pd.Series) -> bool:
    """Whether each cell is a figure or the word in place of one, and some cell is a figure."""
    cells = ["" if pd.isna(cell) else str(cell) for cell in column]
    return all(_NUMBER.fullmatch(cell) for cell in cells) and any(any(map(str.isdigit, cell)) for cell in cells)


def _cell(cell: object) -> str:
    if isinstance(cell, Integral):
        return f"{cell:,}"
    return "" if pd.isna(cell) else escape_markdown(cell)
