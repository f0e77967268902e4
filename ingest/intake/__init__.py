"""The way in for every return: read, screen, match, check, compare with what is current. Writes nothing.

The page and the command line use the same functions, so that what was confirmed is what is saved.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ingest.checking import check, compare_with_before
from ingest.coarsening import coarsen
from ingest.intake.preview import Preview, against_current, before, member_for, prove_period
from ingest.matching import Matched, Matching, known_headings, match, matchings
from ingest.problems import Problem, Refused
from ingest.reading import TextTable, read
from ingest.screening import screen
from queries.store import Store
from queries.viewer import Viewer

STAGES = ("reading", "matching", "screening", "checking", "comparing")


def look_at_file(
    store: Store | None,
    viewer: Viewer,
    from_month: date,
    to_month: date,
    content: bytes,
    name: str,
    matching: Matching | None = None,
    matching_name: str | None = None,
    stage: Callable[[str], None] = lambda _: None,
) -> Preview:
    """Everything there is to say about a file, for the viewer's own member. Raises nothing but NotAllowed.

    Without `matching` the member's saved one is used, else the standard's headings and codes. Without a store
    the file is read and checked only. `stage` is told which of STAGES begins.
    """
    member = member_for(viewer)
    if matching is None:
        matching, matching_name = matchings.newest(store, member) if store else (Matching.of_standard(), None)
    begun = Preview(
        member, "file", from_month, to_month,
        file_sha256=hashlib.sha256(content).hexdigest(), file_bytes=len(content),
        matching=matching, matching_name=matching_name,
    )  # fmt: skip
    try:
        today = prove_period(store, begun)
        stage("reading")
        table = read(
            content, name, encoding=matching.encoding, delimiter=matching.delimiter, sheet=matching.sheet,
            header_row=matching.header_row, expected=known_headings(matching),
        )  # fmt: skip
    except Refused as refused:
        return replace(begun, problems=tuple(refused.problems))
    return _look_at_table(store, begun, table, today, stage)


def _look_at_table(
    store: Store | None, begun: Preview, table: TextTable, today: date, stage: Callable[[str], None]
) -> Preview:
    matching = begun.matching
    stage("matching")
    matched = match(table, matching, return_label=f"{begun.from_month:%Y%m}-{begun.to_month:%Y%m}")
    stage("screening")
    personal = screen(table, {heading: field for field, (_, heading) in matched.columns.items()})
    personal += matchings.personal_words(matching)
    stage("checking")
    checked = check(
        matched, from_month=begun.from_month, to_month=begun.to_month, today=today,
        date_format=matching.date_format,
    )  # fmt: skip
    looked = replace(
        begun,
        problems=_all_problems(personal, [*table.asks, *matched.problems, *checked.problems]),
        fields=tuple(matched.columns),
        left_out={} if _is_refused(personal) else _left_out(matched, table),
        not_kept=() if _is_refused(personal) else matched.not_kept,
    )
    if looked.hard:
        return looked
    looked = replace(looked, incidents=coarsen(checked))
    if store is None:
        return looked
    stage("comparing")
    asked = compare_with_before(checked, before(store, begun.member))
    looked = replace(looked, problems=(*looked.problems, *asked))
    return against_current(store, looked, keep_first=matching.repeated_reference == "keep_first")


def _all_problems(personal: list[Problem], others: list[Problem]) -> tuple[Problem, ...]:
    """A file with personal data in it is refused, and what quotes its cells is not said of those columns."""
    if not _is_refused(personal):
        return tuple(personal + others)
    unsafe = {p.column for p in personal}
    return tuple(personal + [p for p in others if not p.soft and (p.column is None or p.column not in unsafe)])


def _is_refused(problems: list[Problem]) -> bool:
    return any(not p.soft for p in problems)


def _left_out(matched: Matched, table: TextTable) -> dict[str, int]:
    """Rows by reason; totals and footnotes under the table count as rows, blank ones do not."""
    below = sum(any(cell.strip() for cell in cells) for _, cells in table.below)
    return dict(matched.left_out) | ({"below_the_table": below} if below else {})
