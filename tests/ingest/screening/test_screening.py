"""Personal data is found wherever it stands, and what only looks like it passes.

Every value is invented or reserved: Ofcom's numbers for drama, example.org, the NHS test range 999, the
specimen National Insurance prefix QQ, postcodes of public buildings.
"""

import csv
import gzip
import hashlib
import io
import pathlib
import re

import pyarrow as pa
import pytest

from ingest.problems import Problem
from ingest.reading import TextTable
from ingest.screening import advice, screen, without_columns
from ingest.screening.nhs_numbers import at_least_by_chance
from ingest.screening.personal_data import mask, words_of
from ingest.standard import STANDARD

SHARED = pathlib.Path(__file__).parents[3] / "../shared/data"

PERSONAL = [
    # heading, cell, what it is
    ("Notes", "jo.bloggs@example.org", "e-mail"),
    ("Notes", "Contact JO_BLOGGS+ref@mail.example.org.", "e-mail"),
    ("Notes", "<jo@example.org>", "e-mail"),
    ("Notes", "jo＠example．org", "e-mail"),
    ("E-mail address", "jo at example dot org", "e-mail"),
    ("Notes", "07700900123", "telephone"),
    ("Notes", "rang 07700 900 123 twice", "telephone"),
    ("Notes", "tel:+44 7700 900123", "telephone"),
    ("Notes", "+44 (0)20 7946 0123", "telephone"),
    ("Notes", "0044 7700-900-123", "telephone"),
    ("Notes", "020 7946 0123", "telephone"),
    ("Notes", "(01632) 960123", "telephone"),
    ("Notes", "0121 496 0123", "telephone"),
    ("Notes", "ref_07700900123_a", "telephone"),
    ("Notes", "07700\u00a0900\u202f123", "telephone"),
    ("Notes", "０７７００９００１２３", "telephone"),
    ("Notes", "٠٧٧٠٠٩٠٠١٢٣", "telephone"),
    ("Notes", "077\u200b00 900\u2060123", "telephone"),
    ("Notes", "07700–900–123", "telephone"),
    ("Mobile", "7700900123", "telephone"),
    ("Notes", "999 000 0018", "NHS"),
    ("Notes", "999-000-0018", "NHS"),
    ("Notes", "NHS no: 9990000018", "NHS"),
    ("NHSNumber", "9990000018", "NHS"),
    ("Notes", "QQ123456C", "National Insurance"),
    ("Notes", "qq 12 34 56 c", "National Insurance"),
    ("NI number", "QQ123456", "National Insurance"),
    ("Postcode", "SW1A 1AA", "postcode"),
    ("Area", "sw1a1aa", "postcode"),
    ("Area", "10 Downing St, SW1A\u00a02AA.", "postcode"),
    ("Area", "M1 1AE", "postcode"),
    ("Area", "Leeds LS11UR", "postcode"),
    ("Notes", "DOB 03/02/1948", "birth"),
    ("Notes", "born on 3 March 1950", "birth"),
    ("D.O.B.", "1948-02-03", "birth"),
    ("date_of_birth", "03 Feb 1948", "birth"),
    ("Tenant name", "Jo Bloggs", "names"),
    ("Forename", "Jo", "names"),
    ("Surname", "BLOGGS", "names"),
    ("Name", "Bloggs, J", "names"),
    ("Customer", "Jo Bloggs", "names"),
    ("Name of person reporting", "Jo", "names"),
    ("Addr line 1", "1 Invented Street", "addresses"),
    ("PropertyAddress", "1 Invented Street", "addresses"),
    ("House no", "14B", "addresses"),
    ("UPRN", "100000000001", "UPRN"),
]

NOT_PERSONAL = [
    ("Ref", "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"),
    ("Ref", "6f9619ff-8b86-d011-b42d-00c04fc964ff"),
    ("Ref", "e12ab"),
    ("Ref", "bd1e1fa"),
    ("Ref", "07700900123abc"),
    ("Ref", "a0123456789"),
    ("Ref", "00000012345"),
    ("Ref", "045-2026-0012"),
    ("Ref", "SG-2026-000123"),
    ("Ref", "004435-11012018"),
    ("Ref", "AB1234567"),
    ("Ref", "QQ12345C"),
    ("Ref", "QQ123456E"),
    ("Ref", "XQQ123456C"),
    ("Ref", "1234567890123"),
    ("Ref", "123456789"),
    ("Area", "SW1A"),
    ("Postcode", "SE19"),
    ("Area", "E01000916"),
    ("Area", "Camden 027B"),
    ("Area", "AB1 2C"),
    ("Area", "Block C2, floor 3"),
    ("Location", "On or near Charterhouse Street"),
    ("Reported by", "Kent Police"),
    ("LSOA name", "Dartford 001A"),
    ("Agency Name", "New York City Police Department"),
    ("Scheme name", "Invented House"),
    ("Address type", "Intersection"),
    ("Tenant", "Yes"),
    ("Customer", "General needs"),
    ("Phone", "No"),
    ("DOB", "not known"),
    ("UPRN", "NULL"),
    ("Address", "Unspecified"),
    ("Raised by email", "yes"),
    ("Cost", "£1,077,009.00"),
    ("Cost", "07700.90"),
    ("Latitude", "51.518207"),
    ("Longitude", "-0.10645301234"),
    ("Easting", "0.07700900123"),
    ("Reported on", "2026-07-14"),
    ("Reported on", "01.04.2026 10:30"),
    ("Reported on", "14/07/2026 09:05:11"),
    ("Reported on", "2026-07-14T09:05:11.077+01:00"),
    ("Reported on", "20260714090511"),
    ("Years", "2008/09"),
    ("Notes", "Incident @ Block 3"),
    ("Notes", "born 1948"),
    ("Notes", "a newborn, seen 03/02/2026"),
    ("Notes", "Flat B2 at 3AM"),
    ("Notes", "999 000 0017"),
    ("Agency", "DOB"),
]


