"""Each way of writing a date as SQL: its parts, and the day they are in the format of the column."""

import re

from ingest.checking.dates import FORMS, MONTHS, DateFormat, Form


def parts_sql(text: str) -> str:
    """SQL for a struct of form, y, p, q and is_month from a text; null where the text is not a date."""
    cases = "\n".join(
        f"when regexp_full_match({text}, '{_re2(form)}', 'i') then {_parts(form, text)}" for form in FORMS
    )
    return f"case\n{cases}\nend"


def _parts(form: Form, text: str) -> str:
    # try_cast, because a cast that fails puts the cell into the error message
    names = form.groups
    got = f"(regexp_extract({text}, '^(?:{_re2(form)})$', [{', '.join(map(repr, names))}], 'i'))"
    number = {name: f"try_cast({got}.{name} as int)" for name in names}
    year = number["y"] + (" + 2000" if form.name.endswith("_short") else "")
    month = f"list_position({list(MONTHS)!r}, lower({got}.name[:3]))" if "name" in names else number.get("q", "1")
    day = f"coalesce({number['p']}, 1)" if "p" in names else "1"
    is_month = f"{got}.p = ''" if form.name == "iso" else str(form.is_month).lower()
    return f"{{'form': '{form.name}', 'y': {year}, 'p': {day}, 'q': {month}, 'is_month': {is_month}}}"


def _re2(form: Form) -> str:
    return re.sub(r"\?P<\w+>", "", form.pattern).replace("'", "''")


def date_sql(chosen: DateFormat, parts: str) -> str:
    """SQL for the date, when the column is read in that format; null where there is no such day."""
    if chosen.form is None or chosen.order is None:
        return "null::date"
    year, month, day = f"{parts}.y", f"{parts}.q", f"{parts}.p"
    if chosen.order == "mdy":
        month, day = day, month
    if chosen.order == "ymd":
        year, day = f"({parts}.p + 2000)", f"({parts}.y - 2000)"
    if chosen.form == "serial":
        return f"case when {parts}.form = 'serial' then date '1899-12-30' + {parts}.y end"
    return (
        f"case when {parts}.form = '{chosen.form}' then "
        f"try_cast(printf('%04d-%02d-%02d', {year}, {month}, {day}) as date) end"
    )
