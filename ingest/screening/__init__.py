"""Personal data in a file is found, masked in every message, and the file is refused."""

from ingest.screening.copies import without_columns
from ingest.screening.messages import advice, columns_to_delete
from ingest.screening.personal_data import mask
from ingest.screening.personal_kinds import CHANCE_RULE, RULE
from ingest.screening.screen import personal_words, screen

__all__ = [
    "CHANCE_RULE",
    "RULE",
    "advice",
    "columns_to_delete",
    "mask",
    "personal_words",
    "screen",
    "without_columns",
]
