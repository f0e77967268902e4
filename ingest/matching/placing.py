"""Which column of a file is which field."""

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.matching import unmatched
from ingest.matching.matching import Matching
from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import Standard
from ingest.words import normalised


@dataclass(frozen=True)
class Placed:
    """`at` is field -> index of its column, in the standard's order; `problems` say what is wrong with the headings."""

    at: Mapping[str, int]
    problems: tuple[Problem, ...]

    def headings(self, table: TextTable) -> dict[str, str]:
        """Heading -> field."""
        return {table.headings[index]: name for name, index in self.at.items()}

    def columns(self, table: TextTable) -> dict[str, tuple[str, str]]:
        """Field -> (letter, heading)."""
        return {name: (column_letter(index), table.headings[index]) for name, index in self.at.items()}

    def without(self, letters: set[str]) -> "Placed":
        """Without the fields that are in those columns."""
        kept = {name: index for name, index in self.at.items() if column_letter(index) not in letters}
        return Placed(kept, tuple(each for each in self.problems if each.column not in letters))


def place_headings(table: TextTable, matching: Matching) -> Placed:
    """Find the columns that the matching names; without names, those headed as the standard's fields are."""
    found_at: dict[str, list[int]] = {}
    for index, heading in enumerate(table.headings):
        found_at.setdefault(normalised(heading), []).append(index)
    wanted = matching.columns or _standard_headings(table.headings, matching.standard)
    placed: dict[str, int] = {}
    problems: list[Problem] = []
    for heading, name in wanted.items():
        found = found_at.get(normalised(heading), [])
        if name in placed:
            problems.append(unmatched.field_twice(table, matching.standard.field(name), placed[name], heading))
        elif len(found) == 1:
            placed[name] = found[0]
        elif found:
            problems.append(unmatched.repeated_heading(table, matching.standard.field(name), heading, found))
        else:
            problems.append(unmatched.missing_heading(table, matching.standard.field(name), heading))
    problems += _required_fields_missing(table, matching, set(wanted.values()))
    order = matching.standard.field_names.index
    return Placed(dict(sorted(placed.items(), key=lambda each: order(each[0]))), tuple(problems))


def _required_fields_missing(table: TextTable, matching: Matching, wanted: set[str]) -> list[Problem]:
    standard = matching.standard
    numbered = {standard.reference} if matching.missing_reference == "number" else set()
    missing = [name for name in standard.required if name not in wanted | numbered]
    has_columns = bool(matching.columns)
    return [unmatched.field_not_matched(table, standard.field(name), matched=has_columns) for name in missing]


def _standard_headings(headings: tuple[str, ...], standard: Standard) -> dict[str, str]:
    """Heading -> field for those headings of a file that are a field's name or title."""
    own = {normalised(heading): f.name for f in standard.fields for heading in (f.name, f.title)}
    return {heading: own[normalised(heading)] for heading in headings if normalised(heading) in own}
