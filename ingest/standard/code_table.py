"""The standard as rows of the store's tables `code` and `field`."""

from collections.abc import Iterator

from ingest.standard.definitions import Category, Code, Standard
from ingest.standard.loading import HAZARDS, STANDARD


def code_rows(standard: Standard = STANDARD) -> list[dict[str, object]]:
    """One row per column of the store and code, `position` from 1; families under the field "family"."""
    coded = [
        _code_row(column.name, position, code)
        for column in standard.columns
        for position, code in enumerate(column.codes, 1)
    ]
    return coded + list(_family_rows(standard))


HAZARD_LISTS = ("hazard_type", "in_scope", "clock_exception", "hazard_clock", "clock_result")


def hazard_code_rows(hazards: Standard = HAZARDS) -> list[dict[str, object]]:
    """The codes of the hazard file that the incident file does not have, as `code_rows` gives them."""
    lists = {name: hazards.code_lists[name] for name in HAZARD_LISTS}
    return [_code_row(name, position, code) for name, codes in lists.items() for position, code in enumerate(codes, 1)]


def _code_row(column: str, position: int, code: Code) -> dict[str, object]:
    category = code if isinstance(code, Category) else None
    return {
        "field": column,
        "code": code.code,
        "label": code.label,
        "definition": code.definition,
        "position": position,
        "family": category.family if category else None,
        "seasonal": category.seasonal if category else None,
        "focus": None,
        "others_see": code.others_see,
    }


def _family_rows(standard: Standard) -> Iterator[dict[str, object]]:
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
            "others_see": None,
        }


def field_rows(standard: Standard = STANDARD) -> list[dict[str, object]]:
    """One row per column of `incident` that the standard adds, in its order."""
    base = (standard.reference, "month", "category")  # columns that every store has
    return [
        {
            "field": column.name,
            "type": column.type,
            "coded": bool(column.codes),
            "category": column.category,
            "matures": column.matures,
            "supplied_as": column.made_from[0],
            "position": position,
        }
        for position, column in enumerate((each for each in standard.columns if each.name not in base), 1)
    ]
