"""One column of words into codes: each distinct cell is looked up once, and rows refer to it by index."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.ages import band_of, is_of_ages
from ingest.matching.matching import Matching
from ingest.matching.nothing import says_nothing
from ingest.matching.separators import categories_in, found_in, parts
from ingest.standard import CATEGORY, FURTHER, Field
from ingest.words import normalised


@dataclass(frozen=True)
class Meaning:
    """What a cell means: codes (None if a word in it has none), its words without a code, its word out of scope."""

    codes: str | None
    unmatched: tuple[str, ...] = ()
    out_of_scope: str | None = None

    def with_(self, other: "Meaning") -> "Meaning":
        """What two cells of a row mean together."""
        codes = None if self.codes is None or other.codes is None else joined_codes(self.codes, other.codes)
        return Meaning(
            codes,
            tuple(dict.fromkeys((*self.unmatched, *other.unmatched))),
            self.out_of_scope if self.out_of_scope is not None else other.out_of_scope,
        )


@dataclass(frozen=True)
class Lexicon:
    """The words known for a field: the matching's, then the standard's codes and labels, and short yes and no.

    Ages are read as their bands. `synonyms` are those of the category, by which several of them in a cell are seen.
    """

    codes: Mapping[str, str | None]
    written: Mapping[str, str]
    separators: tuple[str, ...] = ()
    synonyms: frozenset[str] | None = None
    is_of_ages: bool = False

    @classmethod
    def of(cls, field: Field, matching: Matching, cells: Iterable[str] = ()) -> "Lexicon":
        """`cells` are all different cells of the field: they show which separators are used, if nothing else does."""
        own = {
            normalised(word): code.code
            for code in field.codes
            for word in (code.code, code.label, *(code.synonyms if field.kind == "yes_no" else ()))
        }
        matched = _matched_words(field, matching)
        codes = own | {normalised(word): code for word, code in matched.items()}
        return cls(
            codes=codes,
            written={normalised(word): word.strip() for word in reversed(matched)},
            separators=_separators(field, matching, codes, cells) if field.kind == "codes" else (),
            synonyms=frozenset(_synonyms(field)) if field.name == CATEGORY else None,
            is_of_ages=is_of_ages(field),
        )

    def meaning(self, cell: str) -> Meaning:
        """What a cell means. A cell that is known as a whole is not split."""
        whole = normalised(cell)
        if self.is_of_ages and whole not in self.codes and (band := band_of(whole)):
            return Meaning(band)
        by_key = {normalised(word): word for word in self._words(cell)}
        outside = [key for key in by_key if key in self.codes and self.codes[key] is None]
        if outside and (self.synonyms is None or len(outside) == len(by_key)):
            return Meaning(None, out_of_scope=self.written[outside[0]] or "(empty)")
        by_key = {key: word for key, word in by_key.items() if key not in outside}
        unmatched = tuple(word for key, word in by_key.items() if key not in self.codes)
        if unmatched:
            return Meaning(None, unmatched)
        return Meaning(joined_codes(*(self.codes[key] or "" for key in by_key)))

    def _words(self, cell: str) -> list[str]:
        whole = normalised(cell)
        if whole in self.codes:
            return [cell]
        if (synonyms := self.synonyms) is not None and whole:
            return categories_in(cell, lambda word: normalised(word) in self.codes or normalised(word) in synonyms)
        if self.separators and not says_nothing(cell):  # N/A and #DIV/0! are not two answers
            return [word for word in parts(cell, self.separators) if normalised(word)]
        return [cell.strip()] if whole else []


def joined_codes(*codes: str) -> str:
    """Codes, each of them one or several with `;` between, once each; "" is nothing recorded."""
    return ";".join(dict.fromkeys(code for each in codes for code in each.split(";") if code))


def _separators(
    field: Field, matching: Matching, codes: Mapping[str, str | None], cells: Iterable[str]
) -> tuple[str, ...]:
    """Those that the matching names; with the standard's own only, also those that the cells show."""
    if matching.separators != (";",):
        return matching.separators
    synonyms = _synonyms(field)
    return found_in(cells, lambda word: normalised(word) in codes or normalised(word) in synonyms)


