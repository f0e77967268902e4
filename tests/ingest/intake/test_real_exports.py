"""Exports that nobody here wrote, from the refused upload to what would be saved."""

import csv
import io
from datetime import date

import pytest

from ingest import returns
from ingest.intake import preview_file
from ingest.matching import Matching
from ingest.reading import read
from ingest.screening import without_columns
from queries.viewer import Viewer

ALDER = Viewer.lead("alder", "lead@alder.example")
PLACES = {
    "Boat": "other",
    "Dwelling": "damp_mould",
    "Non Residential": "fire_risk",
    "Other Residential": "hoarding",
    "Outdoor": "neglect",
    "Outdoor Structure": "self_neglect",
    "Road Vehicle": "hate_incident",
}
FIRE_BRIGADE = Matching(
    columns={
        "IncidentNumber": "incident_ref",
        "DateTimeOfCall": "reported_on",
        "PropertyCategory": "category",
    },
    values={"category": PLACES},
)
FIRST, SECOND = "animal_rescue_utf8_ddmmyyyy.csv", "animal_rescue_gbk_yyyy-m-d.csv"
EARLY, LATE = (date(2009, 1, 1), date(2014, 12, 1)), (date(2015, 1, 1), date(2024, 2, 1))
NEW_YORK = Matching(
    columns={"Unique Key": "incident_ref", "Created Date": "reported_on", "Status": "category"},
    values={
        "category": {
            "Closed": "hoarding",
            "Open": "neglect",
            "Assigned": "other",
            "Pending": "other",
            "Started": "other",
        }
    },
)
DECEMBER = (date(2013, 12, 1), date(2013, 12, 1))


def look(store, content, matching, period, **named):
    return preview_file(store, ALDER, *period, content, "export.csv", matching, **named)


def save(store, content, matching, period):
    preview = look(store, content, matching, period)
    assert preview.hard == []
    returns.save(store, ALDER, preview, accepted={p.rule for p in preview.soft})
    return preview


def refused_columns(preview) -> set[str]:
    return {p.column for p in preview.hard if p.rule == "personal_data"}


def of_years(content: bytes, first: date, last: date) -> bytes:
    """The rows of those calendar years: a return covers ten years at most, these files fifteen."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(row for row in rows if first.year <= int(row["CalYear"]) <= last.year)
    return out.getvalue().encode()


def the_copy(content: bytes, columns: set[str], encoding: str | None = None, expected=()) -> bytes:
    return without_columns(read(content, "export.csv", encoding=encoding, expected=expected), columns)


def test_the_second_dialect_brings_the_same_incidents(store, shared):
    folder = shared / "data/lfb_animal_rescue"
    first, second = ((folder / name).read_bytes() for name in (FIRST, SECOND))
    assert refused_columns(look(store, first, FIRE_BRIGADE, EARLY)) == {"J"}
    assert [p.rule for p in look(store, second, FIRE_BRIGADE, EARLY).hard] == ["encoding_unknown"]
    named = Matching(FIRE_BRIGADE.columns, FIRE_BRIGADE.values, encoding="gbk")
    assert refused_columns(look(store, second, named, EARLY)) == {"V", "W"}

    first, second = the_copy(first, {"J"}), the_copy(second, {"V", "W"}, "gbk")
    for period in (EARLY, LATE):
        saved = save(store, of_years(first, *period), FIRE_BRIGADE, period)
        assert saved.compared.added == saved.rows
    compared = [look(store, of_years(second, *period), FIRE_BRIGADE, period).compared for period in (EARLY, LATE)]
    for what, count in {"unchanged": 5898, "changed": 0, "gone": 0, "added": 10497 - 5898}.items():
        assert sum(getattr(each, what) for each in compared) == count


def test_dates_of_new_york_are_read_month_first_or_not_at_all(store, shared):
    content = (shared / "data/nyc_311_housing/311_christmas_day_2013.csv").read_bytes()
    assert refused_columns(look(store, content, NEW_YORK, DECEMBER)) == {"J", "K", "AG", "AH"}
    copy = the_copy(content, {"J", "K", "AG", "AH"})
    preview = look(store, copy, NEW_YORK, DECEMBER)
    assert (preview.hard, preview.rows) == ([], 2386)
    assert set(preview.incidents["month"].to_pylist()) == {date(2013, 12, 1)}
    day_first = Matching(NEW_YORK.columns, NEW_YORK.values, date_format="%d/%m/%Y")
    found = look(store, copy, day_first, DECEMBER)
    assert [(p.rule, p.column) for p in found.hard] == [("date_impossible", "B")]
    assert "2,386 of 2,386" in found.hard[0].message


@pytest.mark.parametrize("date_format", ["%m/%d/%Y", "%d/%m/%Y"])
def test_a_column_that_reads_both_ways_is_asked_about_and_then_read_as_told(store, date_format):
    text = b"incident_ref,reported_on,category\nN1,07/08/2026,hoarding\nN2,08/07/2026,neglect\n"
    period = (date(2026, 7, 1), date(2026, 8, 1))
    assert [p.rule for p in look(store, text, Matching(columns={}), period).hard] == ["date_order_unclear"]
    told = look(store, text, Matching(columns={}, date_format=date_format), period)
    july, august = period
    assert told.incidents["month"].to_pylist() == ([july, august] if date_format[1] == "m" else [august, july])


def test_headings_below_the_titles_are_found_for_the_matching(store, shared):
    content = (shared / "data/rsh_tsm/TSM25_LCRA_Perception.csv").read_bytes()
    wanted = {"Landlord code": "incident_ref", "Landlord type": "category", "Landlord name": "about"}
    found = look(store, content, Matching(columns=wanted), (date(2026, 7, 1), date(2026, 7, 1)))
    assert [p.line for p in found.hard if p.rule == "field_not_matched"] == [11]
    assert {(p.line, p.column) for p in found.hard if p.rule == "unmatched_word"} >= {(12, "A"), (12, "C")}
