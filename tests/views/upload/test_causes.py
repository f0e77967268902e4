"""One cause is one problem; what a choice on the page settles is no fault of the file."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from ingest.problems import Problem
from views.upload import guide_for_leads, settled
from views.upload.causes import causes_of
from views.upload.page import best_months
from views.upload.problem_files import problems_csv, without_code

TODAY = date(2026, 11, 26)


@dataclass
class File:
    rows_by_day: dict = field(default_factory=dict)


@dataclass
class Refused:
    hard: list
    can_be_empty: dict = field(default_factory=dict)
    from_month: date = date(2026, 7, 1)
    to_month: date = date(2026, 9, 1)


def problem(rule: str, name: str | None = None, line: int = 1) -> Problem:
    return Problem(rule, f"Row {line}: wrong.", line=line, field=name)


def test_ninety_seven_rows_of_later_months_are_one_cause():
    hard = [problem("date_outside_months", "reported_on", line) for line in range(97)]
    (cause,) = causes_of(Refused(hard), File({date(2026, 10, 3): 60, date(2026, 11, 14): 37}), TODAY)
    assert cause.settled_here
    assert cause.in_words.startswith("97 rows are of Oct and Nov 2026, outside the months of this return.")


def test_unreadable_dates_of_an_optional_column_are_one_cause():
    hard = [problem("date_unreadable", "closed_on", line) for line in range(90)]
    hard += [problem("date_in_future", "closed_on", line) for line in range(8)]
    (cause,) = causes_of(Refused(hard, {"closed_on": 98}), File(), TODAY)
    assert cause.settled_here and cause.in_words.startswith("98 closing dates cannot be read or cannot be so.")
    assert cause.in_words.endswith("And 95 more of the same kind.")


def test_what_only_the_file_can_mend_comes_first():
    hard = [problem("missing_reference", "incident_ref"), problem("date_unreadable", "reported_on")]
    causes = causes_of(Refused(hard), File(), TODAY)
    assert [cause.settled_here for cause in causes] == [False, True]


@pytest.mark.parametrize(
    "number, said", [(1, "One thing to say first"), (2, "Two things to say first"), (11, "11 things to say first")]
)
def test_how_much_there_is_to_say(number, said):
    assert settled.in_words(number) == said


def test_what_is_left_out_or_empty_is_counted():
    assert settled.leave_out_words({date(2026, 10, 1): 20, date(2026, 11, 1): 11}) == (
        "Leave out 31 rows of Oct and Nov 2026"
    )
    assert settled.leave_out_words({date(2026, 6, 1): 1}) == "Leave out 1 row of Jun 2026"
    assert settled.leave_empty_words("closed_on", 98) == "Leave 98 unreadable closing dates empty"
    assert settled.leave_empty_words("about", 1) == "Leave 1 unreadable cell of “About” empty"


def test_no_page_and_no_list_shows_the_code_of_a_question():
    asked = Problem("far_fewer", "Far fewer. If that is right, confirm it (far_fewer). Otherwise …", soft=True)
    assert without_code(asked) == "Far fewer. If that is right, confirm it. Otherwise …"
    assert "(far_fewer)" not in problems_csv([asked]).decode()


def test_fifteen_months_the_first_time_and_twelve_after():
    assert best_months(TODAY, is_first=True).startswith(
        "Best is a file of the last fifteen months, Jul 2025 to Sep 2026:"
    )
    assert best_months(TODAY, is_first=False).startswith(
        "Best is a file of the last twelve months, Oct 2025 to Sep 2026:"
    )


def test_the_guide_is_shown_without_links_that_lead_nowhere_on_the_page():
    guide = guide_for_leads.text()
    assert guide.lstrip().startswith("You send your organisation's")
    assert "](" not in guide and "The matching file" in guide
