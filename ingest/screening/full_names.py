"""Cells that are a person's full name whatever the heading says: a usual first name and a surname, or a title."""

import re
from collections.abc import Collection, Set
from pathlib import Path

import pyarrow as pa

from ingest.screening.personal_data import visible_text
from ingest.screening.who_did_it import OF_AN_ORGANISATION

SAMPLE = 2000
LONGEST = 100
FEWEST = 2  # different names in a column that nothing is matched to

# without those that are also words of the field: Grant, Bill, Grace, Will, May, Hope, Amber, Art, Sue, Pat
FIRST_NAMES = frozenset(Path(__file__).with_name("first_names.txt").read_text(encoding="utf-8").split())
OF_A_PLACE = (
    *("avenue", "block", "buildings", "close", "cottages", "court", "crescent", "drive", "estate"),
    *("flats", "gardens", "gate", "grove", "heights"),
    *("lodge", "manor", "mews", "mount", "parade", "place", "point", "rise"),
    *("row", "scheme", "square", "terrace", "tower", "towers", "view", "walk", "way"),
    "wharf",
)
NAMED_AFTER_PEOPLE = (
    *("marie curie", "leonard cheshire", "anthony nolan", "john lewis", "ian williams", "james paget"),
    *("john radcliffe", "george eliot", "elizabeth garrett anderson", "ellen badger", "thomas pocklington"),
)
"""Charities, hospitals and firms that raise concerns."""
TITLES = "mr|mrs|ms|miss|mx|dr|rev"
PARTICLES = frozenset(
    "van von der den de del della di da dos du la le el al bin bint ibn ap ab ferch ter ten st".split()  # noqa: SIM905
)
"""Words within a surname that may be in small letters."""

WITHIN = rf"(?:(?i:{'|'.join(sorted(PARTICLES))}) )*"
"""What may stand before a surname, in the regular expressions of Python and of RE2."""

_NOT_A_NAME = frozenset([*OF_A_PLACE, *OF_AN_ORGANISATION])
_WORD = r"[^\W\d_][\w'’-]+"
_TITLED = re.compile(rf"(?:{TITLES})\.? +(?:[^\W\d_]\.? +)?{WITHIN}{_WORD}(?: {WITHIN}{_WORD})?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_NAME = r"[^\W\d_][\w'’-]*\.?"
_IN_ORDER = re.compile(rf"({_NAME})((?: {WITHIN}{_NAME}){{1,2}})")
_TURNED = re.compile(rf"({WITHIN}{_NAME}(?: {WITHIN}{_NAME})?), ({_NAME})(?: {_NAME})?")
_INITIALS = re.compile(rf"(?:[^\W\d_]\. ?){{1,3}}{WITHIN}{_WORD}|{WITHIN}{_WORD}, (?:[^\W\d_]\.? ?){{1,3}}")


def as_a_name(cell: str) -> str:
    """A cell as it looks, without what is in brackets.

    >>> as_a_name("Sample,\\u00a0Jane  (Housing)")
    'Sample, Jane'
    """
    text = " ".join((cell if cell.isascii() and cell.isprintable() else visible_text(cell)).split())
    return " ".join(_IN_BRACKETS.sub("", text).split()) or text


def is_full_name(cell: str) -> bool:
    """Whether a cell is a full name.

    >>> [is_full_name(each) for each in ("Jane Sample", "Sample, Jane (Housing)", "Mrs P. Sample", "J. Sample")]
    [True, True, True, True]
    >>> [is_full_name(each) for each in ("Jane Court", "Damp and mould")]
    [False, False]
    """
    if len(cell) > LONGEST:
        return False
    text = as_a_name(cell)
    words = {word.casefold() for word in re.findall(r"[\w'’-]+", text)}
    if words & _NOT_A_NAME or text.casefold() in NAMED_AFTER_PEOPLE:
        return False
    if _TITLED.fullmatch(text):
        return True
    if _INITIALS.fullmatch(text):
        return _are_capitalised(re.findall(r"[\w'’-]+", text))
    if in_order := _IN_ORDER.fullmatch(text):
        first, rest = in_order.group(1), in_order.group(2).split()
    elif turned := _TURNED.fullmatch(text):
        rest, first = turned.group(1).split(), turned.group(2)
    else:
        return False
    return first.casefold() in FIRST_NAMES and _are_capitalised([first, *rest])


def _are_capitalised(words: Collection[str]) -> bool:
    return all(each[:1].isupper() for each in words if each not in PARTICLES)


def full_names(cells: pa.ChunkedArray, known: Set[str], *, is_code: bool) -> list[str]:
    """The different cells that are full names; `known` are words of the standard, in lower case.

    One is enough where codes are expected (`is_code`). In another column half of the different cells must be: a street
    or a firm may have the name of a person.
    """
    if not is_code and not _are_most_of(cells.slice(0, SAMPLE).unique().to_pylist()):
        return []
    different = cells.unique().to_pylist()
    return [
        cell for cell in different if not {cell.strip().lower(), as_a_name(cell).lower()} & known and is_full_name(cell)
    ]


def _are_most_of(cells: Collection[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    names = sum(map(is_full_name, filled))
    return names >= FEWEST and 2 * names >= len(filled)
