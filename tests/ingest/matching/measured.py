"""How many suggestions are right, missing or wrong, over `headings_and_words.csv`.

    python -m tests.ingest.matching.measured

The table's answers were written from the standard's definitions, before any suggestion was looked at. "-": nothing
fits, so any suggestion is wrong; "a or b": either is right.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ingest.matching import suggest_columns, suggest_words
from ingest.standard import STANDARD

TABLE = Path(__file__).with_name("headings_and_words.csv")
NO_ANSWER, NOTHING_RECORDED = "-", "nothing recorded"


@dataclass(frozen=True)
class Measured:
    """A row of the table, what was suggested, and whether that is right, none or wrong."""

    row: dict[str, str]
    suggested: str
    verdict: str


def measure() -> list[Measured]:
    """Every row of the table with its verdict."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_measured(row) for row in csv.DictReader(file)]


def counts(measured: list[Measured], kind: str | None = None) -> Counter[str]:
    """right, none, wrong -> rows, of one kind or of both."""
    return Counter(each.verdict for each in measured if kind in (None, each.row["kind"]))


def _measured(row: dict[str, str]) -> Measured:
    suggested = _column(row["text"], row["cells"].split(";")) if row["kind"] == "heading" else _word(row)
    answers = row["answer"].split(" or ")
    if suggested in answers:
        return Measured(row, suggested, "right")
    return Measured(row, suggested, "none" if suggested == NO_ANSWER else "wrong")


def _column(heading: str, cells: list[str]) -> str:
    (found,) = suggest_columns([heading], {heading: cells})
    return found.field or NO_ANSWER


def _word(row: dict[str, str]) -> str:
    (found,) = suggest_words(STANDARD.field(row["field"]), [row["text"]])
    return {None: NO_ANSWER, "": NOTHING_RECORDED}.get(found.code, found.code)


if __name__ == "__main__":
    results = measure()
    for kind in ("heading", "word", None):
        of_kind = counts(results, kind)
        print(f"{kind or 'all':8}", ", ".join(f"{of_kind[each]} {each}" for each in ("right", "none", "wrong")))
    for each in results:
        if each.verdict != "right":
            print(f"{each.verdict:6} {each.row['field'] or 'heading'}: {each.row['text']} -> {each.suggested}")
