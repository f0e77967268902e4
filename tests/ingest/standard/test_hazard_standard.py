"""The second file of the standard as it is written: its fields, its codes and its clocks."""

import csv
import json
import re
from collections import Counter
from datetime import date

import frictionless
import pytest

from ingest.hazards import CLOCKS, clock_rows
from ingest.hazards.limits import FILE, check_clock_rows
from ingest.standard import FOLDER, KINDS, STANDARD
from ingest.words import normalised

SCHEMA = json.loads((FOLDER / "hazard.schema.json").read_text("utf-8"))
FIELDS = [
    # name, kind, required, codes, kept as
    ("hazard_ref", "text", True, None, "hazard_ref"),
    ("aware_at", "day_or_datetime", True, None, "month"),
    ("hazard_type", "code", True,
     "damp_mould excess_cold excess_heat fire electrical falls structural hygiene other", "hazard_type"),
    ("hazard_level", "code", True, "emergency significant not_a_hazard not_assessed", "hazard_level"),
    ("agreement_type", "code", False, "tenancy licence leasehold other not_known", "agreement_type"),
    ("in_scope", "code", False, "yes no not_known", "in_scope"),
    ("investigated_on", "day", False, None, "investigated"),
    ("summary_sent_on", "day", False, None, "summary_sent"),
    ("made_safe_at", "day_or_datetime", False, None, "safety_work_done"),
    ("further_works_started_on", "day", False, None, "further_work_begun"),
    ("clock_exception", "code", False, "no_access specialist_needed resident_request other", "clock_exception"),
    ("reopened", "yes_no", False, "yes no", "reopened"),
]  # fmt: skip


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


OWN_CODES = rows_of("hazard_codes.csv")
CODES = OWN_CODES + rows_of("codes.csv")


def codes(code_list: str) -> list[str]:
    return [row["code"] for row in CODES if row["list"] == code_list]


@pytest.mark.parametrize(("written", "expected"), list(zip(SCHEMA["fields"], FIELDS, strict=True)))
def test_each_field_is_as_the_standard_says(written, expected):
    required = written.get("constraints", {}).get("required", False)
    allowed = " ".join(codes(written["code_list"])) if "code_list" in written else None
    assert (written["name"], written["kind"], required, allowed, written["kept_as"]) == expected
    assert written["kind"] in (*KINDS, "day_or_datetime")
    assert written["title"] and written["description"].endswith(".") and written["synonyms"]


def test_every_clock_is_ended_by_one_field():
    assert Counter(clock for field in SCHEMA["fields"] for clock in field.get("clocks", ())) == Counter(CLOCKS)


def test_no_heading_stands_for_two_fields():
    headings = Counter(
        heading
        for field in SCHEMA["fields"]
        for heading in {normalised(each) for each in (field["name"], field["title"], *field["synonyms"])}
    )
    assert [heading for heading, times in headings.items() if times > 1] == []


def test_new_codes_are_explained_and_listed_once():
    lists = {row["list"] for row in OWN_CODES}
    assert lists == {"hazard_type", "in_scope", "clock_exception", "hazard_clock", "clock_result"}
    assert not lists & {row["list"] for row in rows_of("codes.csv")}
    assert OWN_CODES[0].keys() == rows_of("codes.csv")[0].keys()
    for row in OWN_CODES:
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", row["code"])
        assert row["label"] and row["definition"].endswith(".")
        assert bool(row["synonyms"]) == (row["list"] not in ("hazard_clock", "clock_result"))


@pytest.mark.parametrize("code_list", ["hazard_type", "in_scope", "clock_exception"])
def test_no_word_stands_for_two_codes(code_list):
    words = Counter(
        word
        for row in OWN_CODES
        if row["list"] == code_list
        for word in {normalised(each) for each in (row["code"], row["label"], *row["synonyms"].split(";"))}
    )
    assert [word for word, times in words.items() if times > 1] == []


