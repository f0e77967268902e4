"""The standard's codes and families as rows of the store's `code` table."""

from collections.abc import Iterator

from ingest.standard.definitions import Category, Code, Standard
from ingest.standard.loading import STANDARD


def code_rows(standard: Standard = STANDARD) -> list[dict]:
    """One row per column of the store and code, `position` from 1; families under the field "family"."""
    coded = [
        _code_row(column.name, position, code)
        for column in standard.columns
        for position, code in enumerate(column.codes, 1)
    ]
    return coded + list(_family_rows(standard))


def _code_row(column: str, position: int, code: Code) -> dict:
    is_category = isinstance(code, Category)
    return {
        "field": column,
        "code": code.code,
        "label": code.label,
        "definition": code.definition,
        "position": position,
        "family": code.family if is_category else None,
        "seasonal": code.seasonal if is_category else None,
        "focus": None,
    }


def _family_rows(standard: Standard) -> Iterator[dict]:
    for position, family in enumerate(standard.families, 1):
        labels = [standard.category(code).label for code in family.categories]
        yield {
            "field": "family",
            "code": family.code,
            "label": family.label,
            "definition": f"Incidents whose main category is one of: {', '.join(labels)}.",
            "position": position,
            "family": family.code,
            "seasonal": family.seasonal,
            "focus": family.focus,
        }
