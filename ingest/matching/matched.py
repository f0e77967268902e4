"""Their headings and words become the standard's fields and codes; what has no match is never guessed."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching import references, unmatched
from ingest.matching.matching_file import Matching, known_headings
from ingest.matching.suggesting import Suggestion, WordSuggestion, suggest_columns, suggest_words
from ingest.matching.translating import Translated
from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import STANDARD
from ingest.words import said_as

__all__ = [
    "Matched",
    "Matching",
    "Suggestion",
    "WordSuggestion",
    "known_headings",
    "match",
    "missing_words",
    "suggest_columns",
    "suggest_words",
]


@dataclass(frozen=True)
class Matched:
    """A file in the standard's words.

    `rows` has "line" (int32) and one string column for each field that was matched (a dictionary of strings where the
    field has codes), trimmed, '' for an empty cell and null where a word has no code yet (a problem says so).
    `columns` is field -> (letter, heading),
    `not_kept` the file's other columns. `left_out` counts rows by reason: "category: Burglary" for a word
    out of scope, "repeated_reference". `numbered` counts the references that were made.
    """

    rows: pa.Table
    columns: dict[str, tuple[str, str]]
    left_out: dict[str, int]
    problems: list[Problem]
    numbered: int
    not_kept: tuple[tuple[str, str], ...] = field(default=())


def match(table: TextTable, matching: Matching, *, return_label: str) -> Matched:
    """Put a text table in the standard's words. References that are made begin with `return_label`."""
    placed, problems = _place(table, matching)
    columns = {name: (column_letter(at), table.headings[at]) for name, at in placed.items()}
    lines = table.rows["line"].to_numpy()
    translated = _translate(table, matching, placed)
    staying, left_out = _leave_out(translated, len(lines))
    for name, column in translated.items():
        problems += unmatched.unmatched_words(name, columns[name], column.new_words(staying, lines))
    rows = _only(pa.table({"line": table.rows["line"]} | _columns(table, placed, translated)), staying)
    numbered = 0
    if references.FIELD in placed or matching.missing_reference == "number":
        settled = _settle(rows, matching, return_label, columns.get(references.FIELD))
        rows = _with_references(rows, settled)
        problems += settled.problems
        numbered = settled.numbered
        if settled.repeated:
            left_out["repeated_reference"] = settled.repeated
    others = [(column_letter(at), table.headings[at]) for at in range(len(table.headings))]
    not_kept = tuple(each for each in others if each not in columns.values())
    return Matched(rows, columns, left_out, problems, numbered, not_kept)


def missing_words(table: TextTable, matching: Matching) -> dict[str, dict[str, int]]:
    """Field -> word -> rows, for the words that have no code yet, the most frequent first."""
    placed, _ = _place(table, matching)
    lines = table.rows["line"].to_numpy()
    translated = _translate(table, matching, placed)
    staying, _ = _leave_out(translated, len(lines))
    found = {}
    for name, column in translated.items():
        if words := column.new_words(staying, lines):
            found[name] = {each.word: each.rows for each in sorted(words, key=lambda each: -each.rows)}
    return found


def _place(table: TextTable, matching: Matching) -> tuple[dict[str, int], list[Problem]]:
    """Field -> the index of its column, in the standard's order, and what is wrong with the headings."""
    at: dict[str, list[int]] = {}
    for index, heading in enumerate(table.headings):
        at.setdefault(said_as(heading), []).append(index)
    wanted = matching.columns or _standard_headings(table.headings)
    placed: dict[str, int] = {}
    problems: list[Problem] = []
    for heading, name in wanted.items():
        found = at.get(said_as(heading), [])
        if name in placed:
            problems.append(unmatched.field_twice(table, name, placed[name], heading))
        elif len(found) == 1:
            placed[name] = found[0]
        elif found:
            problems.append(unmatched.repeated_heading(table, name, heading, found))
        else:
            problems.append(unmatched.missing_heading(table, name, heading))
    for name in STANDARD.required:
        numbered = name == references.FIELD and matching.missing_reference == "number"
        if name not in wanted.values() and not numbered:
            problems.append(unmatched.field_not_matched(table, name, matched=bool(matching.columns)))
    order = STANDARD.field_names.index
    return dict(sorted(placed.items(), key=lambda each: order(each[0]))), problems


def _standard_headings(headings: tuple[str, ...]) -> dict[str, str]:
    """Heading -> field for those headings of a file that are a field's name or title."""
    own = {said_as(heading): f.name for f in STANDARD.fields for heading in (f.name, f.title)}
    return {heading: own[said_as(heading)] for heading in headings if said_as(heading) in own}


def _translate(table: TextTable, matching: Matching, placed: dict[str, int]) -> dict[str, Translated]:
    return {
        name: Translated.of(name, table.rows[f"c{at}"], matching)
        for name, at in placed.items()
        if STANDARD.field(name).codes
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


def _columns(table: TextTable, placed: dict[str, int], translated: dict[str, Translated]) -> dict:
    return {
        name: translated[name].codes if name in translated else pc.utf8_trim_whitespace(table.rows[f"c{at}"])
        for name, at in placed.items()
    }


def _settle(
    rows: pa.Table, matching: Matching, return_label: str, column: tuple[str, str] | None
) -> references.References:
    if column is None:
        cells, where = pa.array([""], pa.string()).take(pa.array(np.zeros(len(rows), dtype=np.int64))), {}
    else:
        cells, where = rows[references.FIELD].combine_chunks(), {"column": column[0], "heading": column[1]}
    return references.settle(cells, rows["line"].to_numpy(), matching, return_label, **where)


def _with_references(rows: pa.Table, settled: references.References) -> pa.Table:
    others = [name for name in rows.column_names if name not in ("line", references.FIELD)]
    columns = {"line": rows["line"], references.FIELD: settled.values} | {name: rows[name] for name in others}
    return _only(pa.table(columns), settled.staying)


def _only(rows: pa.Table, staying: np.ndarray) -> pa.Table:
    return rows if staying.all() else rows.filter(pa.array(staying))
