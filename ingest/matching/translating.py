"""One column of words into codes: every different cell is looked up once, the rows follow by index."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.matching_file import Matching
from ingest.standard import STANDARD, Field
from ingest.words import said_as


@dataclass(frozen=True)
class Meaning:
    """What a cell says: codes (None while a word in it has none), its new words, its word out of scope."""

    codes: str | None
    unmatched: tuple[str, ...] = ()
    out_of_scope: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """The words known for a field: the matching's, then the standard's codes and labels; short yes and no."""

    codes: Mapping[str, str | None]
    written: Mapping[str, str]
    separator: str | None

    @classmethod
    def of(cls, field: Field, matching: Matching) -> "Lexicon":
        own = {
            said_as(word): code.code
            for code in field.codes
            for word in (code.code, code.label, *(code.synonyms if field.kind == "yes_no" else ()))
        }
        matched = matching.values.get(field.name, {})
        return cls(
            codes=own | {said_as(word): code for word, code in matched.items()},
            written={said_as(word): word.strip() for word in reversed(matched)},
            separator=matching.list_separator if field.kind == "codes" else None,
        )

    def meaning(self, cell: str) -> Meaning:
        """What a cell says. A cell that is known as a whole is not split."""
        said = said_as(cell)
        if said in self.codes:
            parts = [cell]
        elif self.separator:
            parts = [part.strip() for part in cell.split(self.separator) if said_as(part)]
        else:
            parts = [cell.strip()] if said else []
        known = {said_as(part): part for part in parts}
        for said in known:
            if said in self.codes and self.codes[said] is None:
                return Meaning(None, out_of_scope=self.written[said] or "(empty)")
        unmatched = tuple(part for said, part in known.items() if said not in self.codes)
        if unmatched:
            return Meaning(None, unmatched)
        return Meaning(";".join(dict.fromkeys(self.codes[said] for said in known)))


@dataclass(frozen=True)
class NewWord:
    """A word with no code yet: as first written, the first line it stands in, and in how many rows."""

    word: str
    line: int
    rows: int


@dataclass(frozen=True)
class Translated:
    """A column translated: `places` holds for each row the index of its `meanings`."""

    field: str
    places: np.ndarray
    meanings: tuple[Meaning, ...]

    @classmethod
    def of(cls, name: str, cells: pa.ChunkedArray, matching: Matching) -> "Translated":
        coded = pc.dictionary_encode(cells.combine_chunks())
        lexicon = Lexicon.of(STANDARD.field(name), matching)
        meanings = tuple(lexicon.meaning(cell) for cell in coded.dictionary.to_pylist())
        return cls(name, coded.indices.to_numpy(zero_copy_only=False), meanings)

    @cached_property
    def codes(self) -> pa.DictionaryArray:
        """The codes of every row; null where a word has none yet."""
        codes = pa.array([each.codes for each in self.meanings], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(self.places), codes)

    @cached_property
    def out_of_scope(self) -> np.ndarray:
        """For every row, whether a word in it is out of scope."""
        return self._where([each.out_of_scope is not None for each in self.meanings])

    @cached_property
    def unmatched(self) -> np.ndarray:
        """For every row, whether a word in it has no code yet."""
        return self._where([bool(each.unmatched) for each in self.meanings])

    def left_out(self, leaving: np.ndarray) -> Iterator[tuple[str, int]]:
        """The words for which rows leave, each with how many; a word may come more than once."""
        counts = np.bincount(self.places[leaving], minlength=len(self.meanings))
        for meaning, rows in zip(self.meanings, counts.tolist(), strict=True):
            if rows:
                yield meaning.out_of_scope, rows

    def new_words(self, staying: np.ndarray, lines: np.ndarray) -> list[NewWord]:
        """The words of the rows that stay which have no code, in the order of their first lines."""
        rows = np.flatnonzero(staying & self.unmatched)
        places, first, counts = np.unique(self.places[rows], return_index=True, return_counts=True)
        found: dict[str, NewWord] = {}
        for line, place, times in sorted(zip(lines[rows][first].tolist(), places, counts.tolist(), strict=True)):
            for word in self.meanings[place].unmatched:
                before = found.get(said_as(word), NewWord(word, line, 0))
                found[said_as(word)] = NewWord(before.word, before.line, before.rows + times)
        return list(found.values())

    def _where(self, flags: list[bool]) -> np.ndarray:
        return np.array(flags, dtype=bool)[self.places]
