"""Problems with headings and words that do not match: what, where, and how to correct it."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from ingest.matching.suggesting import suggest_words
from ingest.matching.translating import NewWord
from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import Field
from ingest.words import normalised, quoted, shown_heading

LISTED = 50
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
        f"{_title(field)}.{like} Match the column again on the upload page or in the matching file.",
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
        f"holds {_title(field)} is not known. Give them different headings.",
        line=table.header_row,
        column=letters[0],
        heading=shown_heading(table.headings[found[0]]),
        field=field.name,
    )


def field_twice(table: TextTable, field: Field, first: int, heading: str) -> Problem:
    """A second heading for a field that has one."""
    return Problem(
        "field_twice",
        f"Two columns are {_title(field)}: {quoted(table.headings[first])} in column "
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
        f"No column is matched to {_title(field)}, which every return needs. {advice}",
        line=table.header_row,
        field=field.name,
    )


def unmatched_words(field: Field, column: tuple[str, str], words: Sequence[NewWord]) -> Iterator[Problem]:
    """One problem per word, for at most `LISTED` words, then one for the rest."""
    letter, heading = column
    listed = words[:LISTED]
    for new, near in zip(listed, suggest_words(field, [each.word for each in listed]), strict=True):
        like = ""
        if near.like:
            label = _label(field, near.code)
            like = f" It looks like “{label}”" + (f" (“{near.like}”)." if near.like != label else ".")
        yield Problem(
            "unmatched_word",
            f"{quoted(new.word)} in {_title(field)} ({_rows(new.rows)}, first in line {new.line}) has no code "
            f"yet.{like} Match it on the upload page or in the matching file, or mark it out of scope there.",
            line=new.line,
            column=letter,
            heading=heading,
            field=field.name,
        )
    rest = words[LISTED:]
    if rest:
        yield Problem(
            "unmatched_word",
            f"{len(rest):,} more words in {_title(field)} have no code yet. So many suggest that "
            f"column {letter} is not the right one.",
            line=rest[0].line,
            column=letter,
            heading=heading,
            field=field.name,
        )


def _title(field: Field) -> str:
    return f"{field.title} ({field.name})"


def _label(field: Field, code: str) -> str:
    return next(each.label for each in field.codes if each.code == code)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