def table_of(columns: dict[str, list[str]], above=(), below=(), header_row: int = 1) -> TextTable:
    size = max(len(cells) for cells in columns.values())
    lines = pa.array(range(header_row + 1, header_row + 1 + size), pa.int32())
    cells = {f"c{i}": pa.array(each, pa.string()) for i, each in enumerate(columns.values())}
    rows = pa.table({"line": lines, **cells})
    return TextTable(tuple(columns), rows, above, below, header_row, "utf-8", ",", None, "csv", ())


@pytest.mark.dose(3)
@pytest.mark.parametrize(("heading", "cell", "kind"), PERSONAL)
def test_finds(heading, cell, kind):
    (problem,) = screen(table_of({"Ref": ["a1"], heading: [cell]}))
    assert kind in problem.message
    assert (problem.rule, problem.soft, problem.line, problem.column) == ("personal_data", False, 2, "B")
    assert cell not in problem.message


@pytest.mark.dose(3)
@pytest.mark.parametrize(("heading", "cell"), NOT_PERSONAL)
def test_lets_pass(heading, cell):
    assert screen(table_of({"Key": ["a1"], heading: [cell]})) == []


def test_says_a_column_once_with_how_many_where_and_what_to_do():
    numbers = ["", "07700 900001", "", *(f"07700 900{i:03}" for i in range(2, 213))]
    (problem,) = screen(table_of({"Ref": ["a"] * 214, "Cat": ["b"] * 214, "Tel no": numbers}, header_row=3))
    assert problem == Problem(
        "personal_data",
        'Column C ("Tel no") holds telephone numbers in 212 rows, first in row 5 (07… …01). '
        "Delete the column, or use the copy without it.",
        line=5,
        column="C",
        heading="Tel no",
    )


def test_names_the_rows_in_a_column_the_return_needs():
    table = table_of({"Our ref": ["a1", "jo@example.org", "a3", "lee@example.org"]})
    (problem,) = screen(table, {"Our ref": "incident_ref"})
    assert problem.message == (
        'Column A ("Our ref") holds e-mail addresses in rows 3 and 5 (jo… …rg). The return needs this column '
        "as “Incident reference”: clear or replace those cells, or match another column and delete this one."
    )
    assert problem.field == "incident_ref"
    assert advice([problem]) == "Clear the cells named, from A3."


def test_looks_at_headings_and_above_and_below_the_table():
    table = table_of(
        {"Ref": ["a"], "jo@example.org": ["b"]},
        above=((1, ("Log of concerns", "", "")), (2, ("Kept by", "", "jo@example.org"))),
        below=((9, ("", "Questions: 020 7946 0123")),),
        header_row=4,
    )
    problems = screen(table)
    assert [(each.line, each.column, each.heading, each.message) for each in problems] == [
        (4, "B", "jo… …rg", "The heading of column B holds an e-mail address (jo… …rg). Delete the column."),
        (
            9,
            "B",
            None,
            "Row 9, outside the table: column B holds telephone numbers (02… …23). Clear that cell.",
        ),
        (
            2,
            "C",
            None,
            "Row 2, outside the table: column C holds e-mail addresses (jo… …rg). Clear that cell.",
        ),
    ]
    assert advice(problems) == "Delete column B. Clear the cells named, from B9 and C2."


def test_one_problem_for_each_kind_in_a_column():
    cells = ["07700 900123", "SW1A 1AA", "jo@example.org, 07700 900124", "07700 900125"]
    problems = screen(table_of({"Notes": cells}))
    assert [(each.line, each.message.split(" holds ")[1].split(",")[0]) for each in problems] == [
        (4, "e-mail addresses in 1 row"),
        (3, "full postcodes in 1 row"),
        (2, "telephone numbers in 3 rows"),
    ]


