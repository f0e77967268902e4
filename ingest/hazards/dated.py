"""A file's hazards as the view `hazard` with every column, whichever the member supplied."""

import duckdb
import pyarrow as pa

_TYPES = {
    "line": "integer",
    "hazard_ref": "varchar",
    "aware_at": "timestamp",
    "aware_at_has_time": "boolean",
    "hazard_type": "varchar",
    "hazard_level": "varchar",
    "agreement_type": "varchar",
    "in_scope": "varchar",
    "investigated_on": "date",
    "summary_sent_on": "date",
    "made_safe_at": "timestamp",
    "made_safe_at_has_time": "boolean",
    "further_works_started_on": "date",
    "clock_exception": "varchar",
}


def register_hazards(db: duckdb.DuckDBPyConnection, hazards: pa.Table) -> None:
    """Make the view `hazard` of a table that has some of the columns above.

    Without a `_has_time` beside it, a column of TIMESTAMP has times throughout and one of DATE none.
    """
    db.register("hazard_given", hazards)
    columns = ", ".join(_column(name, hazards) for name in _TYPES)
    db.execute(f"create temp view hazard as select {columns} from hazard_given")


def _column(name: str, hazards: pa.Table) -> str:
    if name in hazards.column_names:
        return f"{name}::{_TYPES[name]} as {name}"
    moment = name.removesuffix("_has_time")
    if moment != name and moment in hazards.column_names:
        return f"{pa.types.is_timestamp(hazards.schema.field(moment).type)} as {name}"
    return f"null::{_TYPES[name]} as {name}"
