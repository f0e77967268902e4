"""Problems with words that do not match, and with rows that give several answers where one is allowed."""

from collections.abc import Iterator, Sequence

import numpy as np

from ingest.matching.excel_errors import error_named, is_excel_error
from ingest.matching.field_columns import FieldColumns
from ingest.matching.separators import shown, usual_in
from ingest.matching.suggesting import WordSuggestion, suggest_words
from ingest.matching.translating import NewWord
from ingest.matching.unmatched import title
from ingest.problems import Problem, Where
from ingest.standard import Field
from ingest.words import quoted

LISTED = 50


def unmatched_words(field: Field, column: tuple[str, str], words: Sequence[NewWord]) -> Iterator[Problem]:
    """One problem per word, for at most `LISTED` words, then one for the rest."""
    letter, heading = column
    listed = words[:LISTED]
    for new, near in zip(listed, suggest_words(field, [each.word for each in listed]), strict=True):
        yield Problem(
            "unmatched_word",
            f"{_word(field, new.word)} in {title(field)} ({_rows(new.rows)}, first in line {new.line}) "
            f"{_what_is_wrong(field, new.word, near)}",
            line=new.line,
            column=letter,
            heading=heading,
            field=field.name,
        )
    rest = words[LISTED:]
    if rest:
        yield Problem(
            "unmatched_word",
            f"{len(rest):,} more words in {title(field)} have no code yet. So many suggest that "
            f"column {letter} is not the right one.",
            line=rest[0].line,
            column=letter,
            heading=heading,
            field=field.name,
        )


def _word(field: Field, word: str) -> str:
    """Of dates, those that stand for none come here: 01/01/1900 is nobody's."""
    return f"“{word}”" if not field.codes and word[:1].isdigit() else quoted(word)


def _what_is_wrong(field: Field, word: str, near: WordSuggestion) -> str:
    """What is wrong with a word, and what to do about it."""
    if is_excel_error(word):
        advice = f"is {error_named(word)}. Correct the formula, or write what it should show into the cell."
        return advice if field.required else f"{advice} If nothing is recorded, {_SAY_SO}, or empty the cell."
    if not field.codes:
        return f"is no date. If it means that nothing is recorded, {_SAY_SO}, or empty the cell."
    like = ""
    if near.code:
        label = _label(field, near.code)
        like = f" It looks like “{label}”" + (f" (“{near.like}”)." if near.like != label else ".")
    separators = usual_in(word) if field.kind == "codes" else ()
    if separators:
        named = " and ".join(map(shown, separators[:2]))
        like = f' Several answers in one cell? Then name what separates them ({named}) as "list_separator".'
    if field.required:
        advice = "Match it on the upload page or in the matching file, or mark it out of scope there."
    else:
        advice = "Match it on the upload page or in the matching file."
        advice += f" If it means that nothing is recorded, {_SAY_SO}, or empty the cell."
    return f"has no code yet.{like} {advice}"


_SAY_SO = 'match it to "Nothing recorded" ("" in the matching file)'


def several_answers(read: FieldColumns, staying: np.ndarray, lines: np.ndarray) -> Iterator[Problem]:
    """One problem per row that ticks several answers of a field with one, for at most `LISTED` rows."""
    if read.several is None or read.whole is None:
        return
    rows = np.flatnonzero(staying & read.several)
    letter, heading = read.words[0][0]
    where: Where = {"column": letter, "heading": heading, "field": read.field.name}
    for row in rows[:LISTED]:
        codes = (read.whole.meanings[read.whole.places[row]].codes or "").split(";")
        labels = ", ".join(f"“{_label(read.field, code)}”" for code in codes)
        yield Problem(
            "several_answers",
            f"Row {lines[row]:,}: {labels} are all ticked, but {title(read.field)} is one answer. Tick one of "
            "them, or match these columns to a field that takes several.",
            line=int(lines[row]),
            **where,
        )
    if len(rows) > LISTED:
        message = f"{len(rows) - LISTED:,} more rows have several answers ticked for {title(read.field)}."
        yield Problem("several_answers", message, line=int(lines[rows[LISTED]]), **where)


def _label(field: Field, code: str) -> str:
    return next(each.label for each in field.codes if each.code == code)


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"
