"""Several answers in one cell: split as the matching says, or where the parts are known words."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.matching import Matched, Matching, match
from ingest.problems import Refused
from ingest.reading import read
from tests.ingest.matching.text_tables import table_of

COLUMNS = {"Ref": "incident_ref", "Date": "reported_on", "Type": "category", "Who": "other_agencies"}
AGENCIES = {
    "Police": "police",
    "NHS": "nhs",
    "MARAC": "marac",
    "Fire service": "fire_service",
    "Debt advice": "debt_advice",
}


def agencies(cells: list[str], **settings) -> Matched:
    rows = [[f"a{n}", "2026-07-01", "neglect", cell] for n, cell in enumerate(cells)]
    return match(table_of(list(COLUMNS), rows), Matching(columns=COLUMNS, **settings))


@pytest.mark.parametrize(
    "cell",
    [
        "police, nhs",
        "Police,NHS,",
        ", Police, NHS",
        "police / nhs",
        "police/NHS/",
        "Police\nNHS",
        "Police\r\nNHS\r\n",
        "• Police\n• NHS",
        "- Police\n- NHS",
        "Police;#NHS",
        ";#Police;#NHS;#",
        "12;#Police;#7;#NHS",
        '["police", "nhs"]',
        '["Police","NHS"]',
        "['police', 'nhs']",
        "[police, nhs]",
        "{police,nhs}",
        '[{"Id": 3, "Value": "Police"}, {"Id": 4, "Value": "NHS"}]',
        "Police | NHS",
        "Police & NHS",
        "Police and NHS",
        "police; nhs;",
        "POLICE ,\nNHS;",
        "Police /\nNHS,",
    ],
)
def test_two_agencies_in_one_cell_are_two_whatever_stands_between(cell):
    result = agencies([cell, "none"])
    assert result.rows["other_agencies"].to_pylist() == ["police;nhs", "none"]
    assert result.problems == []


def test_several_separators_in_one_cell():
    result = agencies(["Police, NHS / MARAC; Fire service\nDebt advice"])
    assert result.rows["other_agencies"].to_pylist() == ["police;nhs;marac;fire_service;debt_advice"]


@pytest.mark.parametrize(
    ("separator", "cell", "codes"),
    [
        (",", "Police,NHS", "police;nhs"),
        ("\n", "Police\r\nNHS", "police;nhs"),
        ([",", "/"], "Police, NHS/MARAC", "police;nhs;marac"),
        ([";", "\n"], "Police\nNHS;MARAC\n", "police;nhs;marac"),
        (";#", ";#Police;#NHS;#", "police;nhs"),
        (" and ", "Police and NHS", "police;nhs"),
        ("|", '["Police", "NHS"]', "police;nhs"),
        (",", "Police/NHS", None),
    ],
)
def test_a_named_separator_is_the_one_that_counts(separator, cell, codes):
    result = agencies([cell], list_separator=separator)
    assert result.rows["other_agencies"].to_pylist() == [codes]
    assert Matching.from_json(Matching(columns=COLUMNS, list_separator=separator).to_json()).list_separator == separator


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Church/verger", {"Church/verger": 1}),  # nothing in it is known: it stays whole
        ("Vicar, verger", {"Vicar, verger": 1}),
        ("Police, vicar", {"vicar": 1}),
        ("Vicar; verger", {"Vicar": 1, "verger": 1}),
    ],
)
def test_what_has_no_code_is_asked_about_in_the_parts_that_the_column_shows(cell, words):
    assert agencies([cell]).new_words == {"other_agencies": words}


def test_a_cell_that_is_known_whole_is_not_split():
    how = {"values": {"other_agencies": {"Police/fire": "fire_service", "Police, or so": "other"}}}
    result = agencies(["Police/fire", "police, or so", "Police/NHS"], **how)
    assert result.rows["other_agencies"].to_pylist() == ["fire_service", "other", "police;nhs"]


def test_a_code_with_one_answer_is_never_split():
    columns = COLUMNS | {"Who": "raised_by"}
    rows = [["a1", "2026-07-01", "Neglect", "Police, staff"]]
    result = match(table_of(list(columns), rows), Matching(columns=columns))
    assert result.new_words == {"raised_by": {"Police, staff": 1}}


def test_the_message_names_what_could_separate():
    (problem,) = agencies(["Vicar, verger"]).problems
    assert 'Then name what separates them (“,”) as "list_separator"' in problem.message


def test_line_breaks_within_quotes_of_a_file_are_read():
    text = 'Ref,Date,Type,Who\nA,2026-07-01,neglect,"Police\nNHS"\nB,2026-07-02,hoarding,"NHS,MARAC"\n'
    result = match(read(text.encode(), "x.csv", expected=COLUMNS), Matching(columns=COLUMNS))
    assert result.rows["other_agencies"].to_pylist() == ["police;nhs", "nhs;marac"]


def test_a_separator_that_only_another_shows():
    result = agencies(["Debt advice;Police, NHS\nMARAC / "])
    assert (result.rows["other_agencies"].to_pylist(), result.problems) == (["debt_advice;police;nhs;marac"], [])


@given(
    st.lists(st.sampled_from(list(AGENCIES)), min_size=1, max_size=5, unique=True),
    st.sampled_from([";", "; ", ", ", ",", "/", " / ", "\n", ";#", "|", " & "]),
    st.booleans(),
)
@settings(deadline=None, max_examples=80)
def test_any_agencies_with_any_separator_come_back_in_their_order(words, separator, one_at_the_end):
    cell = separator.join(words) + (separator.rstrip(" ") if one_at_the_end else "")
    result = agencies([cell, ""])
    assert result.rows["other_agencies"].to_pylist() == [";".join(AGENCIES[word] for word in words), ""]
    assert result.problems == []


@pytest.mark.parametrize("separator", ["a", "", '"', [], ["a"], [";", 3], [[","]], 3, {"a": 1}, "and"])
def test_what_cannot_be_a_separator_is_refused(separator):
    with pytest.raises(Refused) as refused:
        Matching.from_json(json.dumps({"columns": {}, "list_separator": separator}))
    assert '"list_separator"' in refused.value.problems[0].message
