"""Cells of optional fields whose words have no code, left empty because the lead said so."""

from collections.abc import Collection
from dataclasses import replace

import pyarrow as pa

from ingest.matching.matched import Matched

OF_WORDS = ("unmatched_word", "several_answers")


def without_unmatched(matched: Matched, fields: Collection[str]) -> tuple[Matched, dict[str, int]]:
    """The same with the cells of these optional fields empty that have no code yet, or several where one is allowed;
    and how many cells that are."""
    rows, emptied = matched.rows, {}
    optional = {name for name in fields if not matched.standard.field(name).required}
    for name in optional & set(rows.column_names):
        cells_as_text = rows[name].cast(pa.string())  # a dictionary counts no nulls among its values
        without_code = cells_as_text.null_count
        if without_code:
            rows = rows.set_column(rows.column_names.index(name), name, cells_as_text.fill_null(""))
        if cells := without_code or sum(matched.new_words.get(name, {}).values()):  # a word in a date is empty already
            emptied[name] = cells
    if not emptied:
        return matched, {}
    problems = [each for each in matched.problems if each.field not in emptied or each.rule not in OF_WORDS]
    new_words = {name: words for name, words in matched.new_words.items() if name not in emptied}
    return replace(matched, rows=rows, problems=problems, new_words=new_words), emptied
