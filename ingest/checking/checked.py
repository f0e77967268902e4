"""A matched file with types, and every problem in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

import duckdb
import pyarrow as pa

from ingest import london_time
from ingest.checking import date_rules, rules
from ingest.checking.date_columns import DateColumn
from ingest.checking.findings import Finding, as_problems, find
from ingest.checking.history import ages_not_known
from ingest.checking.swapped_dates import ask_about_swapped
from ingest.matching import Matched
from ingest.problems import Problem
from ingest.standard import DATE_KINDS, STANDARD, Field, Standard


@dataclass(frozen=True)
class Checked:
    """A file's rows with types, and what is wrong with them.

    `rows` has "line" and one column for each field supplied: text and codes VARCHAR, several codes a list,
    yes/no BOOLEAN, dates DATE, date-times TIMESTAMP; null for an empty cell and for one that cannot be read.
    "month_only" is true where the date of the report gave no day; "…_has_time" where a day that may have a
    time had one. `problems` are in the order of the lines.
    """

    rows: pa.Table = dataclass_field(repr=False)
    problems: list[Problem]
    standard: Standard = STANDARD


def check(
    matched: Matched, dates: Mapping[str, DateColumn], *, from_month: date, to_month: date, today: date
) -> Checked:
    """Check a file in the standard's words. `dates` are its date columns, as `read_dates` gives them."""
    standard = matched.standard
    supplied = [standard.field(name) for name in matched.rows.column_names if name != "line"]
    with duckdb.connect(":memory:", config={"temp_directory": ""}) as db:
        london_time.define_macros(db)
        db.register("checked", _with_dates(matched.rows, dates))
        found = _findings(db, supplied, dates, standard, (from_month, to_month), today)
        swapped = [ask_about_swapped(db, column, matched.columns) for column in dates.values()]
        typed = ", ".join(["line", *(_typed(field, standard) for field in supplied)])
        rows = db.execute(f"select {typed} from checked").to_arrow_table()
    doubts = [date_rules.doubt(column, matched.columns) for column in dates.values()]
    of_columns = [each for each in [*doubts, *swapped] if each]
    problems = as_problems(found, matched.columns, of_columns)
    return Checked(rows, problems + ages_not_known(rows, matched.columns), standard)


def _with_dates(rows: pa.Table, dates: Mapping[str, DateColumn]) -> pa.Table:
    """The rows, with four columns more for each date column: what was read (_at), _fault, _month_only and _has_time."""
    for name, column in dates.items():
        for read in column.read.column_names:
            rows = rows.append_column(f"{name}_{read}", column.read[read])
    return rows


def _findings(
    db: duckdb.DuckDBPyConnection,
    supplied: list[Field],
    dates: Mapping[str, DateColumn],
    standard: Standard,
    covered: tuple[date, date],
    today: date,
) -> list[Finding]:
    names = {field.name for field in supplied}
    found: list[Finding] = []
    for field in supplied:
        column = dates.get(field.name)
        of_dates = date_rules.rules_of(column, names, standard, covered, today) if column else ()
        found += find(db, field, [*of_dates, *rules.rules_of(field, names, standard)])
    return found


def _typed(field: Field, standard: Standard) -> str:
    name = field.name
    if field.kind == "day_or_datetime":
        return f"{name}_at as {name}, {name}_has_time"
    if field.kind in DATE_KINDS:
        only = f", {name}_month_only as month_only" if name == standard.reported else ""
        return f"{name}_at as {name}{only}"
    if field.kind == "codes":
        return f"string_split(nullif({name}, ''), ';') as {name}"
    if field.kind == "yes_no":
        return f"case {name} when 'yes' then true when 'no' then false end as {name}"
    return f"nullif({name}, '') as {name}"
