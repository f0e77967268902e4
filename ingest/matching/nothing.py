"""Words by which systems and people say that nothing is recorded, and cells of date columns that are such words."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.matching.excel_errors import is_excel_error
from ingest.standard import DATE_KINDS, Field
from ingest.words import normalised

LABEL = "Nothing recorded"
WORDS = """
- | -- | --- | – | — | . | .. | ... | ? | ?? | ??? | * | / | n/a | na | n.a. | n.a | null | (null) | nil | none
nan | nat | <na> | undefined | blank | (blank) | <blank> | empty | (empty) | nothing | nothing recorded | not recorded
unknown | unk | nk | n/k | not known | not yet known | dk | d/k | don't know | dont know | do not know | unspecified
not stated | not specified | not given | not provided | not entered | not completed | not set | not available | missing
not applicable | no answer | no response | no data | no information | no date | tbc | t.b.c. | to be confirmed | tba
to be advised | to be added | tbd | to be determined | pending | awaiting | awaited | open | still open | ongoing
select | choose | select one | please select | please choose | -- select -- | --select-- | - select - | -none-
--none--
"""
_NOT_KNOWN = frozenset(
    {"?", "??", "???", "dk", "d/k", "don't know", "don’t know", "dont know", "do not know", "not yet known", "unsure"}
)
_WORDS = frozenset(word.strip() for line in WORDS.splitlines() for word in line.split("|") if word.strip())
# no digit at all, nothing but zeros, or the first or last day that a database can write
NO_DATE = (
    r"^\D*$|^(?i:#div/0!|err:\d{3})$"
    r"|^0{1,4}[-/.]0{1,2}[-/.]0{1,4}([T ]00:00(:00)?)?$"
    r"|^(0001|1753|1899|1900|9999)-(01-01|12-31|12-30)([T ].*)?$"
    r"|^(0?1[-/.]0?1|31[-/.]12|30[-/.]12|12[-/.]3[01])[-/.](0001|1753|1899|1900|9999)( .*)?$"
)


def says_nothing(word: str) -> bool:
    """Whether a word usually means that nothing is recorded. It is suggested, never applied unseen."""
    return normalised(word) in _WORDS or is_excel_error(word)


def says_not_known(word: str) -> bool:
    """Whether a word says that the answer was looked for and is not known."""
    return normalised(word) in _NOT_KNOWN


def may_mean_nothing(field: Field) -> bool:
    """Whether a word of this field may be matched to nothing recorded: every optional field."""
    return not field.required


def words_in_dates(field: Field, words: pa.Array) -> np.ndarray:
    """Which of the cells of a date column are no dates but words, or the date that a database writes for none."""
    if field.kind not in DATE_KINDS or field.required:
        return np.zeros(len(words), dtype=bool)
    is_word = pc.match_substring_regex(words, NO_DATE)
    found: np.ndarray = pc.and_(is_word, pc.not_equal(words, "")).to_numpy(zero_copy_only=False)
    return found
