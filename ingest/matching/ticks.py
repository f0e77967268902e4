"""Ticked columns: the heading says what is meant, the cell only whether it is so."""

from collections.abc import Callable

import pyarrow as pa

from ingest.matching.lexicon import Lexicon, Meaning
from ingest.words import normalised

MOST = 12  # different spellings of ticks in one column
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


def holds_ticks(cells: pa.Array, heading: str) -> bool:
    """Whether the different cells of a column are ticks or empty, and at least one is a tick."""
    if len(cells) > MOST:
        return False
    words = {normalised(cell) for cell in cells.to_pylist()}
    ticks = TICKED | {normalised(heading)}
    return words <= ticks | NOT_TICKED and not words.isdisjoint(ticks)
