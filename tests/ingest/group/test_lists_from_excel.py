"""Lists as a spreadsheet saves them in UK form, and the words that people write in them."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from ingest.group import list_values, lists
from ingest.group.list_files import read_content
from ingest.problems import Refused

APRIL = date(2026, 4, 1)
UK = (
    "\ufeffMember;Year starts;Needs type;Homes\r\n"
    ";;;\r\n"
    "alder;01/04/2026;General needs;12,000\r\n"
    "alder;01/04/2026;Older people;300\r\n"
    ";;;\r\n"
    ";;;\r\n"
)


def homes(content: bytes):
    return lists.homes(read_content(content, "homes.csv", lists.HOMES), ["alder", "birch"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("divider", [";", ",", "\t"])
def test_homes_as_excel_saves_them(divider, encoding):
    text = UK if divider == ";" else UK.replace("12,000", "12000").replace(";", divider)
    assert homes(text.encode(encoding)) == [
        ("alder", APRIL, "general_needs", 12000), ("alder", APRIL, "older_people", 300),
    ]  # fmt: skip


def test_homes_in_a_workbook_with_real_dates_and_numbers():
    book = openpyxl.Workbook()
    for row in (
        ("Member", "Year starts", "Needs type", "Homes"),
        ("alder", datetime(2026, 4, 1), "General needs", 12000),
        (None, None, None, None),
        ("birch", datetime(2025, 4, 1), "Older people", 300),
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert lists.homes(read_content(out.getvalue(), "homes.xlsx", lists.HOMES), ["alder", "birch"]) == [
        ("alder", APRIL, "general_needs", 12000), ("birch", date(2025, 4, 1), "older_people", 300),
    ]  # fmt: skip


def test_people_with_capital_roles_and_names_in_windows_letters():
    text = b"Email;Role;Member\nA@b.example;Lead;alder\nc@b.example;Coordinator;\n"
    people = read_content(text, "people.csv", lists.PEOPLE)
    assert lists.people(people, ["alder"]) == [("a@b.example", "lead", "alder"), ("c@b.example", "coordinator", None)]
    members = read_content("member,name\nalder,Tŷ Alder – Clwyd\nbirch,Château\n".encode(), "m.csv", lists.MEMBERS)
    assert lists.members(members) == [("alder", "Tŷ Alder – Clwyd", None), ("birch", "Château", None)]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        *((text, APRIL) for text in ("2026-04-01", "01/04/2026", "1/4/2026", "01/04/26", "1 April 2026", "01-Apr-26")),
        *((text, APRIL) for text in ("2026-27", "2026/27", "2026-2027", "2026-04-01 00:00:00", "2026-04-01 00:00")),
        *((text, APRIL) for text in ("01/04/2026 00:00", "2026-04-01T00:00:00.000")),
        *((text, None) for text in ("04/01/2026", "2026-04-01 09:30", "2026", "2026-28", "01/05/2026", "April", "")),
    ],
)
def test_the_first_day_of_a_financial_year(text, year):
    assert list_values.financial_year(text) == year


@pytest.mark.parametrize(
    ("text", "number"),
    [("12000", 12000), ("12,000", 12000), ("1,200,000", 1200000), ("300.0", 300), ("0", 0), ("12,00", None),
     ("1.5", None), ("-3", None), ("about 300", None), ("12345678", None), ("", None)],
)  # fmt: skip
def test_a_number_of_homes(text, number):
    assert list_values.homes(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [("general_needs", "general_needs"), ("General Needs", "general_needs"), ("Sheltered", "older_people"),
     ("Temporary accommodation", "temporary"), ("Garage", None)],
)  # fmt: skip
def test_a_needs_type(text, code):
    assert list_values.needs_type(text) == code


def test_the_same_homes_written_in_two_ways_are_a_repetition():
    with pytest.raises(Refused, match=r"homes.csv, line 3: this is in the list more than once"):
        homes(b"member,year_start,needs_type,homes\nalder,01/04/2026,General needs,1\nalder,2026-04-01,gn,2\n")
