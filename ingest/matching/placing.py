"""Which column of a file is which field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.matching import unmatched
from ingest.matching.matching import Matching
from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import Standard
from ingest.words import normalised

JOINED_BY = " › "
"""What stands between the words of several columns that are one coded field."""


@dataclass(frozen=True)
class Placed:
    """Which columns each field is read from, by index; `problems` say what is wrong with the headings.

    `at` is field -> its columns, in the file's order; several only for a field with codes. `ticked` is column ->
    (field, code). Both are in the standard's order of the fields.
    """

    at: Mapping[str, tuple[int, ...]]
    problems: tuple[Problem, ...]
    ticked: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, tuple[int, ...]]:
        """Field -> all columns that it is read from, the ticked ones last."""
        found = dict(self.at)
        for index, (name, _) in self.ticked.items():
            found[name] = (*found.get(name, ()), index)
        return found

    def headings(self, table: TextTable) -> dict[str, str]:
        """Heading -> field."""
        return {table.headings[index]: name for name, indexes in self.fields.items() for index in indexes}

    def columns(self, table: TextTable) -> dict[str, tuple[str, str]]:
        """Field -> (letter, heading): of its first column, with the headings of those that are joined with it."""
        return {name: place(table, self.at.get(name) or indexes[:1]) for name, indexes in self.fields.items()}

    def without(self, letters: set[str]) -> "Placed":
        """Without the fields that are in those columns."""
        kept = {
            name: indexes
            for name, indexes in self.at.items()
            if not any(column_letter(index) in letters for index in indexes)
        }
        ticked = {index: what for index, what in self.ticked.items() if column_letter(index) not in letters}
        return Placed(kept, tuple(each for each in self.problems if each.column not in letters), ticked)


def place(table: TextTable, indexes: Sequence[int]) -> tuple[str, str]:
    """The letter of the first of several columns, and the headings of all."""
    return column_letter(indexes[0]), JOINED_BY.join(table.headings[index] for index in indexes)


def place_headings(table: TextTable, matching: Matching) -> Placed:
    """Find the columns that the matching names; without names, those headed as the standard's fields are."""
    standard, order = matching.standard, matching.standard.field_names.index
    wanted = matching.columns or _standard_headings(table.headings, standard)
    columns, problems = _find(table, standard, wanted)
    at: dict[str, tuple[int, ...]] = {}
    for heading, index in columns.items():
        name = wanted[heading]
        if name in at and not (matching.columns and standard.field(name).codes):
            problems.append(unmatched.field_twice(table, standard.field(name), at[name][0], heading))
        else:
            at[name] = tuple(sorted((*at.get(name, ()), index)))
    ticks = {heading: what["field"] for heading, what in matching.ticked.items()}
    ticked, wrong = _find(table, standard, ticks)
    problems += wrong
    problems += _taken_twice(table, standard, at, ticked, ticks)
    problems += _required_fields_missing(table, matching, {*wanted.values(), *ticks.values()})
    by_field = sorted(ticked.items(), key=lambda each: (order(ticks[each[0]]), each[1]))
    return Placed(
        dict(sorted(at.items(), key=lambda each: order(each[0]))),
        tuple(problems),
        {index: (ticks[heading], matching.ticked[heading]["code"]) for heading, index in by_field},
    )


def _find(table: TextTable, standard: Standard, wanted: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Heading -> the column that has it, and a problem for each that no column or several have."""
    found_at: dict[str, list[int]] = {}
    for index, heading in enumerate(table.headings):
        found_at.setdefault(normalised(heading), []).append(index)
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for heading, name in wanted.items():
        found = found_at.get(normalised(heading), [])
        if len(found) == 1:
            columns[heading] = found[0]
        elif found:
            problems.append(unmatched.repeated_heading(table, standard.field(name), heading, found))
        else:
            problems.append(unmatched.missing_heading(table, standard.field(name), heading))
    return columns, problems


def _taken_twice(
    table: TextTable,
    standard: Standard,
    at: Mapping[str, tuple[int, ...]],
    ticked: Mapping[str, int],
    ticks: Mapping[str, str],
) -> Iterator[Problem]:
    """A field with one answer cannot have a column of words and ticked columns, which the matching may not see:
    without `columns` the words are in a column headed as the standard's field is."""
    for heading in ticked:
        one = standard.field(ticks[heading])
        if one.name in at and one.kind != "codes":
            yield unmatched.field_twice(table, one, at[one.name][0], heading)


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
