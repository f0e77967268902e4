"""Which of the file's columns is which field: three are needed, the others can be matched later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ingest.matching import SURE, Suggestion, filled_cells, suggest_columns, suggest_ticked, with_wider
from ingest.reading import TextTable
from ingest.standard import Standard
from views.escaping import escape_markdown
from views.upload import kept_file, known_columns, ticked_columns
from views.upload.column_choice import NUMBERED, choose_column
from views.upload.export import Export
from views.upload.headings import as_in_file, headings_by_field
from views.upload.known_columns import KnownColumns
from views.upload.starting_matching import StartingMatching

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
    found = suggest_columns(table.headings, filled_cells(table), standard)
    suggested = {each.field: each for each in found if each.field}
    before, was_ticked = headings_by_field(table, placed), as_in_file(table, start.matching.ticked)
    st.subheader("Which column is which?")
    needed = _needed(standard, table, before, suggested, key)
    numbered = needed[standard.reference] == [NUMBERED]
    needed = {name: headings for name, headings in needed.items() if headings != [NUMBERED]}
    chosen = kept_file.chosen_columns(given, start.key)
    chosen_ticked = kept_file.chosen_columns(given, f"{start.key} ticked")
    known = _known(standard, table, suggested, {**needed, **before, **chosen}, {**was_ticked, **chosen_ticked})
    known_columns.offer(standard, table, known, chosen, chosen_ticked, key)
    columns = needed | _others(standard, table, before, suggested, chosen, key)
    taken = [heading for headings in columns.values() for heading in headings]
    ticked = ticked_columns.choose(standard, table, was_ticked, taken, chosen_ticked, key)
    if wrong := _problem(standard, columns, ticked, numbered=numbered):
        wrong.show()
        return None
    by_heading = {heading: name for name, headings in columns.items() for heading in headings}
    return ChosenColumns(by_heading, ticked, numbered)


def _needed(
    standard: Standard,
    table: TextTable,
    before: Mapping[str, list[str]],
    suggested: Mapping[str, Suggestion],
    key: str,
) -> Headings:
    """The choices that every return needs. To begin with as last time, else what is known for certain."""
    needed: Headings = {}
    with st.container(horizontal=True, key="needed_columns"):
        for name in standard.required:
            preset, found = before.get(name, []), suggested.get(name)
            if not preset and found and found.reason in SURE:
                preset = with_wider(table, found, standard)
            needed[name] = choose_column(table, standard.field(name), preset, before, suggested, key)
    return needed


def _known(
    standard: Standard,
    table: TextTable,
    suggested: Mapping[str, Suggestion],
    chosen: Mapping[str, list[str]],
    chosen_ticked: Mapping[str, object],
) -> KnownColumns:
    """What is suggested for fields and ticked columns that have nothing yet."""
    taken = [heading for headings in chosen.values() for heading in headings]
    taken += [heading for heading, pair in chosen_ticked.items() if pair]
    columns = {
        name: [each.heading]
        for name, each in suggested.items()
        if not standard.field(name).required and not chosen.get(name) and each.heading not in taken
    }
    taken += [heading for headings in columns.values() for heading in headings]
    open_ticks = [heading for heading in ticked_columns.tick_headings(table) if heading not in taken]
    return KnownColumns(columns, suggest_ticked(open_ticks, standard))


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
    label = f"Match more later: {len(fields)} further fields"
    fold = st.expander(label, key=f"further columns {key}", on_change="rerun")
    if fold.open:
        with fold:
            st.markdown("Each lights up another view. None is needed now; what you match is kept for next time.")
            unsure = {name: _not_sure(each) for name, each in suggested.items()}
            with st.container(horizontal=True):
                for field in fields:
                    preset = chosen.get(field.name, before.get(field.name, []))
                    chosen[field.name] = choose_column(table, field, preset, before, unsure, key)
    return {field.name: chosen.get(field.name, before.get(field.name, [])) for field in fields}


def _not_sure(suggested: Suggestion) -> Suggestion:
    """In the fold nothing is filled in unseen: what is known is offered like what looks alike."""
    return Suggestion(suggested.heading, suggested.field, "fuzzy", suggested.score)


@dataclass(frozen=True)
class _Open:
    """A sentence for the page: something still to choose, or a choice that is wrong."""

    text: str
    is_wrong: bool = True

    def show(self) -> None:
        (st.warning if self.is_wrong else st.caption)(self.text)


def _problem(
    standard: Standard, columns: Headings, ticked: Mapping[str, dict[str, str]], *, numbered: bool
) -> _Open | None:
    """What stands in the way of going on with the choice, if anything does."""
    by_ticks = {what["field"] for what in ticked.values()}
    has_one = by_ticks | {name for name, headings in columns.items() if headings}
    has_one |= {standard.reference} if numbered else set()
    if missing := [standard.field(name).title for name in standard.required if name not in has_one]:
        return _Open(f"Still to choose: {', '.join(missing)}.", is_wrong=False)
    if twice := _twice([*(heading for headings in columns.values() for heading in headings), *ticked]):
        return _Open(f"Column {escape_markdown(twice)} is chosen twice. Each column can be one field only.")
    if both := [name for name in by_ticks if columns.get(name) and standard.field(name).kind != "codes"]:
        titles = ", ".join(standard.field(name).title for name in both)
        return _Open(f"{titles}: choose a column or ticked columns, not both. It allows one answer.")
    return None


def _twice(headings: Sequence[str]) -> str | None:
    return next((heading for heading in headings if headings.count(heading) > 1), None)
