"""Answers as files: CSV and JSON, with cells that a spreadsheet would run as formulas defused."""

import json
from datetime import date, datetime
from typing import Any

import pandas as pd

RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The signs, also in full width, and the white space that a spreadsheet drops from before them."""


def defused(cell: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return "'" + cell if cell.startswith(RUNS_AS_FORMULA) else cell


def as_json(answer: pd.DataFrame) -> str:
    """A list of one object per row; dates as YYYY-MM-DD, nothing as null."""
    return json.dumps(_rows(answer), ensure_ascii=False, indent=1) + "\n"


def as_csv(answer: pd.DataFrame) -> str:
    """Comma separated, \\n line ends; lists joined by ';', dates as YYYY-MM-DD, nothing as an empty cell."""
    rows = [{name: _cell(value) for name, value in row.items()} for row in _rows(answer)]
    columns = [_cell(str(name)) for name in answer.columns]
    return pd.DataFrame([list(row.values()) for row in rows], columns=columns, dtype=object).to_csv(
        index=False, lineterminator="\n"
    )


def _rows(answer: pd.DataFrame) -> list[dict[str, Any]]:
    columns = list(answer.columns)
    return [dict(zip(columns, map(_plain, row), strict=True)) for row in answer.astype(object).itertuples(index=False)]


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = ";".join(map(str, value))
    return defused(value) if isinstance(value, str) else value


def _plain(value: Any) -> object:
    if isinstance(value, list | tuple) or (hasattr(value, "tolist") and not pd.api.types.is_scalar(value)):
        return [_plain(v) for v in value]
    if pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == datetime.min.time() else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
