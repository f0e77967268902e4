"""A member's headings and words become the standard's fields and codes. What has no match is never guessed."""

from ingest.matching.field_columns import separators_in_use
from ingest.matching.fitting import filled_cells
from ingest.matching.matched import Matched, match, number_references
from ingest.matching.matching import Matching, known_headings
from ingest.matching.narrowing import with_wider
from ingest.matching.placing import Placed, place_headings
from ingest.matching.suggesting import (
    SURE,
    Suggestion,
    WordSuggestion,
    suggest_columns,
    suggest_ticked,
    suggest_words,
)

__all__ = [
    "SURE",
    "Matched",
    "Matching",
    "Placed",
    "Suggestion",
    "WordSuggestion",
    "filled_cells",
    "known_headings",
    "match",
    "number_references",
    "place_headings",
    "separators_in_use",
    "suggest_columns",
    "suggest_ticked",
    "suggest_words",
    "with_wider",
]
