"""A return from a file, step by step: each step appears when the one before it is done."""

from datetime import date

import streamlit as st

from ingest.intake import MatchedFile, Preview
from ingest.problems import Refused
from ingest.reading import TextTable
from ingest.screening import RULE
from ingest.standard import STANDARD, Standard
from views import wording
from views.escaping import escape_markdown
from views.upload import (
    export,
    kept_file,
    matching_step,
    problems,
    reading_choices,
    return_months,
    sample_files,
    starting_matching,
    what_is_kept,
)
from views.upload.changes import changes
from views.upload.check_answers import check_answers
from views.upload.saving import confirm_and_save
from views.visit import Visit


def file_return(visit: Visit, standard: Standard = STANDARD) -> None:
    what_is_kept.say_that_it_travels()
    given = export.ask_for(visit.member)
    if given is None and standard is STANDARD:
        sample_files.offer(visit)
    start = starting_matching.start_from(visit, standard)
    if given is None:
        return
    matching = reading_choices.applied(given, start.matching)
    opened = kept_file.opened(given, start.matching, matching)
    if isinstance(opened, Refused):
        problems.cannot_be_read(opened.problems)
        reading_choices.ask(given, [p.rule for p in opened.problems])
        return
    if opened.holds_personal_data:
        problems.personal_data(opened.personal, opened.table, matching.encoding)
        return
    file = matching_step.matched(given, opened, start, matching)
    if file is None:
        reading_choices.ask(given, ())
        return
    period = _months(visit, file, f"{given.key} {start.key}")
    name = start.name if file.matching == start.matching else None
    preview = kept_file.previewed(visit, given, file, name, period)
    _outcome(visit, given, opened.table, preview)


def _months(visit: Visit, file: MatchedFile, key: str) -> tuple[date, date]:
    st.subheader("Which months?")
    returned = return_months.returned_months(visit)
    proposed = return_months.proposal(visit.today, returned, file.months_held)
    period = return_months.choose_months(visit.today, proposed, key)
    hint = "Whole, finished months. What you returned for them before is replaced."
    if file.months_held:
        hint = f"The file holds {escape_markdown(wording.months(*file.months_held))}. {hint}"
    st.caption(hint)
    return period


def _outcome(visit: Visit, given: export.Export, table: TextTable, preview: Preview) -> None:
    if preview.hard:
        if any(p.rule == RULE for p in preview.hard):
            problems.personal_data(preview.hard, table, preview.matching.encoding)
        else:
            reading_choices.ask(given, [p.rule for p in preview.hard])
            problems.refused(preview.problems, table, dark=visit.dark)
        return
    reading_choices.ask(given, ())
    if preview.unchanged:
        current = escape_markdown(", ".join(preview.compared.current_returns))
        st.success(f"Saved already. Nothing would change: the same {preview.of} are current, in {current}.")
        return
    if preview.of == "incidents":
        check_answers(visit, kept_file.figures(visit, given, preview))
    changes(preview)
    confirm_and_save(visit, preview, given.key)
