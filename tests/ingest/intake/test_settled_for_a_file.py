"""Months without rows are asked about by name; rows of other months, and cells that refuse a file, by one answer."""

from datetime import date

import pytest

from ingest import returns
from ingest.intake import ForThisFile, preview_file
from ingest.intake.months_asked import WITHOUT_ROWS, question, sentence
from ingest.intake.other_months import outside
from ingest.matching import Matching
from ingest.problems import Refused
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
HEADINGS = "incident_ref,reported_on,category,closed_on,about\n"


def day(text: str) -> date:
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def look(store, rows, first="2026-07", last="2026-09", settled=None, matching=None):
    content = (HEADINGS + "".join(f"{row}\n" for row in rows)).encode()
    return preview_file(
        store, ALDER, day(first), day(last), content, "a.csv", matching, settled=settled or ForThisFile()
    )


def rows_in(*months: str) -> list[str]:
    return [f"A{n},{month}-14,neglect,,adult" for n, month in enumerate(months)]


@pytest.mark.parametrize(
    "empty, held, said",
    [
        (
            ("2026-07", "2026-08", "2026-09"),
            ("2026-04", "2026-06"),
            "Jul, Aug and Sep 2026 have no rows: nothing to report, or is this last quarter’s file?",
        ),
        (
            ("2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03"),
            ("2026-04", "2026-09"),
            "Oct 2025 to Mar 2026 have no rows: nothing to report, or does the file begin later?",
        ),
        (("2026-08",), ("2026-07", "2026-09"), "Aug 2026 has no rows: nothing to report, or are rows missing?"),
        (
            ("2025-12", "2026-02"),
            ("2025-11", "2026-03"),
            "Dec 2025 and Feb 2026 have no rows: nothing to report, or are rows missing?",
        ),
    ],
)
def test_months_without_rows_are_named(empty, held, said):
    assert sentence([day(each) for each in empty], (day(held[0]), day(held[1]))) == said


def test_a_quarter_without_rows_is_not_saved_as_zeros_without_an_answer(store):
    preview = look(store, rows_in("2026-04", "2026-05", "2026-06"), "2025-10", "2026-09")
    assert [problem.rule for problem in preview.problems] == [WITHOUT_ROWS]
    assert "Oct 2025 to Mar 2026, Jul, Aug and Sep 2026 have no rows" in preview.problems[0].message
    with pytest.raises(Refused):
        returns.save(store, ALDER, preview)
    assert returns.save(store, ALDER, preview, accepted={WITHOUT_ROWS}).outcome == "loaded"
    again = look(store, rows_in("2026-04", "2026-05", "2026-06"), "2025-10", "2026-09")
    assert (again.problems, again.months_without_rows) == ((), ())  # answered before


def test_a_month_whose_rows_are_all_out_of_scope_is_held_by_the_file(store):
    matching = Matching(columns={}, values={"category": {"Parking": None}})
    rows = ["A1,2026-07-14,neglect,,adult", "A2,2026-08-14,Parking,,adult", "A3,2026-09-14,neglect,,adult"]
    preview = look(store, rows, matching=matching)
    assert (preview.problems, preview.months_without_rows) == ((), ())


def test_a_month_or_two_are_named_and_not_refused(store):
    preview = look(store, rows_in("2026-08"))
    assert (preview.problems, preview.months_without_rows) == ((), (day("2026-07"), day("2026-09")))


def test_rows_of_other_months_are_left_out_by_one_answer_that_counts_them(store):
    rows = rows_in("2026-06", "2026-07", "2026-08", "2026-09", "2026-10")
    refused = look(store, rows)
    assert [problem.rule for problem in refused.hard] == ["date_outside_months"] * 2
    preview = look(store, rows, settled=ForThisFile(leave_out_other_months=True))
    assert (preview.problems, preview.rows, dict(preview.left_out)) == ((), 3, {"other_months": 2})


