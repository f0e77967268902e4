"""Which months are proposed, worked out by hand on made-up days."""

from datetime import date

import pytest

from ingest import months
from views.upload import months_step, return_months

TODAY = date(2026, 11, 26)


def month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def listed(span: str) -> list[date]:
    """'2025-10..2026-09 2020-01' -> the months."""
    found = []
    for part in span.split():
        first, _, last = part.partition("..")
        found += months.listed(month(first), month(last or first))
    return found


@pytest.mark.parametrize(
    "held, proposed",
    [
        ("", ("2026-07", "2026-09")),
        ("2026-07..2026-09", ("2026-07", "2026-09")),
        ("2026-04..2026-06", ("2026-04", "2026-06")),  # last quarter's file: no zeros for the months around it
        ("2025-07..2026-11", ("2025-07", "2026-09")),  # the running quarter counts for nobody yet
        ("2026-10..2026-11", ("2026-10", "2026-10")),
        ("2026-11", ("2026-07", "2026-09")),  # nothing finished in it
        ("2026-09", ("2026-09", "2026-09")),
        ("2025-10 2026-02 2026-09", ("2025-10", "2026-09")),  # a small member
        ("2016-03 2025-10..2026-09", ("2025-10", "2026-09")),  # a year mistyped
        ("2022-04..2026-09", ("2022-04", "2026-09")),
        ("2012-04..2026-09", ("2016-10", "2026-09")),
    ],
)
def test_the_months_proposed_are_those_that_the_file_holds(held, proposed):
    assert return_months.proposal(TODAY, listed(held)) == tuple(map(month, proposed))


@pytest.mark.parametrize(
    "returned, held, period, due",
    [
        ("", "2026-04..2026-06", ("2026-04", "2026-06"), "2026-07..2026-09"),
        ("2026-07..2026-09", "2026-04..2026-06", ("2026-04", "2026-06"), ""),
        ("", "2026-09", ("2026-09", "2026-09"), "2026-07..2026-08"),
        ("", "2026-04..2026-06", ("2026-04", "2026-09"), ""),  # inside the months: asked about with all the others
        ("2026-07", "2026-10", ("2026-10", "2026-10"), "2026-08..2026-09"),
        ("", "2025-10..2026-09", ("2025-10", "2026-09"), ""),
    ],
)
def test_a_due_quarter_that_the_file_does_not_hold_is_asked_about(returned, held, period, due):
    asked = months_step.due_without_rows(TODAY, listed(returned), listed(held), tuple(map(month, period)))
    assert asked == listed(due)
