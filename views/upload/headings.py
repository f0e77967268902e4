"""Headings of a matching as a file writes them."""

from collections.abc import Mapping
from typing import TypeVar

from ingest.reading import TextTable
from ingest.words import normalised

Meant = TypeVar("Meant")


def as_in_file(table: TextTable, matched: Mapping[str, Meant]) -> dict[str, Meant]:
    """The same, in the file's order and spelling, without headings that the file does not have."""
    by_key = {normalised(heading): meant for heading, meant in matched.items()}
    return {heading: by_key[normalised(heading)] for heading in table.headings if normalised(heading) in by_key}


def headings_by_field(table: TextTable, columns: Mapping[str, str]) -> dict[str, list[str]]:
    """Field -> its headings, in the file's order."""
    found: dict[str, list[str]] = {}
    for heading, name in as_in_file(table, columns).items():
        found.setdefault(name, []).append(heading)
    return found
