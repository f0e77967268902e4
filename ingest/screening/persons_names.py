"""Names under a heading of a person ("Tenant"), or of who did something ("Raised by"): by how the cells look."""

import re
from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from ingest.screening.full_names import FIRST_NAMES, TITLES, WITHIN, as_a_name, is_full_name
from ingest.screening.personal_kinds import NO_ANSWER
from ingest.screening.who_did_it import OF_AN_ORGANISATION

_TITLED = rf"(?i:{TITLES})\.? "
_CAPITALISED = r"\p{Lu}[\p{L}'’.-]*"
_ACCOUNT = r"\p{L}+\.\p{L}{2,}\d*|[\w.-]+\\[\w.-]+"  # as a system names who works with it: jane.sample, HQ\jsample
_OF_A_PERSON = rf"^(?:{_TITLED}.*|{WITHIN}(?:{_CAPITALISED},? {WITHIN})*\p{{Lu}}[\p{{L}}'’.-]+)$"
_OF_WHO_DID_IT = rf"^(?:{_TITLED}.+|{WITHIN}{_CAPITALISED}(?:,? {WITHIN}{_CAPITALISED}){{1,3}}|{_ACCOUNT})$"
_ORGANISATION = re.compile(rf"\b(?:{'|'.join(OF_AN_ORGANISATION)})\b", re.IGNORECASE)


def of_persons(cells: pa.ChunkedArray, known: Collection[str]) -> list[str]:
    """The different cells that are capitalised words. `known` are words of the standard, in lower case."""
    answers = _answers(cells, known)
    return _those_like(answers, _OF_A_PERSON)


def of_who_did_it(cells: pa.ChunkedArray, known: Collection[str]) -> list[str]:
    """The different cells that are names: each that has a usual first name.

    Where at least half of the different cells look like names, all those: two to four capitalised words, or the name
    of an account, none of an organisation or a role.
    """
    answers = _answers(cells, known)
    sure = {cell for cell, text in answers.items() if is_full_name(text) or _begins_with_a_first_name(text)}
    like = {cell for cell in _those_like(answers, _OF_WHO_DID_IT) if not _ORGANISATION.search(answers[cell])}
    found = sure | like if 2 * len(sure | like) >= len(answers) else sure
    return [cell for cell in answers if cell in found]


def _answers(cells: pa.ChunkedArray, known: Collection[str]) -> dict[str, str]:
    """The different cells that say something of their own -> their texts as they look."""
    texts, no_names = {cell: as_a_name(cell) for cell in cells.unique().to_pylist()}, {*NO_ANSWER, *known}
    return {cell: text for cell, text in texts.items() if not {text.lower(), cell.strip().lower()} & no_names}


def _those_like(answers: dict[str, str], pattern: str) -> list[str]:
    """RE2, as it knows capital letters of all scripts."""
    matching = pc.match_substring_regex(pa.array(answers.values(), pa.string()), pattern).to_pylist()
    return [cell for cell, is_like in zip(answers, matching, strict=True) if is_like]


def _begins_with_a_first_name(text: str) -> bool:
    """Jane; jane sample."""
    words = text.casefold().split()
    return words[:1] != [] and words[0] in FIRST_NAMES and len(words) < 4 and not _ORGANISATION.search(text)
