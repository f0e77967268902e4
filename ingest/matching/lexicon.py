"""What a cell means: the words known for a field, from the matching and the standard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
