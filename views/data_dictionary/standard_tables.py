"""The standard as tables and text to read: categories, columns, codes."""

import pandas as pd

from ingest.standard import STANDARD, Code, Family, Field, Standard
from views import wording
from views.escaping import escape_markdown

KINDS = {
    "text": "text",
    "date": "a date, or a month",
    "day": "a date",
    "datetime": "a date and time",
    "day_or_datetime": "a date, better with the time",
    "code": "one code",
    "codes": "codes, with ; between them",
    "yes_no": "yes or no",
}


def size(family: Family) -> str:
    """'1 category' or '6 categories'."""
    number = len(family.categories)
    return "1 category" if number == 1 else f"{number} categories"


def category(code: str) -> str:
    """One category as Markdown: what it is, what counts, what does not."""
    found = STANDARD.category(code)
    lines = [f"**{escape_markdown(found.label)}** (`{found.code}`) – {escape_markdown(found.definition)}"]
    lines.append(f"- Count when: {escape_markdown(found.count_when)}")
    if found.do_not_count:
        lines.append(f"- Do not count: {escape_markdown(found.do_not_count)}")
    return "\n".join(lines)


def every_field(standard: Standard = STANDARD) -> pd.DataFrame:
    """One row for each column of a file of the standard: what it is, how it is written, when it applies."""
    return pd.DataFrame(
        {
            "Column": [field.name for field in standard.fields],
            "Title": [field.title for field in standard.fields],
            "Needed": ["yes" if field.required else "no" for field in standard.fields],
            "Written as": [KINDS[field.kind] for field in standard.fields],
            "Applies to": [applies_to(field) for field in standard.fields],
            "What it says": [field.description for field in standard.fields],
        }
    ).set_index("Column")


def applies_to(field: Field) -> str:
    """The category a field belongs to, or the answer it depends on; 'all' where there is neither."""
    if field.category:
        return STANDARD.category(field.category).label
    if field.depends_on:
        other, codes = field.depends_on
        labels = STANDARD.code_labels(other)
        return f"{STANDARD.field(other).title}: {wording.listed([labels[code] for code in codes])}"
    return "all"


def codes(name: str) -> pd.DataFrame:
    """The codes of one field: code, label, definition, words also recognised."""
    return pd.DataFrame([_code(code) for code in STANDARD.field(name).codes]).set_index("Code")


def every_code() -> pd.DataFrame:
    """All codes of all fields, for the download."""
    rows = [{"Column": field.name} | _code(code) for field in STANDARD.fields for code in field.codes]
    return pd.DataFrame(rows)


def _code(code: Code) -> dict[str, str]:
    return {
        "Code": code.code,
        "Label": code.label,
        "Definition": code.definition,
        "Also recognised": "; ".join(code.synonyms),
    }
