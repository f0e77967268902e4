"""Questions that need what was returned before: asked where it surprises, silent where it does not."""

from datetime import date

import pyarrow as pa
import pytest

from ingest.checking import History, history_questions
from ingest.months import later, listed

JULY = date(2026, 7, 1)


def now(counts: dict[tuple[int, str], int]) -> pa.Table:
    """(months after July 2026, category) -> rows."""
    pairs = [(later(JULY, step), category) for (step, category), n in counts.items() for _ in range(n)]
    months, categories = zip(*pairs, strict=True) if pairs else ((), ())
    rows = {"reported_on": pa.array(months, pa.date32()), "category": pa.array(categories, pa.string())}
    return pa.table(rows)


def before(months: int, **monthly: int) -> History:
    """The same counts in each of the months up to June 2026."""
    covered = listed(later(JULY, -months), later(JULY, -1)) if months else []
    return History({month: dict(monthly) for month in covered}, set(monthly))


@pytest.mark.parametrize(
    ("new", "earlier", "rules"),
    [
        ({(0, "neglect"): 20, (2, "neglect"): 20}, before(3, neglect=5), ["twice_last_quarter"]),
        ({(0, "neglect"): 20, (2, "neglect"): 9}, before(3, neglect=5), []),
        ({(0, "neglect"): 9, (2, "neglect"): 9}, before(3, neglect=3), []),
        ({(0, "neglect"): 12}, before(3, neglect=1), ["twice_last_quarter"]),
        ({(0, "neglect"): 90}, before(2, neglect=5), []),
        ({(0, "neglect"): 90}, before(0), []),
        ({(0, "neglect"): 12}, before(3), ["twice_last_quarter"]),
        ({(0, "neglect"): 5}, before(12, neglect=4, damp_mould=5), ["no_damp_and_mould"]),
        ({(0, "neglect"): 5, (2, "damp_mould"): 1}, before(12, neglect=4, damp_mould=5), []),
        ({(0, "neglect"): 5}, before(12, neglect=4, damp_mould=4), []),
        ({(0, "neglect"): 5, (2, "neglect"): 5}, before(12, neglect=4, damp_mould=2), ["no_damp_and_mould"]),
        ({(0, "neglect"): 5}, before(12, neglect=4), []),
        ({(0, "hoarding"): 1}, before(12, neglect=2), ["new_category"]),
        ({(0, "hoarding"): 1}, before(9, neglect=2), []),
        ({}, before(12, neglect=20, damp_mould=20), []),
    ],
)
def test_asks(new, earlier, rules):
    problems = history_questions(now(new), earlier)
    assert [each.rule for each in problems] == rules
    assert all(each.soft for each in problems)


def test_the_question_has_both_counts_and_the_word_that_accepts_it():
    (problem,) = history_questions(now({(0, "neglect"): 20, (2, "neglect"): 20}), before(3, neglect=5))
    assert problem.message == (
        "The newest quarter has 40 incidents in 3 months, the one before it 15 in three. If that is right, confirm it "
        "(twice_last_quarter). If rows are in the file twice, or are older, correct the file."
    )


def test_new_categories_are_named_with_their_counts():
    (problem,) = history_questions(now({(0, "hoarding"): 2, (1, "fire_risk"): 1}), before(12, neglect=2))
    assert "Hoarding (2), Fire risk (1)" in problem.message
