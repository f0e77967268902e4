"""Ages in years and narrower ranges of them, as the standard's age bands."""

import re

from ingest.standard import Field

OLDEST = 120
YEARS = r"(?:\s*(?:years?|yrs?)(?:\s+old)?|\s*y/?o)?"
ONE = re.compile(rf"(?:aged?\s+)?(\d{{1,3}})(?:\.0+)?{YEARS}")
RANGE = re.compile(rf"(?:aged?\s+)?(\d{{1,3}})\s*(?:-|–|—|/|to|or)\s*(\d{{1,3}}){YEARS}")
ABOVE = r"(?:\+|plus|and over|or over|& over|and above|or older)"
FROM = re.compile(rf"(?:aged?\s+)?(\d{{1,3}}){YEARS}\s*{ABOVE}")
BANDS = {
    "under_16": (0, 15),
    "16_17": (16, 17),
    "18_24": (18, 24),
    "25_44": (25, 44),
    "45_64": (45, 64),
    "65_74": (65, 74),
    "75_84": (75, 84),
    "85_plus": (85, OLDEST),
}
"""Code -> its youngest and oldest age in years."""


def band_of(text: str) -> str | None:
    """The band in which an age, or a whole range of ages, lies: "34", "85-94", "95+". None where it lies in no single
    one, as “18-64” does."""
    ages = _ages(text.strip().casefold())
    if ages is None:
        return None
    return next((code for code, (low, high) in BANDS.items() if low <= ages[0] <= ages[1] <= high), None)


def _ages(text: str) -> tuple[int, int] | None:
    if found := ONE.fullmatch(text):
        return int(found[1]), int(found[1])
    if found := RANGE.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := FROM.fullmatch(text):
        return int(found[1]), OLDEST
    return None


def is_of_ages(field: Field) -> bool:
    """Whether the field's codes are bands of age, so that ages in years can be read."""
    return {code.code for code in field.codes} >= set(BANDS)
