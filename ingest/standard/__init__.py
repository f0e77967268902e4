"""The group's data standard: typed objects over the data files in this folder."""

from ingest.standard.code_table import code_rows, field_rows, hazard_code_rows
from ingest.standard.definitions import (
    CATEGORY,
    DATE_KINDS,
    FURTHER,
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
from ingest.standard.exports import frictionless_schema, template_csv
from ingest.standard.loading import FILES, FOLDER, HAZARDS, STANDARD, load

__all__ = [
    "CATEGORY",
    "DATE_KINDS",
    "FILES",
    "FOLDER",
    "FURTHER",
    "HAZARDS",
    "KINDS",
    "STANDARD",
    "Category",
    "Change",
    "Code",
    "Column",
    "Family",
    "Field",
    "RecordingQuestion",
    "Standard",
    "code_rows",
    "field_rows",
    "frictionless_schema",
    "hazard_code_rows",
    "load",
    "template_csv",
]
