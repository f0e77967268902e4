"""Error values that a spreadsheet shows instead of a result: what they are, and what to do."""

import re

from ingest.words import normalised

MEANINGS = {
    "n/?a": "its formula looked something up and did not find it",
    "value": "its formula was given a text where it needs a number or a date",
    "ref": "the cells that its formula refers to are gone",
    "name": "its formula has a name that Excel does not know",
    "div/0": "its formula divides by zero or by an empty cell",
    "num": "its formula has a number that is not possible",
    "null": "its formula refers to ranges that do not meet",
    "spill|calc|field|busy|blocked|connect|unknown|getting_data|error|loading": "its formula has no result",
}
ERROR = re.compile(r"[(\[<{]?#(?:" + "|".join(MEANINGS) + r")\W*|err:\d{3}")


def is_excel_error(text: str) -> bool:
    """Whether a cell shows an error value, such as #N/A or #REF!."""
    return ERROR.fullmatch(normalised(text)) is not None


def error_named(text: str) -> str:
    """“#REF!” is an Excel error value: and what it means."""
    shown = normalised(text).lstrip("([<{")
    meaning = next((what for name, what in MEANINGS.items() if re.fullmatch(rf"#(?:{name})\W*", shown)), None)
    return f"an Excel error value: {meaning or 'its formula has no result'}"