def _synonyms(field: Field) -> set[str]:
    return {normalised(word) for code in field.codes for word in code.synonyms}


def _matched_words(field: Field, matching: Matching) -> dict[str, str | None]:
    """The matching's words for a field. What a word means as the category it also means among what is also involved;
    one out of scope is nothing there."""
    own = matching.values.get(field.name, {})
    if field.name != FURTHER:
        return own
    said = {normalised(word) for word in own}
    category = {word: code or "" for word, code in matching.values.get(CATEGORY, {}).items()}
    return {word: code for word, code in category.items() if normalised(word) not in said} | own


@dataclass(frozen=True)
class NewWord:
    """A word with no code yet: as first written, its first line, and in how many rows it is."""

    word: str
    line: int
    rows: int


@dataclass(frozen=True)
class Translated:
    """A column translated: `places` holds for each row the index of its `meanings`."""

    places: np.ndarray
    meanings: tuple[Meaning, ...]

    @classmethod
    def of(cls, cells: pa.Array, meaning: Callable[[str], Meaning]) -> "Translated":
        """Each different cell of a column, as `meaning` reads it."""
        coded = pc.dictionary_encode(cells)
        meanings = tuple(meaning(cell) for cell in coded.dictionary.to_pylist())
        return cls(coded.indices.to_numpy(zero_copy_only=False), meanings)

    def with_(self, other: "Translated") -> "Translated":
        """What the cells of two columns mean together, row by row."""
        width = len(other.meanings)
        both, places = np.unique(self.places.astype(np.int64) * width + other.places, return_inverse=True)
        pairs = ((self.meanings[pair // width], other.meanings[pair % width]) for pair in both.tolist())
        return Translated(places, tuple(one.with_(another) for one, another in pairs))

    @cached_property
    def codes(self) -> pa.DictionaryArray:
        """The codes of every row; null where a word has none yet."""
        codes = pa.array([each.codes for each in self.meanings], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(self.places.astype(np.int32)), codes)

    @cached_property
    def out_of_scope(self) -> np.ndarray:
        """For every row, whether a word in it is out of scope."""
        return self._where([each.out_of_scope is not None for each in self.meanings])

    @cached_property
    def unmatched(self) -> np.ndarray:
        """For every row, whether a word in it has no code yet."""
        return self._where([bool(each.unmatched) for each in self.meanings])

    @cached_property
    def several(self) -> np.ndarray:
        """For every row, whether it means several codes."""
        return self._where([";" in (each.codes or "") for each in self.meanings])

    @cached_property
    def one_answer(self) -> "Translated":
        """The same, without codes where there are several."""
        meanings = (replace(each, codes=None) if ";" in (each.codes or "") else each for each in self.meanings)
        return Translated(self.places, tuple(meanings))

    def left_out(self, leaving: np.ndarray) -> Iterator[tuple[str, int]]:
        """The words for which rows leave, each with their number; a word may appear more than once."""
        counts = np.bincount(self.places[leaving], minlength=len(self.meanings))
        for meaning, rows in zip(self.meanings, counts.tolist(), strict=True):
            if rows:
                yield meaning.out_of_scope or "", rows

    def new_words(self, staying: np.ndarray, lines: np.ndarray) -> list[NewWord]:
        """The words without a code in the rows that stay, in the order of their first lines."""
        rows = np.flatnonzero(staying & self.unmatched)
        places, first, counts = np.unique(self.places[rows], return_index=True, return_counts=True)
        found: dict[str, NewWord] = {}
        for line, place, times in sorted(zip(lines[rows][first].tolist(), places, counts.tolist(), strict=True)):
            for word in self.meanings[place].unmatched:
                before = found.get(normalised(word), NewWord(word, line, 0))
                found[normalised(word)] = NewWord(before.word, before.line, before.rows + times)
        return list(found.values())

    def _where(self, flags: list[bool]) -> np.ndarray:
        found: np.ndarray = np.array(flags, dtype=bool)[self.places]
        return found
