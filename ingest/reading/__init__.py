"""A provider's file becomes a table of text."""

from ingest.reading.grid import ALL_SHEETS, column_letter
from ingest.reading.joined import line_and_sheet
from ingest.reading.text_table import TextTable, read, sheet_names

__all__ = ["ALL_SHEETS", "TextTable", "column_letter", "line_and_sheet", "read", "sheet_names"]
