"""Months as their first day, and the periods made of them. A return covers whole, finished months."""

from collections.abc import Sequence
from datetime import date

from ingest.problems import Refused

MOST = 120  # months in one return: ten years are more than is ever kept, so a longer period is a mistyped year


def read_month(text: str) -> date:
    """'2026-07' -> its first day. ValueError for anything else."""
    year, _, month = text.partition("-")
    if len(year) != 4 or len(month) != 2 or not (year + month).isdecimal():
        raise ValueError(f"a month is written YYYY-MM, such as 2026-07, not {text[:20]!r}")
    return date(int(year), int(month), 1)


def shown(month: date) -> str:
    """'2026-07'"""
    return f"{month:%Y-%m}"


def span(from_month: date, to_month: date) -> str:
    """'2026-07 to 2026-09', or the one month."""
    return shown(from_month) if from_month == to_month else f"{shown(from_month)} to {shown(to_month)}"


def quarter_named(quarter: date) -> str:
    """'Jul–Sep 2026'"""
    return f"{quarter:%b}–{later(quarter, 2):%b} {quarter.year}"


def named(some: Sequence[date]) -> str:
    """'Jul, Aug and Sep 2026'; of four or more in a row the first and the last: 'Oct 2025 to Jun 2026'."""
    in_words: list[tuple[str, int | None]] = []  # with the year that is still to be added
    for run in runs(some):
        if len(run) > 3:
            in_words.append((f"{run[0]:%b %Y} to {run[-1]:%b %Y}", None))
        else:
            in_words += [(f"{month:%b}", month.year) for month in run]
    following = [year for _, year in in_words[1:]] + [None]
    words = [
        text if year in (None, next_year) else f"{text} {year}"
        for (text, year), next_year in zip(in_words, following, strict=False)  # none for no month
    ]
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def runs(some: Sequence[date]) -> list[list[date]]:
    """The months in order, those that follow each other together."""
    found: list[list[date]] = []
    for month in sorted(some):
        if found and later(found[-1][-1], 1) == month:
            found[-1].append(month)
        else:
            found.append([month])
    return found


def later(month: date, months: int) -> date:
    """The first of the month that many months later (earlier when negative)."""
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def listed(from_month: date, to_month: date) -> list[date]:
    """Every month from the first to the last, both included."""
    count = (to_month.year - from_month.year) * 12 + to_month.month - from_month.month + 1
    return [later(from_month, step) for step in range(count)]


def quarter_of(month: date) -> date:
    """The first month of its quarter."""
    return later(month, -((month.month - 1) % 3))


def year_of(day: date) -> date:
    """The first day of its financial year, 1 April."""
    return date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def has_ended(month: date, today: date) -> bool:
    return later(month, 1) <= today


def newest_quarter(today: date) -> date:
    """The first month of the last finished quarter."""
    return later(quarter_of(today.replace(day=1)), -3)


def best(today: date, *, is_first: bool = False) -> tuple[date, date]:
    """The months that a file should hold: twelve, to the end of the last finished quarter; fifteen the first time.

    More than that quarter because outcomes arrive late. The running quarter counts for nobody yet. A year and a quarter
    hold the same quarter a year before, which the newest one is compared with.
    """
    newest = later(newest_quarter(today), 2)
    return later(newest, -14 if is_first else -11), newest


def check_period(from_month: date, to_month: date, today: date) -> None:
    """Raise Refused unless these are whole, finished months, in order."""
    if from_month.day != 1 or to_month.day != 1:
        raise Refused.because("period", "A return covers whole months: give the first day of each.")
    if to_month < from_month:
        raise Refused.because(
            "period",
            f"The return would end ({shown(to_month)}) before it begins ({shown(from_month)}). Swap the two months.",
        )
    if not has_ended(to_month, today):
        raise Refused.because(
            "period",
            f"{shown(to_month)} has not ended yet: a return covers finished months only. The newest "
            f"finished month is {shown(later(today.replace(day=1), -1))}.",
        )
    if len(listed(from_month, to_month)) > MOST:
        raise Refused.because(
            "period",
            f"{span(from_month, to_month)} is more than {MOST // 12} years. Check the first year.",
        )
