"""Reads the standard from the data files beside this module.

Fields and derived columns are in a Frictionless Table Schema (`incident.schema.json`), categories in
`categories.csv`, families in `families.csv`, all other codes in `codes.csv` and `hazard_codes.csv`, the questions about
how a member records in `how_we_record.csv`, what each version changed in `changes.csv`. Code that needs a field, a
code or a label asks `STANDARD`, or `HAZARDS` for
the second file (`hazard.schema.json`).
"""

import copyreg
import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from ingest.standard.definitions import (
    KINDS,
    Category,
    Change,
    Code,
    Column,
    Family,
    Field,
    RecordingQuestion,
    Standard,
)

FOLDER = Path(__file__).parent


def load(folder: Path = FOLDER, schema_name: str = "incident.schema.json") -> Standard:
    """Read a standard from its folder. KeyError or ValueError where its files contradict each other."""
    schema = json.loads((folder / schema_name).read_text("utf-8"))
    categories = tuple(_category(row) for row in _rows(folder / "categories.csv"))
    code_lists: dict[str, tuple[Code, ...]] = defaultdict(tuple, categories=categories)
    for row in (*_rows(folder / "codes.csv"), *_rows(folder / "hazard_codes.csv")):
        code_lists[row["list"]] += (_code(row),)
    code_lists = dict(code_lists)
    fields = tuple(_field(written, code_lists) for written in schema["fields"])
    return Standard(
        version=schema["version"],
        fields=fields,
        derived_columns=tuple(_derived(written, fields, code_lists) for written in schema["derived_columns"]),
        categories=categories,
        families=tuple(_family(row, categories) for row in _rows(folder / "families.csv")),
        recording_questions=tuple(_question(row) for row in _rows(folder / "how_we_record.csv")),
        changes=tuple(Change(row["version"], row["from"], row["change"]) for row in _rows(folder / "changes.csv")),
        code_lists=code_lists,
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
        _split(row["synonyms"]),
        others_see=row["others_see"] or None,
    )


def _category(row: dict[str, str]) -> Category:
    return Category(
        row["category"],
        row["label"],
        row["definition"],
        _split(row["synonyms"]),
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


def _field(written: dict[str, Any], code_lists: dict[str, tuple[Code, ...]]) -> Field:
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
        unique=limits.get("unique", False),
        matures=written.get("matures", False),
    )


def _derived(written: dict[str, Any], fields: tuple[Field, ...], code_lists: dict[str, tuple[Code, ...]]) -> Column:
    made_from = tuple(each.name for each in fields if each.kept_as == written["name"])
    if not made_from:
        raise ValueError(f"{written['name']}: no field is kept as this column")
    return Column(
        name=written["name"],
        title=written["title"],
        type=written["type"],
        made_from=made_from,
        codes=code_lists[written["code_list"]] if "code_list" in written else (),
        category=written.get("category"),
        matures=any(each.matures for each in fields if each.name in made_from),
    )


def _question(row: dict[str, str]) -> RecordingQuestion:
    return RecordingQuestion(row["question"], row["label"], _split(row["answers"]))


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


STANDARD = load()
HAZARDS = load(schema_name="hazard.schema.json")
FILES = {"incidents": STANDARD, "hazards": HAZARDS}


def _of_file(name: str) -> Standard:
    return FILES[name]


def _pickled(standard: Standard) -> tuple[Any, ...]:
    """By the name of its file: another process takes its own, and what comes back from there has this one again."""
    name = next((name for name, known in FILES.items() if known is standard), None)
    return (_of_file, (name,)) if name else tuple(object.__reduce_ex__(standard, 2))


copyreg.pickle(Standard, _pickled)
