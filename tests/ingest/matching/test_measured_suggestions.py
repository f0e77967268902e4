"""Suggestions over real headings and words: `headings_and_words.csv`, measured by `measured.py`."""

import pytest

from ingest.standard import STANDARD
from tests.ingest.matching.measured import counts, measure


@pytest.fixture(scope="module")
def measured():
    return measure()


def test_every_answer_is_one_of_the_standard(measured):
    for row in (each.row for each in measured):
        allowed = STANDARD.field_names if row["kind"] == "heading" else STANDARD.codes(row["field"])
        assert set(row["answer"].split(" or ")) <= {"-", "nothing recorded", *allowed}, row["text"]
    assert len(measured) >= 300


@pytest.mark.parametrize(("kind", "at_least"), [("heading", 0.9), ("word", 0.9)])
def test_fewer_than_one_suggestion_in_a_hundred_is_wrong(measured, kind, at_least):
    found = counts(measured, kind)
    wrong = [(each.row["text"], each.suggested) for each in measured if each.verdict == "wrong"]
    assert found["wrong"] / found.total() < 0.01, wrong
    assert found["right"] / found.total() >= at_least
