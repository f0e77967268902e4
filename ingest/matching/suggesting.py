"""What a heading or a word might mean, with the reason. A suggestion is shown to the lead, never applied unseen."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.matching.ages import band_of, is_of_ages
from ingest.matching.composed_words import composed
from ingest.matching.fitting import are_ticks, fit
from ingest.matching.known_words import KnownWords, Near, words_of
from ingest.matching.nothing import may_mean_nothing, says_not_known, says_nothing
from ingest.standard import STANDARD, Field, Standard
from ingest.words import normalised

SURE = ("exact", "synonym", "others")
"""Reasons for which a word is filled in, to be seen; any other suggestion is only offered."""
RANK = {"exact": 0, "synonym": 1, "fuzzy": 2, "none": 3}
_KINDS = """
date day time month year number count hour week name address team officer note perpetrator abuser referrer reporter
"""
OF_ANOTHER_KIND = frozenset(_KINDS.split())
"""Words that make a heading one of something else: “Age (days)”, “Consent date”, “Perpetrator gender”."""
NUMBERED = re.compile(
    r"(?:(?!cat|level|band|age|s\d)[^\W\d_]{1,5}\d{1,4}[a-z]?\s*[-–—:.)]?|\d{1,3}[.):])\s+(?=[^\W\d_])", re.IGNORECASE
)
"""A system's own number in front of a word: “DOM01 Domestic abuse”, “3. Neglect”; not “Cat 1”, which says something."""
FITS_WELL = 0.8
"""The share of known words in a column from which a heading that is only like a known one is suggested."""


@dataclass(frozen=True)
class Suggestion:
    """A heading and the field it might be. `reason` is exact, synonym, fuzzy or none, `score` 0 to 100."""

    heading: str
    field: str | None
    reason: str
    score: float


@dataclass(frozen=True)
class WordSuggestion:
    """A word and the code it might be. `reason` may also be "others": so the other members match it. `like` is the
    standard's word that it resembles."""

    word: str
    code: str | None
    reason: str
    score: float
    like: str | None


def suggest_columns(
    headings: Iterable[str], cells: Mapping[str, Sequence[str]] | None = None, standard: Standard = STANDARD
) -> list[Suggestion]:
    """One suggestion per heading, in the headings' order; no field is suggested for two of them.

    `cells`: heading -> its cells, or some of them. A column is suggested for a field only if its cells fit. Without
    `cells` the headings alone decide.
    """
    headings = list(headings)
    found = [
        (_strength(near, fits, at), heading, near)
        for at, heading in enumerate(headings)
        for near, fits in _fields_of(heading, None if cells is None else cells.get(heading, ()), standard)
    ]
    suggestions: dict[str, Suggestion] = {}
    taken: set[str] = set()
    for _, heading, near in sorted(found, key=lambda each: each[0]):
        if heading not in suggestions and near.known.meant not in taken:
            suggestions[heading] = Suggestion(heading, near.known.meant, near.reason, near.score)
            taken.add(near.known.meant)
    return [suggestions.pop(heading, Suggestion(heading, None, "none", 0.0)) for heading in headings]


def suggest_words(field: Field, words: Iterable[str], others: Mapping[str, str] | None = None) -> list[WordSuggestion]:
    """One suggestion per word, in the words' order, among the codes of a field; "" is nothing recorded.

    `others`: normalised word -> code, what other members match, used where the standard does not know the word.
    """
    known = known_words(field)
    return [_of_word(field, word, known, others or {}) for word in words]


def suggest_ticked(headings: Iterable[str], standard: Standard = STANDARD) -> dict[str, tuple[str, str]]:
    """Heading -> (field, code) for the headings of ticked columns that are a known word of a field of several codes,
    whole or in their last part: “Agencies: Police”, “Which agencies? [Police]”.
    """
    several = [field for field in standard.fields if field.kind == "codes"]
    found: dict[str, tuple[str, str]] = {}
    for heading in headings:
        last = [part for part in re.split(r"[:\[\]()?›>]| [-–] ", heading) if part.strip()][-1:]
        for field, text in ((field, text) for text in (heading, *last) for field in several):
            if near := known_words(field).sure(text):
                found.setdefault(heading, (field.name, near.known.meant))
    return found


