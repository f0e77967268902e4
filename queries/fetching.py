"""The one row, or the one value, of a statement that always gives one."""

from typing import Any, TypeVar

import duckdb

Kind = TypeVar("Kind")


def one_row(answered: duckdb.DuckDBPyConnection) -> tuple[Any, ...]:
    """The first row of what was executed. LookupError where there is none: the statement was meant to give one."""
    row = answered.fetchone()
    if row is None:
        raise LookupError("The statement gave no row.")
    return row


def one_value(answered: duckdb.DuckDBPyConnection, kind: type[Kind]) -> Kind:
    """The first column of that row. LookupError without a row, TypeError where the value is of another kind."""
    value = one_row(answered)[0]
    if not isinstance(value, kind):
        raise TypeError(f"The statement gave a {type(value).__name__}, not a {kind.__name__}.")
    return value
