"""Cells of optional fields that would refuse the file, left empty because the lead said so."""

from collections.abc import Sequence

import duckdb

from ingest.checking.findings import Finding, Rule
from ingest.standard import DATE_KINDS, Field
from queries.fetching import one_value


def leave_empty(db: duckdb.DuckDBPyConnection, field: Field, rules: Sequence[Rule], *, whole: bool) -> int:
    """Empty the cells of a field that break a rule which is no question, in the table `checked`; how many were.

    `whole`: every cell of the column.
    """
    name = field.name
    breaking = " or ".join(f"({rule.breaks})" for rule in rules if not rule.soft) or "false"
    is_left_empty = f"{name} <> '' and ({'true' if whole else breaking})"
    cells = one_value(db.execute(f"select count(*) filter ({is_left_empty}) from checked"), int)
    if cells:
        emptied = {name: "''"} | (_NOTHING_READ if field.kind in DATE_KINDS else {})
        columns = ", ".join(
            f"if({is_left_empty}, {value}, {column}) as {column}"
            for column, value in ((column.format(name=name), value) for column, value in emptied.items())
        )
        db.register("checked", db.execute(f"select * replace ({columns}) from checked").to_arrow_table())
    return cells


def filled(db: duckdb.DuckDBPyConnection, name: str) -> int:
    """The cells of a column that are not empty."""
    return one_value(db.execute(f"select count(*) filter ({name} <> '') from checked"), int)


def total(found: Sequence[Finding], name: str) -> int:
    """The cells of a field that break a rule which is no question."""
    return sum(each.total for each in found if each.field.name == name and not each.rule.soft)


_NOTHING_READ = {
    "{name}_at": "null",
    "{name}_fault": "null",
    "{name}_month_only": "false",
    "{name}_has_time": "false",
}
