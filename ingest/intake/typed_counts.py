"""Returns without a file: counts typed by month and category, or nothing to report."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pyarrow as pa

from ingest import months
from ingest.intake.against_current import compare_with_current
from ingest.intake.preview import Preview, check_period, member_for
from ingest.problems import Problem, Refused
from ingest.standard import STANDARD, Standard
from queries.store import Store
from queries.viewer import Viewer

MOST = 9_999  # in one cell of the grid: a larger number is a typing error
SUPPLIED = ("incident_ref", "reported_on", "category")


def preview_nil(
    store: Store, viewer: Viewer, from_month: date, to_month: date, standard: Standard = STANDARD
) -> Preview:
    """Nothing to report: a zero on purpose, for every month covered. standard: of which file."""
    begun = Preview(member_for(viewer), "nil", from_month, to_month, standard=standard)
    return _compared(store, begun, _nothing(begun))


def preview_counts(
    store: Store, viewer: Viewer, from_month: date, to_month: date, counts: Mapping[tuple[date, str], int]
) -> Preview:
    """`counts` by (month, category code); a missing cell is a zero."""
    begun = Preview(member_for(viewer), "counts", from_month, to_month, fields=SUPPLIED)
    problems = tuple(_wrong_cells(counts, months.listed(from_month, to_month)))
    return _compared(store, begun, None if problems else _incidents(counts), problems)


def _compared(store: Store, begun: Preview, rows: pa.Table | None, problems: tuple[Problem, ...] = ()) -> Preview:
    try:
        check_period(store, begun)
    except Refused as refused:
        return replace(begun, problems=tuple(refused.problems))
    if rows is None:
        return replace(begun, problems=problems, fields=())
    return compare_with_current(store, replace(begun, incidents=rows))


def _nothing(preview: Preview) -> pa.Table:
    """No rows, with the columns that a comparison needs."""
    tables = preview.tables
    columns = [(tables.reference, pa.string()), ("month", pa.date32()), (tables.counted_by, pa.string())]
    return pa.schema(columns).empty_table()


def _wrong_cells(counts: Mapping[tuple[date, str], int], covered: list[date]) -> list[Problem]:
    found = []
    for (month, category), n in counts.items():
        if month not in covered:
            found.append(Problem("period", f"{months.named([month])} is not one of the months of this return."))
        if category not in STANDARD.codes("category"):
            found.append(Problem("code", f"There is no category {category[:40]!r}.", field="category"))
        elif not isinstance(n, int) or not 0 <= n <= MOST:
            label = STANDARD.category(category).label
            message = f"{label}, {months.named([month])}: a count is a whole number from 0 to {MOST:,}."
            found.append(Problem("count", message, field="category"))
    return found


def _incidents(counts: Mapping[tuple[date, str], int]) -> pa.Table:
    """One row per incident counted. The same grid always gives the same references, so it can be compared."""
    rows = [
        (f"{months.shown(month)} {category} {number}", month, category)
        for (month, category), n in sorted(counts.items())
        for number in range(1, n + 1)
    ]
    refs, when, what = zip(*rows, strict=True) if rows else ((), (), ())
    schema = pa.schema({"incident_ref": pa.string(), "month": pa.date32(), "category": pa.string()})
    return pa.table([list(refs), list(when), list(what)], schema=schema)
