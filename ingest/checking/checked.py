"""Every cell against the standard: typed rows, and every problem by line and column, with how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from ingest.checking import date_rules, rules
from ingest.checking.date_columns import DateColumn, read_dates
from ingest.checking.findings import Finding, find, told
from ingest.checking.history import Before, ages_not_known, compare_with_before
from ingest.matching import Matched
from ingest.problems import Problem
from ingest.standard import STANDARD, Field

__all__ = ["Before", "Checked", "check", "compare_with_before"]


@dataclass(frozen=True)
class Checked:
    """A file's rows with types, and what is wrong with them.

    `rows` has "line" and one column for each field supplied: text and codes VARCHAR, several codes a list,
    yes/no BOOLEAN, dates DATE, date-times TIMESTAMP; null for an empty cell and for one that cannot be read.
    "month_only" is true where reported_on gave no day. `problems` are in the order of the lines.
    """

    rows: pa.Table
    problems: list[Problem]


def check(
    matched: Matched, *, from_month: date, to_month: date, today: date, date_format: str | None = None
) -> Checked:
    """Check a file in the standard's words; `date_format` (strptime's) settles what a column leaves open."""
    supplied = [STANDARD.field(name) for name in matched.rows.column_names if name != "line"]
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as db:
        lines = matched.rows["line"].to_numpy()
        dates = {
            field.name: read_dates(db, field, matched.rows[field.name], lines, date_format)
            for field in supplied
            if field.kind in DATE_KINDS
        }
        db.register("checked", _with_dates(matched.rows, dates))
        found = _findings(db, supplied, dates, (from_month, to_month), today)
        typed = ", ".join(["line", *map(_typed, supplied)])
        rows = db.execute(f"select {typed} from checked").to_arrow_table()
    doubts = [date_rules.doubt(column, matched.columns) for column in dates.values()]
    problems = told(found, matched.columns, [each for each in doubts if each])
    return Checked(rows, problems + ages_not_known(rows, matched.columns))


DATE_KINDS = ("date", "day", "datetime")


def _with_dates(rows: pa.Table, dates: Mapping[str, DateColumn]) -> pa.Table:
    """The rows, and beside each date column what was read in it: _at, _fault and _month_only."""
    for name, column in dates.items():
        for part in column.read.column_names:
            rows = rows.append_column(f"{name}_{part}", column.read[part])
    return rows


def _findings(
    db: duckdb.DuckDBPyConnection,
    supplied: list[Field],
    dates: Mapping[str, DateColumn],
    covered: tuple[date, date],
    today: date,
) -> list[Finding]:
    names = {field.name for field in supplied}
    found: list[Finding] = []
    for field in supplied:
        of_dates = date_rules.rules_of(dates[field.name], names, covered, today) if field.name in dates else ()
        found += find(db, field, [*of_dates, *rules.rules_of(field, names)])
    return found


def _typed(field: Field) -> str:
    name = field.name
    if field.kind in DATE_KINDS:
        only = ", reported_on_month_only as month_only" if name == "reported_on" else ""
        return f"{name}_at as {name}{only}"
    if field.kind == "codes":
        return f"string_split(nullif({name}, ''), ';') as {name}"
    if field.kind == "yes_no":
        return f"case {name} when 'yes' then true when 'no' then false end as {name}"
    return f"nullif({name}, '') as {name}"
