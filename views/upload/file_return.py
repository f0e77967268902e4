"""A return from a file, step by step: each step appears when the one before it is done."""

import streamlit as st

from ingest.intake.covering import months_held
from ingest.intake.preview import Preview
from ingest.matching import Matching, known_headings, match
from ingest.problems import Refused
from ingest.reading import TextTable, read
from ingest.screening import RULE, screen
from views import wording
from views.escaping import escape_markdown
from views.upload import (
    export,
    matching_step,
    preview_step,
    problems,
    reading_choices,
    return_months,
    sample_files,
    starting_matching,
)
from views.upload.changes import changes
from views.upload.check_answers import check_answers
from views.upload.saving import confirm_and_save
from views.visit import Visit


def file_return(visit: Visit) -> None:
    given = export.ask_for()
    if given is None:
        sample_files.offer(visit)
    start = starting_matching.start_from(visit)
    if given is None:
        st.session_state.pop("preview", None)
        return
    matching = reading_choices.applied(given, start.matching)
    table = _read(given, matching)
    if table is None or _holds_personal_data(table, matching):
        return
    key = f"{given.key} {start.key}"
    matching = matching_step.matched(table, start, matching, key)
    if matching is None:
        reading_choices.ask(given, ())
        return
    period = _months(visit, table, matching, key)
    preview = preview_step.preview_of(
        visit, given, matching, start.name if matching == start.matching else None, period
    )
    _outcome(visit, given, table, preview)


def _read(given: export.Export, matching: Matching) -> TextTable | None:
    try:
        return read(
            given.content,
            given.name,
            encoding=matching.encoding,
            delimiter=matching.delimiter,
            sheet=matching.sheet,
            header_row=matching.header_row,
            expected=known_headings(matching),
        )
    except Refused as refused:
        problems.cannot_be_read(refused.problems)
        reading_choices.ask(given, [p.rule for p in refused.problems])
        return None


def _holds_personal_data(table: TextTable, matching: Matching) -> bool:
    """Whether the file is refused for personal data; checked before anything of it is shown."""
    columns = match(table, matching, return_label="").columns
    found = screen(table, {heading: name for name, (_, heading) in columns.items()})
    if not any(p.rule == RULE for p in found):
        return False
    problems.personal_data(found, table)
    return True


def _months(visit: Visit, table: TextTable, matching: Matching, key: str):
    st.subheader("Which months?")
    held = months_held(match(table, matching, return_label=""), visit.today, matching.date_format)
    returned = return_months.returned_months(visit)
    proposed = return_months.proposal(visit.today, returned, held)
    period = return_months.choose_months(visit.today, proposed, key)
    hint = "Whole, finished months. What you returned for them before is replaced."
    if held:
        hint = f"The file holds {escape_markdown(wording.months(*held))}. {hint}"
    st.caption(hint)
    return period


def _outcome(visit: Visit, given: export.Export, table: TextTable, preview: Preview) -> None:
    if preview.hard:
        if any(p.rule == RULE for p in preview.hard):
            problems.personal_data(preview.hard, table)
        else:
            reading_choices.ask(given, [p.rule for p in preview.hard])
            problems.refused(preview.problems, table, dark=visit.dark)
        return
    reading_choices.ask(given, ())
    if preview.unchanged:
        current = ", ".join(preview.compared.current_returns)
        st.success(f"Nothing would change: the same incidents are current already, in {escape_markdown(current)}.")
        return
    check_answers(visit, preview)
    changes(preview)
    confirm_and_save(visit, preview, given.key)
