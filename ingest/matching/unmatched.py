"""What is said of headings and words that do not match: what, where, and how to mend it."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from ingest.matching.suggesting import suggest_words
from ingest.matching.translating import NewWord
from ingest.problems import Problem
from ingest.reading import TextTable, column_letter
from ingest.standard import STANDARD
from ingest.words import quoted, said_as, shown_heading

LISTED = 50
NEAR = 75


def missing_heading(table: TextTable, name: str, heading: str) -> Problem:
    """A heading of the matching that the file does not have."""
    near = process.extractOne(
        said_as(heading), [said_as(h) for h in table.headings], scorer=fuzz.ratio, score_cutoff=NEAR
    )
    like = ""
    if near:
        like = f" The nearest is {quoted(table.headings[near[2]])} in column {column_letter(near[2])}."
    return Problem(
        "missing_heading",
        f"No column is headed {quoted(heading)} (row {table.header_row}), where the matching looks for "
        f"{_title(name)}.{like} Match the column again on the upload page or in the matching file.",
        line=table.header_row,
        heading=shown_heading(heading),
        field=name,
    )


def repeated_heading(table: TextTable, name: str, heading: str, found: Sequence[int]) -> Problem:
    """A heading of the matching that stands over several columns."""
    letters = [column_letter(at) for at in found]
    return Problem(
        "repeated_heading",
        f"Columns {', '.join(letters[:-1])} and {letters[-1]} are all headed {quoted(heading)}, so which one "
        f"holds {_title(name)} is not known. Give them different headings.",
        line=table.header_row,
        column=letters[0],
        heading=shown_heading(table.headings[found[0]]),
        field=name,
    )


def field_twice(table: TextTable, name: str, first: int, heading: str) -> Problem:
    """A second heading for a field that has one."""
    return Problem(
        "field_twice",
        f"Two columns are {_title(name)}: {quoted(table.headings[first])} in column "
        f"{column_letter(first)} and {quoted(heading)}. Keep one of them.",
        line=table.header_row,
        column=column_letter(first),
        heading=shown_heading(table.headings[first]),
        field=name,
    )


def field_not_matched(table: TextTable, name: str, *, matched: bool) -> Problem:
    """A required field without a column; `matched` says whether there is a matching to name one."""
    if matched:
        mend = "Match a column to it on the upload page or in the matching file."
    else:
        mend = f"Head the column {quoted(name)}, or match your own headings on the upload page."
    return Problem(
        "field_not_matched",
        f"No column is matched to {_title(name)}, which every return needs. {mend}",
        line=table.header_row,
        field=name,
    )


def unmatched_words(name: str, column: tuple[str, str], words: Sequence[NewWord]) -> Iterator[Problem]:
    """One problem a word, for at most `LISTED` words, then one for the rest."""
    letter, heading = column
    listed = words[:LISTED]
    for new, near in zip(listed, suggest_words(name, [each.word for each in listed]), strict=True):
        like = ""
        if near.like:
            label = STANDARD.code_labels(name)[near.code]
            like = f" It looks like “{label}”" + (f" (“{near.like}”)." if near.like != label else ".")
        yield Problem(
            "unmatched_word",
            f"{quoted(new.word)} in {_title(name)} ({_rows(new.rows)}, first in line {new.line}) has no code "
            f"yet.{like} Match it on the upload page or in the matching file, or mark it out of scope there.",
            line=new.line,
            column=letter,
            heading=heading,
            field=name,
        )
    rest = words[LISTED:]
    if rest:
        yield Problem(
            "unmatched_word",
            f"{len(rest):,} more words in {_title(name)} have no code yet. So many suggest that "
            f"column {letter} is not the right one.",
            line=rest[0].line,
            column=letter,
            heading=heading,
            field=name,
        )


def _title(name: str) -> str:
    return f"{STANDARD.field(name).title} ({name})"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
