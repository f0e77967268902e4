"""References missing, repeated or destroyed: refused, numbered, or only the first kept, as the matching says."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.alike import ask_about_alike
from ingest.matching.as_seen import cells_as_seen
from ingest.matching.damage import damaged_rows, find_damage, messages
from ingest.matching.excel_errors import is_excel_error
from ingest.matching.matching import Matching
from ingest.matching.no_reference import emptied
from ingest.problems import Problem, Where

NAMED = 3
REPEATED = "repeated_reference"
DAMAGED = "damaged_reference"


@dataclass(frozen=True)
class Settled:
    """Which rows stay, how many repeats were left out, and what is wrong with the references.

    `leads` is, for every row, the index of the first row with its reference.
    """

    staying: np.ndarray
    repeated: int
    problems: tuple[Problem, ...]
    leads: np.ndarray


def read_references(cells: pa.Array) -> tuple[pa.Array, tuple[str, ...]]:
    """References as they are compared, '' where there is none; and the texts that say so, such as "N/A"."""
    return emptied(cells_as_seen(cells))


def settle(
    cells: pa.Array,
    lines: np.ndarray,
    matching: Matching,
    column: tuple[str, str] | None,
    none_texts: tuple[str, ...] = (),
    *,
    folding: bool = False,
) -> Settled:
    """Refuse damaged references, empty cells unless they are to be numbered; leave out or refuse repeats, unless they
    are to be folded.

    `column` is the letter and heading of the references, None for a file without them. `none_texts` are texts of
    cells that count as empty. Repeats of a damaged reference are never left out or folded: they may be different
    incidents.
    """
    where: Where = {"field": matching.standard.reference}
    if column is not None:
        where |= {"column": column[0], "heading": column[1]}
    problems: list[Problem] = []
    empty = pc.equal(cells, "").to_numpy(zero_copy_only=False)
    if empty.any() and not matching.numbers_rows:
        problems.append(_missing(lines[empty], where, none_texts))
    repeats, first = _repeats(cells)
    repeats &= ~empty
    shared = repeats.copy()
    shared[first[repeats]] = True
    damages = find_damage(cells, shared)
    problems += [Problem(DAMAGED, text, line=line, **where) for text, line in messages(damages, cells, lines)]
    repeats &= ~damaged_rows(damages, len(cells))
    staying = np.ones(len(cells), dtype=bool)
    repeated = 0
    if repeats.any() and matching.repeated_reference == "keep_first":
        staying, repeated = ~repeats, int(repeats.sum())
    elif repeats.any() and not folding:
        problems.append(_repeated(lines[repeats], lines[first[repeats]], where))
    if not damages:
        problems += ask_about_alike(cells, lines, where)
    return Settled(staying, repeated, tuple(problems), np.where(repeats, first, np.arange(len(cells))))


def number(cells: pa.Array, lines: np.ndarray, label: str) -> tuple[pa.Array, int]:
    """Fill empty cells with the label and the row's line; how many were filled."""
    empty = pc.equal(cells, "")
    made = pc.binary_join_element_wise(label, pa.array(lines).cast(pa.string()), "-")
    return pc.if_else(empty, made, cells), pc.sum(empty).as_py() or 0


def _repeats(cells: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """For every row, whether an earlier row has the same text, and the first row that has it.

    A dictionary numbers texts in order of appearance, so a row is the first with its text if its number is a new
    maximum.
    """
    places = pc.dictionary_encode(cells).indices.to_numpy(zero_copy_only=False)
    is_first = np.diff(np.maximum.accumulate(places), prepend=-1) > 0
    return ~is_first, np.flatnonzero(is_first)[places]


def _missing(lines: np.ndarray, where: Where, none_texts: tuple[str, ...]) -> Problem:
    said = ", ".join(f"“{text}”{_error(text)}" for text in none_texts[:NAMED])
    more = f" and {len(none_texts) - NAMED:,} more" if len(none_texts) > NAMED else ""
    counts = f" {said}{more} {'count' if none_texts[1:] else 'counts'} as none." if none_texts else ""
    return Problem(
        "missing_reference",
        f"{_rows(len(lines))} no reference (the first is line {lines[0]}).{counts} Fill them in, or have "
        "each numbered by the return and the line.",
        line=int(lines[0]),
        **where,
    )


def _error(text: str) -> str:
    return " (an Excel error value)" if is_excel_error(text) else ""


def _repeated(lines: np.ndarray, first: np.ndarray, where: Where) -> Problem:
    pairs = [f"line {again} repeats line {once}" for again, once in zip(lines[:NAMED], first[:NAMED], strict=True)]
    more = f", and {len(lines) - NAMED:,} more" if len(lines) > NAMED else ""
    return Problem(
        REPEATED,
        f"{_rows(len(lines))} a reference that is already used above: {'; '.join(pairs)}{more}. Correct them, or "
        "keep the first of each: the later rows are then left out, and counted. Where the others are not the same "
        "incidents (a log that starts its numbers again), have every row numbered.",
        line=int(lines[0]),
        **where,
    )


def _rows(count: int) -> str:
    return "1 row has" if count == 1 else f"{count:,} rows have"