def with_check_digit(nine: int) -> str:
    digits = f"{nine:09}"
    check = -sum((10 - i) * int(digit) for i, digit in enumerate(digits)) % 11
    return f"{digits}{check}" if check < 10 else with_check_digit(nine + 1)


def test_ten_digit_references_are_a_question():
    references = [str(int(hashlib.md5(str(i).encode()).hexdigest(), 16))[-10:] for i in range(2000)]
    (problem,) = screen(table_of({"Ref": references}))
    assert (problem.rule, problem.soft) == ("nhs_numbers_by_chance", True)
    valid, tried = (int(n.replace(",", "")) for n in re.findall(r"([\d,]+) of ([\d,]+)", problem.message)[0])
    assert tried == 2000 and 130 < valid < 235
    assert not set(references) & set(re.findall(r"\d{10}", problem.message))


def test_nhs_numbers_without_spaces_are_known_by_their_share():
    numbers = [with_check_digit(999_000_000 + 7 * i) for i in range(40)]
    noise = [f"{i:010}" for i in range(1_000_000_000, 1_000_000_100)]
    (problem,) = screen(table_of({"Ref": numbers + noise}))
    assert (problem.rule, problem.soft) == ("personal_data", False)
    assert "NHS numbers" in problem.message


@pytest.mark.parametrize(
    ("valid", "tried", "certain"),
    [(1, 1, False), (2, 2, False), (3, 3, True), (9, 99, False), (25, 99, True), (91_500, 1_000_000, False)],
)
def test_chance_is_binomial_with_one_in_eleven(valid, tried, certain):
    assert (at_least_by_chance(valid, tried) < 0.001) is certain


def test_at_least_by_chance_against_scipy():
    from scipy.stats import binom

    for valid, tried in [(1, 1), (5, 20), (200, 2000), (92_000, 1_000_000)]:
        assert at_least_by_chance(valid, tried) == pytest.approx(binom.sf(valid - 1, tried, 1 / 11), rel=1e-6)


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("07700 900123", "07… …23"),
        ("jo.bloggs@example.org", "jo… …rg"),
        ("SW1A 1AA", "S…"),
        ("Jo", "…"),
        ("=HYPERLINK(1)", "HY… …K1"),
    ],
)
def test_masks(value, masked):
    assert mask(value) == masked


def test_a_name_a_birth_date_and_an_address_are_masked_to_one_sign():
    table = table_of({"Full name": ["Josephine Bloggs"], "DOB": ["3 February 1948"], "Address": ["1 Invented Street"]})
    assert [re.search(r"\((\S*…)\)", each.message)[1] for each in screen(table)] == ["J…", "3…", "1…"]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("TelNo", "tel no"),
        ("E-mail_Address", "e mail address"),
        ("NHSNumber", "nhs number"),
        ("Addr\u200bess\u00a0line 1", "address line 1"),
        ("Carer's name", "carers name"),
    ],
)
def test_words_of_a_heading(heading, words):
    assert words_of(heading) == words


def test_the_standards_own_headings_pass():
    columns = {each.title: [each.codes[0].label if each.codes else "a-1"] for each in STANDARD.fields}
    assert screen(table_of(columns)) == []
    assert screen(table_of({each.name: ["a-1"] for each in STANDARD.fields})) == []


def test_a_person_as_heading_passes_where_it_is_matched_to_codes():
    table = table_of({"Victim": ["Zed Bloggs"]})
    assert screen(table, {"Victim": "about"}) == []
    assert len(screen(table)) == 1


@pytest.mark.parametrize("force", ["city-of-london", "kent"])
def test_police_files_pass(force):
    for path in sorted((SHARED / "police_uk_street").rglob(f"*{force}*.csv.gz"))[:1]:
        headings, *rows = csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8")))
        columns = dict(zip(headings, map(list, zip(*rows, strict=True)), strict=True))
        assert screen(table_of(columns)) == []


def test_the_copy_leaves_the_columns_out_and_changes_nothing_else():
    table = table_of(
        {"Ref": ["a1", " =1+1 "], "Tel": ["07700 900123", ""], 'Cat "x"': ["damp, mould", ""]},
        above=((1, ("Log", "", "jo@example.org")), (2, ("", "", ""))),
        below=((6, ("Total", "2", "")),),
        header_row=3,
    )
    copy = without_columns(table, ["B"])
    assert copy.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(copy.decode("utf-8-sig"), newline=""))) == [
        ["", ""],
        ["", ""],
        ["Ref", 'Cat "x"'],
        ["a1", "damp, mould"],
        [" =1+1 ", ""],
    ]


def test_advice_is_one_line_for_many_columns():
    table = table_of({"Ref": ["1"], "Surname": ["Bloggs"], "DOB": ["1/1/50"], "Cat": ["x"], "Tel": ["07700 900123"]})
    assert advice(screen(table)) == "Delete columns B, C and E."
    assert advice([]) == ""
