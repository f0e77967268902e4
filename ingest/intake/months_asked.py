"""Months of a return of which the file has no row: nothing to report, or not the right file?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest import months
from ingest.intake.preview import Preview
from ingest.problems import Problem

WITHOUT_ROWS = "months_without_rows"
A_QUARTER = 3


def with_months_asked(preview: Preview, held: Sequence[date]) -> Preview:
    """With the months that have no row and no return yet; asked about where a whole quarter is without a row.

    A month or two without an incident happens to small members: the page asks about those too, the command line names
    them. Months that count now, and would no longer, are asked about by themselves (`far_fewer`). `held`: the months
    that the file holds, in order.
    """
    empty = _without_rows(preview, held)
    asked: tuple[Problem, ...] = ()
    if any(len(run) >= A_QUARTER for run in months.runs(empty)):
        asked = (question(empty, (held[0], held[-1]) if held else None),)
    return replace(preview, months_without_rows=tuple(empty), problems=(*preview.problems, *asked))


def _without_rows(preview: Preview, held: Sequence[date]) -> list[date]:
    covered = months.listed(preview.from_month, preview.to_month)
    unknown = covered if preview.compared is None else preview.compared.not_returned
    return [month for month in covered if month not in held and month in unknown]


def question(empty: Sequence[date], held: tuple[date, date] | None) -> Problem:
    """`held`: the first and the last month in the file."""
    message = (
        f"{sentence(empty, held)} If there was nothing to report, confirm it ({WITHOUT_ROWS}): these months then "
        "count as zero. If not, choose the months that the file holds, or another file."
    )
    return Problem(WITHOUT_ROWS, message, soft=True)


def sentence(empty: Sequence[date], held: tuple[date, date] | None) -> str:
    """'Jul, Aug and Sep 2026 have no rows: nothing to report, or is this last quarter’s file?'"""
    if held and max(empty) > held[1]:
        otherwise = "is this last quarter’s file"
    elif held and max(empty) < held[0]:
        otherwise = "does the file begin later"
    else:
        otherwise = "are rows missing"
    return f"{months.named(empty)} {'has' if len(empty) == 1 else 'have'} no rows: nothing to report, or {otherwise}?"
