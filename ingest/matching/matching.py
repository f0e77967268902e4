"""A matching: which heading of a member's file is which field, and which of its words is which code.

Saved per member, exported and imported as JSON. A matching that does not fit the standard cannot be created:
Refused is raised with every reason.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from ingest.matching.entries import RULE, fault
from ingest.matching.validation import SETTINGS, faults, shortened
from ingest.problems import Problem, Refused
from ingest.standard import STANDARD, Standard
from ingest.words import normalised, quoted

LONGEST = 1_000_000


@dataclass(frozen=True)
class Matching:
    """From a member's headings and words to the fields and codes of `standard`. Refused if it does not fit.

    With no `columns` the headings are the standard's own. Several headings may name one field with codes: the words
    of one answer are joined, lists are united. `ticked` is heading -> {"field": …, "code": …}: a tick in the column
    means the code. A word matched to None is out of scope: its rows are left out and counted; one matched to "" means
    that nothing is recorded, in an optional field. A word matched here takes precedence over the standard's own words.
    `list_separator` is one or several; ";", the standard's own, leaves the others to what the file shows.
    `missing_reference` is "refuse" or "number", `repeated_reference` "refuse", "keep_first", "fold" or "number": every
    row is numbered, as the file's references start again.
    """

    columns: dict[str, str]
    values: dict[str, dict[str, str | None]] = field(default_factory=dict)
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    date_format: str | None = None
    list_separator: str | list[str] = ";"
    missing_reference: str = "refuse"
    repeated_reference: str = "refuse"
    ticked: dict[str, dict[str, str]] = field(default_factory=dict)
    standard: Standard = field(default=STANDARD, repr=False)

    def __post_init__(self) -> None:
        settings = {key: getattr(self, key) for key in SETTINGS}
        problems = list(faults(settings, self.columns, self.values, self.ticked, self.standard))
        if problems:
            raise Refused(problems)

    @property
    def separators(self) -> tuple[str, ...]:
        """What stands between several answers in one cell."""
        named = self.list_separator
        return (named,) if isinstance(named, str) else tuple(named)

    @property
    def numbers_every_row(self) -> bool:
        """Whether the file's own references are not used."""
        return self.repeated_reference == "number"

    @property
    def numbers_rows(self) -> bool:
        return self.missing_reference == "number" or self.numbers_every_row

    @classmethod
    def of_standard(cls, standard: Standard = STANDARD) -> "Matching":
        """For a file whose headings and codes are the standard's."""
        return cls(columns={}, standard=standard)

    @classmethod
    def from_json(cls, text: str, standard: Standard = STANDARD) -> "Matching":
        """Read a matching file. Refused, with every reason, where it is not one."""
        written = _parsed(text)
        problems = [unknown_key(key) for key in written if key not in KEYS]
        given = {key: value for key, value in written.items() if key in KEYS and value is not None}
        if "columns" not in given:
            problems.append(fault('The matching has no "columns": {"Their heading": "field"}.'))
        try:
            matching = cls(**({"columns": {}} | given), standard=standard)
        except Refused as refused:
            problems += refused.problems
        if problems:
            raise Refused(shortened(problems))
        return matching

    def to_json(self) -> str:
        """The matching file: keys, fields and words always in the same order."""
        written = {key: getattr(self, key) for key in KEYS if key != "ticked"}
        place = self.standard.field_names.index
        written["columns"] = dict(sorted(self.columns.items(), key=lambda each: (place(each[1]), each[0])))
        written["values"] = {
            name: dict(sorted(words.items(), key=lambda each: (normalised(each[0]), each[0])))
            for name, words in sorted(self.values.items(), key=lambda each: place(each[0]))
        }
        ticked = sorted(self.ticked.items(), key=lambda each: (place(each[1]["field"]), each[0]))
        written |= {"ticked": dict(ticked)} if ticked else {}
        return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def unknown_key(key: str) -> Problem:
    return fault(f"The matching has a key {quoted(key)} that is not known. Known are: {', '.join(KEYS)}.")


def known_headings(matching: Matching) -> set[str]:
    """Every heading that a header row may have: the standard's, with their synonyms, and the matching's."""
    own = {heading for f in matching.standard.fields for heading in (f.name, f.title, *f.synonyms)}
    return own | set(matching.columns) | set(matching.ticked)


KEYS = (
    "header_row",
    "encoding",
    "delimiter",
    "sheet",
    "date_format",
    "list_separator",
    "columns",
    "values",
    "missing_reference",
    "repeated_reference",
    "ticked",
)


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise Refused.because(RULE, "The matching is longer than a million characters. Is it the right file?")
    try:
        text.encode("utf-8")
        written = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_without_repeats)
        json.dumps(written, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise Refused.because(
            RULE, f"The matching is not JSON: its syntax fails in line {error.lineno}, character {error.colno}."
        ) from None
    except (ValueError, RecursionError):
        raise Refused.because(RULE, "The matching is not JSON: it cannot be read.") from None
    if not isinstance(written, dict):
        raise Refused.because(RULE, 'The matching must be one object: {"columns": {…}, "values": {…}}.')
    return written


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    known = dict(pairs)
    if len(known) < len(pairs):
        repeated = next(key for key, _ in pairs if [each for each, _ in pairs].count(key) > 1)
        raise Refused.because(RULE, f"The key {quoted(repeated)} is twice in the same object of the matching.")
    return known
