"""Cells of the group's lists as people and spreadsheets write them."""

import re
from datetime import date, datetime

from ingest import months
from ingest.standard import STANDARD

FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%y", "%d-%b-%Y")
_FINANCIAL_YEAR = re.compile(r"([0-9]{4})\s*[-/–]\s*([0-9]{2}|[0-9]{4})")

_MIDNIGHT = re.compile(r"[ T]+0?0:00(:00(\.0+)?)?$")  # a date in a workbook has a time too


def financial_year(text: str) -> date | None:
    """'2026-04-01', '01/04/2026', '1 April 2026', '2026-27' -> 1 April 2026; None for any other day."""
    if years := _FINANCIAL_YEAR.fullmatch(text):
        first, second = int(years[1]), int(years[2])
        return date(first, 4, 1) if second % 100 == (first + 1) % 100 else None
    words = _MIDNIGHT.sub("", text)
    for form in FORMATS:
        try:
            day = datetime.strptime(words, form).date()
        except ValueError:
            continue
        return day if day == months.year_of(day) else None
    return None


def needs_type(text: str) -> str | None:
    """The code of a needs type that is written as its code, its label or a word that the standard knows for it."""
    return _NEEDS_TYPES.get(_plain(text))


def homes(text: str) -> int | None:
    """'12000', '12,000' and '12000.0' -> 12000; None for anything but a whole number of up to seven digits."""
    found = re.fullmatch(r"([0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.0+)?", text)
    number = found and found[1].replace(",", "")
    return int(number) if number and len(number) <= 7 else None


def role(text: str) -> str:
    """'Lead' -> 'lead'"""
    return _plain(text)


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip().casefold())


_NEEDS_TYPES = {
    _plain(word): each.code
    for each in STANDARD.code_lists["needs_type"]
    for word in (each.code, each.label, *each.synonyms)
}
