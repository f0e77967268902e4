"""A word that means nothing recorded: in any optional field, in dates too; never in a field that every row needs."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.checking import read_dates
from ingest.matching import Matched, Matching, match, suggest_words
from ingest.problems import Refused
from ingest.standard import STANDARD
from tests.ingest.matching.text_tables import table_of

OPTIONAL = [field for field in STANDARD.fields if not field.required]


def read(name: str, cells: list[str], words: dict[str, str] | None = None) -> Matched:
    table = table_of(
        ["Ref", "Date", "Type", "Other"],
        [[f"a{n}", "2026-07-01", "neglect", cell] for n, cell in enumerate(cells)],
    )
    columns = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Other": name}
    return match(table, Matching(columns=columns, values={name: words} if words else {}))


@pytest.mark.parametrize("name", [field.name for field in OPTIONAL])
def test_in_every_optional_field_a_word_can_mean_nothing(name):
    result = read(name, ["Not minuted", "  not MINUTED ", ""], {"Not minuted": ""})
    assert result.rows[name].to_pylist() == ["", "", ""]
    assert (result.problems, result.left_out) == ([], {})


@pytest.mark.parametrize(
    ("name", "word"),
    [("repeat_concern", "Unknown"), ("la_decision", "TBC"), ("risk_outcome", "N/A"), ("missing_risk_level", "NULL")],
)
def test_a_word_without_a_code_is_asked_about_and_the_message_says_what_can_be_done(name, word):
    (problem,) = read(name, [word, word, ""]).problems
    assert problem.rule == "unmatched_word"
    assert f"“{word}”" in problem.message
    assert 'match it to "Nothing recorded" ("" in the matching file), or empty the cell' in problem.message
    assert "out of scope" not in problem.message


@pytest.mark.parametrize("cell", ["01/01/1900", "00/00/0000", "9999-12-31", "0001-01-01"])
def test_a_date_that_stands_for_none_is_shown_whole(cell):
    (problem,) = read("closed_on", [cell, "2026-08-03"]).problems
    assert problem.message.startswith(f"“{cell}” in Closed on")


def test_a_tick_or_a_cross_is_yes_or_no():
    yes, no = (
        ["Y", "TRUE", "1", "1.0", "-1", "✓", "✔", "✔\ufe0f", "☑", "✅"],
        ["N", "FALSE", "0", "0.0", "✗", "✘", "❌"],
    )
    result = read("repeat_concern", [*yes, *no])
    assert result.rows["repeat_concern"].to_pylist() == ["yes"] * len(yes) + ["no"] * len(no)


def test_of_a_list_only_the_word_counts_as_nothing():
    result = read("other_agencies", ["Police; TBC", "TBC", "NHS"], {"TBC": ""})
    assert result.rows["other_agencies"].to_pylist() == ["police", "", "nhs"]


DATES = [
    ["NULL", "N/A", "-", "TBC"],
    ["Open", "still open", "not closed yet"],
    ["00/00/0000", "0000-00-00", "0000-00-00 00:00:00"],
    ["01/01/1900", "1900-01-01", "9999-12-31", "31/12/9999 00:00"],
]


@pytest.mark.parametrize("cells", DATES)
@pytest.mark.parametrize("name", ["closed_on", "missing_from", "found_at"])
def test_a_word_in_a_date_column_is_asked_about_as_a_word(name, cells):
    result = read(name, ["2026-08-03 10:00", *cells])
    assert {problem.rule for problem in result.problems} == {"unmatched_word"}
    assert list(result.new_words[name]) == cells
    assert all("empty the cell" in problem.message for problem in result.problems)


@pytest.mark.parametrize("cells", DATES)
def test_matched_words_in_a_date_column_are_empty_and_dates_stay_dates(cells):
    result = read("closed_on", ["03/08/2026", *cells, "14/08/2026"], dict.fromkeys(cells, ""))
    assert result.problems == []
    assert result.rows["closed_on"].to_pylist() == ["03/08/2026", *[""] * len(cells), "14/08/2026"]
    dates = read_dates(result)["closed_on"].read
    assert [each and each.day for each in dates["at"].to_pylist()] == [3, *[None] * len(cells), 14]
    assert dates["fault"].to_pylist() == [None] * (len(cells) + 2)


def test_a_real_date_is_never_taken_for_a_word():
    cells = ["2026-07-14", "14/07/2026", "14 Jul 2026", "46217", "14.07.26", "31/12/2026", "01/01/2026", "2026-12-31"]
    assert read("closed_on", cells).problems == []
    assert read("closed_on", cells).rows["closed_on"].to_pylist() == cells


@given(st.lists(st.sampled_from(["2026-07-14", "2026-08-01", "", "n/a", "TBC", "??"]), max_size=20))
@settings(deadline=None, max_examples=50)
def test_whatever_stands_between_dates_only_the_dates_are_read(cells):
    result = read("closed_on", cells, {"N/A": "", "tbc": "", "??": ""})
    assert result.problems == []
    assert result.rows["closed_on"].to_pylist() == [cell if cell.startswith("2026") else "" for cell in cells]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"category": {"TBC": ""}}, "every row needs category"),
        ({"reported_on": {"TBC": ""}}, "no field with codes"),
        ({"incident_ref": {"TBC": ""}}, "no field with codes"),
        ({"closed_on": {"Open": "open"}}, "closed_on has no codes"),
        ({"closed_on": {"Open": None}}, "closed_on has no codes"),
        ({"closed_on": {"Open": 0}}, "closed_on has no codes"),
    ],
)
def test_a_matching_that_cannot_be_so_is_refused(values, says):
    with pytest.raises(Refused) as refused:
        Matching.from_json(json.dumps({"columns": {}, "values": values}))
    (problem,) = refused.value.problems
    assert says in problem.message


def test_such_a_matching_goes_out_and_comes_back_the_same():
    first = Matching(columns={}, values={"closed_on": {"Open": ""}, "about": {"?": ""}})
    assert Matching.from_json(first.to_json()) == first


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("repeat_concern", "Unknown", ""),
        ("la_decision", "n/a", ""),
        ("closed_on", "Null", ""),
        ("closed_on", "Ongoing", ""),
        ("about", "Unknown", "not_known"),
        ("source_of_risk", "N/A", "not_applicable"),
        ("other_agencies", "None", "none"),
        ("closed_on", "Signed off by the board", None),
        ("category", "TBC", None),
    ],
)
def test_nothing_is_suggested_only_where_the_word_has_no_code_of_its_own(name, word, code):
    (found,) = suggest_words(STANDARD.field(name), [word])
    assert found.code == code
