"""Whether the cells of a column are what a field holds. A heading alone says too little: “Police” may be a tick."""

import re
from collections.abc import Sequence

import pyarrow.compute as pc

from ingest.matching.ages import band_of, is_of_ages
from ingest.matching.composed_words import composed
from ingest.matching.known_words import KnownWords
from ingest.matching.nothing import says_nothing
from ingest.matching.separators import USUAL, parts
from ingest.matching.ticks import NOT_TICKED, TICKED
from ingest.reading import TextTable
from ingest.standard import DATE_KINDS, Field
from ingest.words import normalised

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = re.compile(
    r"(\w{3,9},? )?(\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(19|20)\d{6}|"
    rf"\d{{1,2}}(st|nd|rd|th)?[ -]({MONTHS})[a-z]*[ ,-]+\d{{2,4}}|({MONTHS})[a-z]*[ ,-]+(\d{{1,2}},? )?\d{{2,4}})"
    r"([T ,].*)?",
    re.IGNORECASE,
)
MOST, MOST_FILLED = 60, 500
"""Different cells looked at, and filled cells in which they are looked for."""
NEEDED = {True: 0.0, False: 0.34}
"""By whether every return needs the field: a greater share than this of the different words must be known."""
LEAST_DATES, LEAST_DIFFERENT = 0.6, 0.3


def filled_cells(table: TextTable) -> dict[str, list[str]]:
    """Heading -> the first filled cells of its column, of the first column so headed."""
    found: dict[str, list[str]] = {}
    for at, heading in enumerate(table.headings):
        column = table.rows[f"c{at}"]
        if heading not in found:
            found[heading] = column.filter(pc.not_equal(column, "")).slice(0, MOST_FILLED).to_pylist()
    return found


def fit(field: Field, cells: Sequence[str], known: KnownWords | None) -> float:
    """How far the different cells of a column are what the field holds, from 0 (not that field) to 1.

    `known` are the words of a field with codes.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    different = list(dict.fromkeys(map(normalised, filled)))[:MOST]
    if not different:
        return 0.0
    if field.codes and known is not None:
        return _fit_of_words(field, different, known)
    dates = sum(DATE.fullmatch(cell) is not None for cell in different) / len(different)
    if field.kind in DATE_KINDS:
        said = [cell for cell in different if not says_nothing(cell)] or different
        dates = sum(DATE.fullmatch(cell) is not None for cell in said) / len(said)
        return dates if dates >= LEAST_DATES else 0.0
    return _fit_of_references(filled, dates)


def knows(field: Field, word: str, known: KnownWords) -> bool:
    """Whether a word is known for the field: a code, a synonym, an age, composed of known words, or spelt alike."""
    if is_of_ages(field) and band_of(word) is not None:
        return True
    return bool(known.sure(word) or composed(word, known) or known.spelt_like(word))


def are_ticks(cells: Sequence[str]) -> bool:
    """Whether cells say yes or no, or nothing, and no more."""
    return {normalised(cell) for cell in cells if not says_nothing(cell)} <= TICKED | NOT_TICKED


def _fit_of_words(field: Field, different: list[str], known: KnownWords) -> float:
    words = [word for cell in different for word in _words(field, cell, known)]
    said = [word for word in words if not says_nothing(word)]
    if not said or (are_ticks(said) and not all(knows(field, word, known) for word in said)):
        return 0.0
    share = sum(knows(field, word, known) for word in said) / len(said)
    return share if share > NEEDED[field.required] else 0.0


def _words(field: Field, cell: str, known: KnownWords) -> list[str]:
    if field.kind != "codes" or knows(field, cell, known):
        return [cell]
    return parts(cell, USUAL)


def _fit_of_references(filled: list[str], dates: float) -> float:
    """A reference is short, mostly another in each row, and no date, tick or sentence."""
    different = set(map(normalised, filled))
    sentences = sum(len(cell.split()) > 3 for cell in different) / len(different)
    if dates > 0.5 or sentences > 0.5 or different <= TICKED | NOT_TICKED - {"1", "0"}:
        return 0.0
    share = len(different) / len(filled)
    return share if share >= LEAST_DIFFERENT else 0.0
