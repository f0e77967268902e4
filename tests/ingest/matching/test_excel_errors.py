"""Excel's error values are named as that wherever they are in a column that counts."""

import pytest

from ingest.checking import read_dates
from ingest.checking.unread_dates import reading_rules
from ingest.matching import Matching, match
from ingest.matching.excel_errors import is_excel_error
from ingest.standard import STANDARD
from tests.ingest.matching.text_tables import table_of

ERRORS = ["#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"]
OPTIONAL = [field.name for field in STANDARD.fields if not field.required]


def result(name: str, *cells: str, **settings):
    own = {"incident_ref": "Ref", "reported_on": "Date", "category": "Type"}
    columns = {heading: field for field, heading in own.items() if field != name} | {"Other": name}
    rows = [[f"a{n}", f"2026-07-{n + 10}", "neglect", cell] for n, cell in enumerate(cells)]
    return match(table_of(["Ref", "Date", "Type", "Other"], rows), Matching(columns=columns, **settings))


@pytest.mark.parametrize("error", [*ERRORS, "#N/A ", "#n/a", "#CALC!", "#GETTING_DATA", "Err:502", "#ERROR!"])
def test_are_recognised(error):
    assert is_excel_error(error)


@pytest.mark.parametrize("text", ["N/A", "#1", "# ref", "#refuge", "####", "REF!", "Err: none", "#value added"])
def test_other_words_are_none(text):
    assert not is_excel_error(text)


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_in_optional_fields(name, error):
    (problem,) = result(name, error, error).problems
    assert f"“{error}” in" in problem.message
    assert "is an Excel error value: " in problem.message
    assert "Nothing recorded" in problem.message


@pytest.mark.parametrize("error", ERRORS)
def test_in_the_category(error):
    (problem,) = result("category", error, "neglect").problems
    assert "is an Excel error value: " in problem.message
    assert "Nothing recorded" not in problem.message


@pytest.mark.parametrize("error", ERRORS)
def test_among_references(error):
    (problem,) = result("incident_ref", "A-1", error).problems
    assert (problem.rule, f"“{error}” (an Excel error value) counts as none" in problem.message) == (
        "missing_reference",
        True,
    )


@pytest.mark.parametrize("error", ERRORS)
def test_among_the_dates_that_every_incident_needs(error):
    matched = result("reported_on", "2026-07-14", error)
    column = read_dates(matched, None)["reported_on"]
    rule = next(each for each in reading_rules(column) if each.name == "date_unreadable")
    assert f"“{error}” (an Excel error value: " in rule.describe(error, None)


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "N/A", "n/a"])
def test_are_not_split_where_a_slash_separates_answers(error):
    (problem,) = result("other_agencies", "police/nhs", error, list_separator=[";", "/"]).problems
    assert f"“{error}” in" in problem.message
