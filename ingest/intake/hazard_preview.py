"""A hazard file before it is saved: opened and matched as every file, checked, judged by the law's clocks, compared.

Dates go no further than here: what is kept are months, durations and what each clock came to on the day of saving.
"""

import contextlib
from dataclasses import replace
from datetime import date

import pyarrow as pa

from ingest.checking import Checked, check, read_dates
from ingest.checking.findings import LISTED
from ingest.hazards import clock_results, dates_out_of_order
from ingest.hazards.kept import kept_rows
from ingest.intake.comparing_hazards import compare_hazards, used_elsewhere
from ingest.intake.matched_file import MatchedFile, match_file
from ingest.intake.opened import open_file
from ingest.intake.preview import Preview, check_period, member_for, save_count
from ingest.matching import Matching, number_references, saved
from ingest.problems import Problem, Refused
from ingest.standard import HAZARDS
from queries.store import Store
from queries.viewer import Viewer


def preview_hazard_file(
    store: Store | None,
    viewer: Viewer,
    from_month: date,
    to_month: date,
    content: bytes,
    name: str,
    matching: Matching | None = None,
    matching_name: str | None = None,
) -> Preview:
    """All steps, for the viewer's own member. Raises only NotAllowed: other reasons are problems of the preview."""
    member = member_for(viewer)
    if matching is None:
        last = saved.newest(store, viewer, HAZARDS) if store else None
        matching, matching_name = (last.matching, last.name) if last else (Matching.of_standard(HAZARDS), None)
    begun = Preview(member, "file", from_month, to_month, matching=matching, matching_name=matching_name, of="hazards")
    try:
        check_period(store, begun)
        matched = match_file(open_file(content, name, matching), matching)
    except Refused as refused:
        return replace(begun, problems=tuple(refused.problems))
    return preview_matched_hazards(store, viewer, matched, from_month, to_month, matching_name)


def preview_matched_hazards(
    store: Store | None,
    viewer: Viewer,
    file: MatchedFile,
    from_month: date,
    to_month: date,
    matching_name: str | None = None,
) -> Preview:
    """The return that a matched hazard file would become, for these months. Raises only NotAllowed."""
    begun = Preview(
        member_for(viewer),
        "file",
        from_month,
        to_month,
        file_sha256=file.opened.sha256,
        file_bytes=file.opened.size,
        matching=file.matching,
        matching_name=matching_name,
        of="hazards",
    )
    try:
        today = check_period(store, begun)
    except Refused as refused:
        return replace(begun, problems=tuple(refused.problems))
    matched = number_references(file.matched, file.matching, f"{from_month:%Y%m}-{to_month:%Y%m}")
    dates = file.dates
    if len(matched.rows) != len(file.matched.rows):  # a numbered reference repeated another: rows were left out
        dates = read_dates(matched, file.matching.date_format)
    checked = check(matched, dates, from_month=from_month, to_month=to_month, today=today)
    problems = [*file.opened.table.asks, *matched.problems, *checked.problems]
    if not any(not each.soft for each in problems):
        problems += _out_of_order(checked, matched.columns)
    refused = file.holds_personal_data
    looked_at = replace(
        begun,
        problems=(*file.personal, *(each for each in problems if not (each.soft and refused))),
        fields=tuple(matched.columns),
        left_out={} if refused else replace(file, matched=matched).left_out,
        not_kept=() if refused else matched.not_kept,
    )
    if looked_at.hard:
        return looked_at
    try:
        looked_at = replace(looked_at, incidents=kept_rows(checked.rows, clock_results(checked.rows, today)))
    except Refused as no_calendar:
        return replace(looked_at, problems=(*looked_at.problems, *no_calendar.problems))
    return looked_at if store is None else _compared(store, looked_at)


def _out_of_order(checked: Checked, columns) -> list[Problem]:
    """Dates of one hazard that contradict each other, by row; at most as many as of any other rule."""
    found = dates_out_of_order(checked.rows).to_pylist()
    problems = []
    for each in found[:LISTED]:
        letter, heading = columns[each["field"]]
        where = f"Row {each['line']:,}, column {letter} ({HAZARDS.field(each['field']).title})"
        message = f"{where}: {each['message']}"
        problems.append(Problem(each["rule"], message, each["line"], letter, heading, each["field"]))
    if len(found) > LISTED:
        more = f"And {len(found) - LISTED:,} more problems, not listed. Correct these first, then check again."
        problems.append(Problem("more_problems", more))
    return problems


def _compared(store: Store, preview: Preview) -> Preview:
    """Add what would change. References used in other months are refused, or left out where the matching says so."""
    period = (preview.member, preview.from_month, preview.to_month)
    with contextlib.closing(store.cursor()) as cursor:
        saves = save_count(cursor, preview.member)
        elsewhere = used_elsewhere(cursor, *period, preview.incidents)
        if elsewhere and preview.matching.repeated_reference != "keep_first":
            return replace(preview, problems=(*preview.problems, _repeated(len(elsewhere))), saves=saves)
        rows, left_out = _without(preview, elsewhere)
        compared = compare_hazards(cursor, *period, rows, preview.fields)
    return replace(preview, incidents=rows, left_out=left_out, compared=compared, saves=saves)


def _without(preview: Preview, elsewhere: list[str]) -> tuple[pa.Table, dict[str, int]]:
    left_out = dict(preview.left_out)
    if not elsewhere:
        return preview.incidents, left_out
    keep = pa.array([ref not in set(elsewhere) for ref in preview.incidents["hazard_ref"].to_pylist()])
    rows = preview.incidents.filter(keep)
    left_out["repeated_reference"] = left_out.get("repeated_reference", 0) + len(preview.incidents) - len(rows)
    return rows, left_out


def _repeated(number: int) -> Problem:
    return Problem(
        "repeated_reference",
        f"{number:,} of the references are already in your current hazard returns, in months that this return does not "
        "cover. A hazard is counted once, in the month you became aware of it: take them out, cover those months too, "
        "or keep the first of each.",
        field="hazard_ref",
    )
