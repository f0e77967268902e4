"""A saved matching read leniently: what the program of today cannot use is left out and named, the rest is kept.

Another version of the program or of the standard may have written it; one member's old matching must stop nobody.
"""

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from ingest.matching.entries import RULE, column_faults, ticked_faults, word_faults
from ingest.matching.matching import KEYS, Matching, unknown_key
from ingest.matching.validation import setting_fault
from ingest.problems import Problem, Refused
from ingest.standard import STANDARD, Standard
from ingest.words import quoted

ENTRIES = ("columns", "values", "ticked")


def read_saved(body: str, standard: Standard = STANDARD) -> tuple[Matching, tuple[Problem, ...]]:
    """The matching without the entries that cannot be used, and a problem for each of them. Never raises Refused."""
    try:
        return Matching.from_json(body, standard), ()
    except Refused as refused:
        written = _object(body)
        if written is None:
            return Matching.of_standard(standard), tuple(refused.problems)
    left_out = [unknown_key(key) for key in written if key not in KEYS]
    settings = {key: value for key, value in written.items() if key in KEYS and key not in ENTRIES}
    wrong = {key: problem for key, value in settings.items() if (problem := setting_fault(key, value))}
    left_out += wrong.values()
    columns = _kept(written, "columns", lambda each: column_faults(each, standard), left_out)
    ticked = _kept(written, "ticked", lambda each: ticked_faults(each, columns, standard), left_out)
    values = {}
    for name, words in _pairs(written, "values", left_out):
        if not isinstance(words, dict):
            left_out += word_faults(name, words, standard)
        elif kept := _usable(words, partial(_word_faults, name, standard), left_out):
            values[name] = kept
    usable = {key: value for key, value in settings.items() if key not in wrong and value is not None}
    return Matching(columns=columns, values=values, ticked=ticked, standard=standard, **usable), tuple(left_out)


def question(left_out: Iterable[Problem]) -> Problem | None:
    """Whether to go on without those entries; None where there are none."""
    messages = [each.message for each in left_out]
    if not messages:
        return None
    what = "1 entry" if len(messages) == 1 else f"{len(messages):,} entries"
    rest = f" And {len(messages) - 5:,} more." if len(messages) > 5 else ""
    return Problem(
        "matching_left_out",
        f"{what} of the saved matching cannot be used and {'was' if len(messages) == 1 else 'were'} left out: "
        f"{' '.join(messages[:5])}{rest} Confirm that the rest is right, or correct the matching.",
        soft=True,
    )


def _object(body: str) -> dict[str, Any] | None:
    try:
        written = json.loads(body.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return written if isinstance(written, dict) else None


def _pairs(written: dict[str, Any], key: str, left_out: list[Problem]) -> list[tuple[str, Any]]:
    entries = written.get(key) or {}
    if isinstance(entries, dict):
        return list(entries.items())
    left_out.append(Problem(RULE, f'"{key}" in the matching is {quoted(str(entries))}, no object.'))
    return []


def _kept(
    written: dict[str, Any], key: str, faults: Callable[[dict[str, Any]], Iterable[Problem]], left_out: list[Problem]
) -> dict[str, Any]:
    return _usable(dict(_pairs(written, key, left_out)), faults, left_out)


def _word_faults(name: str, standard: Standard, words: dict[str, Any]) -> Iterable[Problem]:
    return word_faults(name, words, standard)


def _usable(
    entries: dict[str, Any], faults: Callable[[dict[str, Any]], Iterable[Problem]], left_out: list[Problem]
) -> dict[str, Any]:
    """Those entries with which, after those kept before them, nothing is wrong."""
    kept: dict[str, Any] = {}
    for key, value in entries.items():
        if wrong := list(faults(kept | {key: value})):
            left_out += wrong[:1]
        else:
            kept[key] = value
    return kept
