"""Dates of a hazard that contradict each other, and what is said of them."""

import pytest

from ingest.hazards import dates_out_of_order
from tests.ingest.hazards.hazard_tables import hazard_table

WRONG = "correct whichever is wrong."


@pytest.mark.parametrize(
    ("hazard", "field", "rule", "message"),
    [
        (
            {"aware_at": "2025-11-05 10:30", "investigated_on": "2025-11-04"},
            "investigated_on",
            "investigated_before_aware",
            f"Investigated on 4 Nov 2025, but you became aware of the hazard on 5 Nov 2025 at 10:30: {WRONG}",
        ),
        (
            {"aware_at": "2025-11-05", "summary_sent_on": "2025-11-04"},
            "summary_sent_on",
            "summary_before_aware",
            f"Summary sent on 4 Nov 2025, but you became aware of the hazard on 5 Nov 2025: {WRONG}",
        ),
        (
            {"aware_at": "2025-11-05", "investigated_on": "2025-11-07", "summary_sent_on": "2025-11-06"},
            "summary_sent_on",
            "summary_before_investigated",
            f"Summary sent on 6 Nov 2025, but the investigation ended on 7 Nov 2025: {WRONG}",
        ),
        (
            {"aware_at": "2025-11-05", "made_safe_at": "2025-11-04 23:59"},
            "made_safe_at",
            "made_safe_before_aware",
            f"Made safe on 4 Nov 2025 at 23:59, but you became aware of the hazard on 5 Nov 2025: {WRONG}",
        ),
        (
            {"aware_at": "2025-11-05 10:30", "made_safe_at": "2025-11-05 09:30"},
            "made_safe_at",
            "made_safe_before_aware",
            "Made safe on 5 Nov 2025 at 09:30, but you became aware of the hazard on 5 Nov 2025 at 10:30: " + WRONG,
        ),
        (
            {"aware_at": "2025-11-05", "further_works_started_on": "2025-01-06"},
            "further_works_started_on",
            "further_works_before_aware",
            f"Further works started on 6 Jan 2025, but you became aware of the hazard on 5 Nov 2025: {WRONG}",
        ),
    ],
)
def test_a_contradiction_is_a_row_with_its_line_and_field(hazard, field, rule, message):
    in_order = {"aware_at": "2025-11-05"}
    assert dates_out_of_order(hazard_table([in_order, hazard, in_order])).to_pylist() == [
        {"line": 3, "field": field, "rule": rule, "message": message}
    ]


@pytest.mark.parametrize(
    "hazard",
    [
        # everything on the day of awareness
        {"aware_at": "2025-11-05 10:30", "investigated_on": "2025-11-05", "summary_sent_on": "2025-11-05",
         "made_safe_at": "2025-11-05", "further_works_started_on": "2025-11-05"},
        # at the same minute
        {"aware_at": "2025-11-05 10:30", "made_safe_at": "2025-11-05 10:30"},
        # a day without its time may be any of its moments
        {"aware_at": "2025-11-05", "made_safe_at": "2025-11-05 00:10"},
        # made safe, and further work begun, before the investigation ended
        {"aware_at": "2025-11-05", "investigated_on": "2025-11-10", "made_safe_at": "2025-11-06",
         "further_works_started_on": "2025-11-07"},
        # the clocks went back between
        {"aware_at": "2026-10-25 01:50", "made_safe_at": "2026-10-25 01:10"},
        {"aware_at": None, "investigated_on": "2025-11-05"},
    ],
)  # fmt: skip
def test_dates_in_order_are_no_problem(hazard):
    assert dates_out_of_order(hazard_table([hazard])).to_pylist() == []


def test_all_contradictions_of_a_file_by_line():
    every = {
        "aware_at": "2025-11-05",
        "investigated_on": "2025-11-04",
        "summary_sent_on": "2025-11-03",
        "made_safe_at": "2025-11-02",
        "further_works_started_on": "2025-11-01",
    }
    found = dates_out_of_order(hazard_table([every, every]))
    fields = ["further_works_started_on", "investigated_on", "made_safe_at", "summary_sent_on"]
    assert list(zip(found["line"].to_pylist(), found["field"].to_pylist(), strict=True)) == [
        (line, field) for line in (2, 3) for field in fields
    ]


def test_columns_that_were_not_supplied_contradict_nothing():
    days = ("investigated_on", "summary_sent_on", "made_safe_at", "further_works_started_on")
    assert dates_out_of_order(hazard_table([{"aware_at": "2025-11-05"}], days)).num_rows == 0
