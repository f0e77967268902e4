"""What a heading or a word might mean, with the reason. A suggestion is shown to the lead, never applied unseen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from ingest.matching.nothing import may_mean_nothing, says_nothing
from ingest.matching.placing import JOINED_BY
from ingest.standard import STANDARD, Field, Standard
from ingest.words import normalised

LIKE = 75
SURE = ("exact", "synonym")
RANK = {"exact": 0, "synonym": 1, "fuzzy": 2, "none": 3}


@dataclass(frozen=True)
class Suggestion:
    """A heading and the field it might be. `reason` is exact, synonym, fuzzy or none, `score` 0 to 100."""

    heading: str
    field: str | None
    reason: str
    score: float


@dataclass(frozen=True)
class WordSuggestion:
    """A word and the code it might be. `like` is the standard's word that it resembles."""

    word: str
    code: str | None
    reason: str
    score: float
    like: str | None


@dataclass(frozen=True)
class _Known:
    meant: str
    written: str
    reason: str
    place: int


def suggest_columns(headings: Iterable[str], standard: Standard = STANDARD) -> list[Suggestion]:
    """One suggestion per heading, in the headings' order; no field is suggested for two of them."""
    known = _known_headings(standard)
    found = [(heading, *_nearest(heading, known)) for heading in headings]
    suggestions = [Suggestion(h, near.meant if near else None, reason, score) for h, near, reason, score in found]
    taken: set[str] = set()
    for at in sorted(range(len(found)), key=lambda at: _strength(found[at])):
        suggestion = suggestions[at]
        if suggestion.field in taken:
            suggestions[at] = replace(suggestion, field=None, reason="none", score=0.0)
        elif suggestion.field:
            taken.add(suggestion.field)
    return suggestions


def suggest_words(field: Field, words: Iterable[str]) -> list[WordSuggestion]:
    """One suggestion per word, in the words' order, among the codes of a field; "" is nothing recorded."""
    known = _known_words(field)
    return [_of_word(field, word, known) for word in words]


def suggest_ticked(headings: Iterable[str], standard: Standard = STANDARD) -> dict[str, tuple[str, str]]:
    """Heading -> (field, code) for the headings of ticked columns that are a known word of a field of several codes,
    whole or in their last part: “Agencies: Police”, “Which agencies? [Police]”.
    """
    several = [field for field in standard.fields if field.kind == "codes"]
    found: dict[str, tuple[str, str]] = {}
    for heading in headings:
        last = [part for part in re.split(r"[:\[\]()?›>]| [-–] ", heading) if part.strip()][-1:]
        for field, text in ((field, text) for text in (heading, *last) for field in several):
            near, reason, _ = _nearest(text, _known_words(field))
            if near and reason in SURE:
                found.setdefault(heading, (field.name, near.meant))
    return found


def _of_word(field: Field, word: str, known: dict[str, _Known]) -> WordSuggestion:
    near, reason, score = _nearest(word, known)
    if reason not in SURE and may_mean_nothing(field) and says_nothing(word):
        return WordSuggestion(word, "", "synonym", 100.0, None)
    if reason not in SURE and JOINED_BY in word:
        near, reason, score = _nearest_of_several(word.split(JOINED_BY), known) or (near, reason, score)
    meant, like = (near.meant, near.written) if near else (None, None)
    return WordSuggestion(word, meant, reason, score, like)


def _nearest_of_several(words: list[str], known: dict[str, _Known]) -> tuple[_Known, str, float] | None:
    """Of the joined words of several columns the last that is known, for it is the narrowest. It is only a likeness
    where a wider word is known as something else, or a narrower one is not known."""
    found = [_nearest(word, known) for word in words]
    sure = [near for near, reason, _ in found if near and reason in SURE]
    if not sure:
        return None
    agree = found[-1][1] in SURE and len({near.meant for near in sure}) == 1
    return sure[-1], "synonym" if agree else "fuzzy", 100.0


def _strength(found: tuple[str, _Known | None, str, float]) -> tuple[int, float, int]:
    _, near, reason, score = found
    return RANK[reason], -score, near.place if near else 0


def _nearest(text: str, known: dict[str, _Known]) -> tuple[_Known | None, str, float]:
    key = normalised(text)
    if key in known:
        return known[key], known[key].reason, 100.0
    best = process.extractOne(key, known.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=LIKE)
    return (known[best[0]], "fuzzy", round(best[1], 1)) if best else (None, "none", 0.0)


@cache
def _known_headings(standard: Standard) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for each in standard.fields:
        _add(known, each.name, (each.name, each.title), each.synonyms)
    return known


@cache
def _known_words(field: Field) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for code in field.codes:
        _add(known, code.code, (code.label, code.code), code.synonyms)
    return known


def _add(known: dict[str, _Known], meant: str, own: tuple[str, ...], synonyms: tuple[str, ...]) -> None:
    for place, written in enumerate((*own, *synonyms)):
        reason = "exact" if place < len(own) else "synonym"
        known.setdefault(normalised(written), _Known(meant, written, reason, place))
