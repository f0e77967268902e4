"""Columns that hold ticks: the heading says what is meant. Each may be a code of a field with codes."""

from collections.abc import Collection, Mapping

import pyarrow.compute as pc
import streamlit as st

from ingest.matching import suggest_ticked
from ingest.matching.ticks import holds_ticks
from ingest.reading import TextTable, column_letter
from ingest.standard import Field, Standard
from views.escaping import escape_markdown

WIDTH = 310
Ticked = dict[str, dict[str, str]]


def choose(
    standard: Standard,
    table: TextTable,
    before: Mapping[str, Mapping[str, str]],
    taken: Collection[str],
    chosen: dict,
    key: str,
) -> Ticked:
    """Heading -> field and code, for the columns with ticks. `before`: those of last time, `taken`: other fields'.

    chosen: those made on the page before; added to here.
    """
    found = [heading for heading in tick_headings(table) if heading in before or heading not in taken]
    headings = list(dict.fromkeys([*before, *found]))
    if not headings:
        return {}
    known = {heading: meant for heading, meant in suggest_ticked(headings, standard).items() if heading not in before}
    fold = st.expander(_label(headings), key=f"ticked columns {key}", on_change="rerun")
    if fold.open:
        with fold:
            st.markdown("A tick (yes, y, x, ✓, 1, true) in such a column counts as what you choose here.")
            with st.container(horizontal=True):
                for heading in headings:
                    preset = chosen.get(heading, _pair(before.get(heading)))
                    chosen[heading] = _one(standard, table, heading, preset, known.get(heading), key)
    meant = {heading: chosen.get(heading, _pair(before.get(heading))) for heading in headings}
    return {heading: {"field": pair[0], "code": pair[1]} for heading, pair in meant.items() if pair}


def tick_headings(table: TextTable) -> list[str]:
    """Headings of the columns that hold ticks and nothing else."""
    return [
        heading
        for at, heading in enumerate(table.headings)
        if heading and table.headings.count(heading) == 1 and holds_ticks(pc.unique(table.rows[f"c{at}"]), heading)
    ]


def _label(headings: Collection[str]) -> str:
    many = "1 column holds ticks" if len(headings) == 1 else f"{len(headings)} columns hold ticks"
    return f"{many}: say what they mean"


def _one(
    standard: Standard,
    table: TextTable,
    heading: str,
    preset: tuple[str, str] | None,
    known: tuple[str, str] | None,
    key: str,
) -> tuple[str, str] | None:
    options = [(field.name, code) for field in _fields(standard) for code in standard.codes(field.name)]
    letter = column_letter(table.headings.index(heading))
    with st.container(width=WIDTH, gap=None):
        chosen = st.selectbox(
            f"{letter} · {escape_markdown(heading)}",
            options,
            index=options.index(preset) if preset in options else None,
            format_func=lambda pair: shown(standard, *pair),
            key=widget_key(table, heading, key),
            placeholder="Leave it out",
        )
        st.caption(f"Known: {escape_markdown(shown(standard, *known))}." if known else "Not recognised.")
    return chosen


def _fields(standard: Standard) -> list[Field]:
    """Fields that several columns can tick, those with several answers first."""
    return sorted((field for field in standard.fields if field.codes), key=lambda field: field.kind != "codes")


def shown(standard: Standard, name: str, code: str) -> str:
    """A code of a field, as a choice."""
    return f"{standard.field(name).title} · {standard.code_labels(name)[code]}"


def _pair(what: Mapping[str, str] | None) -> tuple[str, str] | None:
    return (what["field"], what["code"]) if what else None


def widget_key(table: TextTable, heading: str, key: str) -> str:
    """The key of a ticked column's choice."""
    return f"ticked {column_letter(table.headings.index(heading))} {key}"
