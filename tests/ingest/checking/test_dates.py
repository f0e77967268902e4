"""How a column of dates is read: one way for all of it, proved by the column, or not at all."""

import csv
from datetime import date, datetime

import pyarrow as pa
import pytest

from ingest.checking import check, read_dates
from ingest.intake import preview_file
from ingest.matching import Matched
from queries.viewer import Viewer
from tests.ingest.reading.books import HEADINGS, book, incidents, row, sheet

TODAY = date(2026, 10, 20)


def checked(cells: list[str], field: str = "reported_on", date_format: str | None = None, **period):
    lines = pa.array(range(2, 2 + len(cells)), pa.int32())
    matched = Matched(pa.table({"line": lines, field: cells}), {field: ("B", "When")}, {}, [])
    period = {"from_month": date(2000, 1, 1), "to_month": date(2026, 9, 1)} | period
    return check(matched, read_dates(matched, date_format), today=TODAY, **period)


def read(cells: list[str], field: str = "reported_on", date_format: str | None = None) -> list:
    found = checked(cells, field, date_format)
    assert found.problems == []
    return found.rows[field].to_pylist()


def faults(cells: list[str], field: str = "reported_on", date_format: str | None = None, **period) -> list:
    return [(each.rule, each.line) for each in checked(cells, field, date_format, **period).problems]


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["14/07/2026", "03/02/2026"], ["2026-07-14", "2026-02-03"]),
        (["07/14/2026", "02/03/2026"], ["2026-07-14", "2026-02-03"]),
        (["14.7.26", "3.2.26"], ["2026-07-14", "2026-02-03"]),
        (["14-07-2026", "3-2-2026"], ["2026-07-14", "2026-02-03"]),
        (["07/07/2026", "08/08/2026"], ["2026-07-07", "2026-08-08"]),
        (["2026-07-14", "2026-02-03"], ["2026-07-14", "2026-02-03"]),
        (["2026/7/14", "2026/2/3"], ["2026-07-14", "2026-02-03"]),
        (["2026-07", "2026-02-03"], ["2026-07-01", "2026-02-03"]),
        (["14 Jul 2026", "3 February 2026"], ["2026-07-14", "2026-02-03"]),
        (["14-Jul-2026", "03-Feb-2026"], ["2026-07-14", "2026-02-03"]),
        (["Tue 14th July 2026", "Tuesday, 3rd Feb 2026"], ["2026-07-14", "2026-02-03"]),
        (["14-Jul-26", "3-Feb-26"], ["2026-07-14", "2026-02-03"]),
        (["July 14, 2026", "Feb 3, 2026"], ["2026-07-14", "2026-02-03"]),
        (["Jul-26", "Feb-26"], ["2026-07-01", "2026-02-01"]),
        (["Jul 2026", "SEPT 2025"], ["2026-07-01", "2025-09-01"]),
        (["07/2026", "2/2026"], ["2026-07-01", "2026-02-01"]),
        (["46217", "46056"], ["2026-07-14", "2026-02-03"]),
        (["46217.5", "46056.999"], ["2026-07-14", "2026-02-03"]),
        (["14/07/2026 23:59", "03/02/2026 00:00:00"], ["2026-07-14", "2026-02-03"]),
        (["07/14/2026 11:59:08 PM", "02/03/2026 01:15:00 AM"], ["2026-07-14", "2026-02-03"]),
        (["2026-07-14T09:05:11.077", "2026-02-03T00:00"], ["2026-07-14", "2026-02-03"]),
        (["29/02/2024", "31/12/2025"], ["2024-02-29", "2025-12-31"]),
        (["14\u00a0Jul\u202f2026", "3  Feb 2026"], ["2026-07-14", "2026-02-03"]),
        (["14–07–2026", "03‑02‑2026"], ["2026-07-14", "2026-02-03"]),
    ],
)
def test_reads(cells, days):
    assert [day.isoformat() for day in read(cells)] == days


