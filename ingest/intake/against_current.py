"""A new return against what is current: references already used, questions where it differs suspiciously."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection as Cursor

from ingest import months
from ingest.intake import wrong_file
from ingest.intake.comparing import Comparison, compare, used_elsewhere
from ingest.intake.preview import Preview, save_count
from ingest.problems import Problem
from queries.store import Store

FAR_FEWER = 5  # ask for confirmation when a month loses at least this many incidents


def compare_with_current(store: Store, preview: Preview, *, keep_first: bool = False) -> Preview:
    """Add the comparison with the current returns. References used in other months are left out or refused."""
    period = (preview.member, preview.from_month, preview.to_month)
    with contextlib.closing(store.cursor()) as cursor:
        saves = save_count(cursor, preview.member)
        elsewhere = used_elsewhere(cursor, preview.tables, period, preview.incidents)
        if elsewhere.num_rows and not keep_first:
            return replace(preview, problems=(*preview.problems, _repeated(preview, elsewhere)), saves=saves)
        incidents, left_out = _without(preview, elsewhere)
        compared = compare(cursor, preview.tables, period, incidents, preview.fields)
        asked = tuple(_questions(cursor, preview, compared)) if preview.kind == "file" else ()
    problems = (*preview.problems, *asked)
    return replace(preview, problems=problems, incidents=incidents, left_out=left_out, compared=compared, saves=saves)


def _without(preview: Preview, elsewhere: pa.Table) -> tuple[pa.Table, dict[str, int]]:
    """The rows whose references are not used elsewhere, and how many are left out by reason."""
    left_out = dict(preview.left_out)
    if preview.incidents is None or not elsewhere.num_rows:
        return preview.incidents, left_out
    reference = preview.tables.reference
    used = pc.is_in(preview.incidents[reference], value_set=elsewhere[reference].combine_chunks())
    incidents = preview.incidents.filter(pc.invert(used))
    repeated = preview.incidents.num_rows - incidents.num_rows
    left_out["repeated_reference"] = left_out.get("repeated_reference", 0) + repeated
    return incidents, left_out


def _questions(cursor: Cursor, preview: Preview, compared: Comparison) -> Iterator[Problem]:
    yield from _far_fewer(compared, preview.of)
    # numbered references differ when other months are covered
    if preview.matching and not preview.matching.numbers_rows:
        yield from wrong_file.nothing_in_common(cursor, preview.tables, compared)


def _far_fewer(compared: Comparison, of: str) -> list[Problem]:
    """Ask where a file holds less than half of what counts now: is the file complete for those months?"""
    totals = compared.counts.group_by("month").aggregate([("n", "sum"), ("current_n", "sum")]).to_pylist()
    fewer = [each for each in totals if _is_far_fewer(each["n_sum"], each["current_n_sum"])]
    if not fewer:
        return []
    first, last = (months.named([edge(each["month"] for each in fewer)]) for edge in (min, max))
    now, then = (sum(each[name] for each in fewer) for name in ("n_sum", "current_n_sum"))
    many = f"{len(fewer)} months ({first} to {last})" if fewer[1:] else first
    message = (
        f"For {many} the file holds {now:,} {of}; {then:,} count there now and would be replaced. If that is "
        "right, confirm it (far_fewer). Otherwise cover only the months for which the file is complete."
    )
    return [Problem("far_fewer", message, soft=True)]


def _is_far_fewer(n: int, current_n: int) -> bool:
    return 2 * n < current_n and (n == 0 or current_n - n >= FAR_FEWER)


COUNTED_ONCE = {
    "incidents": "An incident is counted once, in the month it was reported",
    "hazards": "A hazard is counted once, in the month you became aware of it",
}


def _repeated(preview: Preview, elsewhere: pa.Table) -> Problem:
    first = elsewhere.slice(0, 1).to_pylist()[0]
    return Problem(
        "repeated_reference",
        f"{elsewhere.num_rows:,} of the references are already in your current returns, in months that this return "
        f"does not cover (the first in {first['return_id']}, {months.named([first['month']])}). "
        f"{COUNTED_ONCE[preview.of]}: take them out, cover those months too, keep the first of each, or have every "
        "row numbered where they are other incidents.",
        field=preview.tables.reference,
    )
