"""The third step with a file: checked, made coarser (hazards: judged), compared with what is current. Writes nothing.

The upload page and the command line use the same three steps, so that what was confirmed is what is saved.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from ingest.checking import Checked, DateColumn, check, history_questions, read_dates
from ingest.coarsening import coarsen
from ingest.intake.against_current import compare_with_current
from ingest.intake.history import history_of
from ingest.intake.judging_hazards import judged, out_of_order
from ingest.intake.matched_file import MatchedFile, match_file
from ingest.intake.months_asked import with_months_asked
from ingest.intake.opened import open_file
from ingest.intake.other_months import without_other_months
from ingest.intake.preview import ForThisFile, Preview, check_period, member_for
from ingest.matching import Matched, Matching, lenient, number_references, saved, without_unmatched
from ingest.problems import Problem, Refused
from ingest.reading.joined import in_words
from ingest.standard import HAZARDS, STANDARD, Standard
from queries.store import Store
from queries.viewer import Viewer

NOTHING_SETTLED = ForThisFile()
Value = TypeVar("Value")


def _here(step: Callable[..., Value], *arguments: object) -> Value:
    return step(*arguments)


def preview_file(
    store: Store | None,
    viewer: Viewer,
    from_month: date,
    to_month: date,
    content: bytes,
    name: str,
    matching: Matching | None = None,
    matching_name: str | None = None,
    standard: Standard = STANDARD,
    settled: ForThisFile = NOTHING_SETTLED,
) -> Preview:
    """All three steps, for the viewer's own member. Raises only NotAllowed: other reasons are problems.

    Without `matching` the member's saved one of that `standard` is used, else the standard's headings and codes.
    Without a store the file is only read and checked.
    """
    member = member_for(viewer)
    left_out = None
    if matching is None:
        last = saved.newest(store, viewer, standard) if store else None
        matching, matching_name = (last.matching, last.name) if last else (Matching.of_standard(standard), None)
        left_out = lenient.question(last.left_out) if last else None
    begun = Preview(member, "file", from_month, to_month, matching=matching, matching_name=matching_name)
    try:
        check_period(store, begun)  # before the file is read, which may take long
        matched = match_file(open_file(content, name, matching), matching)
    except Refused as refused:
        return replace(begun, problems=tuple(refused.problems))
    preview = preview_matched(store, viewer, matched, from_month, to_month, matching_name, settled)
    return replace(preview, problems=(left_out, *preview.problems)) if left_out else preview


def preview_matched(
    store: Store | None,
    viewer: Viewer,
    file: MatchedFile,
    from_month: date,
    to_month: date,
    matching_name: str | None = None,
    settled: ForThisFile = NOTHING_SETTLED,
    work: Callable[..., tuple[Preview, Checked]] = _here,
) -> Preview:
    """The return that a matched file would become, for these months. Raises only NotAllowed.

    `work` does the part that needs no store, which takes long with a large file.
    """
    begun = Preview(
        member_for(viewer),
        "file",
        from_month,
        to_month,
        file_sha256=file.opened.sha256,
        file_bytes=file.opened.size,
        matching=file.matching,
        matching_name=matching_name,
    )
    try:
        today = check_period(store, begun)
    except Refused as refused:
        return replace(begun, problems=tuple(refused.problems))
    looked_at, checked = work(_looked_at, begun, file, settled, today)
    if looked_at.incidents is None:
        return looked_at
    first = file.matching.repeated_reference == "keep_first"
    return with_months_asked(looked_at if store is None else _compared(store, looked_at, checked, first), file.months)


def _looked_at(begun: Preview, file: MatchedFile, settled: ForThisFile, today: date) -> tuple[Preview, Checked]:
    """The preview as far as the file alone says, and what was checked. Its `incidents` are None where it is refused."""
    from_month, to_month = begun.from_month, begun.to_month
    matched, dates = _numbered(file, f"{from_month:%Y%m}-{to_month:%Y%m}")
    if settled.leave_out_other_months:
        matched, dates = without_other_months(matched, dates, from_month, to_month, today)
    matched, unmatched = without_unmatched(matched, settled.leave_empty)
    covered = {"from_month": from_month, "to_month": to_month, "today": today}
    checked = check(matched, dates, to_be_empty=settled.leave_empty, **covered)
    personal = file.holds_personal_data
    looked_at = replace(
        begun,
        problems=_all_problems(file, _found(file, matched, checked)),
        fields=tuple(matched.columns),
        can_be_empty={} if _is_of_hazards(file) else _can_be_empty(matched, checked),
        left_empty={name: checked.left_empty.get(name, 0) + unmatched.get(name, 0) for name in settled.leave_empty},
        left_out={} if personal else replace(file, matched=matched).left_out,
        not_kept=() if personal else matched.not_kept,
        markup=() if personal else matched.markup,
        lists=0 if personal else matched.lists,
    )
    if looked_at.hard:
        return looked_at, checked
    try:
        kept = judged(checked, today) if _is_of_hazards(file) else coarsen(checked)
    except Refused as no_calendar:
        return replace(looked_at, problems=(*looked_at.problems, *no_calendar.problems)), checked
    return replace(looked_at, incidents=kept), checked


def _is_of_hazards(file: MatchedFile) -> bool:
    return file.matching.standard.row_name == HAZARDS.row_name


def _found(file: MatchedFile, matched: Matched, checked: Checked) -> list[Problem]:
    """What the steps have to say; of hazards whose dates can all be read, also which of them contradict each other."""
    problems = [*file.opened.table.asks, *matched.problems, *checked.problems]
    if _is_of_hazards(file) and all(each.soft for each in problems):
        problems += out_of_order(checked, matched.columns)
    return problems


def _numbered(file: MatchedFile, label: str) -> tuple[Matched, Mapping[str, DateColumn]]:
    """The rows, each with a reference, and their dates."""
    matched, dates = number_references(file.matched, file.matching, label), file.dates
    if len(matched.rows) != len(file.matched.rows):  # a numbered reference repeated another: rows were left out
        dates = read_dates(matched, file.matching.date_format)
    return matched, dates


def _can_be_empty(matched: Matched, checked: Checked) -> dict[str, int]:
    """The optional fields with cells that refuse the file -> how many, in the standard's order."""
    every = frozenset(name for name in matched.rows.column_names[1:] if not matched.standard.field(name).required)
    faulty = Counter(without_unmatched(matched, every)[1]) + Counter(checked.faulty)
    standard = matched.standard
    return {name: faulty[name] for name in standard.field_names if faulty[name] and not standard.field(name).required}


def _all_problems(file: MatchedFile, others: list[Problem]) -> tuple[Problem, ...]:
    """A file with personal data is refused: questions about it are not asked."""
    asked = [problem for problem in others if not (problem.soft and file.holds_personal_data)]
    return tuple(in_words(each, file.opened.table.joined) for each in (*file.personal, *asked))


def _compared(store: Store, looked_at: Preview, checked: Checked, keep_first: bool) -> Preview:
    if looked_at.of == "incidents":
        asked = history_questions(checked.rows, history_of(store, looked_at.member))
        looked_at = replace(looked_at, problems=(*looked_at.problems, *asked))
    return compare_with_current(store, looked_at, keep_first=keep_first)
