"""A provider's file becomes a table of text."""

from ingest.reading.grid import column_letter
from ingest.reading.text_table import TextTable, read

__all__ = ["TextTable", "column_letter", "read"]
