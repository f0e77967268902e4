"""The delimiter that is named: by a lead, by a matching, or by the file itself."""

from itertools import islice

from ingest.problems import Refused
from ingest.reading.dialects import DELIMITERS
from ingest.reading.faults import lines_of
from ingest.reading.headings import DEEPEST


def used(text: memoryview, delimiter: str | None) -> str | None:
    """The delimiter that a lead or a matching names, as a character; None where no line at the top has it."""
    delimiter = _character(delimiter)
    return delimiter if delimiter and any(delimiter in line for line in islice(lines_of(text), DEEPEST)) else None


def named_by_the_file(text: memoryview) -> str | None:
    """The delimiter in a first line such as "sep=;", which Excel understands."""
    first = bytes(text[:6]).lower()
    if first.startswith(b"sep=") and first[5:6] in (b"", b"\r", b"\n"):
        return next((each for each in DELIMITERS if first[4:5] == each.encode()), None)
    return None


def _character(delimiter: str | None) -> str | None:
    if not delimiter:
        return None
    by_name = {name: character for character, name in DELIMITERS.items()}
    character = by_name.get(delimiter.strip().lower(), delimiter)
    if character not in DELIMITERS:
        choices = "comma, semicolon, tab and pipe"
        raise Refused.because("delimiter_unknown", f"The delimiter must be one of {choices}.")
    return character