def test_results_and_clocks_have_labels():
    assert codes("hazard_clock") == list(CLOCKS)
    assert codes("clock_result") == ["met", "missed", "running", "overdue", "excepted", "cannot_tell", "not_in_law"]


def test_no_word_of_the_rating_system_means_a_level_of_the_law():
    words = {normalised(word) for field in SCHEMA["fields"] for word in field["synonyms"]}
    words |= {normalised(word) for row in OWN_CODES for word in row["synonyms"].split(";")}
    assert not [word for word in words if re.search(r"\bcat(egory)? ?[12]\b", word)]


EMERGENCY_LIMITS = {
    ("emergency_made_safe", "hours", 24),
    ("summary_sent", "working_days", 3),
    ("further_work_begun", "working_days", 5),
    ("further_work_begun", "calendar_days", 84),
}
SIGNIFICANT_LIMITS = {
    ("investigated", "working_days", 10),
    ("summary_sent", "working_days", 3),
    ("safety_work_done", "working_days", 5),
    ("further_work_begun", "working_days", 5),
    ("further_work_begun", "calendar_days", 84),
}


def test_the_limits_are_the_law_s_from_the_day_it_began_and_later_phases_have_no_day():
    rows = clock_rows().to_pylist()
    check_clock_rows(clock_rows())
    limits: dict[tuple, set] = {}
    for row in rows:
        group = limits.setdefault((row["type"], row["level"], row["from"]), set())
        group.add((row["clock"], row["unit"], row["limit"]))
    began = date(2025, 10, 27)
    later = [code for code in codes("hazard_type") if code != "damp_mould"]
    assert limits == {
        ("any", "emergency", began): EMERGENCY_LIMITS,
        ("damp_mould", "significant", began): SIGNIFICANT_LIMITS,
    } | {(code, "significant", None): SIGNIFICANT_LIMITS for code in later}
    assert len(rows) == sum(len(group) for group in limits.values()), "no row twice"


def test_the_file_has_the_columns_that_the_standard_names():
    assert FILE.read_text("utf-8").splitlines()[0] == "type,level,clock,limit,unit,from"


@pytest.mark.parametrize(
    ("line", "faulted"),
    [
        ("H-1,2025-11-05 10:30,2025-11-06 09:00,2025-11-06,yes", []),
        ("H-1,2025-11-05,2025-11-06,,", []),
        ("H-1,2025-11,,,", ["aware_at"]),
        ("H-1,05/11/2025 10:30,,,", ["aware_at"]),
        ("H-1,2025-11-05 24:30,,,", ["aware_at"]),
        ("H-1,,,,", ["aware_at"]),
        ("H-1,2025-11-05,today,,", ["made_safe_at"]),
        ("H-1,2025-11-05,,6 Nov,", ["investigated_on"]),
        ("H-1,2025-11-05,,,perhaps", ["reopened"]),
    ],
)
def test_frictionless_reads_the_schema_and_faults_the_same_cells(line, faulted):
    names = ["hazard_ref", "aware_at", "made_safe_at", "investigated_on", "reopened"]
    by_name = {field["name"]: field for field in SCHEMA["fields"]}
    some = SCHEMA | {"fields": [by_name[name] for name in names], "primaryKey": []}
    resource = frictionless.Resource(
        data=f"{','.join(names)}\n{line}\n".encode(), format="csv", schema=frictionless.Schema.from_descriptor(some)
    )
    report = frictionless.validate(resource)
    assert [names[number - 1] for (number,) in report.flatten(["fieldNumber"])] == faulted


def test_frictionless_accepts_the_whole_schema():
    assert frictionless.Schema.from_descriptor(SCHEMA).field_names == [field[0] for field in FIELDS]


def test_both_files_describe_an_agreement_and_a_level_by_the_same_codes():
    for name in ("agreement_type", "hazard_level"):
        assert tuple(codes(name)) == STANDARD.codes(name)
