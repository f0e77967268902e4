"""How much room text takes: an estimate on the safe side, a letter being 0.52 times as wide as it is high."""

from collections.abc import Sequence

LETTER, LINE = 0.52, 1.25  # of the type's size: a letter's mean width, a line's height
INSET, BETWEEN = 14.4, 4  # points: a box's left and right margins together; between two paragraphs


def rows_of(text: str, width: float, size: float) -> int:
    """The lines that a text takes in `width` points. A word that is longer than the line is broken."""
    letters = max(int((width - INSET) / (size * LETTER)), 1)
    rows, used = 1, 0
    for word in text.split():
        needed = len(word) + (1 if used else 0)
        if used + needed <= letters:
            used += needed
            continue
        rows += (1 if used else 0) + (len(word) - 1) // letters
        used = (len(word) - 1) % letters + 1
    return rows


def height_of(texts: Sequence[str], width: float, size: float) -> float:
    """The points that the paragraphs take, one below the other."""
    return sum(rows_of(text, width, size) * size * LINE + BETWEEN for text in texts)


def fitting(texts: Sequence[str], width: float, height: float, most: int, least: int = 10) -> int:
    """The largest size, from `most` down to `least`, at which the paragraphs fit a box of so many points."""
    sizes = range(most, least, -1)
    return next((size for size in sizes if height_of(texts, width, size) <= height - INSET / 2), least)


def cell_rows(cells: Sequence[str], widths: Sequence[float], size: float) -> float:
    """The points that a table's row takes."""
    most = max(rows_of(text, width, size) for text, width in zip(cells, widths, strict=True))
    return most * size * LINE + 2 * BETWEEN


def pages(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, height: float) -> list[slice]:
    """Which rows are on which page, below a repeated row of headings: rows[0]."""
    room = height - cell_rows(rows[0], widths, size)
    found, start, used = [], 1, 0.0
    for place, row in enumerate(rows[1:], start=1):
        needed = cell_rows(row, widths, size)
        if used + needed > room and place > start:
            found.append(slice(start - 1, place - 1))
            start, used = place, 0.0
        used += needed
    return [*found, slice(start - 1, len(rows) - 1)]
