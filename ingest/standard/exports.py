"""The standard as files for others: an empty table to fill in, a schema for other programs."""

import csv
import io
from typing import Any

from ingest.standard.definitions import Standard
from ingest.standard.loading import STANDARD


def template_csv(standard: Standard = STANDARD) -> str:
    """An empty CSV: the standard's headings and a line end."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(standard.field_names)
    return text.getvalue()


def frictionless_schema(standard: Standard = STANDARD) -> dict[str, Any]:
    """The Table Schema with its code lists filled in, for other programs that check a file."""
    return standard.schema | {
        "fields": [_with_codes(written, standard.codes(written["name"])) for written in standard.schema["fields"]]
    }


def _with_codes(written: dict[str, Any], codes: tuple[str, ...]) -> dict[str, Any]:
    limits = written.get("constraints", {})
    if written["kind"] == "code":
        limits = limits | {"enum": list(codes)}
    elif written["kind"] == "codes":
        one = f"({'|'.join(codes)})"
        limits = limits | {"pattern": f"{one}(;{one})*"}
    return written | ({"constraints": limits} if limits else {})
