"""References missing or repeated in a file: refused, numbered, or kept once, as the matching says."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.matching_file import Matching
from ingest.problems import Problem

FIELD = "incident_ref"
NAMED = 3


@dataclass(frozen=True)
class References:
    """The references of the rows, which rows stay, and what was done or is asked."""

    values: pa.Array
    staying: np.ndarray
    numbered: int
    repeated: int
    problems: tuple[Problem, ...]


def settle(cells: pa.Array, lines: np.ndarray, matching: Matching, return_label: str, **where: str) -> References:
    """Number or refuse empty cells, then leave out or refuse repeats. `where` is their column and heading."""
    problems: list[Problem] = []
    empty = pc.equal(cells, "").to_numpy(zero_copy_only=False)
    numbered = 0
    if empty.any() and matching.missing_reference == "number":
        numbered = int(empty.sum())
        made = pc.binary_join_element_wise(return_label, pa.array(lines).cast(pa.string()), "-")
        cells, empty = pc.if_else(pa.array(empty), made, cells), np.zeros_like(empty)
    elif empty.any():
        problems.append(_missing(lines[empty], where))
    repeats, first = _repeats(cells)
    repeats &= ~empty
    staying = np.ones(len(cells), dtype=bool)
    repeated = 0
    if repeats.any() and matching.repeated_reference == "keep_first":
        staying, repeated = ~repeats, int(repeats.sum())
    elif repeats.any():
        problems.append(_repeated(lines[repeats], lines[first[repeats]], where))
    return References(cells, staying, numbered, repeated, tuple(problems))


def _repeats(cells: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """For every row, whether its text stood above already, and the row where it stood first.

    A dictionary numbers texts as they appear: a row is the first of its text where that number is a new high.
    """
    places = pc.dictionary_encode(cells).indices.to_numpy(zero_copy_only=False)
    fresh = np.diff(np.maximum.accumulate(places), prepend=-1) > 0
    return ~fresh, np.flatnonzero(fresh)[places]


def _missing(lines: np.ndarray, where: dict) -> Problem:
    count = len(lines)
    return Problem(
        "missing_reference",
        f"{_rows(count)} no reference (the first is line {lines[0]}). Fill them in, or have "
        "each numbered by the return and the line.",
        line=int(lines[0]),
        field=FIELD,
        **where,
    )


def _repeated(lines: np.ndarray, first: np.ndarray, where: dict) -> Problem:
    pairs = [f"line {again} repeats line {once}" for again, once in zip(lines[:NAMED], first[:NAMED], strict=True)]
    more = f", and {len(lines) - NAMED:,} more" if len(lines) > NAMED else ""
    return Problem(
        "repeated_reference",
        f"{_rows(len(lines))} a reference that stands further up already: {'; '.join(pairs)}{more}. Mend "
        "them, or keep the first of each: the later rows are then left out, and counted.",
        line=int(lines[0]),
        field=FIELD,
        **where,
    )


def _rows(count: int) -> str:
    return "1 row has" if count == 1 else f"{count:,} rows have"
