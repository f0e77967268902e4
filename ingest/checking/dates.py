"""How a column writes its dates: one format for the whole column, chosen by the evidence in it.

Each way of writing is a form. `p` and `q` are a date's day and month, or its first and second number where
only the rest of the column shows which is which.
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


@dataclass(frozen=True)
class Form:
    """A way of writing dates. `shown` is its name in messages; `is_month` if it has no day.

    `pattern` has those of the groups y, q (or name) and p that the form has.
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
    Form("compact", "yyyymmdd", r"(?P<y>(?:19|20)\d{2})(?P<q>0[1-9]|1[0-2])(?P<p>0[1-9]|[12]\d|3[01])"),
    Form("numbers_compact", "ddmmyyyy", r"(?P<p>\d{2})(?P<q>\d{2})(?P<y>(?:19|20)\d{2})", in_either_order=True),
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


Example = tuple[int, str]  # line, cell


@dataclass(frozen=True)
class Evidence:
    """How often a column uses one form, its first line, and which orders of day and month its values show.

    `possible` counts the rows that are real dates in either order: 31/09/2026 shows nothing about the format.
    `early` counts those of them that could be read in both orders (no number above 12), `late` all others; months
    without a day are in neither.
    """

    form: str
    rows: int
    possible: int
    line: int
    day_first: Example | None
    month_first: Example | None
    either: Example | None
    early: int = 0
    late: int = 0


@dataclass(frozen=True)
class DateFormat:
    """How a column is read: its form (None: no value is a date), and the order of day and month.

    `order` is "dmy", "mdy" or (two-digit years, only when named) "ymd"; None where the column is ambiguous:
    then `doubt` is "unclear", "mixed" or "swapped" and no cell of the column is read. `examples` are the cells that
    the doubt rests on, each with its line: one that is read in both orders; one that is day first and one that is
    month first; a real date, and one that a spreadsheet left as text.
    """

    form: str | None
    order: str | None = "dmy"
    doubt: str | None = None
    examples: tuple[Example, ...] = ()

    @property
    def shown(self) -> str | None:
        if self.form is None:
            return None
        if self.order == "mdy":
            return FORM[self.form].shown.replace("dd/mm", "mm/dd").replace("ddmm", "mmdd")
        return FORM[self.form].shown


def choose_format(evidence: Sequence[Evidence], date_format: str | None) -> DateFormat:
    """The form of most of the dates, in the order of day and month that the values or `date_format` show.

    `date_format` settles what is ambiguous. It does not settle values that contradict each other: where a
    spreadsheet has swapped day and month in some dates, the other dates fit `date_format` and are wrong.
    """
    named, order = _named(date_format)
    if not evidence:
        return DateFormat(None)
    if swapped := _swapped(evidence):
        return swapped
    most = max(evidence, key=lambda each: (each.possible, each.rows, each.form == named, -each.line))
    if not FORM[most.form].in_either_order:
        return DateFormat(most.form)
    if order == "ymd" and most.form == named:
        return DateFormat(most.form, order)
    if most.day_first and most.month_first:
        return DateFormat(most.form, None, "mixed", (most.day_first, most.month_first))
    if order in ("dmy", "mdy"):
        return DateFormat(most.form, order)
    if most.either and not most.day_first and not most.month_first:
        return DateFormat(most.form, None, "unclear", (most.either,))
    return DateFormat(most.form, "mdy" if most.month_first else "dmy")


def _swapped(evidence: Sequence[Evidence]) -> DateFormat | None:
    """Whether a spreadsheet has swapped day and month: it takes 3/7/2026 for a date and leaves 14/7/2026 as text.

    Then every real date has a day of 12 or less, and every date written as text has a number above 12.
    """
    real = [each for each in evidence if not FORM[each.form].in_either_order and each.early]
    text = [each for each in evidence if FORM[each.form].in_either_order and each.late]
    if not real or not text or any(each.late for each in real) or any(each.early for each in text):
        return None
    found = next(((each.form, each.either) for each in real if each.either), None)
    as_text = text[0].day_first or text[0].month_first
    if not found or not as_text:
        return None
    form, real_date = found
    return DateFormat(form, None, "swapped", (real_date, as_text))


def _named(date_format: str | None) -> tuple[str | None, str | None]:
    """The form and the order of day and month that a matching's date format names."""
    parts = re.findall(r"%-?([a-zA-Z])", date_format or "")
    order = "".join({"d": "d", "m": "m", "Y": "y", "y": "y"}.get(part, "") for part in parts)
    short = "_short" if "y" in parts else ""
    if {"b", "B"} & set(parts):
        return ("named" if "d" in parts else "named_month") + short, None
    if order in ("dmy", "mdy") or (order == "ymd" and short):
        return "numbers" + short, order
    return {"ymd": "iso", "ym": "iso", "my": "number_month"}.get(order), None
