"""The words of a file without a code: a problem each, and how many rows have them."""

import numpy as np

from ingest.matching import word_problems
from ingest.matching.field_columns import FieldColumns
from ingest.matching.translating import NewWord
from ingest.problems import Problem
from ingest.standard import CATEGORY, FURTHER
from ingest.words import normalised


def words_to_match(
    fields: dict[str, FieldColumns], staying: np.ndarray, lines: np.ndarray
) -> tuple[list[Problem], dict[str, dict[str, int]]]:
    """The words without a code in the rows that stay, as problems and as field -> word -> rows."""
    problems: list[Problem] = []
    new_words: dict[str, dict[str, int]] = {}
    for name, each in fields.items():
        problems += word_problems.several_answers(each, staying, lines)
        for column, words in each.words:
            new = words.new_words(staying, lines)
            if name == FURTHER:  # said once, for the category
                asked = set(map(normalised, new_words.get(CATEGORY, ())))
                new = [each for each in new if normalised(each.word) not in asked]
            if new:
                problems += word_problems.unmatched_words(each.field, column, new)
                _add(new_words.setdefault(name, {}), new)
    return problems, {name: _by_frequency(words) for name, words in new_words.items()}


def _add(words: dict[str, int], new: list[NewWord]) -> None:
    """Count the words of one column with those of a field's other columns."""
    written = {normalised(word): word for word in words}
    for each in new:
        word = written.get(normalised(each.word), each.word)
        words[word] = words.get(word, 0) + each.rows


def _by_frequency(words: dict[str, int]) -> dict[str, int]:
    return dict(sorted(words.items(), key=lambda each: -each[1]))
