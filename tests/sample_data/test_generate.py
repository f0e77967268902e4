"""The sample data: made afresh it is what lies in the folder, and what its README says it is."""

import csv
import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from ingest.standard import STANDARD
from sample_data import shares
from sample_data.counting import all_counts
from sample_data.exporting import matching_of
from sample_data.generate import all_files
from sample_data.group import MEMBERS, RATES

FOLDER = Path(__file__).parents[2] / "sample_data"
ELSEWHERE = ("hazards/", "matchings/", "hardship_totals.csv", "learning.csv", "faulty/expected.csv", "sample.duckdb.gz")
FILES = [  # what `generate.py` makes: all that lies there but the programs and ELSEWHERE, which others make
    path
    for path in sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.*") if file.is_file())
    if not path.endswith((".py", ".pyc", ".md", ".gitattributes")) and not path.startswith(ELSEWHERE)
]
MEGABYTE = 1_000_000


@cache
def made() -> dict[str, bytes]:
    """All files made afresh, by their path: once, and not before a test asks."""
    return all_files()


@cache
def rows_of(path: str) -> list[tuple]:
    """The headings and the rows under them, as text, without title and totals rows."""
    content = (FOLDER / path).read_bytes()
    if path.endswith(".xlsx"):
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
        return [tuple("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)]
    matching = matching_for(path)
    text = content.decode(matching.get("encoding") or "utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=matching.get("delimiter") or ",", strict=True))
    below = -1 if rows[-1][0] == "Total" else None
    return [tuple(row) for row in rows[matching.get("header_row", 1) - 1 : below]]


def matching_for(path: str) -> dict:
    member = Path(path).name.split("_")[0]
    return {} if path.startswith("quiet/") or member == "alder" else matching_of(member)


def data_files(top: str = "") -> list[str]:
    return sorted(path for path in FILES if path.startswith((f"{top}returns/", f"{top}to_upload/")))


@pytest.mark.parametrize("path", [path for path in FILES if not path.endswith(".xlsx")])
def test_made_afresh_the_files_have_the_same_bytes(path):
    assert (FOLDER / path).read_bytes() == made()[path]


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".xlsx")])
def test_made_afresh_the_workbooks_have_the_same_cells(path):
    """Their bytes also depend on the compression of the machine that packs them."""
    kept, afresh = (openpyxl.load_workbook(io.BytesIO(file)) for file in ((FOLDER / path).read_bytes(), made()[path]))
    assert kept.sheetnames == afresh.sheetnames == ["Log"]
    assert list(kept["Log"].values) == list(afresh["Log"].values)
    assert kept.properties.created == afresh.properties.created


def test_nothing_lies_there_that_is_not_made():
    assert set(FILES) == set(made())


def test_the_files_are_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 8 * MEGABYTE


def test_each_member_has_the_incidents_that_the_readme_says():
    counted: Counter = Counter()
    for (member, _, _), count in all_counts().items():
        counted[member] += count
    assert counted == {
        "alder": 6399,
        "birch": 4179,
        "cedar": 2062,
        "damson": 1579,
        "elder": 1420,
        "fir": 476,
        "gorse": 69,
    }
    readme = (FOLDER / "README.md").read_text("utf-8")
    for member, count in counted.items():
        assert re.search(rf"\| {member} \|.*\| {count:,} \|", readme), member


def test_the_quiet_group_has_some_six_incidents_per_thousand_homes_and_year():
    counts, homes, years = all_counts(quiet=True), sum(member.homes for member in MEMBERS.values()), 3.5
    assert sum(counts.values()) / homes * 1000 / years == pytest.approx(6, abs=0.25)


@pytest.mark.parametrize("path", data_files() + data_files("quiet/"))
def test_a_file_holds_the_counted_incidents_of_its_months(path):
    """Month by month and category by category, read back through the member's own headings and words."""
    first, last = re.findall(r"\d{4}-\d{2}", path)
    member = Path(path).name.split("_")[0]
    headings, *rows = rows_of(path)
    matching = matching_for(path)
    words = matching.get("values", {}).get("category", {})
    at = {field: headings.index(heading) for heading, field in matching.get("columns", {}).items()} or {
        name: at for at, name in enumerate(headings)
    }
    found = Counter(words.get(row[at["category"]], row[at["category"]]) for row in rows)
    found.pop(None, None)
    expected = Counter()
    for (who, category, month), count in all_counts(quiet=path.startswith("quiet/")).items():
        if who == member and first <= f"{month:%Y-%m}" <= last and count:
            expected[category] += count
    assert found == expected


