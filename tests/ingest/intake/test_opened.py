"""A file opened once, its columns chosen again without reading it again."""

from dataclasses import replace

import pytest

from ingest.intake import match_file, open_file, opened
from ingest.matching import Matching

TEXT = b"Ref,When,Kind,Tenant\nA1,2026-07-03,hoarding,Adult\nA2,2026-07-04,neglect,Whole Street\n"
FIRST = Matching({"Ref": "incident_ref", "When": "reported_on", "Kind": "category"})
WITH_WHO = replace(FIRST, columns=FIRST.columns | {"Tenant": "about"})


def test_a_file_is_placed_by_another_matching_without_being_read_again():
    found = open_file(TEXT, "export.csv", FIRST)
    again = found.place(WITH_WHO)
    assert again.table is found.table
    assert dict(again.placed.at) == {
        "incident_ref": (0,), "reported_on": (1,), "category": (2,), "about": (3,),
    }  # fmt: skip


def test_screening_is_repeated_only_where_other_columns_are_placed(monkeypatch):
    screened = []
    monkeypatch.setattr(opened, "screen", lambda table, fields, standard: screened.append(fields) or [])
    found = open_file(TEXT, "export.csv", FIRST)
    found.place(replace(FIRST, values={"category": {"Noise": None}}))
    found.place(WITH_WHO)
    assert screened == [FIRST.columns, WITH_WHO.columns]


def test_a_column_of_codes_under_a_persons_heading_is_no_name():
    """“Whole Street” would be one, under “Tenant”, in a column that is not matched to codes."""
    assert [p.column for p in open_file(TEXT, "export.csv", FIRST).personal] == ["D"]
    assert open_file(TEXT, "export.csv", WITH_WHO).personal == ()


@pytest.mark.parametrize("matching", [FIRST, WITH_WHO])
def test_what_is_opened_and_matched_prints_none_of_its_cells(matching):
    found = open_file(TEXT, "export.csv", matching)
    assert "A1" not in repr(found) + repr(match_file(found, matching))
