"""How a column writes its dates: one format for the whole column, proved by the column.

Each way of writing is a form. `p` and `q` are a date's day and month, or its first and second number where
only the rest of the column can say which is which.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<p>\d{1,2})(?:st|nd|rd|th)?"
_GAP = r"[-/ ,']{0,2}"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"

TIME = r"[T ,]+((?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?( ?[ap]m)?(?:Z| ?[+-]\d\d:?\d\d)?$"


@dataclass(frozen=True)
class Form:
    """A way of writing dates. `shown` is how it is named to people; `is_month` where it has no day.

    `pattern` has the groups y, q (or name) and p, as far as the form has them.
    """

    name: str
    shown: str
    pattern: str
    is_month: bool = False
    in_either_order: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(re.findall(r"\?P<(\w+)>", self.pattern))


_YEAR, _SHORT = r"(?P<y>\d{4})", r"(?P<y>\d{2})"

FORMS = (
    Form("iso", "yyyy-mm-dd", r"(?P<y>\d{4})[-/.](?P<q>\d{1,2})(?:[-/.](?P<p>\d{1,2}))?"),
    Form("numbers", "dd/mm/yyyy", rf"(?P<p>\d{{1,2}})[-/. ](?P<q>\d{{1,2}})[-/. ]{_YEAR}", in_either_order=True),
    Form(
        "numbers_short",
        "dd/mm/yy",
        rf"(?P<p>\d{{1,2}})[-/. ](?P<q>\d{{1,2}})[-/. ]{_SHORT}",
        in_either_order=True,
    ),
    Form("named", "3 Mar 2026", rf"{_WEEKDAY}{_DAY}{_GAP}{_NAME}{_GAP}{_YEAR}"),
    Form("named_short", "3 Mar 26", rf"{_WEEKDAY}{_DAY}{_GAP}{_NAME}{_GAP}{_SHORT}"),
    Form("named_first", "Mar 3, 2026", rf"{_WEEKDAY}{_NAME}{_GAP}{_DAY}{_GAP}{_YEAR}"),
    Form("named_month", "Mar 2026", rf"{_NAME}{_GAP}{_YEAR}", is_month=True),
    Form("named_month_short", "Mar-26", rf"{_NAME}{_GAP}{_SHORT}", is_month=True),
    Form("number_month", "mm/yyyy", rf"(?P<q>\d{{1,2}})[-/.]{_YEAR}", is_month=True),
    Form("serial", "a spreadsheet's day number", r"(?P<y>\d{5})(?:\.\d+)?"),
)
FORM = {form.name: form for form in FORMS}
SHORT_OF = {"numbers": "numbers_short", "named": "named_short", "named_month": "named_month_short"}


@dataclass(frozen=True)
class Seen:
    """How often a column writes one form, where first, and which orders of day and month its values prove.

    `possible` counts the rows that a calendar has, in either order: 31/09/2026 is no proof of how dates are written.
    """

    form: str
    rows: int
    possible: int
    line: int
    day_first: tuple[int, str] | None
    month_first: tuple[int, str] | None
    either: tuple[int, str] | None


@dataclass(frozen=True)
class Way:
    """How a column is read: its form (None: no value is a date), and where day and month stand.

    `order` is "dmy", "mdy" or (two-digit years, only when named) "ymd"; None where the column leaves it open:
    then `doubt` is "unclear" or "mixed" and nothing of the column is read.
    """

    form: str | None
    order: str | None = "dmy"
    doubt: str | None = None
    seen: Seen | None = None

    @property
    def shown(self) -> str:
        if self.order == "mdy":
            return FORM[self.form].shown.replace("dd/mm", "mm/dd")
        return FORM[self.form].shown


def way_of(seen: Sequence[Seen], date_format: str | None) -> Way:
    """The one way a column is read: the form of most of its dates, in the order its values or a name prove.

    A name settles what the values leave open. It does not mend values that contradict each other: where a
    spreadsheet has turned some dates round, the others fit the name and are wrong.
    """
    named, order = _said_by(date_format)
    if not seen:
        return Way(None)
    most = max(seen, key=lambda each: (each.possible, each.rows, each.form == named, -each.line))
    if not FORM[most.form].in_either_order:
        return Way(most.form, seen=most)
    if order == "ymd" and most.form == named:
        return Way(most.form, order, seen=most)
    if most.day_first and most.month_first:
        return Way(most.form, None, "mixed", most)
    if order in ("dmy", "mdy"):
        return Way(most.form, order, seen=most)
    if most.either and not most.day_first and not most.month_first:
        return Way(most.form, None, "unclear", most)
    return Way(most.form, "mdy" if most.month_first else "dmy", seen=most)


def _said_by(date_format: str | None) -> tuple[str | None, str | None]:
    """The form and the order of day and month that a matching's date format says."""
    parts = re.findall(r"%-?([a-zA-Z])", date_format or "")
    order = "".join({"d": "d", "m": "m", "Y": "y", "y": "y"}.get(part, "") for part in parts)
    short = "_short" if "y" in parts else ""
    if {"b", "B"} & set(parts):
        return ("named" if "d" in parts else "named_month") + short, None
    if order in ("dmy", "mdy") or (order == "ymd" and short):
        return "numbers" + short, order
    return {"ymd": "iso", "ym": "iso", "my": "number_month"}.get(order), None


def parts_sql(text: str) -> str:
    """SQL for a struct of form, y, p, q and is_month out of a text; null where the text is no date."""
    cases = "\n".join(
        f"when regexp_full_match({text}, '{_re2(form)}', 'i') then {_parts(form, text)}" for form in FORMS
    )
    return f"case\n{cases}\nend"


def _parts(form: Form, text: str) -> str:
    # try_cast, as a cast that fails puts the cell into the error's text
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


def date_sql(way: Way, parts: str) -> str:
    """The date that the parts say when the column is read that way; null where no calendar has it."""
    if way.form is None or way.order is None:
        return "null::date"
    year, month, day = f"{parts}.y", f"{parts}.q", f"{parts}.p"
    if way.order == "mdy":
        month, day = day, month
    if way.order == "ymd":
        year, day = f"({parts}.p + 2000)", f"({parts}.y - 2000)"
    if way.form == "serial":
        return f"case when {parts}.form = 'serial' then date '1899-12-30' + {parts}.y end"
    return (
        f"case when {parts}.form = '{way.form}' then "
        f"try_cast(printf('%04d-%02d-%02d', {year}, {month}, {day}) as date) end"
    )