def stands_for(heading: str, standard: Standard = STANDARD) -> set[str]:
    """The fields whose heading this is; the cells say which."""
    return {near.known.meant for near in _known_headings(standard).all_sure(heading)}


@cache
def known_words(field: Field) -> KnownWords:
    """The codes of a field by all their words."""
    known = KnownWords()
    for code in field.codes:
        known.add(code.code, (code.label, code.code), code.synonyms)
    return known


@cache
def _known_headings(standard: Standard) -> KnownWords:
    known = KnownWords()
    for each in standard.fields:
        known.add(each.name, (each.name, each.title), each.synonyms)
    return known


def _of_word(field: Field, word: str, known: KnownWords, others: Mapping[str, str]) -> WordSuggestion:
    if near := known.sure(word):
        return _suggested(word, near)
    if is_of_ages(field) and (band := band_of(word)):
        return WordSuggestion(word, band, "synonym", 100.0, None)
    if says_not_known(word) and (not_known := known.sure("not_known")):
        return _suggested(word, not_known)
    if may_mean_nothing(field) and says_nothing(word):
        return WordSuggestion(word, "", "synonym", 100.0, None)
    near = composed(word, known)
    if (near is None or near.reason not in SURE) and normalised(word) in others:
        return WordSuggestion(word, others[normalised(word)], "others", 100.0, None)
    if near is None and (bare := NUMBERED.sub("", word, count=1)) != word:
        return replace(_of_word(field, bare, known, others), word=word)
    near = near or known.spelt_like(word)
    return _suggested(word, near) if near else WordSuggestion(word, None, "none", 0.0, None)


def _suggested(word: str, near: Near) -> WordSuggestion:
    return WordSuggestion(word, near.known.meant, near.reason, near.score, near.known.written)


def _fields_of(heading: str, cells: Sequence[str] | None, standard: Standard) -> list[tuple[Near, float]]:
    """The fields that a column may be, each with how well its cells fit."""
    known = _known_headings(standard)
    sure = known.all_sure(heading)
    if cells is None:
        return [(near, 1.0) for near in sure or filter(None, [known.spelt_like(heading)])]
    found = {near.known.meant: near for near in reversed(sure)}
    fits = [(near, _fit(standard.field(name), cells)) for name, near in found.items()]
    if any(fitting for _, fitting in fits):
        return [each for each in fits if each[1]]
    if are_ticks(cells):
        return []
    alike = {near.known.meant: near for near in _alike(heading, known, standard)}
    fits = [(near, _fit(standard.field(name), cells)) for name, near in alike.items() if name not in found]
    return [each for each in fits if each[1] >= FITS_WELL]


def _alike(heading: str, known: KnownWords, standard: Standard) -> list[Near]:
    """The fields that a heading is like: one spelt alike, and those with codes whose heading is within a longer one."""
    spelt = known.spelt_like(heading)
    of_codes = [
        near
        for near in reversed(known.within(heading))
        if standard.field(near.known.meant).codes
        and not (words_of(heading) - words_of(near.known.written)) & OF_ANOTHER_KIND
    ]
    return [*of_codes, *([spelt] if spelt else [])]


def _fit(field: Field, cells: Sequence[str]) -> float:
    return fit(field, cells, known_words(field) if field.codes else None)


def _strength(near: Near, fits: float, at: int) -> tuple[bool, float, int, float, int, int]:
    """The strongest first: a known heading, cells that fit, a heading that is alike, the first of its names."""
    return RANK[near.reason] > RANK["synonym"], -round(fits, 1), RANK[near.reason], -near.score, near.known.place, at
