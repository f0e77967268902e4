"""The group's data standard: typed objects over the data files in this folder."""

from ingest.standard.code_table import code_rows
from ingest.standard.definitions import (
    DATE_KINDS,
    KINDS,
    Category,
    Code,
    Column,
    Family,
    Field,
    RecordingQuestion,
    Standard,
)
from ingest.standard.exports import frictionless_schema, template_csv
from ingest.standard.loading import FOLDER, STANDARD, load

__all__ = [
    "DATE_KINDS",
    "FOLDER",
    "KINDS",
    "STANDARD",
    "Category",
    "Code",
    "Column",
    "Family",
    "Field",
    "RecordingQuestion",
    "Standard",
    "code_rows",
    "frictionless_schema",
    "load",
    "template_csv",
]
