"""Months, quarters and what an upload proposes."""

from datetime import date

import pytest

from ingest import months


@pytest.mark.parametrize(
    ("text", "month"),
    [("2026-07", date(2026, 7, 1)), ("2023-12", date(2023, 12, 1)), ("2024-02", date(2024, 2, 1))],
)
def test_a_month_as_it_is_written(text, month):
    assert months.read_month(text) == month
    assert months.shown(month) == text


@pytest.mark.parametrize("text", ["2026-7", "2026-13", "2026-00", "26-07", "2026/07", "2026-07-01", "Jul 2026", ""])
def test_what_is_no_month(text):
    with pytest.raises(ValueError):
        months.read_month(text)


def test_later_over_the_end_of_a_year():
    assert months.later(date(2026, 11, 1), 3) == date(2027, 2, 1)
    assert months.later(date(2026, 2, 1), -3) == date(2025, 11, 1)


def test_every_month_of_a_return():
    assert months.listed(date(2025, 12, 1), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 4), (8, 7), (9, 7), (12, 10)])
def test_quarters_are_named_by_their_first_month(month, quarter):
    assert months.quarter_of(date(2026, month, 1)) == date(2026, quarter, 1)


@pytest.mark.parametrize(
    ("today", "ended"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 10, 20), True)]
)
def test_september_has_ended_on_the_first_of_october(today, ended):
    assert months.has_ended(date(2026, 9, 1), today) is ended


def test_an_upload_proposes_the_twelve_months_to_the_end_of_the_last_finished_quarter():
    assert months.best(date(2026, 10, 20)) == (date(2025, 10, 1), date(2026, 9, 1))
    assert months.best(date(2026, 12, 31)) == (date(2025, 10, 1), date(2026, 9, 1))
    assert months.best(date(2026, 12, 31), is_first=True) == (date(2025, 7, 1), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 3, 31), date(2025, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 4, 1)),
        (date(2027, 1, 1), date(2026, 4, 1)),
    ],
)
def test_a_financial_year_begins_in_april(day, year):
    assert months.year_of(day) == year


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2026, 9, 30), date(2026, 4, 1)),
        (date(2026, 10, 1), date(2026, 7, 1)),
        (date(2027, 1, 1), date(2026, 10, 1)),
    ],
)
def test_the_newest_quarter_is_the_last_finished_one(today, quarter):
    assert months.newest_quarter(today) == quarter
