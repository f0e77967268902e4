"""Words that mean something, found again in other spellings: another order, a plural, a typing error, cut short."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from ingest.words import normalised

ALIKE = 84
LONG_ENOUGH = 5  # shorter words that differ in a letter are other words: path and patch, home and hoard
CUT_SHORT = 3
_LITTLE = """
a an and of or the in to are was were did does do what which who by with for being their any please state 
concern incident issue problem case related suspected alleged possible
"""
SAYS_LITTLE = frozenset(_LITTLE.split())


@dataclass(frozen=True)
class Known:
    """A word of the standard: what it means, how it is written, "exact" or "synonym", and its place among its own."""

    meant: str
    written: str
    reason: str
    place: int


@dataclass(frozen=True)
class Near:
    """What a text means: a known word, with "exact", "synonym" or "fuzzy", and how alike they are, up to 100."""

    known: Known
    reason: str
    score: float = 100.0


@dataclass
class KnownWords:
    """Known words by how they are written, and by the words they consist of."""

    by_text: dict[str, list[Known]] = field(default_factory=dict)
    by_words: dict[frozenset[str], list[Known]] = field(default_factory=dict)

    def add(self, meant: str, own: Iterable[str], synonyms: Iterable[str]) -> None:
        """Add what means the same: its own names and labels, and its synonyms."""
        own = tuple(own)
        for place, written in enumerate((*own, *synonyms)):
            known = Known(meant, written, "exact" if place < len(own) else "synonym", place)
            self.by_text.setdefault(normalised(written), []).append(known)
            if words := words_of(written):
                self.by_words.setdefault(words, []).append(known)

    def all_sure(self, text: str) -> list[Near]:
        """Everything that is written so, or with the same words in another order."""
        found = self.by_text.get(normalised(text)) or ()
        if found:
            return [Near(each, each.reason) for each in found]
        return [Near(each, "synonym") for each in self.by_words.get(words_of(text), ())]

    def sure(self, text: str) -> Near | None:
        """The one meaning of a text; None where it is not known, or where its words in another order mean several."""
        found = self.all_sure(text)
        written_so = normalised(text) in self.by_text
        one_meaning = len({near.known.meant for near in found}) == 1
        return found[0] if found and (written_so or one_meaning) else None

    def spelt_like(self, text: str) -> Near | None:
        """What differs by spelling only, word by word: “Domestc abuse”, “phys abuse”. None where that is several."""
        words = words_of(text)
        found: dict[str, Near] = {}
        for known_words, each in self.by_words.items():
            if words and len(words) == len(known_words) and _spelt_like(words, known_words):
                score = round(fuzz.token_sort_ratio(" ".join(words), " ".join(known_words)), 1)
                found.setdefault(each[0].meant, Near(each[0], "fuzzy", min(score, 99.0)))
        return next(iter(found.values())) if len(found) == 1 else None

    def within(self, text: str) -> list[Near]:
        """Everything whose words are all among the words of a longer text, those with the most words first."""
        words = words_of(text)
        found = [Near(each[0], "fuzzy", 90.0) for known, each in self.by_words.items() if known < words]
        return sorted(found, key=lambda near: -len(words_of(near.known.written)))


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say something, without plurals, in no order; empty for a text without letters."""
    key = normalised(text).replace("’", "").replace("'", "").replace("&", " and ")
    found = {_singular(word) for word in re.findall(r"[^\W_]+|[<>+]", key)}
    if not any(word.isalpha() for word in found):
        return frozenset()
    return frozenset(found - SAYS_LITTLE) or frozenset(found)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _spelt_like(words: frozenset[str], others: frozenset[str]) -> bool:
    own, left = words - others, list(others - words)
    if not own:
        return False
    for word in own:
        other = next((each for each in left if _one_spelt_like(word, each)), None)
        if other is None:
            return False
        left.remove(other)
    return True


def _one_spelt_like(word: str, other: str) -> bool:
    if not (word.isalpha() and other.isalpha()) or word[0] != other[0]:
        return False
    if CUT_SHORT <= len(word) < len(other) and other.startswith(word):
        return True
    return min(len(word), len(other)) >= LONG_ENOUGH and fuzz.ratio(word, other) >= ALIKE
