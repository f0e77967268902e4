"""A table to read: every column at its natural width, to copy, to print and to be read aloud; numbers to the right.

It is written as HTML: the framework's own table renders the Markdown of each cell, and again whenever anything on the
page changes, so that a page with a few hundred cells took a second longer to answer a click.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape
from numbers import Integral

import pandas as pd
import streamlit as st

from views import wording

_NUMBER = re.compile(r"(about )?[\d.,]+%?( to [\d.,]+%?)?|under 5|fewer than \d+|not returned|–|")
_KINDS = {"phrase": 32, "sentence": 60}  # of a column with a cell of more characters
_RIGHT = ' class="number"'


def show(table: pd.DataFrame, alt: str | None = None, *, named: Collection[str] = ()) -> None:
    """The table; its index too where that has a name. alt: its name for a screen reader, else its headings.

    named: as for `show_as_list`.
    """
    if unknown := set(named) - set(table):
        raise KeyError(*unknown)
    name = alt or f"Table of {wording.listed(list(table))}"
    is_named = bool(table.index.name)
    st.html(html(table.reset_index() if is_named else table, name, has_row_headings=is_named, named=named))


def show_as_list(table: pd.DataFrame, key: str, alt: str | None = None, *, named: Collection[str] = ()) -> None:
    """The table; in a narrow window a list, a row under the other (`page_style.css`).

    key: of its container. named: the columns whose heading stands before each cell in the list. KeyError for one that
    it has not.
    """
    with st.container(key=f"narrow_list_{key}"):
        show(table, alt, named=named)


def html(table: pd.DataFrame, name: str, *, has_row_headings: bool = False, named: Collection[str] = ()) -> str:
    """has_row_headings: the first column names its row. named: columns whose cells carry their heading."""
    align = [_RIGHT if is_of_numbers(table[column]) else "" for column in table]
    wide = [right or width(table[column]) for right, column in zip(align, table, strict=True)]
    head = _row([f'th scope="col"{each}' for each in wide], table)
    headings = [f' data-heading="{escape(column)}"' if column in named else "" for column in table]
    kinds = [f"td{right}{heading}" for right, heading in zip(align, headings, strict=True)]
    if has_row_headings:
        kinds[0] = 'th scope="row"'
    rows = [_row(kinds, cells) for cells in table.itertuples(index=False, name=None)]
    words = ' class="words"' if set(wide) - {_RIGHT, ""} else ""  # better on several lines
    table_of = f'<table aria-label="{escape(name)}"{words}><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'
    return f'<div class="table" role="group" tabindex="0" aria-label="{escape(name)}">{table_of}</div>'


def width(column: pd.Series) -> str:
    """The class of a column by its longest cell: how narrow it may be."""
    longest = max((len(_text(cell)) for cell in column), default=0)
    kinds = [kind for kind, more_than in _KINDS.items() if longest > more_than]
    return f' class="{kinds[-1]}"' if kinds else ""


def is_of_numbers(column: pd.Series) -> bool:
    """Whether each cell is a figure or the word in place of one, and some cell is a figure."""
    cells = ["" if pd.isna(cell) else str(cell) for cell in column]
    return all(_NUMBER.fullmatch(cell) for cell in cells) and any(any(map(str.isdigit, cell)) for cell in cells)


def _row(kinds: Sequence[str], cells: Iterable[object]) -> str:
    """kinds: the name and the attributes of each cell's element."""
    written = [f"<{kind}>{escape(_text(cell))}</{kind[:2]}>" for kind, cell in zip(kinds, cells, strict=True)]
    return f"<tr>{''.join(written)}</tr>"


def _text(cell: object) -> str:
    if isinstance(cell, Integral):
        return f"{cell:,}"
    return "" if pd.isna(cell) else str(cell)
