"""Names of people, wherever a log has them: refused under headings of persons, and shown in no message."""

import json
import unicodedata
from itertools import product

import pyarrow as pa
import pytest
from hypothesis import strategies as st

from ingest.intake.opened import open_file
from ingest.matching import Matching, match
from ingest.problems import Problem
from ingest.screening import persons_names
from ingest.screening.full_names import is_full_name
from tests.ingest.generated.sound import as_bytes, generated, plain_logs, workbook

FIRST = (
    "Jane",
    "Mohammed",
    "Agnieszka",
    "Siobhan",
    "Oluwaseun",
    "Priya",
    "Kwame",
    "Zofia",
    "David",
    "Chloe",
    "Bronwen",
)
LAST = ("Sample", "Okonkwo", "O'Brien", "Patel", "Smith-Jones", "Nowak", "Llewellyn", "García", "van Dijk", "MacDonald")
HEADINGS = """
Reported by | Raised by | Alleged perpetrator | Created by | Assigned to | Logged by | Author | Staff member
Entered By | Referrer | Investigated by | CreatedBy | Updated by | Case owner | Perpetrator | Tenant | Victim | Caller
Reporter | Lead officer | Source of harm | Witness | Recorded by (name) | Who reported it | Resident | Key worker
"""
PERSONS_OR_DOERS = [heading.strip() for line in HEADINGS.strip().splitlines() for heading in line.split("|")]
WRITTEN = (
    *(
        "{first} {last}",
        "{last}, {first}",
        "Mrs {last}",
        "{first} {initial}. {last}",
        "Mr {first} {last}",
        "Dr. {last}",
    ),
    *("{first}\u00a0{last}", "{first} {last} ", "{first} {last} (Housing)", "{last}, {first} (Adult Social Care)"),
    *("{initial}. {last}", "{first}\u200b {last}", "{first}\u2009{last}"),
)
INITIALS, FORMS = "ABC", ("NFC", "NFD")
UNDER_A_PERSON = (*WRITTEN, "{last} {first}", "{FIRST} {LAST}", "{initial} {last}")


def every_name(ways: tuple[str, ...]) -> list[str]:
    """Each of the names, written in each way, composed and taken apart."""
    parts = product(ways, FIRST, LAST, INITIALS, FORMS)
    return [unicodedata.normalize(form, shown(*of_one)) for *of_one, form in parts]


def shown(way: str, first: str, last: str, initial: str) -> str:
    return way.format(first=first, last=last, initial=initial, FIRST=first.upper(), LAST=last.upper())


def test_every_way_of_writing_a_name_is_recognised():
    assert [name for name in every_name(WRITTEN) if not is_full_name(name)] == []


@pytest.mark.parametrize("under", [persons_names.of_persons, persons_names.of_who_did_it])
def test_every_way_of_writing_a_name_is_recognised_under_a_heading_of_persons(under):
    for way in UNDER_A_PERSON:
        names = list(dict.fromkeys(every_name((way,))))
        assert under(pa.chunked_array([names]), frozenset()) == names


@st.composite
def people(draw, number: int, ways: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """First names, surnames and how a system writes them, in one way throughout."""
    way, form = draw(st.sampled_from(ways)), draw(st.sampled_from(FORMS))
    found = []
    for _ in range(number):
        first, last = draw(st.sampled_from(FIRST)), draw(st.sampled_from(LAST))
        name = shown(way, first, last, draw(st.sampled_from(INITIALS)))
        found.append((first, last, unicodedata.normalize(form, name)))
    return found


def problems_of(content: str | bytes) -> list[Problem]:
    """What screening and matching say of a file; columns with personal data are not matched."""
    matching = Matching.of_standard()
    opened = open_file(as_bytes(content), "export", matching)
    matched = match(opened.table, matching, opened.safe_columns)
    return [*opened.table.asks, *opened.personal, *matched.problems]


def said(problems: list[Problem]) -> str:
    return json.dumps([each.as_dict() for each in problems], ensure_ascii=False)


def show_no_name(text: str, found) -> None:
    text = unicodedata.normalize("NFC", text)
    for first, last, shown in found:
        assert unicodedata.normalize("NFC", shown.strip()) not in text, text
        assert last not in text, (last, text)
        assert not (len(first) > 4 and first in text), (first, text)


@generated(plain_logs, st.sampled_from(PERSONS_OR_DOERS), st.booleans(), st.data())
def test_names_under_headings_of_persons_are_refused_and_masked(log, heading, as_workbook, data):
    found = data.draw(people(len(log.rows), UNDER_A_PERSON))
    other = log.with_column(heading, [shown for _, _, shown in found])
    problems = problems_of(workbook(other) if as_workbook else other.text())
    assert "personal_data" in {each.rule for each in problems if not each.soft}, (heading, found[0])
    show_no_name(said(problems), found)


@generated(
    plain_logs, st.sampled_from(["category", "repeat_concern", "other_agencies", "raised_by", "about"]), st.data()
)
def test_a_name_among_the_words_of_a_field_is_shown_in_no_message(log, field, data):
    found = data.draw(people(1, WRITTEN))
    cells = log.column(field) if field in log.headings else [""] * len(log.rows)
    cells[data.draw(st.integers(0, len(cells) - 1))] = found[0][2]
    problems = problems_of(log.with_column(field, cells).text())
    assert [each for each in problems if not each.soft]
    show_no_name(said(problems), found)
