"""England's bank holidays and working days."""

import csv
from collections import Counter
from datetime import date

import duckdb
import holidays
import pytest

from ingest.hazards import working_days
from ingest.problems import Refused

YEARS = range(2019, 2033)


def listed() -> list[date]:
    with working_days.FILE.open(encoding="utf-8", newline="") as file:
        return [date.fromisoformat(row["day"]) for row in csv.DictReader(file)]


def test_the_list_is_england_s_as_an_independent_package_has_it():
    england = holidays.country_holidays("GB", subdiv="ENG", years=YEARS)
    assert listed() == sorted(day for day in england if day.weekday() < 5)


def test_eight_a_year_and_those_that_came_once():
    assert Counter(day.year for day in listed()) == dict.fromkeys(YEARS, 8) | {2022: 10, 2023: 9}


@pytest.fixture
def calendar():
    with duckdb.connect(":memory:") as db:
        working_days.make_calendar(db)
        yield db


def test_the_calendar_numbers_working_days(calendar):
    days = calendar.execute("""
        select day, upto - first(upto) over (order by day), done_by - first(upto) over (order by day)
        from calendar where day between '2025-12-24' and '2025-12-30' order by day
    """).fetchall()
    # Christmas Eve is a working day, then two bank holidays and a weekend
    assert days == [
        (date(2025, 12, 24), 0, 0),
        (date(2025, 12, 25), 0, 1),
        (date(2025, 12, 26), 0, 1),
        (date(2025, 12, 27), 0, 1),
        (date(2025, 12, 28), 0, 1),
        (date(2025, 12, 29), 1, 1),
        (date(2025, 12, 30), 2, 2),
    ]
    assert calendar.execute("select min(day), max(day), count(*) from calendar").fetchone() == (
        date(2019, 1, 1),
        date(2032, 12, 31),
        14 * 365 + 4,
    )


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (date(2019, 1, 1), date(2032, 12, 31), None),
        (date(2018, 12, 31), date(2020, 1, 1), "31 Dec 2018"),
        (date(2030, 1, 1), date(2033, 1, 1), "1 Jan 2033"),
    ],
)
def test_a_day_beyond_the_list_is_refused_by_the_name_of_the_file(calendar, first, last, named):
    if named is None:
        working_days.require_days(calendar, first, last)
        return
    with pytest.raises(Refused) as refused:
        working_days.require_days(calendar, first, last)
    (problem,) = refused.value.problems
    assert problem.message == (
        f"Working days cannot be counted for {named}: ingest/standard/bank_holidays.csv lists England's bank holidays "
        "from 2019 to 2032. Ask whoever runs the program to add the missing years to that file, from "
        "gov.uk/bank-holidays."
    )
