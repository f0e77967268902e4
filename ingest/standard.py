"""The group's data standard as typed objects, loaded from the folder `standard` beside this file.

Fields stand in `incident.schema.json` (a Frictionless Table Schema), categories in `categories.csv`, families
in `families.csv`, all other codes in `codes.csv`. Whatever needs a field, a code or a label asks `STANDARD`.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ingest.definitions import KINDS, Category, Code, Family, Field, Standard

__all__ = [
    "KINDS",
    "STANDARD",
    "Category",
    "Code",
    "Family",
    "Field",
    "Standard",
    "code_rows",
    "frictionless_schema",
    "load",
    "template_csv",
]

FOLDER = Path(__file__).with_suffix("")


def load(folder: Path = FOLDER) -> Standard:
    """Read the standard from its folder; KeyError or ValueError where the files do not fit together."""
    schema = json.loads((folder / "incident.schema.json").read_text("utf-8"))
    categories = tuple(_category(row) for row in _rows(folder / "categories.csv"))
    code_lists: dict[str, tuple[Code, ...]] = defaultdict(tuple, categories=categories)
    for row in _rows(folder / "codes.csv"):
        code_lists[row["list"]] += (_code(row),)
    return Standard(
        version=schema["version"],
        fields=tuple(_field(written, dict(code_lists)) for written in schema["fields"]),
        categories=categories,
        families=tuple(_family(row, categories) for row in _rows(folder / "families.csv")),
        schema=schema,
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _code(row: dict[str, str]) -> Code:
    return Code(
        row["code"],
        row["label"],
        row["definition"],
        _listed(row["synonyms"]),
        others_see=row["others_see"] or None,
    )


def _category(row: dict[str, str]) -> Category:
    return Category(
        row["category"],
        row["label"],
        row["definition"],
        _listed(row["synonyms"]),
        family=row["family"],
        count_when=row["count_when"],
        do_not_count=row["do_not_count"],
        seasonal=row["seasonal"] == "yes",
        sac_type=row["sac_type"] or None,
    )


def _family(row: dict[str, str], categories: tuple[Category, ...]) -> Family:
    own = [each for each in categories if each.family == row["family"]]
    return Family(
        code=row["family"],
        label=row["label"],
        focus=row["focus"] == "yes",
        seasonal=all(each.seasonal for each in own),
        categories=tuple(each.code for each in own),
    )


def _field(written: dict, code_lists: dict[str, tuple[Code, ...]]) -> Field:
    if written["kind"] not in KINDS:
        raise ValueError(f"{written['name']}: there is no kind {written['kind']!r}")
    limits = written.get("constraints", {})
    depends = written.get("depends_on")
    return Field(
        name=written["name"],
        title=written["title"],
        description=written["description"],
        kind=written["kind"],
        required=limits.get("required", False),
        codes=code_lists[written["code_list"]] if "code_list" in written else (),
        category=written.get("category"),
        depends_on=(depends["field"], tuple(depends["codes"])) if depends else None,
        synonyms=tuple(written["synonyms"]),
        max_length=limits.get("maxLength"),
        kept_as=written["kept_as"],
        kept_codes=code_lists[written["kept_code_list"]] if "kept_code_list" in written else (),
        matures=written.get("matures", False),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


STANDARD = load()


def code_rows(standard: Standard = STANDARD) -> list[dict]:
    """Rows for the store's `code` table, one per column of the store and code, `position` from 1.

    Bands stand under the store's column (`missing_duration`), families under the field `family`.
    """
    by_column: dict[str, tuple[Code, ...]] = {}
    for each in standard.fields:
        if each.codes or each.kept_codes:
            by_column[each.kept_as] = each.kept_codes or each.codes
    coded = [
        _code_row(column, position, code)
        for column, codes in by_column.items()
        for position, code in enumerate(codes, 1)
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
        "others_see": code.others_see,
    }


def _family_rows(standard: Standard) -> Iterator[dict]:
    for position, family in enumerate(standard.families, 1):
        members = [standard.category(code).label for code in family.categories]
        yield {
            "field": "family",
            "code": family.code,
            "label": family.label,
            "definition": f"Incidents whose main category is one of: {', '.join(members)}.",
            "position": position,
            "family": family.code,
            "seasonal": family.seasonal,
            "focus": family.focus,
            "others_see": None,
        }


def template_csv(standard: Standard = STANDARD) -> str:
    """An empty CSV: the standard's headings and a line end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(standard.field_names)
    return text.getvalue()


def frictionless_schema(standard: Standard = STANDARD) -> dict:
    """The Table Schema with its code lists filled in, for other programs that check a file."""
    return standard.schema | {
        "fields": [_with_codes(written, standard.codes(written["name"])) for written in standard.schema["fields"]]
    }


def _with_codes(written: dict, codes: tuple[str, ...]) -> dict:
    limits = written.get("constraints", {})
    if written["kind"] == "code":
        limits = limits | {"enum": list(codes)}
    elif written["kind"] == "codes":
        one = f"({'|'.join(codes)})"
        limits = limits | {"pattern": f"{one}(;{one})*"}
    return written | ({"constraints": limits} if limits else {})
