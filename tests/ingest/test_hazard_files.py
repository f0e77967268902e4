"""A hazard file through the same intake: matched, screened, checked, judged, kept without a date, and taken back."""

import json
from datetime import date
from pathlib import Path

import pytest

from ingest import returns
from ingest.__main__ import main
from ingest.group import retention
from ingest.intake import preview_file
from ingest.matching import Matching
from ingest.problems import Refused
from ingest.standard import HAZARDS, STANDARD
from queries.refusals import NotAllowed
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
JULY, SEPTEMBER = date(2026, 7, 1), date(2026, 9, 1)
HEAD = ",".join(HAZARDS.field_names)
ROWS = """\
H-1,2026-07-03 10:30,fire,emergency,tenancy,yes,2026-07-03,2026-07-08,2026-07-04 09:30,,,no
H-2,2026-08-03,damp_mould,significant,tenancy,yes,2026-08-10,2026-08-20,2026-08-19,2026-09-01,no_access,yes
H-3,2026-09-29,damp_mould,significant,licence,yes,,,,,,
H-4,2026-09-30,damp_mould,significant,tenancy,yes,2026-10-16,,,,,no
H-5,2026-09-30,damp_mould,not_a_hazard,tenancy,yes,,,,,,no
"""


def look(store, rows=ROWS, head=HEAD, **more):
    return preview_file(
        store, ALDER, JULY, SEPTEMBER, f"{head}\n{rows}".encode(), "hazards.csv", standard=HAZARDS, **more
    )


def saved(store, rows=ROWS):
    return returns.save(store, ALDER, look(store, rows))


def kept(store, *columns):
    cursor = store.cursor()
    return cursor.execute(f"select {', '.join(columns)} from current_hazard order by hazard_ref").fetchall()


def test_clocks_durations_and_months_are_kept(store):
    """Today is Tuesday 20 October 2026. By hand:

    H-1 safe 23 hours after awareness; summary 3 working days after Friday 3 July; further work: nobody can tell.
    H-2 investigated on the fifth working day; safe on Wednesday 19 August, 7 working days after Monday 10; summary 8
    after; an exception excuses both. H-3 is a licence. H-4 investigated on Friday 16 October, the twelfth working day.
    """
    assert saved(store).rows == 5
    assert kept(store, "hazard_ref", "month", "emergency_made_safe", "emergency_made_safe_hours") == [
        ("H-1", date(2026, 7, 1), "met", 23),
        ("H-2", date(2026, 8, 1), "not_in_law", None),
        ("H-3", date(2026, 9, 1), "not_in_law", None),
        ("H-4", date(2026, 9, 1), "not_in_law", None),
        ("H-5", date(2026, 9, 1), "not_in_law", None),
    ]
    assert kept(store, "investigated", "investigated_working_days", "summary_sent", "safety_work_done") == [
        ("not_in_law", None, "met", "not_in_law"),
        ("met", 5, "excepted", "excepted"),
        ("not_in_law", None, "not_in_law", "not_in_law"),
        ("missed", 12, "running", "running"),
        ("not_in_law", None, "not_in_law", "not_in_law"),
    ]
    assert kept(store, "reopened", "clock_exception", "in_scope") == [
        (False, None, "yes"),
        (True, "no_access", "yes"),
        (None, None, "yes"),
        (False, None, "yes"),
        (False, None, "yes"),
    ]


def test_of_what_runs_only_that_it_falls_due_within_ten_working_days_is_kept(store):
    saved(store)
    due = dict(kept(store, "hazard_ref", "falls_due"))
    assert due == {
        "H-1": None, "H-2": None, "H-3": None, "H-5": None,
        "H-4": ["summary_sent", "safety_work_done", "further_work_begun"],
    }  # fmt: skip
    asked = store.ask("hazards_due", ALDER)
    assert asked["hazard_ref"].tolist() == ["H-4"] * 3 and asked["judged_on"].dt.date.unique() == [date(2026, 10, 20)]


def test_no_table_holds_a_day_of_a_hazard(store):
    saved(store)
    cursor = store.cursor()
    days = cursor.execute(
        "select column_name from duckdb_columns() where table_name = 'hazard' and data_type in ('DATE', 'TIMESTAMP')"
    ).fetchall()
    assert days == [("month",)]
    assert {month.day for (month,) in kept(store, "month")} == {1}


