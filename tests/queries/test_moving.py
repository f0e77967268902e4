"""A copy that is not whole, or that answers otherwise, is taken away again. To a server and back: test_postgres.py."""

from datetime import date

import pandas as pd
import pytest

from queries import moving
from queries.moving import is_same, move
from queries.refusals import StoreUnusable

JULY = date(2026, 7, 1)
EXACT = pd.DataFrame({"member": ["alder", "birch"], "low": [3, 5], "rate": [0.3, 0.5]})


@pytest.fixture
def store_file(quarter_of_counts, tmp_path):
    group = quarter_of_counts(10, 20, 30, 40, 50, 60, 70)
    group.store.close()
    return tmp_path / "store.duckdb"


def test_a_copy_that_answers_otherwise_is_taken_away(store_file, tmp_path, monkeypatch):
    copied = moving._copy

    def copied_wrongly(old, new):
        rows = copied(old, new)
        with new.write() as cursor:
            cursor.execute("update shown set low = low + 5 where field is null and member is null")
        return rows

    monkeypatch.setattr(moving, "_copy", copied_wrongly)
    before, target = store_file.read_bytes(), tmp_path / "copy.duckdb"
    with pytest.raises(StoreUnusable, match=r"Nothing was moved: the copy answers .* in another way"):
        move(store_file, target)
    assert not target.exists()
    assert store_file.read_bytes() == before


def test_a_table_of_which_rows_are_missing_is_named(store_file, tmp_path, monkeypatch):
    counted = moving.one_value
    monkeypatch.setattr(moving, "one_value", lambda *asked: counted(*asked) + next(drift))
    drift = iter([0, 0, 0, 0, 0, -1])  # the third table arrives with a row less
    target = tmp_path / "copy.duckdb"
    with pytest.raises(StoreUnusable, match=r"Nothing was moved: of \w+, [\d,-]+ of [\d,]+ rows arrived"):
        move(store_file, target)
    assert not target.exists()


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (EXACT, True),
        (EXACT.iloc[::-1].reset_index(drop=True), True),
        (EXACT.assign(rate=[0.3, 0.5 + 1e-15]), True),
        (EXACT.assign(rate=[0.3, 0.501]), False),
        (EXACT.assign(low=[3, 6]), False),
        (EXACT.iloc[:1], False),
        (EXACT.rename(columns={"low": "high"}), False),
        ("Only the coordinator may ask that.", False),
    ],
)
def test_two_answers_are_the_same_but_for_the_order_of_rows_and_the_last_digit(other, same):
    assert is_same(EXACT, other) is same


def test_two_refusals_are_the_same_where_they_say_the_same():
    assert is_same("Only the coordinator may ask that.", "Only the coordinator may ask that.")
    assert not is_same("Only the coordinator may ask that.", "There is no such member.")
