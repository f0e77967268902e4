"""Texts in the column of references that say that there is none: N/A, TBC, #N/A, "-", "no ref found"."""

import re
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.damage import NARROW
from ingest.matching.excel_errors import is_excel_error
from ingest.words import normalised

MAY_BE_NONE = r"^[^1-9]*$"
NOTHING = frozenset(
    """no not none nil null nan nat na tbc tba tbd tbn unknown missing blank empty pending await awaiting awaited
    unavailable undefined unassigned unallocated unrecorded without nothing never error ditto same""".split()  # noqa: SIM905
)
ABOUT = frozenset(
    """a an the ref refs reference references number numbers num nr id no ids case incident log job crm police value
    found given yet known recorded provided available applicable assigned allocated supplied entered issued received
    created generated raised logged set to be is was confirmed advised added follow follows for on in of from system
    file record as at this stage time it data any above below previous before row
    line see notes note please check new""".split()  # noqa: SIM905
)
PHRASES = (
    *("n a", "to be confirmed", "to be advised", "to be added", "to follow", "to be assigned", "to be allocated"),
    *("as above", "as below", "as before", "see above", "see below", "see note", "see notes", "do"),
)


def is_none(reference: str) -> bool:
    """Whether a reference says that there is none."""
    text = normalised(reference)
    if re.fullmatch(NARROW, text):  # a number that was too wide for its column: damaged, not missing
        return False
    if not text or is_excel_error(text):
        return True
    words = re.findall(r"[^\W_]+", text)
    if " ".join(words) in PHRASES or re.fullmatch(r"x{2,}", "".join(words)) or not words:
        return True
    known = all(word in NOTHING or word in ABOUT for word in words)
    return known and ((any(word in NOTHING for word in words) and words != ["no"]) or _phrase_in(words))


def emptied(references: pa.Array) -> tuple[pa.Array, tuple[str, ...]]:
    """The references, '' where they say that there is none; and the texts that do, the most frequent first.

    Several references of 0 are look-ups of empty cells; a single one may be the first of a numbering.
    """
    candidates = pc.and_(pc.match_substring_regex(references, MAY_BE_NONE), pc.not_equal(references, ""))
    if not pc.any(candidates).as_py():
        return references, ()
    texts = references.filter(candidates).to_pylist()
    times = Counter(texts)
    none = {text for text in times if is_none(text) or (times[text] > 1 and not text.strip("0"))}
    if not none:
        return references, ()
    kept = pa.array(["" if text in none else text for text in texts], pa.string())
    return pc.replace_with_mask(references, candidates, kept), tuple(t for t, _ in times.most_common() if t in none)


def _phrase_in(words: list[str]) -> bool:
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in PHRASES)
