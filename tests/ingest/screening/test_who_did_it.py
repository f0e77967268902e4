"""Names under headings that say who did something, matched to a coded field or not."""

import pytest

from ingest.__main__ import main
from tests.conftest import ROOT

CASE = ROOT / "../shared/cases/15_names_under_raised_by.csv"
PERIOD = ("--member", "alder", "--from", "2026-07", "--to", "2026-09")


def said(path, capsys, *more) -> str:
    code = main(["check", str(path), *PERIOD, *more])
    out, err = capsys.readouterr()
    assert code in (0, 1)
    return out + err


def log(tmp_path, heading, *cells):
    rows = "".join(f"C-{n},13/07/2026,neglect,{cell}\n" for n, cell in enumerate(cells))
    path = tmp_path / "log.csv"
    path.write_text(f"incident_ref,reported_on,category,{heading}\n{rows}", encoding="utf-8")
    return path


def test_case_15_is_refused_and_no_name_is_shown(capsys):
    for more in ((), ("--json",)):
        words = said(CASE, capsys, *more)
        assert "personal_data" in words or "name" in words
        assert not any(f"Person{letter}" in words for letter in "abcd")


@pytest.mark.parametrize(
    "heading",
    [
        "Raised by",
        "Who reported it",
        "Who first raised this",
        "Reported By",
        "Alleged perpetrator",
        "Created By",
        "Assigned To",
        "Logged by",
        "Author",
        "Staff member",
        "Perp",
        "Signed off by",
        "Approved (name)",
        "Spoke with",
        "NOK",
        "Alleged victim",
        "Emergency contact",
    ],
)
def test_names_under_it_are_refused_and_masked(tmp_path, capsys, heading):
    words = said(log(tmp_path, heading, "Sample Persona", "Sample Personb", "Mr S Personc"), capsys)
    assert "names" in words and "Persona" not in words and "Personb" not in words and "Personc" not in words


@pytest.mark.dose(3)
@pytest.mark.parametrize("heading", ["Raised by", "Reported By", "Created By", "Assigned To"])
@pytest.mark.parametrize(
    "cells",
    [
        ("Housing Officer", "Adult Social Care", "Police"),
        ("Safeguarding Team", "Repairs Contractor", "Member Of Public"),
        ("tenant", "neighbour", "staff"),
        ("Citizens Advice", "Housing Officer", "Tenant Self Report"),
        ("Sample Shire Constabulary",) * 4,
        ("Web Form", "Online Portal", "Telephone Call", "Duty Social Worker", "Night Shift Lead"),
    ],
)
def test_roles_teams_and_organisations_are_no_names(tmp_path, capsys, heading, cells):
    assert "personal" not in said(log(tmp_path, heading, *cells), capsys, "--json")


@pytest.mark.parametrize("heading", ["Created By", "Logged by", "Dealing with", "Dealt with by"])
@pytest.mark.parametrize("cells", [("sam.persona", "p.personb", "tom.personc"), (r"HQ\spersona", r"HQ\tpersonb")])
def test_names_of_accounts_are_names(tmp_path, capsys, heading, cells):
    words = said(log(tmp_path, heading, *cells), capsys)
    assert "names" in words and "persona" not in words and "personb" not in words


@pytest.mark.parametrize("heading", ["Raised by", "Created By", "Tenant"])
@pytest.mark.parametrize(
    "cells",
    [
        ("Sample\u00a0Persona", "Sample\u2009Personb"),
        ("Sample Persona (Housing)", '"Personb, Sample (Adult Social Care)"'),
        ("Sample van Persona", "Sample de la Personb"),
        ("Samplé Persona".replace("é", "e\u0301"), "Sample\u200b Personb"),
    ],
)
def test_names_as_systems_and_people_write_them(tmp_path, capsys, heading, cells):
    words = said(log(tmp_path, heading, *cells), capsys, "--json")
    assert "personal_data" in words and not any(f"Person{each}" in words for each in "ab")


@pytest.mark.parametrize("name", ["Agnieszka Persona", "kwame persona"])
@pytest.mark.parametrize("heading", ["Raised by", "Created By"])
def test_one_full_name_among_teams_is_a_name(tmp_path, capsys, heading, name):
    words = said(
        log(tmp_path, heading, "Repairs Team", "Police", "Neighbour", "Housing Officer", name), capsys, "--json"
    )
    assert "personal_data" in words and "ersona" not in words.replace("personal", "")


@pytest.mark.parametrize("heading", ["Lead 2", "For the attention", "Key contact", "Column7", "Link"])
@pytest.mark.parametrize(
    "cells",
    [
        ("Jane Persona", "Priya Personb", "Tom Personc"),
        ('"Persona, Jane (Housing)"', '"Personb, Tom"', "North"),
        ("Mrs A Persona", "Dr. Personb", "JOHN PERSONC"),
    ],
)
def test_full_names_are_names_under_any_heading(tmp_path, capsys, heading, cells):
    words = said(log(tmp_path, heading, *cells), capsys, "--json")
    assert "personal_data" in words and not any(f"Person{each}" in words for each in "abc")


def test_one_full_name_among_codes_is_refused_and_not_shown(tmp_path, capsys):
    words = said(log(tmp_path, "Source of risk", "Partner or family", "John Persona", "Mr A Personb"), capsys)
    assert "holds names in rows 3 and 4" in words and "Person" not in words


def test_a_name_as_a_category_is_not_shown(tmp_path, capsys):
    path = tmp_path / "log.csv"
    path.write_text("incident_ref,reported_on,category\nC-1,13/07/2026,neglect\nC-2,13/07/2026,Mary Persona\n")
    words = said(path, capsys, "--json")
    assert "personal_data" in words and "Persona" not in words


@pytest.mark.parametrize(
    "cells",
    [
        ("Albert Road", "Charlotte Street", "George Court", "Elizabeth House"),
        ("Ashley Team", "Lewis Ward", "Stanley Hub"),
        ("Lost keys", "Sexual Assault", "Grant Awarded", "Bill Arrears", "Amber Risk", "Damp Mould"),
        ("Marie Curie", "Leonard Cheshire", "John Radcliffe"),
        ("Ian Sample", "Sample Builders", "Sample Roofing", "Sample Lifts"),
    ],
)
def test_places_firms_and_words_of_the_field_are_no_names(tmp_path, capsys, cells):
    assert "personal" not in said(log(tmp_path, "Column7", *cells), capsys, "--json")
