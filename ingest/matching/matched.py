"""A file in the standard's fields and codes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching import references, unmatched
from ingest.matching.as_seen import unwrap_columns
from ingest.matching.matching import Matching
from ingest.matching.placing import Placed, place_headings
from ingest.matching.references import DAMAGED, REPEATED
from ingest.matching.translating import NewWord, Translated
from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import STANDARD, Standard


@dataclass(frozen=True)
class Matched:
    """A file in the standard's words.

    `rows` has "line" (int32) and one string column for each field that was matched (a dictionary of strings where
    the field has codes): trimmed, '' for an empty cell, null where a word has no code yet (a problem names it).
    `columns` is field -> (letter, heading), `not_kept` are the file's other columns. `left_out` counts rows by
    reason: "category: Burglary" for a word out of scope, "repeated_reference". `new_words` is field -> word ->
    rows, for words without a code, the most frequent first. `numbered` counts the references made.
    """

    rows: pa.Table = field(repr=False)
    columns: Mapping[str, tuple[str, str]]
    left_out: Mapping[str, int]
    problems: list[Problem]
    numbered: int = 0
    not_kept: tuple[tuple[str, str], ...] = ()
    new_words: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    standard: Standard = STANDARD


def match(table: TextTable, matching: Matching, placed: Placed | None = None) -> Matched:
    """Put a text table in the standard's words. References to be numbered stay '' (see `number_references`)."""
    placed = placed or place_headings(table, matching)
    columns = placed.columns(table)
    problems = list(placed.problems)
    table = unwrap_columns(table, placed.at, matching.values)
    lines = table.rows["line"].to_numpy()
    translated = _translate(table, matching, placed)
    staying, left_out = _leave_out(translated, len(lines))
    new_words = {name: words for name, each in translated.items() if (words := each.new_words(staying, lines))}
    for name, words in new_words.items():
        problems += unmatched.unmatched_words(matching.standard.field(name), columns[name], words)
    rows = _only(pa.table({"line": table.rows["line"]} | _columns(table, placed, translated)), staying)
    reference = matching.standard.reference
    if reference not in placed.at and matching.missing_reference == "number":
        rows = rows.add_column(1, reference, pa.array([""] * len(rows), pa.string()))
    elif reference in placed.at:
        cells, none_texts = references.read_references(rows[reference].combine_chunks())
        rows = rows.set_column(rows.column_names.index(reference), reference, cells)
        settled = _settle(rows, matching, columns, none_texts)
        problems += settled.problems
        rows = _only(rows, settled.staying)
        if settled.repeated:
            left_out[REPEATED] = settled.repeated
    return Matched(
        rows,
        columns,
        left_out,
        problems,
        not_kept=_not_kept(table, columns),
        new_words={name: _by_frequency(words) for name, words in new_words.items()},
        standard=matching.standard,
    )


def number_references(matched: Matched, matching: Matching, label: str) -> Matched:
    """Give rows without a reference one made of `label` and their line, if the matching says so."""
    reference, rows = matched.standard.reference, matched.rows
    if matching.missing_reference != "number" or reference not in rows.column_names:
        return matched
    cells, numbered = references.number(rows[reference].combine_chunks(), rows["line"].to_numpy(), label)
    rows = rows.set_column(rows.column_names.index(reference), reference, cells)
    settled = _settle(rows, matching, matched.columns)  # a reference made here may be in the file already
    repeated = matched.left_out.get(REPEATED, 0) + settled.repeated
    return replace(
        matched,
        rows=_only(rows, settled.staying),
        left_out=dict(matched.left_out) | ({REPEATED: repeated} if repeated else {}),
        problems=[*(each for each in matched.problems if each.rule not in (REPEATED, DAMAGED)), *settled.problems],
        numbered=numbered,
    )


def _settle(
    rows: pa.Table, matching: Matching, columns: Mapping[str, tuple[str, str]], none_texts: tuple[str, ...] = ()
) -> references.Settled:
    reference = matching.standard.reference
    cells = rows[reference].combine_chunks()
    return references.settle(cells, rows["line"].to_numpy(), matching, columns.get(reference), none_texts)


def _translate(table: TextTable, matching: Matching, placed: Placed) -> dict[str, Translated]:
    return {
        name: Translated.of(matching.standard.field(name), table.rows[f"c{at}"], matching)
        for name, at in placed.at.items()
        if matching.standard.field(name).codes
    }


def _leave_out(translated: dict[str, Translated], rows: int) -> tuple[np.ndarray, dict[str, int]]:
    """Which rows stay, and how many leave for which word; a row leaves for its first such word."""
    staying = np.ones(rows, dtype=bool)
    left_out: Counter[str] = Counter()
    for name, column in translated.items():
        leaving = staying & column.out_of_scope
        for word, times in column.left_out(leaving):
            left_out[f"{name}: {word}"] += times
        staying &= ~leaving
    return staying, dict(left_out)


def _columns(table: TextTable, placed: Placed, translated: dict[str, Translated]) -> dict:
    return {
        name: translated[name].codes if name in translated else pc.utf8_trim_whitespace(table.rows[f"c{at}"])
        for name, at in placed.at.items()
    }


def _not_kept(table: TextTable, columns: Mapping[str, tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    everything = [(column_letter(at), heading) for at, heading in enumerate(table.headings)]
    return tuple(each for each in everything if each not in columns.values())


def _by_frequency(words: list[NewWord]) -> dict[str, int]:
    return {each.word: each.rows for each in sorted(words, key=lambda each: -each.rows)}


def _only(rows: pa.Table, staying: np.ndarray) -> pa.Table:
    return rows if staying.all() else rows.filter(pa.array(staying))
