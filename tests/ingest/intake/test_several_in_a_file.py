"""Whole files: words for nothing, several answers a cell, several columns a field, several rows an incident."""

import json
from datetime import date

import pytest

from ingest import returns
from ingest.intake import preview_file
from ingest.matching import Matching
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
MONTHS = date(2026, 7, 1), date(2026, 9, 1)


@pytest.fixture
def cases(shared):
    return shared / "cases"


def look(store, content: bytes | str, **matching):
    content = content.encode() if isinstance(content, str) else content
    how = Matching.from_json(json.dumps({"columns": {}} | matching)) if matching else None
    return preview_file(store, ALDER, *MONTHS, content, "export.csv", how)


def column(preview, name: str) -> list:
    assert preview.hard == [], [problem.message for problem in preview.hard]
    return preview.incidents[name].to_pylist()


class TestCases:
    def test_08_unknown_in_a_yes_no_field(self, store, cases):
        content = (cases / "08_yes_no_unknown.csv").read_bytes()
        (problem,) = look(store, content).hard
        assert (problem.rule, problem.field, problem.line) == ("unmatched_word", "repeat_concern", 4)
        assert "or empty the cell" in problem.message
        preview = look(store, content, values={"repeat_concern": {"Unknown": ""}})
        assert column(preview, "repeat_concern") == [True, False, None, True, False, None]
        assert preview.left_out == {}

    def test_08b_words_in_a_date(self, store, cases):
        content = (cases / "08b_nothing_in_date.csv").read_bytes()
        hard = look(store, content).hard
        assert [(p.rule, p.line) for p in hard] == [("unmatched_word", line) for line in (3, 4, 5, 6)]
        assert all("or empty the cell" in p.message for p in hard)
        said = {"closed_on": dict.fromkeys(("null", "N/A", "-", "Open"), "")}
        assert column(look(store, content, values=said), "days_open") == [74, None, None, None, None, 7]

    def test_09_agencies_by_comma(self, store, cases):
        preview = look(store, (cases / "09_lists_by_comma.csv").read_bytes())
        assert column(preview, "other_agencies") == [["police", "nhs"], ["none"]] * 3


HEADINGS = "incident_ref,reported_on,category,"


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("name", "column_of", "cells", "words", "kept"),
    [
        ("risk_outcome", "risk_outcome", ["Removed", "TBC"], {"TBC": ""}, ["removed", None]),
        ("missing_risk_level", "missing_risk_level", ["High", "N/A"], {"N/A": ""}, ["high", None]),
        ("escalated", "escalated", ["Y", "?"], {"?": ""}, [True, None]),
        (
            "other_agencies",
            "other_agencies",
            ["Police/NHS", "Not minuted"],
            {"Not minuted": ""},
            [["police", "nhs"], None],
        ),
        ("closed_on", "days_open", ["31/07/2026", "not yet"], {"Not yet": ""}, [18, None]),
        ("closed_on", "days_open", ["31/07/2026", "00/00/0000"], {"00/00/0000": ""}, [18, None]),
    ],
)
def test_what_is_kept_of_a_word_that_means_nothing(store, name, column_of, cells, words, kept):
    rows = "".join(f"A{n},13/07/2026,missing_person,{cell}\n" for n, cell in enumerate(cells))
    assert [problem.rule for problem in look(store, f"{HEADINGS}{name}\n{rows}").hard] == ["unmatched_word"]
    assert column(look(store, f"{HEADINGS}{name}\n{rows}", values={name: words}), column_of) == kept


def test_two_lines_of_agencies_in_a_cell(store):
    text = (
        HEADINGS
        + 'other_agencies\nA1,13/07/2026,neglect,"Police\nNHS\n"\nA2,13/07/2026,neglect,"[""NHS"", ""MARAC""]"\n'
    )
    assert column(look(store, text), "other_agencies") == [["police", "nhs"], ["nhs", "marac"]]


def test_folded_incidents_are_saved_once_and_stay_unchanged(store):
    text = "Ref,Date,Type,Sub,Police\nA1,13/07/2026,Abuse,Physical,x\n"
    text += "A1,13/07/2026,Abuse,Neglect,\nA2,14/08/2026,Fire risk,,\n"
    how = {
        "columns": {"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Sub": "category"},
        "values": {"category": {"Abuse › Physical": "physical_abuse", "Abuse › Neglect": "neglect"}},
        "ticked": {"Police": {"field": "other_agencies", "code": "police"}},
        "repeated_reference": "fold",
    }
    preview = look(store, text, **how)
    assert column(preview, "category") == ["physical_abuse", "fire_risk"]
    assert column(preview, "also_involves") == [["neglect"], None]
    assert column(preview, "other_agencies") == [["police"], None]
    assert (preview.left_out, preview.not_kept) == ({"folded": 1}, ())
    assert preview.fields == ("incident_ref", "reported_on", "category", "also_involves", "other_agencies")
    returns.save(store, ALDER, preview, accepted={p.rule for p in preview.soft})
    assert look(store, text).unchanged  # with the member's saved matching


def test_a_category_that_is_ticked_beside_the_main_one_is_asked_about(store):
    text = HEADINGS + "Neglect ticked\nA1,13/07/2026,neglect,x\nA2,13/07/2026,hoarding,x\n"
    preview = look(store, text, ticked={"Neglect ticked": {"field": "also_involves", "code": "neglect"}})
    assert [problem.rule for problem in preview.soft] == ["repeats_main_category"]
    assert column(preview, "also_involves") == [None, ["neglect"]]


def test_names_in_a_ticked_column_are_never_repeated(store):
    text = HEADINGS + "Told\nA1,13/07/2026,neglect,someone@example.org\n"
    preview = look(store, text, ticked={"Told": {"field": "other_agencies", "code": "police"}})
    assert preview.hard
    assert not any("someone@example.org" in problem.message for problem in preview.problems)
