"""Which of the file's columns is which field: three are needed, the others can be matched later."""

from collections.abc import Mapping, Sequence

import streamlit as st

from ingest.matching import Suggestion, suggest_columns
from ingest.reading import TextTable, column_letter
from ingest.standard import Field, Standard
from ingest.words import normalised
from views.escaping import escape_markdown
from views.upload import kept_file
from views.upload.export import Export
from views.upload.starting_matching import StartingMatching

WIDTH = 310
NUMBERED = "number the rows"
SURE = ("exact", "synonym")
EXAMPLES = 3


def choose_columns(given: Export, table: TextTable, start: StartingMatching) -> tuple[dict[str, str], bool] | None:
    """Heading -> field, and whether to number the rows; None while a needed column is missing."""
    key, standard = f"{given.key} {start.key}", start.matching.standard
    suggested = {each.field: each for each in suggest_columns(table.headings, standard) if each.field}
    before = {name: _as_in_file(table, heading) for heading, name in start.matching.columns.items()}
    st.subheader("Which column is which?")
    with st.container(horizontal=True, key="needed_columns"):
        needed = {
            name: _one(table, standard.field(name), _preset(before, suggested, name), before, suggested, key)
            for name in standard.required
        }
    others = _others(standard, table, before, suggested, kept_file.chosen_columns(given, start.key), key)
    numbered = needed[standard.reference] == NUMBERED
    chosen = {name: heading for name, heading in needed.items() if heading != NUMBERED}
    if missing := [standard.field(name).title for name, heading in chosen.items() if heading is None]:
        st.caption(f"Still to choose: {', '.join(missing)}.")
        return None
    chosen |= {name: heading for name, heading in others.items() if heading}
    if twice := _twice(list(chosen.values())):
        st.warning(f"Column {escape_markdown(twice)} is chosen twice. Each column can be one field only.")
        return None
    return {heading: name for name, heading in chosen.items()}, numbered


def _as_in_file(table: TextTable, heading: str) -> str | None:
    """A heading as this file writes it; None where it has no such column."""
    return next((each for each in table.headings if normalised(each) == normalised(heading)), None)


def _preset(before: Mapping[str, str | None], suggested: Mapping[str, Suggestion], name: str) -> str | None:
    """What is chosen for a needed column to begin with: as last time, else what is known for certain."""
    found = suggested.get(name)
    return before.get(name) or (found.heading if found and found.reason in SURE else None)


def _one(
    table: TextTable,
    field: Field,
    preset: str | None,
    before: Mapping[str, str | None],
    suggested: Mapping[str, Suggestion],
    key: str,
) -> str | None:
    options = [heading for heading in dict.fromkeys(table.headings) if heading]
    letters = {heading: column_letter(at) for at, heading in reversed(list(enumerate(table.headings)))}
    if field.unique:
        options.append(NUMBERED)
    with st.container(width=WIDTH, gap=None):
        chosen = st.selectbox(
            field.title if field.required else f"{field.title} (can wait)",
            options,
            index=options.index(preset) if preset in options else None,
            format_func=lambda h: "There is none: number the rows" if h == NUMBERED else f"{letters[h]} · {h}",
            key=f"column {field.name} {key}",
            placeholder="Choose a column",
            help=escape_markdown(field.description),
        )
        st.caption(_reason(table, chosen, before.get(field.name), suggested.get(field.name)))
    return chosen


def _reason(table: TextTable, chosen: str | None, before: str | None, suggested: Suggestion | None) -> str:
    """Why this column is chosen, and its first cells, to recognise it by."""
    if chosen == NUMBERED:
        return "Each row gets a number of this return. Later uploads can then not be compared row by row."
    if chosen is None:
        return f"Perhaps “{escape_markdown(suggested.heading)}”: it looks alike." if suggested else "Not recognised."
    why = ""
    if chosen == before:
        why = "As last time. "
    elif suggested and chosen == suggested.heading and suggested.reason in SURE:
        why = "Known under this heading. " if suggested.reason == "synonym" else "The group’s own heading. "
    return f"{why}Such as {_examples(table, chosen)}."


def _examples(table: TextTable, heading: str) -> str:
    cells = table.rows[f"c{table.headings.index(heading)}"].slice(0, 200).to_pylist()
    shown = list(dict.fromkeys(cell.strip()[:24] for cell in cells if cell.strip()))[:EXAMPLES]
    return ", ".join(f"“{escape_markdown(cell)}”" for cell in shown) or "nothing: it is empty"


def _others(
    standard: Standard,
    table: TextTable,
    before: Mapping[str, str | None],
    suggested: Mapping[str, Suggestion],
    chosen: dict[str, str | None],
    key: str,
) -> dict[str, str | None]:
    """Field -> heading for the fields that are not needed. The choices are drawn only while the fold is open.

    chosen: those made before; added to here.
    """
    fields = [field for field in standard.fields if not field.required]
    known = {
        field.name: suggested[field.name].heading
        for field in fields
        if field.name in suggested and suggested[field.name].reason in SURE and not before.get(field.name)
    }
    label = f"Match more later: {len(fields)} further fields, {len(known)} with known headings"
    fold = st.expander(label, key=f"further columns {key}", on_change="rerun")
    if fold.open:
        with fold:
            st.markdown("Each lights up another view. None is needed now; what you match is kept for next time.")
            if known:
                st.button(
                    f"Use the {len(known)} known headings",
                    on_click=_use,
                    args=(chosen, known, key),
                    help=escape_markdown("; ".join(f"{h} → {standard.field(n).title}" for n, h in known.items())),
                )
            unsure = {name: _not_sure(each) for name, each in suggested.items()}
            with st.container(horizontal=True):
                for field in fields:
                    preset = chosen.get(field.name, before.get(field.name))
                    chosen[field.name] = _one(table, field, preset, before, unsure, key)
    return {field.name: chosen.get(field.name, before.get(field.name)) for field in fields}


def _not_sure(suggested: Suggestion) -> Suggestion:
    """In the fold nothing is filled in unseen: what is known is offered like what looks alike."""
    return Suggestion(suggested.heading, suggested.field, "fuzzy", suggested.score)


def _use(chosen: dict[str, str | None], known: Mapping[str, str], key: str) -> None:
    chosen |= known
    st.session_state.update({f"column {name} {key}": heading for name, heading in known.items()})


def _twice(headings: Sequence[str]) -> str | None:
    return next((heading for heading in headings if headings.count(heading) > 1), None)
