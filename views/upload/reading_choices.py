"""Choices of how to read a file, offered only where reading could not decide: header row, encoding, sheet, dates."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import streamlit as st

from ingest.intake import MatchedFile
from ingest.matching import Matching, separators_in_use
from ingest.reading import ALL_SHEETS
from views.upload import kept_file, separator_choice
from views.upload.export import Export

WIDTH = 330
SETTLED_BY = {
    "headings_not_recognised": "header_row",
    "headings_unclear": "header_row",
    "headings_missing": "header_row",
    "headings_repeated": "header_row",
    "encoding_unknown": "encoding",
    "encoding_wrong": "encoding",
    "nul_bytes": "encoding",
    "delimiter_unclear": "delimiter",
    "delimiter_unknown": "delimiter",
    "sheet_unknown": "sheet",
    "sheet_unclear": "sheet",
    "sheets_alike": "sheet",
    "sheets_differ": "sheet",
    "date_order_unclear": "date_format",
    "missing_reference": "missing_reference",
    "repeated_reference": "repeated_reference",
}
"""Rule of a problem -> the setting of the matching that answers it."""

OPTIONS = {
    "encoding": {
        "utf-8": "UTF-8",
        "cp1252": "Windows-1252 (Western Europe)",
        "utf-16": "UTF-16",
        "gb18030": "GB 18030 (Chinese)",
    },
    "delimiter": {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Pipe |"},
    "date_format": {"%d/%m/%Y": "Day first: 3/7 is 3 July", "%m/%d/%Y": "Month first: 3/7 is 7 March"},
    "missing_reference": {"number": "Number the rows that have none"},
    "repeated_reference": {
        "keep_first": "Keep the first row of each, leave out the later ones",
        "number": "They are other incidents, as the numbers start again: number the rows",
        "fold": "They are one incident: add the later rows’ categories and lists to the first",
    },
}
LABELS = {
    "header_row": "Row that holds the headings",
    "encoding": "How the letters are written (encoding)",
    "delimiter": "What separates the columns",
    "sheet": "Sheet",
    "date_format": "How the dates are written",
    "missing_reference": "Rows without a reference",
    "repeated_reference": "Rows whose reference is already used above",
}


OWN = (";", ";#")
"""Separators that hold always, so they are no choice."""


def applied(export: Export, matching: Matching) -> Matching:
    """The matching with what was chosen for this file."""
    return replace(matching, **made(export))


def ask(export: Export, rules: Collection[str]) -> None:
    """Offer each choice that can settle one of these problems, and each that was made already."""
    chosen = made(export)
    wanted = {SETTLED_BY[rule] for rule in rules if rule in SETTLED_BY} | set(chosen)
    names = kept_file.sheets(export)
    if len(names) > 1:
        wanted.add("sheet")
    shown = [setting for setting in LABELS if setting in wanted]
    if not shown:
        return
    with st.container(horizontal=True, key="reading_choices"):
        for setting in shown:
            _choice(export, setting, chosen.get(setting), names)


def ask_for_separators(export: Export, file: MatchedFile) -> None:
    """Offer what may stand between several answers in one cell, where words of the file leave it open."""
    chosen = made(export).get("list_separator")
    found = separator_choice.found_in(file.matched.new_words, file.matching.standard)
    if found or chosen:
        key = f"list_separator {export.key}"
        keep = {"key": key, "on_change": _keep_separators, "args": (export.key, key)}
        opened = file.opened
        used = chosen or separators_in_use(opened.table, file.matching, opened.placed)
        separator_choice.ask(found, [each for each in used if each not in OWN], keep)


def _choice(export: Export, setting: str, chosen: object, names: Sequence[str]) -> None:
    key = f"{setting} {export.key}"
    keep = {"key": key, "on_change": _keep, "args": (export.key, setting, key), "width": WIDTH}
    if setting == "header_row":
        st.number_input(LABELS[setting], 1, 1_000, value=chosen, step=1, placeholder="Row number", **keep)
        return
    options = _sheets(names) if setting == "sheet" else OPTIONS[setting]
    index = list(options).index(chosen) if chosen in options else None
    st.selectbox(LABELS[setting], list(options), index=index, format_func=options.get, placeholder="Choose", **keep)


def _sheets(names: Sequence[str]) -> dict[str, str]:
    return {ALL_SHEETS: "All sheets with the same headings"} | {name: name for name in names}


def _keep(export_key: str, setting: str, key: str) -> None:
    """Kept apart from the widget: the widget disappears once the problem is settled, the choice must stay."""
    _keep_value(export_key, setting, st.session_state[key])


def _keep_separators(export_key: str, key: str) -> None:
    """With the standard's own one and SharePoint's form of it: two names say that no other one is looked for."""
    _keep_value(export_key, "list_separator", [*OWN, *st.session_state[key]])


def _keep_value(export_key: str, setting: str, chosen: object) -> None:
    held = st.session_state.get("reading")
    choices = held[1] if held and held[0] == export_key else {}
    rest = {name: value for name, value in choices.items() if name != setting}
    st.session_state["reading"] = (export_key, rest | ({} if chosen is None else {setting: chosen}))


def begin_with(export: Export, draft: Matching, start: Matching) -> None:
    """Take over how the file was read in the draft, where that is not as in the matching to start from."""
    chosen = {name: getattr(draft, name) for name in (*LABELS, "list_separator")}
    made_before = {name: value for name, value in chosen.items() if value != getattr(start, name)}
    form = {name: value for name, value in made_before.items() if name in kept_file.AS_FOUND}
    if form and not kept_file.has_headings(export, start, replace(start, **form), draft.columns):
        made_before = {name: value for name, value in made_before.items() if name not in form}
    if made_before:
        st.session_state["reading"] = (export.key, made_before)


def made(export: Export) -> dict[str, object]:
    """The choices made for this file: setting -> value."""
    export_key, choices = st.session_state.get("reading", (None, {}))
    return choices if export_key == export.key else {}
