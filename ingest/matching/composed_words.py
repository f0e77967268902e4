"""Words that consist of several, as “DA - Physical”, “Missing / Absconded”, “Hoarding (CIR 5)”."""

import re
from dataclasses import replace

from ingest.matching.known_words import KnownWords, Near, words_of
from ingest.matching.placing import JOINED_BY

NARROWED = re.compile(r"\s[-–—]\s|:|>|\s\(|[()\[\]]")
"""What stands between a word and a narrower one."""
BESIDE = re.compile(r"\s*(?:/|,|;|\||\+|&|\band\b|\bor\b)\s*", re.IGNORECASE)
"""What stands between words for the same thing."""
_DENYING = "no not non none never without unpaid un excluding except than"
DENIES = frozenset(_DENYING.split())
_RELATIVES = """
partner husband wife ex spouse boyfriend girlfriend family relative son daughter brother sister mother father
parent grandson granddaughter uncle aunt
"""
SAYS_WHO = frozenset(_RELATIVES.split())
DOMESTIC_ABUSE = "domestic_abuse"
FORMS_OF_ABUSE = ("physical_abuse", "sexual_abuse", "psychological_abuse", "financial_abuse", "neglect")
"""What is domestic abuse, whatever its form, where a partner or a relative does it."""
REST = ("other", "not_known")
SAYS_NOTHING_MORE = frozenset({"adult", "child", "safeguarding", "abuse", "health"})


def composed(text: str, known: KnownWords) -> Near | None:
    """What a text of several words means: sure where all that is known of it agrees, a likeness where a part of it is
    not known or is the narrower of two; None where its parts mean different things."""
    is_of_columns = JOINED_BY in text
    parts = [part.strip() for part in (text.split(JOINED_BY) if is_of_columns else NARROWED.split(text))]
    parts = [part for part in parts if part]
    if len(parts) == 1:
        return _beside(parts[0], known)
    each_alone = composed if is_of_columns else _beside
    found = [known.sure(part) or each_alone(part, known) for part in parts]
    unknown = frozenset().union(*(words_of(part) for part, near in zip(parts, found, strict=True) if near is None))
    if unknown & DENIES:
        return None
    return _together(found, unknown, is_of_columns=is_of_columns)


def _together(found: list[Near | None], unknown: frozenset[str], *, is_of_columns: bool) -> Near | None:
    """What the parts mean together. Of two columns that mean different things the last is the narrower; elsewhere two
    meanings are none."""
    all_known = [near for near in found if near]
    sure = [near for near in all_known if near.known.meant not in REST] or all_known
    meant = {near.known.meant for near in sure}
    if not sure or (domestic := _domestic(sure, unknown)):
        return domestic if sure else None
    if len(meant) > 1:
        return replace(found[-1], reason="fuzzy") if is_of_columns and found[-1] else None
    nothing_more = SAYS_NOTHING_MORE | (SAYS_WHO if meant == {DOMESTIC_ABUSE} else frozenset())
    is_whole = found[-1] in sure or unknown <= nothing_more
    is_sure = is_whole and len(sure) == len(all_known) and sure[-1].reason != "fuzzy"
    return Near(sure[-1].known, "synonym" if is_sure else "fuzzy")


def _beside(text: str, known: KnownWords) -> Near | None:
    """Words beside each other are known only where all of them are, and mean the same."""
    parts = [part for part in BESIDE.split(text) if part.strip()]
    found = [near for part in parts if (near := known.sure(part))]
    if len(parts) < 2 or len(found) < len(parts):
        return None
    meant = {near.known.meant for near in found}
    return Near(found[0].known, "synonym") if len(meant) == 1 else _domestic(found, frozenset())


def _domestic(sure: list[Near], unknown: frozenset[str]) -> Near | None:
    meant = {near.known.meant for near in sure}
    if DOMESTIC_ABUSE in meant and meant <= {DOMESTIC_ABUSE, *FORMS_OF_ABUSE} and unknown <= SAYS_NOTHING_MORE:
        return next(Near(near.known, "synonym") for near in sure if near.known.meant == DOMESTIC_ABUSE)
    if unknown & SAYS_WHO and meant & set(FORMS_OF_ABUSE):
        near = sure[-1]
        return Near(replace(near.known, meant=DOMESTIC_ABUSE), "fuzzy")
    return None