@pytest.mark.parametrize(
    ("cells", "date_format", "days"),
    [
        (["03/04/2026", "05/06/2026"], "%d/%m/%Y", ["2026-04-03", "2026-06-05"]),
        (["03/04/2026", "05/06/2026"], "%m/%d/%Y", ["2026-03-04", "2026-05-06"]),
        (["03.04.26", "05.06.26"], "%d.%m.%y", ["2026-04-03", "2026-06-05"]),
        (["26-04-03", "26-06-05"], "%y-%m-%d", ["2026-04-03", "2026-06-05"]),
        (["3-4-26", "5-6-26"], "%d/%m/%Y", ["2026-04-03", "2026-06-05"]),
        (["2026-04-03", "2026-06-05"], "%d/%m/%Y", ["2026-04-03", "2026-06-05"]),
        (["3 Apr 2026", "5 Jun 2026"], "%d/%m/%Y", ["2026-04-03", "2026-06-05"]),
        (["Apr-26", "Jun-26"], "%b-%y", ["2026-04-01", "2026-06-01"]),
    ],
)
def test_a_named_format_settles_the_order(cells, date_format, days):
    assert [day.isoformat() for day in read(cells, date_format=date_format)] == days


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        (["03/04/2026", "05/06/2026", "07/07/2026"], [("date_order_unclear", 2)]),
        (["7.7.26", "3.4.26"], [("date_order_unclear", 3)]),
        (["01/02/2026", "13/01/2026", "01/13/2026"], [("date_orders_mixed", 4)]),
        (["01/13/2026", "01/02/2026", "13/01/2026"], [("date_orders_mixed", 4)]),
        (["31/04/2026", "30/04/2026"], [("date_impossible", 2)]),
        (["29/02/2025", "30/04/2026"], [("date_impossible", 2)]),
        (["13/13/2026", "30/04/2026"], [("date_impossible", 2)]),
        (["30/04/2026", "29/04/2026", "28/04/26"], [("date_two_digit_year", 4)]),
        (["30 Apr 2026", "29 Apr 2026", "28-Apr-26"], [("date_two_digit_year", 4)]),
        (["30/04/2026", "29/04/2026", "46217"], [("date_formats_mixed", 4)]),
        (["30/04/2026", "29/04/2026", "2026-04-28"], [("date_formats_mixed", 4)]),
        (["30/04/2026", "29/04/2026", "last week"], [("date_unreadable", 4)]),
        (["30/04/2026", "29/04/2026", "28/04"], [("date_unreadable", 4)]),
        (["30/04/2026", "29/04/2026", "28/04/2026 25:61"], [("date_unreadable", 4)]),
        (["30/04/2026", "29/04/2026", "mayhem 2026"], [("date_unreadable", 4)]),
        (["30/04/2026", "29/04/2026", "2026-04-28T23:30Z"], [("date_formats_mixed", 4)]),
        (["", "29/04/2026"], [("required", 2)]),
        (["30.4.98", "29.4.26"], [("date_in_future", 2)]),
        (["2026-04-30", "2026-04-29", "9999-12-31"], [("date_in_future", 4)]),
        (["2026-04-30", "2026-04-29", "10000-01-01"], [("date_unreadable", 4)]),
        (["30/04/2026", "29/04/2026", "01/01/10000"], [("date_unreadable", 4)]),
    ],
)
def test_refuses(cells, problems):
    assert faults(cells) == problems


def test_a_named_order_holds_against_what_the_column_shows():
    assert faults(["12/25/2025", "03/04/2026"], date_format="%d/%m/%Y") == [("date_impossible", 2)]


@pytest.mark.parametrize("date_format", [None, "%d/%m/%Y"])
def test_both_orders_are_said_with_both_lines(date_format):
    (problem,) = checked(["13/01/2026", "02/03/2026", "01/13/2026"], date_format=date_format).problems
    assert "“13/01/2026” in row 2 is day first, “01/13/2026” in row 4 is month first" in problem.message


def test_an_unclear_order_says_how_to_settle_it():
    (problem,) = checked(["03/04/2026"]).problems
    assert (problem.column, problem.heading, problem.field) == ("B", "When", "reported_on")
    assert "“03/04/2026” in row 2" in problem.message
    assert problem.message.endswith("day first or month first, such as “03/04/2026” in row 2. Say which.")


