"""A saved matching that the program of today cannot use whole: the rest is used, what is left out is named."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.intake import preview_file
from ingest.matching import Matching, saved, sharing
from ingest.matching.lenient import read_saved
from queries.clock import now
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
GOOD = {
    "columns": {"Ref": "incident_ref", "Date": "reported_on", "Type": "category"},
    "values": {"category": {"Mould": "damp_mould"}},
}
JULY = date(2026, 7, 1)
FILE = b"Ref,Date,Type\nA1,13/07/2026,Mould\n"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"date_format": "%Q"}, '"date_format" in the matching is “%Q”'),
        ({"date_format": 7}, '"date_format" in the matching is “7”'),
        ({"colour": "red"}, "a key “colour” that is not known"),
        ({"header_row": "two"}, '"header_row" in the matching is “two”'),
        ({"encoding": "klingon"}, '"encoding" in the matching is “klingon”'),
        ({"list_separator": [1, 2]}, '"list_separator" in the matching'),
        ({"repeated_reference": "guess"}, '"repeated_reference" in the matching is “guess”'),
        ({"columns": {**GOOD["columns"], "Old": "gone_field"}}, "“Old” is matched to “gone_field”, which is no field"),
        ({"columns": {**GOOD["columns"], "Ref 2": "incident_ref"}}, "Two headings are matched to incident_ref"),
        ({"values": {"category": {"Mould": "damp_mould", "X": "gone"}}}, "“X” is matched to “gone”, no code"),
        ({"values": {**GOOD["values"], "gone_field": {"X": "y"}}}, "has words for “gone_field”"),
        ({"values": {**GOOD["values"], "repeat_concern": ["X"]}}, "must be an object"),
        ({"ticked": {"Box": {"field": "also_involves", "code": "gone"}}}, "“Box” is matched to “gone”"),
        ({"ticked": [1]}, '"ticked" in the matching is'),
    ],
)
def test_the_rest_is_kept_and_what_is_left_out_is_named(wrong, named):
    matching, left_out = read_saved(json.dumps(GOOD | wrong))
    assert (matching.columns, matching.values) == (GOOD["columns"], GOOD["values"])
    assert (matching.date_format, matching.ticked, matching.header_row) == (None, {}, None)
    assert [named in each.message for each in left_out] == [True]


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '"x"', "[" * 5000])
def test_what_is_no_matching_at_all_is_the_standards_own(body):
    matching, left_out = read_saved(body)
    assert (matching, len(left_out)) == (Matching.of_standard(), 1)


def test_what_is_right_is_read_as_it_is():
    matching, left_out = read_saved(json.dumps(GOOD))
    assert (matching, left_out) == (Matching(**GOOD), ())


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = ("columns", "values", "ticked", "date_format", "header_row", "encoding", "sheet", "list_separator", "x")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), anything, max_size=6))
def test_whatever_is_written_there_can_be_read(written):
    matching, _ = read_saved(json.dumps(written))
    assert read_saved(matching.to_json()) == (matching, ())


@pytest.fixture
def with_old_matching(store):
    body = json.dumps(GOOD | {"date_format": "%Q", "colour": "red"})
    with store.write() as cursor:
        for member in ("alder", "birch"):
            row = [member, 1, f"{member} 1", body, "lead@x.example", now()]
            cursor.execute("insert into matching values (?, ?, ?, ?, ?, ?)", row)
    return store


def test_a_load_with_it_asks_and_names_what_was_left_out(with_old_matching):
    preview = preview_file(with_old_matching, ALDER, JULY, JULY, FILE, "log.csv")
    (question,) = preview.problems
    assert (preview.rows, question.rule, question.soft) == (1, "matching_left_out", True)
    assert "2 entries of the saved matching cannot be used" in question.message
    assert "“%Q”" in question.message
    assert preview.unanswered([]) == [question]


def test_another_members_old_matching_stops_nobody(with_old_matching):
    sharing.offer(with_old_matching, Viewer.lead("birch", "lead@birch.example"), "System X")
    (offer,) = sharing.offers_of_others(with_old_matching, ALDER)
    assert offer.matching.columns == GOOD["columns"]
    assert saved.newest(with_old_matching, ALDER).matching.columns == GOOD["columns"]
