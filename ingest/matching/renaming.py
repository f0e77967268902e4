"""Headings of a matching that a file no longer has, and the new heading of the file that is probably the same."""

import re
from collections.abc import Collection

import pyarrow.compute as pc
from rapidfuzz import fuzz

from ingest.matching.matching import Matching
from ingest.reading import TextTable
from ingest.standard import DATE_KINDS, Field
from ingest.words import normalised

CELLS = 2_000
FIT = 0.7
APART = 0.1
LIKE_A_DATE = re.compile(r"\W*\d{1,4}\W{1,3}(\d{1,2}|[A-Za-z]{3,9})(\W{1,3}\d{2,4})?(\D.*)?|\d{5,8}(\.\d+)?")


def gone(table: TextTable, matching: Matching) -> list[str]:
    """The headings of the matching that the file does not have."""
    held = {normalised(heading) for heading in table.headings}
    return [heading for heading in (*matching.columns, *matching.ticked) if normalised(heading) not in held]


def renamed(table: TextTable, matching: Matching) -> dict[str, str]:
    """Heading that is gone -> new heading, where one fits by its cells, and better than any other."""
    known = {normalised(heading) for heading in (*matching.columns, *matching.ticked)}
    new = [
        each for each in table.headings if each and normalised(each) not in known and table.headings.count(each) == 1
    ]
    found: dict[str, str] = {}
    for heading in gone(table, matching):
        if heading in matching.columns:
            field = matching.standard.field(matching.columns[heading])
            free = [each for each in new if each not in found.values()]
            scores = sorted(((_score(table, matching, field, heading, each), each) for each in free), reverse=True)
            if scores and scores[0][0] and (len(scores) == 1 or scores[0][0] - scores[1][0] > APART):
                found[heading] = scores[0][1]
    return found


def _score(table: TextTable, matching: Matching, field: Field, heading: str, candidate: str) -> float:
    """How well the cells and the name fit; 0 where the cells do not."""
    cells = table.rows[f"c{table.headings.index(candidate)}"].slice(0, CELLS)
    different = [cell for cell in pc.unique(cells).to_pylist() if cell.strip()]
    if not different:
        return 0
    if field.codes:
        words = _words(matching, field)
        fit = sum(normalised(cell) in words for cell in different) / len(different)
    elif field.kind in DATE_KINDS:
        fit = sum(bool(LIKE_A_DATE.fullmatch(cell.strip())) for cell in different) / len(different)
    else:
        fit = len(different) / len(cells) if field.unique else 1
    return fit + fuzz.token_set_ratio(normalised(heading), normalised(candidate)) / 100 if fit >= FIT else 0


def _words(matching: Matching, field: Field) -> Collection[str]:
    of_standard = {text for each in field.codes for text in (each.code, each.label, *each.synonyms)}
    return {normalised(word) for word in (*of_standard, *matching.values.get(field.name, ()))}
