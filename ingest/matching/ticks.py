"""Ticked columns: the heading says what is meant, the cell only whether it is so."""

from collections.abc import Callable

from ingest.matching.translating import Lexicon, Meaning
from ingest.words import normalised

TICKS = ("yes", "y", "x", "✓", "✔", "✔\ufe0f", "☑", "☑\ufe0f", "☒", "✅", "1", "1.0", "true", "t", "ticked", "checked")
NO_TICKS = ("", "no", "n", "☐", "0", "0.0", "false", "f", "unticked", "unchecked", "not ticked")
TICKED, NOT_TICKED = frozenset(map(normalised, TICKS)), frozenset(map(normalised, NO_TICKS))


def tick_meaning(lexicon: Lexicon, heading: str, code: str) -> Callable[[str], Meaning]:
    """How a cell of a ticked column is read: a tick is the code. So is the heading or the code itself, as form
    services write it. Other words mean what the matching says of them."""
    ticks = TICKED | {normalised(heading)}

    def meaning(cell: str) -> Meaning:
        word = normalised(cell)
        if word in ticks:
            return Meaning(code)
        return Meaning("") if word in NOT_TICKED else lexicon.meaning(cell)

    return meaning


def is_ticked_or_not(cell: str, heading: str) -> bool:
    """Whether a cell could be one of a ticked column."""
    word = normalised(cell)
    return word in TICKED or word in NOT_TICKED or word == normalised(heading)
