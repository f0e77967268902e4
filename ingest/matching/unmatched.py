"""Problems with headings that do not match: what, where, and how to correct it."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import Field
from ingest.words import normalised, quoted, shown_heading

NEAR = 75


def missing_heading(table: TextTable, field: Field, heading: str) -> Problem:
    """A heading of the matching that the file does not have."""
    near = process.extractOne(
        normalised(heading), [normalised(h) for h in table.headings], scorer=fuzz.ratio, score_cutoff=NEAR
    )
    like = ""
    if near:
        like = f" The nearest is {quoted(table.headings[near[2]])} in column {column_letter(near[2])}."
    return Problem(
        "missing_heading",
        f"No column is headed {quoted(heading)} (row {table.header_row}), where the matching looks for "
        f"{title(field)}.{like}{table.which_sheet} Match the column again on the upload page or in the matching file.",
        line=table.header_row,
        heading=shown_heading(heading),
        field=field.name,
    )


def repeated_heading(table: TextTable, field: Field, heading: str, found: Sequence[int]) -> Problem:
    """A heading of the matching that several columns have."""
    letters = [column_letter(at) for at in found]
    return Problem(
        "repeated_heading",
        f"Columns {', '.join(letters[:-1])} and {letters[-1]} are all headed {quoted(heading)}, so which one "
        f"holds {title(field)} is not known. Give them different headings.",
        line=table.header_row,
        column=letters[0],
        heading=shown_heading(table.headings[found[0]]),
        field=field.name,
    )


def field_twice(table: TextTable, field: Field, first: int, heading: str) -> Problem:
    """A second heading for a field that has one."""
    return Problem(
        "field_twice",
        f"Two columns are {title(field)}: {quoted(table.headings[first])} in column "
        f"{column_letter(first)} and {quoted(heading)}. Keep one of them.",
        line=table.header_row,
        column=column_letter(first),
        heading=shown_heading(table.headings[first]),
        field=field.name,
    )


def field_not_matched(table: TextTable, field: Field, *, matched: bool) -> Problem:
    """A required field without a column. `matched`: the member has a matching that names columns."""
    if matched:
        advice = "Match a column to it on the upload page or in the matching file."
    else:
        advice = f"Head the column {quoted(field.name)}, or match your own headings on the upload page."
    return Problem(
        "field_not_matched",
        f"No column is matched to {title(field)}, which every return needs.{table.which_sheet} {advice}",
        line=table.header_row,
        field=field.name,
    )


def title(field: Field) -> str:
    """A field as messages name it."""
    return f"{field.title} ({field.name})"
