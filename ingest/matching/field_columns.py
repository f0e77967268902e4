"""What each row says of a field, read from its column, from several that are joined, and from ticked ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.lexicon import Lexicon, Meaning
from ingest.matching.markup import without_markup
from ingest.matching.matching import Matching
from ingest.matching.nothing import words_in_dates
from ingest.matching.placing import JOINED_BY, Placed, place
from ingest.matching.ticks import tick_meaning
from ingest.matching.translating import Translated
from ingest.reading import TextTable
from ingest.standard import DATE_KINDS, Field
from ingest.words import normalised

Place = tuple[str, str]


@dataclass(frozen=True)
class FieldColumns:
    """A field of the file. `cells` are its codes, dates or texts, row by row, null where a word has no code yet.

    `words` are the columns whose words are matched, each with its letter and heading; `whole` is what they say
    together. `several` is, for every row, whether it gives more than one answer where one is allowed.
    """

    field: Field
    cells: pa.Array | pa.ChunkedArray | pa.DictionaryArray
    words: tuple[tuple[Place, Translated], ...] = ()
    whole: Translated | None = None
    several: np.ndarray | None = None


def read_fields(table: TextTable, matching: Matching, placed: Placed) -> dict[str, FieldColumns]:
    """Field -> what the file says of it, in the standard's order."""
    order = matching.standard.field_names.index
    fields = map(matching.standard.field, sorted(placed.fields, key=order))
    return {field.name: (_coded if field.codes else _plain)(field, table, matching, placed) for field in fields}


def _coded(field: Field, table: TextTable, matching: Matching, placed: Placed) -> FieldColumns:
    words = tuple(_words(field, table, matching, placed))
    whole = reduce(Translated.with_, (each for _, each in words))
    if len(words) > 1:
        whole = _empty_throughout(whole, Lexicon.of(field, matching).meaning(""))
    if field.kind == "codes" or len(words) == 1:
        return FieldColumns(field, whole.codes, words, whole)
    return FieldColumns(field, whole.one_answer.codes, words, whole, whole.several)


def _words(field: Field, table: TextTable, matching: Matching, placed: Placed) -> Iterator[tuple[Place, Translated]]:
    """The columns of a coded field: those of one answer joined, those of a list and the ticked ones one by one."""
    indexes = placed.at.get(field.name, ())
    together = [(index,) for index in indexes] if field.kind == "codes" else [indexes] if indexes else []
    ticked = [index for index, (name, _) in placed.ticked.items() if name == field.name]
    of_many = len(together) + len(ticked) > 1
    for columns in together:
        cells = _joined([_cells(table, index) for index in columns])
        lexicon = Lexicon.of(field, matching, cells.unique().to_pylist() if field.kind == "codes" else ())
        yield place(table, columns), Translated.of(cells, _unless_empty(lexicon) if of_many else lexicon.meaning)
    for index in ticked:
        heading, (_, code) = table.headings[index], placed.ticked[index]
        meaning = tick_meaning(Lexicon.of(field, matching), heading, code)
        yield place(table, (index,)), Translated.of(_cells(table, index), meaning)


def separators_in_use(table: TextTable, matching: Matching, placed: Placed) -> tuple[str, ...]:
    """What separates several answers in the cells of this file."""
    found: dict[str, None] = {}
    table, _ = without_markup(table, placed.at, matching.values, matching.standard)
    for name, indexes in placed.at.items():
        field = matching.standard.field(name)
        for index in indexes if field.kind == "codes" else ():
            found |= dict.fromkeys(Lexicon.of(field, matching, _cells(table, index).unique().to_pylist()).separators)
    return tuple(found)


def _unless_empty(lexicon: Lexicon) -> Callable[[str], Meaning]:
    """An empty cell among several says nothing, whatever an empty cell is matched to."""
    return lambda cell: lexicon.meaning(cell) if normalised(cell) else Meaning("")


def _empty_throughout(whole: Translated, meaning: Meaning) -> Translated:
    """Only where all columns say nothing does an empty cell mean what the matching says of one."""
    return Translated(whole.places, tuple(meaning if each == Meaning("") else each for each in whole.meanings))


def _joined(columns: list[pa.Array]) -> pa.Array:
    """The words of several columns in one, without the empty ones."""
    return columns[0] if len(columns) == 1 else reduce(_join, map(pc.utf8_trim_whitespace, columns))


def _join(left: pa.Array, right: pa.Array) -> pa.Array:
    both = pc.binary_join_element_wise(left, right, JOINED_BY)
    return pc.if_else(pc.equal(left, ""), right, pc.if_else(pc.equal(right, ""), left, both))


def _plain(field: Field, table: TextTable, matching: Matching, placed: Placed) -> FieldColumns:
    """A date or a text: as it is, but for words that mean nothing recorded."""
    (index,) = placed.at[field.name]
    cells = pc.utf8_trim_whitespace(_cells(table, index))
    lexicon = Lexicon.of(field, matching)
    if not lexicon.codes and (field.required or field.kind not in DATE_KINDS):
        return FieldColumns(field, cells)  # encoding a million different references takes time
    coded = pc.dictionary_encode(cells)
    is_word = words_in_dates(field, coded.dictionary)
    if lexicon.codes:
        is_word |= np.array([normalised(cell) in lexicon.codes for cell in coded.dictionary.to_pylist()], dtype=bool)
    if not is_word.any():
        return FieldColumns(field, cells)
    in_rows = pa.array(is_word[coded.indices.to_numpy(zero_copy_only=False)])
    words = Translated.of(pc.if_else(in_rows, cells, ""), lexicon.meaning)
    return FieldColumns(field, pc.if_else(in_rows, "", cells), ((place(table, (index,)), words),), words)


def _cells(table: TextTable, index: int) -> pa.Array:
    return table.rows[f"c{index}"].combine_chunks()
