"""Any valid table, in any dialect, has no problem; with any one cell corrupted, that cell has one alone."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.checking import check, read_dates
from ingest.matching import Matching, match
from ingest.reading import column_letter, read
from ingest.standard import STANDARD

PERIOD = {"from_month": date(2026, 7, 1), "to_month": date(2026, 9, 1), "today": date(2026, 10, 20)}
DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%y", "%d %b %Y"]
WRONG = {
    "text": ["", "r" * 65],
    "date": ["", "soon", "2026-09-31", "31/09/2026", "2025-07-25", "25/07/2098"],
    "day": ["never", "30.2.26", "2026-02-30", "2098-01-01"],
    "datetime": ["2026-07-03", "2026-07-03 24:01", "early"],
    "code": ["no such code", "?"],
    "codes": ["no such code", "?"],
    "yes_no": ["perhaps", "2"],
}
ALWAYS = {"incident_ref", "reported_on", "category", "age_band", "referred_to_la", "msp_asked"}


@st.composite
def sound_rows(draw) -> list[dict[str, str]]:
    """Ten rows or so that keep every rule; their dates show in what order they are written, without any one of them."""
    date_format = draw(st.sampled_from(DATE_FORMATS))
    rows = [draw(sound_row(number, date_format)) for number in range(draw(st.integers(3, 10)))]
    for name in ("reported_on", "closed_on"):
        rows[0][name] = rows[1][name] = rows[-1][name] = date(2026, 9, 25).strftime(date_format)
    return rows


@st.composite
def sound_row(draw, number: int, date_format: str) -> dict[str, str]:
    row = {"incident_ref": f"r{number}", "category": draw(st.sampled_from(STANDARD.codes("category")))}
    row["reported_on"] = date(2026, draw(st.integers(7, 9)), draw(st.integers(1, 28))).strftime(date_format)
    times = {"missing_from": "2026-07-01 10:00", "found_at": "2026-07-02 10:00"}
    for field in STANDARD.fields:
        if field.name in row:
            continue
        allowed = [code for code in STANDARD.codes(field.name) if code != row["category"]]
        not_here = field.category not in (None, row["category"]) or (
            field.depends_on and row.get(field.depends_on[0]) not in field.depends_on[1]
        )
        if not_here or (field.name not in ALWAYS and draw(st.booleans())):
            row[field.name] = ""
        elif field.name == "closed_on":
            row[field.name] = date(2026, 10, draw(st.integers(1, 20))).strftime(date_format)
        elif field.kind == "codes":
            row[field.name] = ";".join(draw(st.lists(st.sampled_from(allowed), min_size=1, max_size=2, unique=True)))
        else:
            row[field.name] = times.get(field.name) or draw(st.sampled_from(allowed))
    return row


@st.composite
def written(draw, rows: list[dict[str, str]]) -> tuple[bytes, int]:
    """A file in some dialect, and the row of its headings."""
    out = io.StringIO()
    line_end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    delimiter = draw(st.sampled_from(",;\t|"))
    writer = csv.DictWriter(out, STANDARD.field_names, lineterminator=line_end, quoting=quoting, delimiter=delimiter)
    titles = draw(st.integers(0, 2))
    out.write(f"Our export{line_end}" * titles)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))), titles + 1


def faulted(content: bytes) -> list[tuple[int, str, str]]:
    table = read(content, "export.csv", expected=STANDARD.field_names)
    matched = match(table, Matching.of_standard())
    return [
        (p.line, p.column, p.field)
        for p in [*matched.problems, *check(matched, read_dates(matched), **PERIOD).problems]
    ]


def corrupt_one(data) -> None:
    rows = data.draw(sound_rows())
    content, header_row = data.draw(written(rows))
    assert faulted(content) == []
    field = data.draw(st.sampled_from([f for f in STANDARD.fields if any(row[f.name] for row in rows)]))
    at = data.draw(st.sampled_from([at for at, row in enumerate(rows) if row[field.name]]))
    rows[at] = rows[at] | {field.name: data.draw(st.sampled_from(WRONG[field.kind]))}
    content, header_row = data.draw(written(rows))
    letter = column_letter(STANDARD.field_names.index(field.name))
    assert faulted(content) == [(header_row + at + 1, letter, field.name)]


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.data())
def test_corrupt_any_cell_and_exactly_that_cell_is_faulted(data):
    corrupt_one(data)


@pytest.mark.slow
@settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_corrupt_any_cell_and_exactly_that_cell_is_faulted_often(data):
    corrupt_one(data)
