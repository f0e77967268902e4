"""A file in the standard's fields and codes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from ingest.matching import references
from ingest.matching.alike import ALIKE
from ingest.matching.as_seen import unwrap_columns
from ingest.matching.category_lists import first_is_the_category
from ingest.matching.field_columns import FieldColumns, read_fields
from ingest.matching.folding import fold
from ingest.matching.markup import without_markup
from ingest.matching.matching import Matching
from ingest.matching.new_words import words_to_match
from ingest.matching.placing import Placed, place, place_headings
from ingest.matching.references import DAMAGED, REPEATED
from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import CATEGORY, FURTHER, STANDARD, Standard

FOLDED = "folded"


@dataclass(frozen=True)
class Matched:
    """A file in the standard's words.

    `rows` has "line" (int32) and one string column for each field that was matched (a dictionary of strings where
    the field has codes): trimmed, '' for an empty cell, null where a word has no code yet (a problem names it).
    `columns` is field -> (letter, heading), `not_kept` are the file's other columns, `markup` those (with the
    number of cells) from which HTML was taken off. `left_out` counts rows by
    reason: "category: Burglary" for a word out of scope, "repeated_reference", "folded" into another row of the same
    incident. `lists` counts the rows whose category's cell names several: the first is the category, the others are
    also involved. `new_words` is field -> word ->
    rows, for words without a code, the most frequent first. `numbered` counts the references made. `reports` is "line"
    and the date of the report of every row, also of those that are left out.
    """

    rows: pa.Table = field(repr=False)
    columns: Mapping[str, tuple[str, str]]
    left_out: Mapping[str, int]
    problems: list[Problem]
    numbered: int = 0
    lists: int = 0
    not_kept: tuple[tuple[str, str], ...] = ()
    markup: tuple[tuple[str, str, int], ...] = ()
    new_words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    standard: Standard = STANDARD
    reports: pa.Table | None = field(default=None, repr=False)


def match(table: TextTable, matching: Matching, placed: Placed | None = None) -> Matched:
    """Put a text table in the standard's words. References to be numbered stay '' (see `number_references`)."""
    placed = placed or place_headings(table, matching)
    columns = placed.columns(table)
    problems = list(placed.problems)
    table = unwrap_columns(table, placed.fields, matching.values)
    table, markup = without_markup(table, placed.fields, matching.values, matching.standard)
    lines = table.rows["line"].to_numpy()
    fields, lists = first_is_the_category(read_fields(table, matching, placed), matching.standard)
    if lists is not None:
        columns = _in_order(columns | {FURTHER: columns.get(FURTHER, columns[CATEGORY])}, matching)
    staying, left_out = _leave_out(fields, len(lines))
    found, new_words = words_to_match(fields, staying, lines)
    problems += found
    cells = {name: each.cells for name, each in fields.items()}
    rows = _only(pa.table({"line": table.rows["line"]} | cells), staying)
    reference = matching.standard.reference
    if matching.numbers_every_row and reference in rows.column_names:
        rows = rows.drop_columns([reference])
    if reference not in rows.column_names and matching.numbers_rows:
        rows = rows.add_column(1, reference, pa.array([""] * len(rows), pa.string()))
    elif reference in rows.column_names:
        cells, none_texts = references.read_references(rows[reference].combine_chunks())
        rows = rows.set_column(rows.column_names.index(reference), reference, cells)
        folding = matching.repeated_reference == "fold"
        settled = _settle(rows, matching, columns, none_texts, folding=folding)
        problems += settled.problems
        if folding:
            rows, columns = _fold(rows, settled.leads, matching, columns, left_out, problems)
        else:
            rows = _only(rows, settled.staying)
        if settled.repeated:
            left_out[REPEATED] = settled.repeated
    return Matched(
        rows,
        columns,
        left_out,
        problems,
        lists=0 if lists is None else int((lists & staying).sum()),
        not_kept=_not_kept(table, placed),
        markup=tuple((*place(table, (at,)), count) for at, count in sorted(markup.items())),
        new_words=new_words,
        standard=matching.standard,
        reports=_reports(table, fields, matching.standard.reported),
    )


def number_references(matched: Matched, matching: Matching, label: str) -> Matched:
    """Give rows without a reference one made of `label` and their line, if the matching says so."""
    reference, rows = matched.standard.reference, matched.rows
    if not matching.numbers_rows or reference not in rows.column_names:
        return matched
    cells, numbered = references.number(rows[reference].combine_chunks(), rows["line"].to_numpy(), label)
    rows = rows.set_column(rows.column_names.index(reference), reference, cells)
    settled = _settle(rows, matching, matched.columns)  # a reference made here may be in the file already
    said_before = [each for each in matched.problems if each.rule not in (REPEATED, DAMAGED, ALIKE)]
    repeated = matched.left_out.get(REPEATED, 0) + settled.repeated
    return replace(
        matched,
        rows=_only(rows, settled.staying),
        left_out=dict(matched.left_out) | ({REPEATED: repeated} if repeated else {}),
        problems=[*said_before, *settled.problems],
        numbered=numbered,
    )


def _fold(
    rows: pa.Table,
    leads: np.ndarray,
    matching: Matching,
    columns: dict[str, tuple[str, str]],
    left_out: dict[str, int],
    problems: list[Problem],
) -> tuple[pa.Table, dict[str, tuple[str, str]]]:
    """Rows with the same reference as one. What is folded and what differs is added to `left_out` and `problems`."""
    folded = fold(rows, leads, matching.standard, columns)
    problems += folded.problems
    if folded.folded:
        left_out[FOLDED] = folded.folded
    added = {name: columns[CATEGORY] for name in folded.rows.column_names[1:] if name not in columns}
    return folded.rows, _in_order(columns | added, matching)


def _in_order(columns: dict[str, tuple[str, str]], matching: Matching) -> dict[str, tuple[str, str]]:
    order = matching.standard.field_names.index
    return dict(sorted(columns.items(), key=lambda each: order(each[0])))


def _settle(
    rows: pa.Table,
    matching: Matching,
    columns: Mapping[str, tuple[str, str]],
    none_texts: tuple[str, ...] = (),
    *,
    folding: bool = False,
) -> references.Settled:
    reference = matching.standard.reference
    cells, lines = rows[reference].combine_chunks(), rows["line"].to_numpy()
    return references.settle(cells, lines, matching, columns.get(reference), none_texts, folding=folding)


def _leave_out(fields: dict[str, FieldColumns], rows: int) -> tuple[np.ndarray, dict[str, int]]:
    """Which rows stay, and how many leave for which word; a row leaves for its first such word."""
    staying = np.ones(rows, dtype=bool)
    left_out: Counter[str] = Counter()
    for name, words in ((name, each.whole) for name, each in fields.items() if each.whole):
        leaving = staying & words.out_of_scope
        for word, times in words.left_out(leaving):
            left_out[f"{name}: {word}"] += times
        staying &= ~leaving
    return staying, dict(left_out)


def _not_kept(table: TextTable, placed: Placed) -> tuple[tuple[str, str], ...]:
    kept = {index for indexes in placed.fields.values() for index in indexes}
    return tuple((column_letter(at), heading) for at, heading in enumerate(table.headings) if at not in kept)


def _reports(table: TextTable, fields: dict[str, FieldColumns], name: str) -> pa.Table | None:
    return pa.table({"line": table.rows["line"], name: fields[name].cells}) if name in fields else None


def _only(rows: pa.Table, staying: np.ndarray) -> pa.Table:
    return rows if staying.all() else rows.filter(pa.array(staying))