def test_saving_again_changes_nothing_and_a_correction_replaces(store):
    first = saved(store)
    again = saved(store)
    assert (first.outcome, first.return_id, again.outcome) == ("loaded", "alder-h0001", "unchanged")
    corrected = look(store, ROWS.replace("2026-07-04 09:30", "2026-07-04 10:31"))
    compared = corrected.compared
    assert (compared.added, compared.changed, compared.gone, compared.unchanged) == (0, 1, 0, 4)
    assert compared.fields == {"emergency_made_safe": 1, "emergency_made_safe_hours": 1}
    receipt = returns.save(store, ALDER, corrected)
    assert receipt.replaced == ("alder-h0001",)
    assert dict(kept(store, "hazard_ref", "emergency_made_safe"))["H-1"] == "missed"
    returns.withdraw(store, ALDER, receipt.return_id)
    assert dict(kept(store, "hazard_ref", "emergency_made_safe"))["H-1"] == "met"
    returns.restore(store, ALDER, receipt.return_id)
    assert dict(kept(store, "hazard_ref", "emergency_made_safe"))["H-1"] == "missed"


def test_incidents_do_not_know_of_hazards(store):
    saved(store)
    assert store.ask("returns_status", ALDER)["status"].tolist() == [] or "returned" not in set(
        store.ask("returns_status", ALDER)["status"]
    )
    assert store.ask("own_returns", ALDER).empty


def test_only_a_lead_of_the_member_saves_or_withdraws(store):
    preview = look(store)
    for viewer in (Viewer.reader("alder"), Viewer.coordinator(), Viewer.lead("birch")):
        with pytest.raises(NotAllowed):
            returns.save(store, viewer, preview)
    receipt = returns.save(store, ALDER, preview)
    with pytest.raises(NotAllowed):
        returns.withdraw(store, Viewer.lead("birch"), receipt.return_id)
    with pytest.raises(Refused, match=r"There is no return .alder-0001. in this store"):
        returns.withdraw(store, ALDER, "alder-0001")


WRONG = {
    "a date out of order": (
        "H-1,2026-07-03 10:30,fire,emergency,tenancy,yes,2026-07-01,,,,,",
        ["investigated_before_aware"],
    ),
    "a day that is none": ("H-1,2026-07-32,fire,emergency,tenancy,yes,,,,,,", ["date_impossible"]),
    "only a month": ("H-1,2026-07,fire,emergency,tenancy,yes,,,,,,", ["day_missing"]),
    "another month": ("H-1,2026-05-03,fire,emergency,tenancy,yes,,,,,,", ["date_outside_months"]),
    "the future": ("H-1,2026-07-03,fire,emergency,tenancy,yes,2026-12-01,,,,,", ["date_in_future"]),
    "no level": ("H-1,2026-07-03,fire,,tenancy,yes,,,,,,", ["required"]),
    "an unknown word": ("H-1,2026-07-03,fire,category 1,tenancy,yes,,,,,,", ["unmatched_word"]),
    "no reference": (",2026-07-03,fire,emergency,tenancy,yes,,,,,,", ["missing_reference"]),
    "a postcode": ("H-1,2026-07-03,fire,emergency,tenancy,yes,,,,,SW1A 2AA,", ["personal_data"]),
}


@pytest.mark.dose(3)
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_refused_and_nothing_is_kept(store, wrong):
    row, rules = WRONG[wrong]
    preview = look(store, row + "\n")
    assert [problem.rule for problem in preview.hard] == rules
    assert all("SW1A 2AA" not in problem.message for problem in preview.problems)
    with pytest.raises(Refused):
        returns.save(store, ALDER, preview)
    assert kept(store, "hazard_ref") == []


def test_an_empty_required_cell_is_said_of_a_hazard(store):
    message = look(store, WRONG["no level"][0] + "\n").hard[0].message
    assert message == "Row 2, column D (Hazard level): the cell is empty. Every hazard needs it: fill it in."


OWN = Matching(
    columns={"Job ref": "hazard_ref", "Date reported": "aware_at", "Issue": "hazard_type", "Priority": "hazard_level"},
    values={"hazard_type": {"Mouldy": "damp_mould"}, "hazard_level": {"P1": "emergency", "Routine": "not_a_hazard"}},
    standard=HAZARDS,
)
FOREIGN = "J1,03/07/2026 10:30,Mouldy,P1\nJ2,14/07/2026,Mouldy,Routine\n"