@pytest.mark.parametrize(
    "days, first, last, found",
    [
        ({"2026-10-03": 20, "2026-11-14": 11, "2026-08-01": 5}, "2026-07", "2026-09", {"2026-10": 20, "2026-11": 11}),
        ({"2026-06-14": 1, "2026-08-01": 5}, "2026-07", "2026-09", {"2026-06": 1}),
        ({"2026-12-01": 3}, "2026-07", "2026-09", {}),  # in the future: a wrong date, not another month
        ({"2026-01-07": 2, "2026-02-08": 3, "2026-08-14": 9}, "2026-07", "2026-09", {}),  # day and month swapped
        ({"2026-01-07": 2, "2026-02-18": 3}, "2026-07", "2026-09", {"2026-01": 2, "2026-02": 3}),
        ({"2026-03-01": 4}, "2026-07", "2026-09", {"2026-03": 4}),  # a file that names months only
    ],
)
def test_which_rows_may_be_left_out(days, first, last, found):
    by_day = {day(each): rows for each, rows in days.items()}
    assert outside(by_day, day(first), day(last), day("2026-11-26")) == {day(m): rows for m, rows in found.items()}


def test_cells_of_an_optional_column_that_refuse_the_file_can_be_left_empty(store):
    rows = [
        "A1,2026-07-14,neglect,soon?1,adult",
        "A2,2026-08-14,neglect,2026-08-20,adult",
        "A3,2026-09-14,neglect,2026-09-01,nobody",
        "A4,2026-09-14,neglect,2026-13-44,child",
    ]
    refused = look(store, rows)
    assert dict(refused.can_be_empty) == {"about": 1, "closed_on": 3}
    preview = look(store, rows, settled=ForThisFile(leave_empty=frozenset({"about", "closed_on"})))
    assert preview.problems == () and dict(preview.left_empty) == {"about": 1, "closed_on": 3}
    kept = preview.incidents.select(["about", "days_open"]).to_pylist()
    assert [tuple(each.values()) for each in kept] == [("adult", None), ("adult", 6), (None, None), ("child", None)]


def test_two_ticks_where_one_answer_is_allowed_can_be_left_empty(store):
    matching = Matching(
        columns={"incident_ref": "incident_ref", "reported_on": "reported_on", "category": "category"},
        ticked={"closed_on": {"field": "about", "code": "adult"}, "about": {"field": "about", "code": "child"}},
    )
    rows = ["A1,2026-07-14,neglect,x,x", "A2,2026-08-14,neglect,x,"]
    assert dict(look(store, rows, matching=matching).can_be_empty) == {"about": 1}
    preview = look(store, rows, matching=matching, settled=ForThisFile(leave_empty=frozenset({"about"})))
    assert preview.problems == () and preview.incidents["about"].to_pylist() == [None, "adult"]


def test_a_column_of_dates_that_can_be_read_both_ways_can_be_left_empty_whole(store):
    rows = [f"A{n},2026-07-0{n},neglect,0{n}/08/2026,adult" for n in (1, 2, 3)]
    refused = look(store, rows, last="2026-07")
    assert [problem.rule for problem in refused.hard] == ["date_order_unclear"]
    assert dict(refused.can_be_empty) == {"closed_on": 3}
    preview = look(store, rows, last="2026-07", settled=ForThisFile(leave_empty=frozenset({"closed_on"})))
    assert preview.problems == () and preview.incidents["days_open"].to_pylist() == [None, None, None]


def test_a_needed_column_is_never_left_empty(store):
    rows = ["A1,soon,neglect,,adult"]
    preview = look(store, rows, settled=ForThisFile(leave_empty=frozenset({"reported_on", "category"})))
    assert preview.hard and dict(preview.can_be_empty) == {}


def test_a_log_that_starts_its_numbers_again_can_be_numbered(store):
    rows = ["1,2026-07-14,neglect,,adult", "2,2026-08-14,neglect,,adult", "1,2026-09-14,hoarding,,adult"]
    assert [problem.rule for problem in look(store, rows).hard] == ["repeated_reference"]
    preview = look(store, rows, matching=Matching(columns={}, repeated_reference="number"))
    assert preview.problems == () and preview.rows == 3
    assert preview.incidents["incident_ref"].to_pylist() == ["202607-202609-2", "202607-202609-3", "202607-202609-4"]


def test_the_question_says_what_to_do():
    asked = question([day("2026-08")], None)
    assert asked.soft and "confirm it (months_without_rows): these months then count as zero. If not," in asked.message
