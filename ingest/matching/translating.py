"""One column of words into codes: each distinct cell is looked up once, and rows refer to it by index."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.lexicon import Meaning
from ingest.words import normalised


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