def test_own_headings_and_words_are_matched_and_kept_apart_from_those_of_incidents(store):
    head = "Job ref,Date reported,Issue,Priority"
    preview = look(store, FOREIGN, head, matching=OWN, matching_name="repairs")
    assert preview.hard == [] and preview.fields == ("hazard_ref", "aware_at", "hazard_type", "hazard_level")
    returns.save(store, ALDER, preview)
    assert kept(store, "hazard_type", "hazard_level", "emergency_made_safe") == [
        ("damp_mould", "emergency", "cannot_tell"),
        ("damp_mould", "not_a_hazard", "not_in_law"),
    ]
    assert look(store, FOREIGN, head).unchanged  # with the saved matching
    assert store.cursor().execute("select count(*) from matching").fetchone() == (0,)


def test_the_standards_are_two():
    assert HAZARDS.row_name == "hazard" and STANDARD.row_name == "incident"
    assert HAZARDS.reference == "hazard_ref" and HAZARDS.reported == "aware_at"


def test_the_command_line_checks_loads_lists_and_withdraws(store_path, tmp_path, capsys):
    file = tmp_path / "hazards.csv"
    file.write_text(f"{HEAD}\n{ROWS}", "utf-8")
    common = ["--member", "alder", "--from", "2026-07", "--to", "2026-09", "--store", str(store_path)]
    assert main(["check", str(file), "--of", "hazards", *common]) == 0
    assert "5 hazards can be saved" in capsys.readouterr().out
    assert main(["load", str(file), "--of", "hazards", "--json", *common]) == 0
    assert json.loads(capsys.readouterr().out)["return"] == "alder-h0001"
    assert main(["withdraw", "alder-h0001", "--store", str(store_path)]) == 0
    capsys.readouterr()
    assert main(["returns", "--of", "hazards", "--json", "--store", str(store_path)]) == 0
    (listed,) = json.loads(capsys.readouterr().out)["returns"]
    assert (listed["return"], listed["rows"], listed["status"]) == ("alder-h0001", 5, "withdrawn")
    assert main(["returns", "--json", "--store", str(store_path)]) == 0
    assert json.loads(capsys.readouterr().out)["returns"] == []
    assert main(["template", "--of", "hazards"]) == 0
    assert capsys.readouterr().out == HEAD + "\n"


def test_a_hazard_file_is_refused_as_incidents_and_the_other_way_round(store_path, tmp_path, capsys):
    file = tmp_path / "hazards.csv"
    file.write_text(f"{HEAD}\n{ROWS}", "utf-8")
    common = ["--member", "alder", "--from", "2026-07", "--to", "2026-09", "--store", str(store_path)]
    assert main(["load", str(file), *common]) == 1


def test_the_sample_files_are_made_afresh_with_the_same_bytes():
    from sample_data.hazards import FOLDER, hazard_files

    there = {file.name: file.read_bytes() for file in Path(FOLDER).iterdir()}
    assert there == hazard_files()


def test_replaced_hazards_are_cleared_out_after_a_year_and_old_ones_whoever_counts_them(store):
    first = saved(store).return_id
    returns.save(store, ALDER, look(store, ROWS.replace("2026-07-04 09:30", "2026-07-04 10:31")))
    coordinator = Viewer.coordinator("coordinator@group.example")
    assert retention.preview(store, coordinator).rows.empty
    with store.write() as cursor:
        cursor.execute("update hazard_return set saved_at = saved_at - to_years(2)")
    due = retention.preview(store, coordinator)
    assert due.rows[["member", "why", "returns", "months"]].values.tolist() == [["alder", "replaced", 1, 3]]
    retention.clear_out(store, coordinator, due)
    rows = store.cursor().execute("select distinct return_id from hazard").fetchall()
    assert rows == [("alder-h0002",)] and first == "alder-h0001"
    with store.write() as cursor:
        store.set(cursor, "today", "2036-05-01", "test")
    due = retention.preview(store, coordinator)
    assert due.rows["why"].tolist() == ["too_old"]
    retention.clear_out(store, coordinator, due)
    assert store.cursor().execute("select count(*) from hazard").fetchone() == (0,)
    assert kept(store, "hazard_ref") == []
