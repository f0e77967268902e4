"""What the store keeps of checked rows: months, days and bands. Exact dates go no further than this room."""

import duckdb
import pyarrow as pa

from ingest.checking import Checked
from ingest.standard import STANDARD, Field

_TYPES = {"yes_no": "boolean", "codes": "varchar[]", "date": "date", "day": "integer"}


def coarsen(checked: Checked) -> pa.Table:
    """The store's incident columns (but return_id), one row per incident, in the order of the file.

    A column that was not supplied is null throughout. `days_open` is null where reported_on gave no day.
    """
    supplied = set(checked.rows.column_names)
    kept = {field.kept_as: _kept(field, supplied) for field in STANDARD.fields}
    made = ", ".join(f"{how} as {name}" for name, how in kept.items() if how != name)
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as db:
        db.register("checked", checked.rows)
        rows = db.execute(f"select {made} from checked").to_arrow_table()
    # what stays as it is need not be copied
    return pa.table({name: (checked.rows if how == name else rows)[name] for name, how in kept.items()})


def _kept(field: Field, supplied: set[str]) -> str:
    if field.kept_as == "missing_duration":
        return _missing_duration(supplied)
    if field.name not in supplied:
        return f"null::{_TYPES.get(field.kind, 'varchar')}"
    if field.kept_as == "month":
        return "date_trunc('month', reported_on)::date"
    if field.kept_as == "days_open":
        return (
            "case when not month_only then (closed_on - reported_on)::integer end"
            if "reported_on" in supplied
            else "null::integer"
        )
    if field.name == "also_involves" and "category" in supplied:
        return "nullif(list_filter(also_involves, lambda each: each <> category), [])"
    return field.name


def _missing_duration(supplied: set[str]) -> str:
    """A band of how long somebody was missing; not_found only where a column for the finding was supplied."""
    if not {"missing_from", "found_at"} <= supplied:
        return "null::varchar"
    return """case
        when missing_from is null then null
        when found_at is null then 'not_found'
        when found_at - missing_from < interval 24 hours then 'under_24h'
        when found_at - missing_from < interval 48 hours then '24_48h'
        when found_at - missing_from <= interval 7 days then '2_7_days'
        else 'over_7_days'
    end"""
