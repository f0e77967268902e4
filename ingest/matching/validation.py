"""What is wrong with a matching: impossible settings, fields or codes that the standard does not have."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ingest.problems import Problem
from ingest.reading.encodings import encoding_name
from ingest.standard import Standard
from ingest.words import normalised, quoted, shown_heading

RULE = "matching_file"
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
    "list_separator": (lambda v: _is_separator(v, 3), 'the separator of several answers in a cell, such as ";"'),
    "missing_reference": (lambda v: v in ("refuse", "number"), '"refuse" or "number"'),
    "repeated_reference": (lambda v: v in ("refuse", "keep_first"), '"refuse" or "keep_first"'),
}


def faults(settings: Mapping[str, Any], columns: Any, values: Any, standard: Standard) -> Iterator[Problem]:
    """Everything that is wrong with a matching's settings, columns and words."""
    for key, (fits, wanted) in SETTINGS.items():
        value = settings[key]
        if not (value is None and wanted.endswith("or null")) and not fits(value):
            yield fault(f'"{key}" in the matching is {quoted(str(value))}. It must be {wanted}.')
    if not isinstance(columns, dict):
        yield fault('"columns" in the matching must be an object: {"Their heading": "field"}.')
    else:
        yield from _column_faults(columns, standard)
    if not isinstance(values, dict):
        yield fault('"values" in the matching must be an object: {"field": {"Their word": "code"}}.')
    else:
        for name, words in values.items():
            yield from _word_faults(name, words, standard)


def _column_faults(columns: dict, standard: Standard) -> Iterator[Problem]:
    heading_of: dict[str, str] = {}
    seen: set[str] = set()
    for heading, name in columns.items():
        if not isinstance(heading, str) or not normalised(heading):
            yield fault("A heading in the matching is empty.")
        elif not isinstance(name, str) or name not in standard.field_names:
            yield fault(
                f"The heading {quoted(heading)} is matched to {quoted(str(name))}, which is no field.",
                heading=shown_heading(heading),
            )
        elif normalised(heading) in seen:
            yield fault(f"The heading {quoted(heading)} is in the matching twice.", heading=shown_heading(heading))
        elif name in heading_of:
            yield fault(
                f"Two headings are matched to {name}: {quoted(heading_of[name])} and {quoted(heading)}. "
                "Keep one of them.",
                heading=shown_heading(heading),
                field=name,
            )
        else:
            heading_of[name] = heading
            seen.add(normalised(heading))


def _word_faults(name: Any, words: Any, standard: Standard) -> Iterator[Problem]:
    if name not in standard.field_names or not standard.field(name).codes:
        yield fault(f"The matching has words for {quoted(str(name))}, which is no field with codes.")
        return
    if not isinstance(words, dict):
        yield fault(f'The words for {name} must be an object: {{"Their word": "code"}}.', field=name)
        return
    allowed = (*standard.codes(name), None)
    code_of: dict[str, str | None] = {}
    for word, code in words.items():
        if not isinstance(word, str) or not isinstance(code, str | None) or code not in allowed:
            yield fault(
                f"The word {quoted(str(word))} is matched to {quoted(str(code))}, no code of {name}.",
                field=name,
            )
        elif code_of.setdefault(normalised(word), code) != code:
            yield fault(f"The word {quoted(word)} of {name} is matched twice, to different codes.", field=name)


def fault(message: str, **where: str) -> Problem:
    """One reason why a matching is refused."""
    return Problem(RULE, message, **where)


def shortened(problems: list[Problem]) -> list[Problem]:
    """The first `LISTED` problems in full, the rest as a number."""
    if len(problems) <= LISTED:
        return problems
    return [*problems[:LISTED], fault(f"And {len(problems) - LISTED:,} more in the matching.")]
