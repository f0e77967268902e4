"""Looks for personal data in a whole file: one problem per column and kind, each value masked.

Every cell is screened: also columns that would be left out, headings, and rows above and below the table.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from ingest.problems import Problem
from ingest.reading import TextTable
from ingest.screening.messages import problem
from ingest.screening.sightings import sightings
from ingest.standard import STANDARD, Standard

_PLACES = ("heading", "table", "outside")


def screen(table: TextTable, fields: Mapping[str, str] | None = None, standard: Standard = STANDARD) -> list[Problem]:
    """Every column that holds personal data: one problem per column and kind, in the order of the columns.

    `fields` (heading -> field of the standard) are the columns that the return needs: for these the rows are
    named, to be corrected one by one; any other column is to be deleted. Ten-digit numbers that may be valid NHS
    numbers by chance are a soft problem. Empty for a file without personal data.
    """
    fields = fields or {}
    found = sorted(
        sightings(table, fields, standard), key=lambda each: (each.column, _PLACES.index(each.place), each.kind)
    )
    unsafe = {each.column for each in found if each.place == "heading"}
    titles = {heading: standard.field(name).title for heading, name in fields.items()}
    return [problem(each, table.headings, fields, titles, each.column in unsafe) for each in found]


def personal_words(words: Sequence[str]) -> list[Problem]:
    """Personal data among words that would be stored without a file: of a matching, or an event's name."""
    if not words:
        return []
    rows = pa.table({"line": pa.array(range(1, len(words) + 1), pa.int32()), "c0": pa.array(words, pa.string())})
    table = TextTable(("word",), rows, (), (), 1, "utf-8", None, None, "csv", ())
    return [each for each in screen(table) if not each.soft]
