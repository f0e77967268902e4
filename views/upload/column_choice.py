"""The choice of a field's column, or of several where its words are in more than one."""

from collections.abc import Mapping, Sequence

import pyarrow.compute as pc
import streamlit as st

from ingest.matching import Suggestion
from ingest.reading import TextTable, column_letter
from ingest.standard import Field
from views.escaping import escape_markdown

WIDTH = 310
NUMBERED = "number the rows"
EXAMPLES = 3


def choose_column(
    table: TextTable,
    field: Field,
    preset: Sequence[str],
    before: Mapping[str, Sequence[str]],
    suggested: Mapping[str, Suggestion],
    key: str,
) -> list[str]:
    """The headings chosen for a field. `before`: those of last time."""
    options = [heading for heading in dict.fromkeys(table.headings) if heading]
    letters = {heading: column_letter(at) for at, heading in reversed(list(enumerate(table.headings)))}

    def shown(heading: str) -> str:
        return "There is none: number the rows" if heading == NUMBERED else f"{letters[heading]} · {heading}"

    about = {
        "label": field.title if field.required else f"{field.title} (can wait)",
        "format_func": shown,
        "key": column_key(field.name, key),
        "help": escape_markdown(field.description),
    }
    preset = [heading for heading in preset if heading in options]
    with st.container(width=WIDTH, gap=None):
        if field.kind == "codes" or (len(preset) > 1 and not field.required):
            about |= {"placeholder": "Choose one column or several"}
            chosen = _in_file_order(table, st.multiselect(options=options, default=preset, **about))
        else:
            more = [NUMBERED] if field.unique else []
            chosen = _one(options + more, preset[:1], about)
        st.caption(_reason(table, chosen, before.get(field.name, ()), suggested.get(field.name)))
        if field.required and field.codes and chosen:
            chosen = _with_second(table, field, chosen, preset[1:], options, shown, key)
    return chosen


def _one(options: list[str], preset: Sequence[str], about: dict) -> list[str]:
    index = options.index(preset[0]) if preset else None
    chosen = st.selectbox(options=options, index=index, placeholder="Choose a column", **about)
    return [] if chosen is None else [chosen]


def _with_second(
    table: TextTable, field: Field, chosen: list[str], preset: list[str], options: list[str], shown, key: str
) -> list[str]:
    """The column chosen, with those that narrow it down: type and sub-type."""
    others = [heading for heading in options if heading not in chosen]
    more = st.multiselect(
        f"{field.title}, narrowed down in",
        others,
        default=[heading for heading in preset if heading in others],
        format_func=shown,
        key=f"narrower {field.name} {key}",
        placeholder="No other column",
        help="Where a type and a sub-type are in two columns, their words are matched together: “Abuse › Physical”.",
    )
    if more:
        st.caption("Their words are joined, and matched together below.")
    return _in_file_order(table, [*chosen, *more])


def _in_file_order(table: TextTable, headings: Sequence[str]) -> list[str]:
    return sorted(headings, key=table.headings.index)


def _reason(table: TextTable, chosen: Sequence[str], before: Sequence[str], suggested: Suggestion | None) -> str:
    """Why this column is chosen, and its first cells, to recognise it by."""
    if NUMBERED in chosen:
        return "Each row gets a number of this return. Later uploads can then not be compared row by row."
    if not chosen:
        return f"Perhaps “{escape_markdown(suggested.heading)}”: it looks alike." if suggested else "Not recognised."
    why = ""
    if set(chosen) <= set(before):
        why = "As last time. "
    elif suggested and chosen == [suggested.heading] and suggested.reason != "fuzzy":
        why = "Known under this heading. " if suggested.reason == "synonym" else "The group’s own heading. "
    return f"{why}Such as {examples(table, chosen)}."


def column_key(name: str, key: str) -> str:
    """The key of a field's choice."""
    return f"column {name} {key}"


def examples(table: TextTable, headings: Sequence[str]) -> str:
    """A few of the columns' cells, quoted."""
    cells = [cell for heading in headings for cell in first_cells(table, heading)]
    shown = list(dict.fromkeys(cell.strip()[:24] for cell in cells if cell.strip()))[:EXAMPLES]
    return ", ".join(f"“{escape_markdown(cell)}”" for cell in shown) or "nothing: it is empty"


def first_cells(table: TextTable, heading: str, rows: int = 200) -> list[str]:
    """The first different cells of a column."""
    return pc.unique(table.rows[f"c{table.headings.index(heading)}"].slice(0, rows)).to_pylist()
