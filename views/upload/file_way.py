"""A return from a file, step by step: each step is shown once the one before it is done."""

import streamlit as st

from ingest.intake import MatchedFile, Opened, Preview, match_file, open_file
from ingest.matching import Matching
from ingest.problems import Refused
from ingest.reading import TextTable
from ingest.screening import RULE
from views.plain import plain
from views.upload import base, due, export, looking, matching_step, problems, reading_choices, trying
from views.upload.answers import answers
from views.upload.changes import changes
from views.upload.saving import confirm_and_save
from views.visit import Visit


def file_way(visit: Visit) -> None:
    given = export.ask_for()
    if given is None:
        trying.offer(visit)
    start = base.start_from(visit)
    if given is None:
        st.session_state.pop("looked", None)
        return
    matching = reading_choices.made(given, start.matching)
    opened = _open(given, matching)
    if opened is None:
        return
    table = opened.table
    if opened.holds_personal_data:
        problems.personal_data(opened.personal, table)
        return
    key = f"{given.key} {start.key}"
    matching = matching_step.matched(table, start, matching, key)
    if matching is None:
        reading_choices.ask(given, ())
        return
    period = _months(visit, match_file(opened, matching), key)
    preview = looking.look(visit, given, matching, start.name if matching == start.matching else None, period)
    _outcome(visit, given, table, preview)


def _open(given: export.Export, matching: Matching) -> Opened | None:
    try:
        return open_file(given.content, given.name, matching)
    except Refused as refused:
        problems.cannot_be_read(refused.problems)
        reading_choices.ask(given, [p.rule for p in refused.problems])
        return None


def _months(visit: Visit, matched: MatchedFile, key: str):
    st.subheader("Which months?")
    held = matched.months_held
    returned = due.returned_months(visit)
    proposed = due.proposal(visit.today, returned, held)
    period = due.choose_months(visit.today, proposed, key)
    said = "Whole, finished months. What you returned for them before is replaced."
    if held:
        said = f"The file holds {plain(due.span(*held))}. {said}"
    st.caption(said)
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
        st.success(f"Nothing would change: the same incidents are current already, in {plain(current)}.")
        return
    answers(visit, preview)
    changes(preview)
    confirm_and_save(visit, preview, given.key)
