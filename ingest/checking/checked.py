"""A matched file with types, and every problem in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date

import duckdb
import pyarrow as pa

from ingest.checking import date_rules, rules
from ingest.checking.date_columns import DateColumn
from ingest.checking.findings import Finding, Rule, as_problems, broken, find
from ingest.checking.history import ages_not_known
from ingest.checking.left_empty import filled, leave_empty, total
from ingest.checking.swapped_dates import ask_about_swapped
from ingest.in_memory import in_memory
from ingest.matching import Matched
from ingest.problems import Problem
from ingest.standard import DATE_KINDS, STANDARD, Field, Standard


@dataclass(frozen=True)
class Checked:
    """A file's rows with types, and what is wrong with them.

    `rows` has "line" and one column for each field supplied: text and codes VARCHAR, several codes a list,
    yes/no BOOLEAN, dates DATE, date-times TIMESTAMP; null for an empty cell and for one that cannot be read.
    "month_only" is true where the date of the report gave no day; "…_has_time" where a day that may have a
    time had one. `problems` are in the order of the lines. `faulty` is field -> cells that refuse the file,
    `left_empty` the same of the fields whose cells were to be left empty.
    """

    rows: pa.Table = dataclass_field(repr=False)
    problems: list[Problem]
    standard: Standard = STANDARD
    faulty: Mapping[str, int] = dataclass_field(default_factory=dict)
    left_empty: Mapping[str, int] = dataclass_field(default_factory=dict)


def check(
    matched: Matched,
    dates: Mapping[str, DateColumn],
    *,
    from_month: date,
    to_month: date,
    today: date,
    to_be_empty: Collection[str] = (),
) -> Checked:
    """Check a file in the standard's words. `dates` are its date columns, as `read_dates` gives them.

    `to_be_empty` are fields whose cells become empty where they would refuse the file.
    """
    standard = matched.standard
    supplied = [standard.field(name) for name in matched.rows.column_names if name != "line"]
    with in_memory(matched.rows.num_rows) as db:
        db.register("checked", _with_dates(matched.rows, dates))
        doubtful = {name for name, column in dates.items() if column.format.doubt}
        rules_by_field = dict(_rules(supplied, dates, standard, (from_month, to_month), today))
        found, left_empty = _findings(db, rules_by_field, to_be_empty, doubtful)
        stay = [column for name, column in dates.items() if not (name in doubtful and name in to_be_empty)]
        swapped = [ask_about_swapped(db, column, matched.columns) for column in stay]
        doubts = {column.field.name: date_rules.doubt(column, matched.columns) for column in stay}
        faulty = {
            each.name: filled(db, each.name) if doubts.get(each.name) else total(found, each.name) for each in supplied
        }
        typed = ", ".join(["line", *(_typed(field, standard) for field in supplied)])
        rows = db.execute(f"select {typed} from checked").to_arrow_table()
    problems = as_problems(found, matched.columns, [each for each in [*doubts.values(), *swapped] if each])
    problems += ages_not_known(rows, matched.columns)
    return Checked(rows, problems, standard, {name: n for name, n in faulty.items() if n}, left_empty)


def _with_dates(rows: pa.Table, dates: Mapping[str, DateColumn]) -> pa.Table:
    """The rows, with four columns more for each date column: what was read (_at), _fault, _month_only and _has_time."""
    for name, column in dates.items():
        for read in column.read.column_names:
            rows = rows.append_column(f"{name}_{read}", column.read[read])
    return rows


def _rules(
    supplied: list[Field],
    dates: Mapping[str, DateColumn],
    standard: Standard,
    covered: tuple[date, date],
    today: date,
) -> Iterator[tuple[Field, list[Rule]]]:
    """Each field with its rules."""
    names = {field.name for field in supplied}
    for field in supplied:
        column = dates.get(field.name)
        of_dates = date_rules.rules_of(column, names, standard, covered, today) if column else ()
        yield field, [*of_dates, *rules.rules_of(field, names, standard)]


def _findings(
    db: duckdb.DuckDBPyConnection,
    rules_by_field: Mapping[Field, list[Rule]],
    to_be_empty: Collection[str],
    doubtful: Collection[str],
) -> tuple[list[Finding], dict[str, int]]:
    """What breaks the rules, and field -> cells left empty. `doubtful`: dates that cannot be read in one way."""
    found: list[Finding] = []
    left_empty: dict[str, int] = {}
    # where no cell is changed on the way, one statement tells which fields need not be looked at each by itself
    faulty = None if to_be_empty else broken(db, {field.name: rules for field, rules in rules_by_field.items()})
    for field, its_rules in rules_by_field.items():
        if field.name in to_be_empty and not field.required:
            left_empty[field.name] = leave_empty(db, field, its_rules, whole=field.name in doubtful)
        if faulty is None or field.name in faulty:
            found += find(db, field, its_rules)
    return found, left_empty


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
