"""What the store keeps: months, days and bands, and no column more than its own."""

from datetime import date, datetime

import pyarrow as pa
import pytest

from ingest.checking import Checked
from ingest.coarsening import coarsen
from ingest.group.standard_copy import copy_standard
from queries.store import Store


def kept(**columns) -> dict:
    (row,) = coarsen(Checked(pa.table({name: [cell] for name, cell in columns.items()}), [])).to_pylist()
    return row


def test_dates_become_months():
    assert kept(reported_on=date(2026, 7, 14), month_only=False)["month"] == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("reported", "month_only", "closed", "days"),
    [
        (date(2026, 7, 14), False, date(2026, 7, 14), 0),
        (date(2026, 7, 14), False, date(2026, 8, 3), 20),
        (date(2026, 7, 1), True, date(2026, 8, 3), None),
        (date(2026, 7, 14), False, None, None),
    ],
)
def test_closings_become_days_open(reported, month_only, closed, days):
    closed = pa.scalar(closed, pa.date32())
    assert kept(reported_on=reported, month_only=month_only, closed_on=closed)["days_open"] == days


@pytest.mark.parametrize(
    ("found", "band"),
    [
        (datetime(2026, 7, 1, 10, 0), "under_24h"),
        (datetime(2026, 7, 2, 9, 59), "under_24h"),
        (datetime(2026, 7, 2, 10, 0), "24_48h"),
        (datetime(2026, 7, 3, 9, 59), "24_48h"),
        (datetime(2026, 7, 3, 10, 0), "2_7_days"),
        (datetime(2026, 7, 8, 10, 0), "2_7_days"),
        (datetime(2026, 7, 8, 10, 1), "over_7_days"),
        (None, "not_found"),
    ],
)
def test_times_become_bands(found, band):
    found = pa.scalar(found, pa.timestamp("us"))
    assert kept(missing_from=datetime(2026, 7, 1, 10, 0), found_at=found)["missing_duration"] == band


def test_no_band_without_both_columns_or_without_a_beginning():
    assert kept(missing_from=datetime(2026, 7, 1, 10, 0))["missing_duration"] is None
    nothing = pa.scalar(None, pa.timestamp("us"))
    assert kept(missing_from=nothing, found_at=nothing)["missing_duration"] is None


@pytest.mark.parametrize(
    ("also", "left"),
    [(["hoarding", "neglect"], ["hoarding"]), (["neglect"], None), (None, None), (["other"], ["other"])],
)
def test_the_main_category_is_not_also_involved(also, left):
    rows = pa.table({"category": ["neglect"], "also_involves": pa.array([also], pa.list_(pa.string()))})
    assert coarsen(Checked(rows, []))["also_involves"].to_pylist() == [left]


def test_columns_and_types_are_those_of_the_store(tmp_path):
    store = Store.create(tmp_path / "group.duckdb")
    copy_standard(store)
    described = store.cursor().execute("describe select * exclude return_id from incident").fetchall()
    store.close()
    empty = coarsen(Checked(pa.table({"line": pa.array([], pa.int32())}), []))
    arrow_name = {"VARCHAR": "string", "DATE": "date32[day]", "INTEGER": "int32", "BOOLEAN": "bool"}
    arrow_name["VARCHAR[]"] = "list<l: string>"
    assert [(field.name, str(field.type)) for field in empty.schema] == [
        (name, arrow_name[kind]) for name, kind, *_ in described
    ]


def test_no_exact_date_goes_through():
    row = kept(
        incident_ref="a",
        reported_on=date(2026, 7, 14),
        month_only=False,
        category="missing_person",
        closed_on=date(2026, 8, 3),
        missing_from=datetime(2026, 7, 12, 10, 0),
        found_at=datetime(2026, 7, 13, 10, 0),
    )
    given = {name: cell for name, cell in row.items() if cell is not None}
    assert given == {
        "incident_ref": "a",
        "month": date(2026, 7, 1),
        "category": "missing_person",
        "days_open": 20,
        "missing_duration": "24_48h",
    }
