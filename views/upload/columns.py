"""Which of the file's columns is which field: three are needed, the others can be matched later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ingest.matching import Suggestion, suggest_columns
from ingest.reading import TextTable
from ingest.standard import Standard
from views import headings
from views.escaping import escape_markdown
from views.upload import kept_file, ticked_columns
from views.upload.column_choice import NUMBERED, choose_column
from views.upload.export import Export
from views.upload.headings import as_in_file, headings_by_field
from views.upload.starting_matching import StartingMatching

SURE = ("exact", "synonym")
Headings = dict[str, list[str]]


@dataclass(frozen=True)
class ChosenColumns:
    """Heading -> field, ticked heading -> (field, code), and whether to number the rows."""

    columns: dict[str, str]
    ticked: dict[str, dict[str, str]]
    numbered: bool

    @property
    def fields(self) -> set[str]:
        return {*self.columns.values(), *(what["field"] for what in self.ticked.values())}


def choose_columns(
    given: Export, table: TextTable, start: StartingMatching, placed: Mapping[str, str]
) -> ChosenColumns | None:
    """What is chosen; None while a needed column is missing. `placed`: heading -> field, to begin with."""
    key, standard = f"{given.key} {start.key}", start.matching.standard
    suggested = {each.field: each for each in suggest_columns(table.headings, standard) if each.field}
    before = headings_by_field(table, placed)
    headings.section("Which column is which?")
    with st.container(horizontal=True, key="needed_columns"):
        needed = {
            name: choose_column(table, standard.field(name), _preset(before, suggested, name), before, suggested, key)
            for name in standard.required
        }
    others = _others(standard, table, before, suggested, kept_file.chosen_columns(given, start.key), key)
    numbered = needed[standard.reference] == [NUMBERED]
    chosen = {name: headings for name, headings in needed.items() if headings != [NUMBERED]} | others
    taken = [heading for headings in chosen.values() for heading in headings]
    was_ticked = as_in_file(table, start.matching.ticked)
    ticked = ticked_columns.choose(given, standard, table, was_ticked, taken, f"{start.key} ticked", key)
    by_ticks = {what["field"] for what in ticked.values()}
    if missing := [standard.field(name).title for name in needed if not needed[name] and name not in by_ticks]:
        st.caption(f"Still to choose: {', '.join(missing)}.")
        return None
    if twice := _twice([*taken, *ticked]):
        st.warning(f"Column {escape_markdown(twice)} is chosen twice. Each column can be one field only.")
        return None
    if both := [name for name in by_ticks if chosen.get(name) and standard.field(name).kind != "codes"]:
        titles = ", ".join(standard.field(name).title for name in both)
        st.warning(f"{titles}: choose a column or ticked columns, not both. It allows one answer.")
        return None
    columns = {heading: name for name, headings in chosen.items() for heading in headings}
    return ChosenColumns(columns, ticked, numbered)


def _preset(before: Mapping[str, list[str]], suggested: Mapping[str, Suggestion], name: str) -> list[str]:
    """What is chosen for a needed column to begin with: as last time, else what is known for certain."""
    found = suggested.get(name)
    return before.get(name) or ([found.heading] if found and found.reason in SURE else [])


def _others(
    standard: Standard,
    table: TextTable,
    before: Mapping[str, list[str]],
    suggested: Mapping[str, Suggestion],
    chosen: Headings,
    key: str,
) -> Headings:
    """Field -> headings for the fields that are not needed. The choices are drawn only while the fold is open.

    chosen: those made before; added to here.
    """
    fields = [field for field in standard.fields if not field.required]
    known = {
        field.name: [suggested[field.name].heading]
        for field in fields
        if field.name in suggested and suggested[field.name].reason in SURE and not before.get(field.name)
    }
    label = f"Match more later: {len(fields)} further fields, {len(known)} with known headings"
    fold = st.expander(label, key=f"further columns {key}", on_change="rerun")
    if fold.open:
        with fold:
            st.markdown("Each lights up another view. None is needed now; what you match is kept for next time.")
            if known:
                _offer_known(standard, chosen, known, key)
            unsure = {name: _not_sure(each) for name, each in suggested.items()}
            with st.container(horizontal=True):
                for field in fields:
                    preset = chosen.get(field.name, before.get(field.name, []))
                    chosen[field.name] = choose_column(table, field, preset, before, unsure, key)
    return {field.name: chosen.get(field.name, before.get(field.name, [])) for field in fields}


def _offer_known(standard: Standard, chosen: Headings, known: Headings, key: str) -> None:
    named = "; ".join(f"{headings[0]} → {standard.field(name).title}" for name, headings in known.items())
    label = f"Use the {len(known)} known headings"
    st.button(label, on_click=_use, args=(standard, chosen, known, key), help=escape_markdown(named))


def _not_sure(suggested: Suggestion) -> Suggestion:
    """In the fold nothing is filled in unseen: what is known is offered like what looks alike."""
    return Suggestion(suggested.heading, suggested.field, "fuzzy", suggested.score)


def _use(standard: Standard, chosen: Headings, known: Headings, key: str) -> None:
    chosen |= known
    for name, found in known.items():
        takes_several = standard.field(name).kind == "codes"
        st.session_state[f"column {name} {key}"] = found if takes_several else found[0]


def _twice(headings: Sequence[str]) -> str | None:
    return next((heading for heading in headings if headings.count(heading) > 1), None)
