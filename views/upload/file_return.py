"""A return from a file, step by step: each step appears when the one before it is done."""

import streamlit as st

from ingest.intake import MatchedFile, Preview
from ingest.problems import Refused
from ingest.screening import RULE
from ingest.standard import STANDARD, Standard
from views import choices
from views.escaping import escape_markdown
from views.upload import (
    drafting,
    export,
    kept_file,
    matching_step,
    months_step,
    noting,
    problems,
    reading_choices,
    sample_files,
    settled,
    starting_matching,
    what_is_kept,
)
from views.upload.causes import causes_of
from views.upload.changes import changes
from views.upload.check_answers import check_answers
from views.upload.saving import confirm_and_save
from views.visit import Visit

ENTER_COUNTS = "Only a few incidents? Enter counts instead"


def file_return(visit: Visit, standard: Standard = STANDARD) -> None:
    what_is_kept.say_that_it_travels()
    given = export.ask_for((str(visit.store.path), visit.member))
    if given is None and standard is STANDARD:
        sample_files.offer(visit)
    start = starting_matching.start_from(visit, standard)
    if given is None:
        noting.forget()
        return
    noting.begin(visit, given, standard)
    start = drafting.begin(visit, given, start)
    matching = reading_choices.applied(given, start.matching)
    opened = kept_file.opened(given, start.matching, matching)
    if isinstance(opened, Refused):
        noting.asked_or_refused(visit, opened.problems)
        problems.cannot_be_read(opened.problems)
        problems.list_of(opened.problems)
        reading_choices.ask(given, [p.rule for p in opened.problems])
        _offer_counts(visit, standard)
        return
    if opened.holds_personal_data:
        noting.refused(visit, opened.personal)
        problems.personal_data(opened.personal, opened.table, matching.encoding)
        _offer_counts(visit, standard)
        return
    file = matching_step.matched(given, opened, start, matching)
    drafting.keep(visit, given, start)
    if file is None:
        noting.begun(visit)
        reading_choices.ask(given, ())
        return
    key = f"{given.key} {start.key}"
    period = months_step.choose(visit, given, file, key)
    name = start.name if file.matching == start.matching else None
    preview = kept_file.previewed(visit, given, file, name, period)
    if preview.hard:
        _refused(visit, given, file, preview)
    else:
        _outcome(visit, given, file, preview, key)


def _refused(visit: Visit, given: export.Export, file: MatchedFile, preview: Preview) -> None:
    table, period = file.opened.table, (preview.from_month, preview.to_month)
    if any(p.rule == RULE for p in preview.hard):
        noting.refused(visit, preview.hard, period)
        problems.personal_data(preview.hard, table, preview.matching.encoding)
        _offer_counts(visit, file.matching.standard)
        return
    causes = causes_of(preview, file, visit.today)
    is_settled_here = all(cause.settled_here for cause in causes)
    if is_settled_here:
        noting.begun(visit, period)
    else:
        noting.refused(visit, preview.hard, period)
    problems.headline(causes)
    problems.in_words(causes)
    reading_choices.ask(given, [p.rule for p in preview.hard])
    settled.ask_for_empty_cells(given, preview, file.matched.new_words)
    problems.in_rows(preview.problems, table, dark=visit.dark)
    if not is_settled_here:
        _offer_counts(visit, file.matching.standard)


def _offer_counts(visit: Visit, standard: Standard) -> None:
    """A few incidents are quicker typed than corrected in a file."""
    if standard is STANDARD:
        st.page_link(visit.pages["upload"], label=ENTER_COUNTS, query_params=choices.address(way="counts"))


def _outcome(visit: Visit, given: export.Export, file: MatchedFile, preview: Preview, key: str) -> None:
    reading_choices.ask(given, ())
    settled.ask_for_empty_cells(given, preview, file.matched.new_words)
    period = preview.from_month, preview.to_month
    if preview.unchanged:
        noting.unchanged(visit, period)
        current = escape_markdown(", ".join(preview.compared.current_returns))
        st.success(f"Saved already. Nothing would change: the same {preview.of} are current, in {current}.")
        return
    noting.begun(visit, period)
    if preview.of == "incidents":
        check_answers(visit, kept_file.figures(visit, given, preview))
    changes(preview)
    confirm_and_save(visit, preview, given.key, file.months_held, months_step.confirmed_empty(visit.today, key))