@pytest.mark.parametrize(
    ("cells", "moments"),
    [
        (["14/07/2026 09:05"], [datetime(2026, 7, 14, 9, 5)]),
        (["2026-07-14 23:59:58"], [datetime(2026, 7, 14, 23, 59, 58)]),
        (
            ["07/14/2026 12:10 AM", "07/15/2026 12:10 pm"],
            [datetime(2026, 7, 14, 0, 10), datetime(2026, 7, 15, 12, 10)],
        ),
        (["14 Jul 2026, 1:15pm"], [datetime(2026, 7, 14, 13, 15)]),
        (["46217.75"], [datetime(2026, 7, 14, 18, 0)]),
    ],
)
def test_reads_times(cells, moments):
    assert read(cells, "missing_from") == moments


@pytest.mark.parametrize(
    ("field", "cell", "rule"),
    [
        ("closed_on", "2026-07", "day_missing"),
        ("closed_on", "Jul-26", "day_missing"),
        ("missing_from", "2026-07-14", "time_missing"),
        ("found_at", "2026-10-21 00:00", "date_in_future"),
        ("closed_on", "2026-10-21", "date_in_future"),
    ],
)
def test_a_day_or_a_time_is_needed_where_one_is_kept(field, cell, rule):
    assert faults([cell], field) == [(rule, 2)]


def test_dates_lie_in_the_months_of_the_return():
    cells = ["2026-06-30", "2026-07-01", "2026-09-30", "2026-10-01", "2026-10-21", "2026-09", "2026-06"]
    found = checked(cells, from_month=date(2026, 7, 1), to_month=date(2026, 9, 1))
    assert [(each.rule, each.line) for each in found.problems] == [
        ("date_outside_months", 2),
        ("date_outside_months", 5),
        ("date_in_future", 6),
        ("date_outside_months", 8),
    ]
    assert found.problems[0].message == (
        "Row 2, column B (Reported on): “2026-06-30” is read as 30 Jun 2026. The return covers Jul 2026 to "
        "Sep 2026: correct the date, take the row out, or cover its month too."
    )


@pytest.mark.parametrize("name", ["311_christmas_day_2013.csv"])
def test_dates_of_new_york_are_never_read_as_day_first(shared, name):
    with (shared / "data/nyc_311_housing" / name).open(encoding="utf-8", newline="") as file:
        cells = [row["Created Date"] for row in csv.DictReader(file)][:500]
    assert {day.isoformat()[:7] for day in read(cells)} == {"2013-12"}
    assert faults(cells, date_format="%d/%m/%Y") == [("date_impossible", 2)]
    assert faults(["02/03/2014 01:00:00 PM", "04/05/2014 02:00:00 PM"]) == [("date_order_unclear", 2)]


def test_dates_of_london_in_both_dialects(shared):
    folder = shared / "data/lfb_animal_rescue"
    found = []
    for name, encoding in (
        ("animal_rescue_utf8_ddmmyyyy.csv", "utf-8"),
        ("animal_rescue_gbk_yyyy-m-d.csv", "gbk"),
    ):
        with (folder / name).open(encoding=encoding, newline="") as file:
            cells = {row["IncidentNumber"]: row["DateTimeOfCall"] for row in csv.DictReader(file)}
        found.append(dict(zip(cells, read(list(cells.values())), strict=True)))
    first, second = found
    assert len(first.keys() & second.keys()) == 5898
    assert all(first[ref] == second[ref] for ref in first.keys() & second.keys())


@pytest.mark.parametrize("cells", [["31/09/2026", "2026-07-01"], ["2026-07-01", "31/09/2026"]])
def test_a_date_that_no_calendar_has_does_not_say_how_dates_are_written(cells):
    (problem,) = checked(cells).problems
    assert (problem.line, problem.rule) == (cells.index("31/09/2026") + 2, "date_formats_mixed")


@pytest.mark.parametrize(
    ("number", "rule"),
    [(2_958_465, "date_in_future"), (2_958_466, "date_unreadable"), (1e300, "date_unreadable")],
    ids=["31 December 9999", "the day after", "far beyond"],
)
def test_a_day_that_a_workbook_counts_beyond_the_last_year(number, rule):
    rows = [row(1, HEADINGS), *incidents("A1"), row(3, ("A2", number, "neglect"), (0, 1))]
    months = date(2026, 7, 1), date(2026, 9, 1)
    found = preview_file(None, Viewer.lead("alder"), *months, book({"Log": sheet(rows)}), "log.xlsx")
    assert [(problem.rule, problem.row) for problem in found.hard] == [(rule, 3)]
