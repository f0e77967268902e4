"""What is wrong with a matching: impossible settings, fields or codes that the standard does not have."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ingest.matching.entries import column_faults, fault, ticked_faults, word_faults
from ingest.matching.separators import USUAL
from ingest.problems import Problem
from ingest.reading.encodings import encoding_name
from ingest.standard import Standard
from ingest.words import quoted

LISTED = 50
LAST_ROW = 1_048_576
DATE_FORMAT = re.compile(r"(?:%-?[aAbBdHIjmMpSyYzZf]|[^%\x00-\x1f]){1,40}")
_DAY, _MONTH, _NAME, _GAP, _ORDERED = "%-?d", "%-?m", "%[bB]", "[-/ ,.']{0,2}", "[-/. ]"
READABLE_DATE = re.compile(
    rf"(?:%[aA]\W{{0,2}})?(?:{_DAY}{_ORDERED}{_MONTH}{_ORDERED}%[yY]|{_MONTH}{_ORDERED}{_DAY}{_ORDERED}%[yY]"
    rf"|%[yY]{_ORDERED}{_MONTH}{_ORDERED}{_DAY}|%Y{_ORDERED}{_MONTH}|{_MONTH}{_ORDERED}%Y|%Y%m%d|%d%m%Y|%m%d%Y"
    rf"|{_DAY}{_GAP}{_NAME}{_GAP}%[yY]|{_NAME}{_GAP}{_DAY}{_GAP}%Y|{_NAME}{_GAP}%[yY])(?![%\w]*%[dmbByY]).*"
)
"""Formats that some way of writing dates has (`ingest.checking.dates`); behind the date, any time of day."""


def _is_separator(value: Any, longest: int) -> bool:
    return (
        isinstance(value, str)
        and 1 <= len(value) <= longest
        and not any(character.isalnum() or character in '"\r\n\0' for character in value)
    )


def _is_list_separator(value: Any) -> bool:
    """One separator, or several. A line break and a word between spaces (" and ") may be one too."""
    if isinstance(value, list):
        return 1 <= len(value) <= len(USUAL) and all(
            isinstance(each, str) and _is_list_separator(each) for each in value
        )
    return _fits(value)


def _fits(value: Any) -> bool:
    return _is_separator(value, 3) or (isinstance(value, str) and (value in USUAL or value == "\r\n"))


SETTINGS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "header_row": (
        lambda v: isinstance(v, int) and not isinstance(v, bool) and 1 <= v <= LAST_ROW,
        "the number of the row with the headings, or null",
    ),
    "encoding": (
        lambda v: encoding_name(v) is not None,
        'the name of a text encoding such as "utf-8" or "cp1252", or null',
    ),
    "delimiter": (lambda v: _is_separator(v, 1), 'one character such as "," or ";", or null'),
    "sheet": (
        lambda v: isinstance(v, str) and 1 <= len(v) <= 31,
        'the name of a sheet, "*" for all with the same headings, or null',
    ),
    "date_format": (
        lambda v: isinstance(v, str) and bool(DATE_FORMAT.fullmatch(v) and READABLE_DATE.fullmatch(v)),
        'a format in which dates can be read, such as "%d/%m/%Y" or "%Y%m%d", or null',
    ),
    "list_separator": (
        _is_list_separator,
        'the separator of several answers in a cell, such as ";" or "\\n" (a line break), or a list of separators',
    ),
    "missing_reference": (lambda v: v in ("refuse", "number"), '"refuse" or "number"'),
    "repeated_reference": (
        lambda v: v in ("refuse", "keep_first", "fold"),
        '"refuse", "keep_first" or "fold"',
    ),
}


def faults(
    settings: Mapping[str, Any], columns: Any, values: Any, ticked: Any, standard: Standard
) -> Iterator[Problem]:
    """Everything that is wrong with a matching's settings, columns, words and ticked columns."""
    yield from filter(None, (setting_fault(key, settings[key]) for key in SETTINGS))
    if not isinstance(columns, dict):
        yield fault('"columns" in the matching must be an object: {"Their heading": "field"}.')
    else:
        yield from column_faults(columns, standard)
    if not isinstance(values, dict):
        yield fault('"values" in the matching must be an object: {"field": {"Their word": "code"}}.')
    else:
        for name, words in values.items():
            yield from word_faults(name, words, standard)
    yield from ticked_faults(ticked, columns if isinstance(columns, dict) else {}, standard)


def setting_fault(key: str, value: Any) -> Problem | None:
    """What is wrong with one of the settings; None where nothing is."""
    fits, wanted = SETTINGS[key]
    if fits(value) or (value is None and wanted.endswith("or null")):
        return None
    return fault(f'"{key}" in the matching is {quoted(str(value))}. It must be {wanted}.')


def shortened(problems: list[Problem]) -> list[Problem]:
    """The first `LISTED` problems in full, the rest as a number."""
    if len(problems) <= LISTED:
        return problems
    return [*problems[:LISTED], fault(f"And {len(problems) - LISTED:,} more in the matching.")]
