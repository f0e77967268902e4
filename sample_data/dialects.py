"""How each member writes: what its matching file does not already say, in seven hands."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sample_data.shares import Weights

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Extra:
    """A column outside the standard, filled for one category only where one is named."""

    heading: str
    words: Weights
    category: str = ""


@dataclass(frozen=True)
class Dialect:
    """`reference` makes one of a number under `numbers`; `above` are title rows, `totals` adds a last row."""

    day: Callable[[date], str]
    reference: Callable[[int], str]
    numbers: int = 100_000
    newline: str = "\r\n"
    encoding: str = "utf-8"
    delimiter: str = ","
    suffix: str = "csv"
    above: tuple[str, ...] = ()
    totals: bool = False
    extra: tuple[Extra, ...] = ()


def _named_month(day: date) -> str:
    return MONTH_NAMES[day.month - 1]


DIALECTS = {
    "alder": Dialect(date.isoformat, "AL-{:06d}".format, numbers=1_000_000, newline="\n"),
    "birch": Dialect(
        lambda day: f"{day:%d/%m/%Y}",
        lambda number: str(1_000_000 + number),
        numbers=1_000_000,
        encoding="utf-8-sig",
        extra=(
            Extra("Team", {"North": 3, "South": 2, "Central": 2}),
            Extra("Priority", {"Standard": 5, "Urgent": 1}),
        ),
    ),
    "cedar": Dialect(
        lambda day: f"{day.day}.{day.month}.{day:%y}",
        "C/{:05d}".format,
        newline="\n",
        delimiter=";",
        extra=(Extra("Region", {"East": 1, "West": 1}),),
    ),
    "damson": Dialect(
        lambda day: f"{day:%d}-{_named_month(day)}-{day:%Y}",
        "SG{:05d}".format,
        encoding="cp1252",
        extra=(
            Extra("Grant (£)", {"£25": 2, "£49": 3, "£100": 1, "": 4}, "cost_of_living"),
            Extra("Team", {"Housing": 4, "Supported living": 1}),
        ),
    ),
    "elder": Dialect(
        lambda day: f"{day:%d} {_named_month(day)} {day:%Y}",
        "E.{:05d}".format,
        above=("Safeguarding log", "All concerns by date of report", ""),
        totals=True,
        extra=(Extra("Locality", {"Coast": 2, "Town": 3}),),
    ),
    "fir": Dialect(
        date.isoformat,
        lambda number: str(10_000 + number),
        numbers=90_000,
        suffix="xlsx",
        extra=(Extra("Priority", {"1": 1, "2": 3, "3": 2}),),
    ),
    "gorse": Dialect(
        lambda day: f"{_named_month(day)}-{day:%y}",
        "g{:03d}".format,
        numbers=1_000,
        newline="\n",
        delimiter="|",
    ),
}
