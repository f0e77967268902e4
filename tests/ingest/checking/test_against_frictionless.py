"""The same schema, checked by another program: by the rules that both can express, the same cells fail.

Frictionless cannot say that one column depends on another, that a date lies in the return's months, or that a
column keeps to one way of writing dates. The generated files break no such rule, and dates are written as the
standard's own template has them.
"""

import csv
import io
import random
from datetime import date

import frictionless
import pytest

from ingest.checking import check, read_dates
from ingest.matching import Matching, match
from ingest.reading import read
from ingest.standard import STANDARD, frictionless_schema

PERIOD = {"from_month": date(2026, 7, 1), "to_month": date(2026, 9, 1), "today": date(2026, 10, 20)}
SHARED_RULES = {
    "missing_reference",
    "repeated_reference",
    "required",
    "too_long",
    "unmatched_word",
    "date_unreadable",
    "date_impossible",
    "day_missing",
    "time_missing",
}
THEIR_RULES = {"constraint-error", "type-error", "unique-error", "primary-key"}
COLUMNS = [field.name for field in STANDARD.fields if field.name not in ("la_decision", "msp_outcome")]

WRONG_BY_KIND = {
    "text": ["", "r" * 65],
    "date": ["", "2026-13", "2026-07-32", "soon", "2026-7-x"],
    "day": ["2026-09-31", "2026-08", "never"],
    "datetime": ["2026-07-03", "2026-07-32 10:00", "2026-07-03 24:01", "early"],
    "code": ["no_such_code", "?", "ADULTS OF ALL KINDS"],
    "codes": ["no_such_code", "none;no_such_code", "none,no_such_code"],
    "yes_no": ["perhaps", "2"],
}


def sound_row(number: int, dice: random.Random) -> dict[str, str]:
    row = {}
    for name in COLUMNS:
        field = STANDARD.field(name)
        allowed = STANDARD.codes(name)
        row[name] = {
            "text": lambda number=number: f"R-{number:04d}",
            "date": lambda: f"2026-0{dice.randint(7, 9)}" + dice.choice(["", f"-{dice.randint(1, 28):02d}"]),
            "day": lambda: f"2026-10-{dice.randint(1, 20):02d}",
            "datetime": lambda name=name: f"2026-07-0{1 if name == 'missing_from' else 2} {dice.randint(10, 23)}:45",
            "codes": lambda allowed=allowed: ";".join(dice.sample(allowed, dice.randint(1, 2))),
        }.get(field.kind, lambda allowed=allowed: dice.choice(allowed))()
        if not field.required and dice.random() < 0.3:
            row[name] = ""
    return row


def some_file(seed: int) -> bytes:
    """Thirty rows, up to eight wrong cells, now and then a repeated reference."""
    dice = random.Random(seed)
    rows = [sound_row(number, dice) for number in range(30)]
    for _ in range(dice.randint(0, 8)):
        name = dice.choice(COLUMNS)
        dice.choice(rows)[name] = dice.choice(WRONG_BY_KIND[STANDARD.field(name).kind])
    if dice.random() < 0.3:
        rows[-1]["incident_ref"] = rows[0]["incident_ref"]
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def ours(content: bytes) -> set[tuple[int, str]]:
    """(line, field) of every cell faulted by a shared rule; what a problem only counts is looked up."""
    matched = match(read(content, "x.csv"), Matching.of_standard())
    problems = [*matched.problems, *check(matched, read_dates(matched), **PERIOD).problems]
    found = {(p.line, p.field) for p in problems if p.rule in SHARED_RULES}
    rules = {p.rule for p in problems}
    rows = matched.rows.to_pylist()
    if "missing_reference" in rules:
        found |= {(row["line"], "incident_ref") for row in rows if not row["incident_ref"]}
    if "repeated_reference" in rules:
        first = {row["incident_ref"]: row["line"] for row in reversed(rows)}
        found |= {(row["line"], "incident_ref") for row in rows if first[row["incident_ref"]] != row["line"]}
    if "unmatched_word" in rules:
        found |= {(row["line"], name) for row in rows for name in row if row[name] is None}
    return found


def theirs(content: bytes) -> set[tuple[int, str]]:
    descriptor = frictionless_schema()
    headings = content.decode().splitlines()[0].split(",")
    by_name = {field["name"]: field for field in descriptor["fields"]}
    descriptor["fields"] = [by_name.get(name, {"name": name, "type": "string"}) for name in headings]
    resource = frictionless.Resource(content, format="csv", schema=frictionless.Schema.from_descriptor(descriptor))
    report = frictionless.validate(resource)
    errors = report.flatten(["type", "rowNumber", "fieldName"])
    assert {kind for kind, *_ in errors} <= THEIR_RULES
    found = {(line, name) for kind, line, name in errors if kind != "primary-key"}
    return found | {(line, "incident_ref") for kind, line, _ in errors if kind == "primary-key"}


@pytest.mark.dose(3)
@pytest.mark.parametrize("seed", range(8))
def test_the_same_cells_are_faulted(seed):
    content = some_file(seed)
    assert ours(content) == theirs(content)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8, 208))
def test_the_same_cells_are_faulted_in_two_hundred_files(seed):
    content = some_file(seed)
    assert ours(content) == theirs(content)


@pytest.mark.dose(3)
@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("unknown_words", 3),
        ("repeated_references", 2),
        ("missing_references", 2),
        ("closed_before_reported", 0),
        ("dates_outside", 0),
        ("not_for_category", 0),
        ("outcome_without_referral", 0),
        ("personal_data", 0),
    ],
)
def test_the_same_cells_of_the_faulty_sample_files(root, name, cells):
    """Those that can be read and are in the standard's own form; the count says that both found something."""
    content = (root / f"sample_data/faulty/{name}.csv").read_bytes()
    assert ours(content) == theirs(content)
    assert len(ours(content)) == cells


def test_days_of_a_month_are_beyond_a_pattern(root):
    """A day or a month: a Table Schema can only say that as a pattern, and 31 September fits it."""
    content = (root / "sample_data/faulty/impossible_date.csv").read_bytes()
    assert (ours(content), theirs(content)) == ({(5, "reported_on")}, set())
