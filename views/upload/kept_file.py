"""What the session keeps of the file in the upload box: opened, matched, previewed, so that a click is quick.

Each value is kept with the choices it depends on. All of them are forgotten with the file, and nothing is kept of a
file that holds personal data.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from ingest.intake import MatchedFile, Opened, Preview, match_file, open_file, preview_matched
from ingest.matching import Matching, Suggestion, filled_cells, suggest_columns
from ingest.problems import Refused
from ingest.reading import TextTable, sheet_names
from ingest.standard import Standard
from ingest.words import normalised
from views.upload import turns
from views.upload.check_answers import figures_after
from views.upload.export import Export
from views.upload.settled import for_file
from views.visit import Visit

KEY = "file"
AS_FOUND = {"header_row": None, "encoding": None, "delimiter": None, "sheet": None}
MOST = 3  # values of each step: before any choice on the page, with the columns chosen, and with the words chosen

Value = TypeVar("Value")


@dataclass
class KeptFile:
    """Values made of one file: step -> what they depend on -> the value, the newest last."""

    file: str
    whose: tuple[str, str | None] | None
    is_used: bool = True
    values: dict[str, dict[Hashable, object]] = field(default_factory=dict, repr=False)
    chosen_columns: dict[str, dict] = field(default_factory=dict, repr=False)

    def get(self, step: str, depends_on: Hashable, doing: str, make: Callable[[], Value]) -> Value:
        """The value kept for this step; else made, while the page says what it is doing."""
        of_step = self.values.setdefault(step, {})
        if depends_on in of_step:
            of_step[depends_on] = of_step.pop(depends_on)
            return of_step[depends_on]
        place = st.empty()
        with place.status(doing), turns.turn(self.whose):
            value = make()
        place.empty()
        if not getattr(value, "holds_personal_data", False):
            of_step[depends_on] = value
            while len(of_step) > MOST:
                del of_step[next(iter(of_step))]
        return value


@contextmanager
def run() -> Iterator[None]:
    """One run of the program. The first run that does not use the kept file forgets it: the box is empty, or the
    person is on another page."""
    if KEY in st.session_state:
        st.session_state[KEY].is_used = False
    is_interrupted = False
    try:
        yield
    except RerunException:
        is_interrupted = True
        raise
    finally:
        if not is_interrupted and KEY in st.session_state and not st.session_state[KEY].is_used:
            forget()


def forget() -> None:
    """Drop everything made of the file."""
    st.session_state.pop(KEY, None)


def opened(export: Export, start: Matching, matching: Matching) -> Opened | Refused:
    """The file as `matching` reads it and places its headings, or why it cannot be read.

    `start` is the matching before any choice on the page.
    """
    reading = (
        matching.standard.row_name,
        start.to_json(),
        matching.encoding,
        matching.delimiter,
        matching.sheet,
        matching.header_row,
    )
    doing = "Reading the file, and looking for personal data in every cell …"
    found = _kept(export).get("read", reading, doing, lambda: _opened(export, matching))
    if isinstance(found, Refused):
        return found
    placing = (reading, tuple(matching.columns.items()), str(matching.ticked), matching.missing_reference)
    return _kept(export).get("opened", placing, "Placing the headings …", lambda: found.place(matching))


def has_headings(export: Export, start: Matching, matching: Matching, headings: Iterable[str]) -> bool:
    """Whether the file, read as `matching` says, has any of these headings: the page's own table of problems is a plain
    CSV, whatever form the export had."""
    found = opened(export, start, matching)
    held = set(map(normalised, found.table.headings)) if isinstance(found, Opened) else set()
    return any(normalised(heading) in held for heading in headings)


def matched(export: Export, file: Opened, matching: Matching) -> MatchedFile:
    """The opened file with its words matched."""
    depends_on = (
        file.table.encoding,
        file.table.delimiter,
        file.table.sheet,
        file.table.header_row,
        matching.standard.row_name,
        matching.to_json(),
    )
    return _kept(export).get("matched", depends_on, "Matching words …", lambda: export.work(match_file, file, matching))


def suggested(export: Export, table: TextTable, standard: Standard) -> dict[str, Suggestion]:
    """Field -> the column suggested for it."""
    depends_on = (standard.row_name, table.encoding, table.delimiter, table.sheet, table.header_row)
    found = _kept(export).get(
        "suggested",
        depends_on,
        "Looking at the columns …",
        lambda: suggest_columns(table.headings, filled_cells(table), standard),
    )
    return {each.field: each for each in found if each.field}


def previewed(visit: Visit, export: Export, file: MatchedFile, name: str | None, period: tuple[date, date]) -> Preview:
    """What saving the matched file for these months would do. `name`: of its matching, where it is a saved one."""
    settled = for_file(export)
    depends_on = (file.matching.standard.row_name, file.matching.to_json(), name, period, settled, _asked(visit))
    doing = "Checking every cell, and comparing with what is current …"
    return _kept(export).get(
        "preview",
        depends_on,
        doing,
        lambda: preview_matched(visit.store, visit.viewer, file, *period, name, settled, work=export.work),
    )


def figures(visit: Visit, export: Export, preview: Preview) -> pd.DataFrame:
    """Own figures as they would be after saving the preview."""
    depends_on = (preview.matching.to_json(), preview.from_month, preview.to_month, for_file(export), _asked(visit))
    return _kept(export).get("figures", depends_on, "Adding up …", lambda: figures_after(visit, preview))


def chosen_columns(export: Export, start: str) -> dict:
    """Field -> headings, or ticked heading -> (field, code), as chosen on the page while the choices were shown; to
    be added to."""
    return _kept(export).chosen_columns.setdefault(start, {})


def sheets(export: Export) -> tuple[str, ...]:
    """The names of a workbook's sheets, also where it could not be read as a table; none of any other file."""
    for read in _kept(export).values.get("read", {}).values():
        if isinstance(read, Opened):
            return read.table.sheets
    return _kept(export).get("sheets", None, "Looking at the sheets …", lambda: _sheets(export))


def _asked(visit: Visit) -> tuple:
    """What a comparison with the member's own returns depends on: another member's save changes none of it."""
    written = visit.store.versions.of(("own", "lists"), visit.member)
    return str(visit.store.path), written, visit.member, visit.today


def _kept(export: Export) -> KeptFile:
    kept = st.session_state.get(KEY)
    if kept is None or kept.file != export.key:
        kept = st.session_state[KEY] = KeptFile(export.key, export.whose)
    kept.is_used = True
    return kept


def _opened(export: Export, matching: Matching) -> Opened | Refused:
    try:
        found = export.work(open_file, export.content, export.name, matching)
    except Refused as refused:
        found = refused
    as_found = replace(matching, **AS_FOUND)
    if matching == as_found or (isinstance(found, Opened) and not found.placed.problems):
        return found
    with suppress(Refused):  # the page's own table with its problems is a plain CSV, whatever the export was
        plain = export.work(open_file, export.content, export.name, as_found)
        if not plain.placed.problems:
            return plain
    return found


def _sheets(export: Export) -> tuple[str, ...]:
    try:
        return export.work(sheet_names, export.content)
    except Refused:
        return ()