@pytest.mark.parametrize("member", MEMBERS)
def test_no_reference_comes_twice(member):
    references = [row[0] for path in data_files() if f"/{member}_" in path for row in rows_of(path)[1:]]
    assert len(references) == len(set(references)) > 0


PERSONAL = {
    "e-mail address": r"@",
    "telephone number": r"(?<![0-9A-Za-z])(\+44|0)[0-9 ]{9,}",
    "ten digits": r"(?<![0-9])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9])",
    "postcode": r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b",
    "National Insurance number": r"\b[A-Z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b",
}


@pytest.mark.parametrize("path", data_files() + data_files("quiet/"))
def test_no_cell_looks_personal(path):
    looks = re.compile("|".join(PERSONAL.values()))
    assert [cell for row in rows_of(path) for cell in row if looks.search(cell)] == []


def test_people_are_roles_at_domains_that_cannot_exist():
    addresses = [row.split(",")[0] for row in (FOLDER / "people.csv").read_text("utf-8").split()[1:]]
    assert len(addresses) == 15
    assert all(re.fullmatch(r"(lead|reader|coordinator)@[a-z]+\.example", address) for address in addresses)


def test_homes_are_those_of_a_member_by_year_and_add_up():
    rows = list(csv.DictReader((FOLDER / "homes.csv").open(encoding="utf-8", newline="")))
    total = Counter()
    for row in rows:
        total[row["member"], row["year_start"]] += int(row["homes"])
    assert total["alder", "2026-04-01"] == 55_000
    assert total["gorse", "2026-04-01"] == 2_000
    assert {year for _, year in total} == {f"{year}-04-01" for year in (2023, 2024, 2025, 2026)}
    assert {row["needs_type"] for row in rows} <= set(STANDARD.codes("needs_type"))


@pytest.mark.parametrize("path", ["how_we_record.csv", "quiet/how_we_record.csv"])
def test_every_member_answers_every_question_with_an_answer_it_allows(path):
    standard = FOLDER.parent / "ingest" / "standard" / "how_we_record.csv"
    allowed = {row["question"]: row["answers"].split(";") for row in csv.DictReader(standard.open(encoding="utf-8"))}
    given = list(csv.DictReader((FOLDER / path).open(encoding="utf-8")))
    assert {(row["member"], row["question"]) for row in given} == {(m, q) for m in MEMBERS for q in allowed}
    assert [row for row in given if row["answer"] not in allowed[row["question"]]] == []


def test_the_shares_use_codes_of_the_standard_only():
    """A code that the standard drops must leave the sample too."""
    one_field = {
        "age_band": [*shares.AGE.values()],
        "gender": [*shares.GENDER.values()],
        "ethnic_group": [shares.ETHNIC],
        "needs_type": [shares.NEEDS],
        "agreement_type": [shares.AGREEMENT],
        "support_needs": [shares.SUPPORT_NEEDS],
        "raised_by": [shares.RAISED_BY],
        "source_of_risk": [*shares.SOURCE.values()],
        "location_of_risk": [shares.LOCATION],
        "consent": [shares.CONSENT],
        "referred_to_la": [*shares.REFERRED.values()],
        "la_decision": [shares.DECISION],
        "other_agencies": [*shares.AGENCIES.values()],
        "msp_asked": [shares.ASKED],
        "msp_outcome": [shares.ACHIEVED],
        "risk_outcome": [shares.OUTCOME],
        "also_involves": [*shares.ALSO.values()],
        "missing_risk_level": [shares.MISSING_RISK],
        "police_response": [shares.POLICE],
        "return_conversation": [shares.RETURN],
        "hardship_reason": [shares.HARDSHIP],
        "support_given": [*shares.SUPPORT.values()],
        "hazard_level": [shares.HAZARD],
        "category": [RATES],
    }
    for field, weights in one_field.items():
        assert {code for each in weights for code in each} <= set(STANDARD.codes(field)), field


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "alder"])
def test_a_matching_names_the_standards_fields_and_codes(member):
    matching = json.loads((FOLDER / "matchings" / f"{member}.json").read_text("utf-8"))
    assert set(STANDARD.required) <= set(matching["columns"].values()) <= set(STANDARD.field_names)
    for field, words in matching["values"].items():
        assert {code for code in words.values() if code} <= set(STANDARD.codes(field)), field
        assert len({word.casefold() for word in words}) == len(words), field
